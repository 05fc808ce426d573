"""A layout of a system in each TOML file; cdrql.load.recognition reads them."""
