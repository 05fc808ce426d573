"""Tests of cdrql/init/."""
