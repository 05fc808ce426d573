"""Texts and the places in them: spans, carets, and where the keys of a file stand."""
