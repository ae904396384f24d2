"""Numbers, and how many of whom."""
