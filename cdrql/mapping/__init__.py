"""Mapping files: TOML that says where the logical fields live in somebody's tables."""

from cdrql.mapping.builder import build_warehouse
from cdrql.mapping.files import presets, read_mapping
from cdrql.mapping.loading import declared_columns, load_warehouse

__all__ = ["build_warehouse", "declared_columns", "load_warehouse", "presets", "read_mapping"]
