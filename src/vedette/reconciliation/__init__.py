"""Resolved claims to events, tolls and control, with their verification."""
