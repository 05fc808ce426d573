"""Tests of cdrql/demo/."""
