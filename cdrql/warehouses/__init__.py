"""The mappings that come with cdrql: one TOML file for each kind of warehouse."""
