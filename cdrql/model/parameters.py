"""The names of parameters: whatever a statement binds is named here, and nowhere else."""

from functools import lru_cache

LIMIT, OFFSET = "limit", "offset"
SMALLEST_GROUP = "smallest_group"
HAVING = "having"

# Longer lists are seldom of one length twice, so their names are made anew.
_FEW = 64


def numbered_parameters(key: str, count: int) -> tuple[str, ...]:
    """Name so many values of a key, in their order: `user_1`, `user_2`, ..."""
    return _remembered(key, count) if count <= _FEW else _numbered(key, count)


def scope_parameters(field: str, count: int) -> tuple[str, ...]:
    """Name the values that a policy scopes a field to: `scope_user_id_1`, ..."""
    return numbered_parameters(f"scope_{field}", count)


def _numbered(key: str, count: int) -> tuple[str, ...]:
    return tuple([f"{key}_{place}" for place in range(1, count + 1)])


_remembered = lru_cache(maxsize=1024)(_numbered)
