"""Time expressions of reports: found, normalised, and resolved against the day of the report."""
