"""What any backend is held to: `python -m cdrql.conformance --backend NAME --database URL`.

The same runs as a pytest plugin: `pytest --cdrql-backend NAME --cdrql-database URL`.
"""
