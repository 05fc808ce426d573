"""Tests of cdrql/audit/."""
