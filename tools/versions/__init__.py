"""What servers SQL is printed for and run on: `make versions` runs it on those that Debian keeps.

`needs.toml` says which version brought each word of MySQL's SQL, and `needs.py` finds them in it.
"""
