"""Tests of cdrql/emit/."""
