"""Tests of cdrql/load/."""
