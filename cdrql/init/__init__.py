"""Finds out how a database holds calls: presets that fit, mappings by names and values."""
