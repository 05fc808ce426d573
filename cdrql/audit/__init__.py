"""Checks a mapping against a live database: structure, SQL, plans, and the calls themselves.

A tool on top of the compiler: every number comes from compiled requests, and nothing is written.
"""
