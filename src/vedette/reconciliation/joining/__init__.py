"""Joining: which claims speak of one happening, by declared features of two claims at a time."""
