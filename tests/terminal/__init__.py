"""Tests of cdrql/terminal/."""
