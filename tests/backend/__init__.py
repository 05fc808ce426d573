"""Tests of cdrql/backend/."""
