"""Tests of cdrql/mapping/."""
