"""Tests of cdrql/engines/."""
