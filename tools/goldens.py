"""The golden files, which the conformance suite owns."""

from cdrql.conformance.goldens import FILES, FOLDER, Golden, golden, golden_calls

__all__ = ["FILES", "FOLDER", "Golden", "golden", "golden_calls"]
