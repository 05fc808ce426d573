"""What a dialect differs in: the contract of a backend, and the SQL it may write."""

from cdrql.backend.contract import Backend, backend_names, get_backend

__all__ = ["Backend", "backend_names", "get_backend"]
