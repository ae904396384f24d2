"""Derived rows: from claims and decisions to events, tolls and control, whole or only what has changed."""
