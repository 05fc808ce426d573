"""Loading a CDR export into a SQLite warehouse: export, columns, cells, rows, table."""
