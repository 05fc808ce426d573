"""Tests of cdrql; a package so that its tools run as `python -m tests.<tool>`."""
