"""The built-in backends, one file each; found by entry point, never imported by path."""
