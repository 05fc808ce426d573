"""Tests of cdrql/language/."""
