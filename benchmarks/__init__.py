"""How fast requests compile, printed by `make bench`; it measures and judges nothing."""
