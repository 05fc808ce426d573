"""Tests of cdrql/planning/."""
