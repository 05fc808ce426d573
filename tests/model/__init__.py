"""Tests of cdrql/model/."""
