"""Writes what docs/ has from code: `python -m tools.docs`."""
