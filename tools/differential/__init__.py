"""Asks random requests of every engine and compares the answers with the reference's.

`python -m tools.differential` is the whole; `canaries.py` and `zone_changes.py` ask for one thing.
"""
