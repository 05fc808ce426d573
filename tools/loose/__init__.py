"""Hostile tables for SQLite, whose columns hold what they are not declared as, and their answers.

`drawing` makes a table, a mapping and a request at random; `reference` answers it in plain Python.
"""
