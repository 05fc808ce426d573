"""Mapping files: TOML that says where the logical fields live in somebody's tables."""

from cdrql.mapping.builder import build
from cdrql.mapping.files import presets, read_mapping
from cdrql.mapping.loading import declared, load_warehouse

__all__ = ["build", "declared", "load_warehouse", "presets", "read_mapping"]
