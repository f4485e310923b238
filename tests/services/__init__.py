"""Servers of the tests' own: spare ports, own data folders, gone when the tests are."""
