"""Tests of cdrql/conformance/."""
