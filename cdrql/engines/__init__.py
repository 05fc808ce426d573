"""Live databases: sessions, catalogues, rows."""
