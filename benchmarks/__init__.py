"""How fast requests compile and their SQL answers; it measures and judges nothing."""
