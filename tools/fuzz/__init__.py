"""Asks the compiler for what is random and broken: `python -m tools.fuzz`."""
