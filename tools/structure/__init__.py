"""Measures how the package is built, and says which of its bounds are broken.

`python -m tools.structure` prints rooms, floors, arrows, circles, names of two meanings, sizes,
docstrings and comments of cdrql/ and backends/, each with its bound. `python -m tools.structure
emit` prints what concerns one room. Only Python's own parser is asked: nothing is imported.
"""
