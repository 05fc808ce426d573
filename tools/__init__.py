"""The project's own commands, `python -m tools.<tool>`: engines, fuzzers, soak, docs."""
