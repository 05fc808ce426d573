"""cdrql: compiles Aggregate-CDRs requests to SQL for the tables that people already have."""

__version__ = "0.1.0"
