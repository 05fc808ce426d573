"""Tests of the project itself: its layers, docs, packages, threats."""
