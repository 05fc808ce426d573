"""Tests of cdrql/cli/."""
