"""What people decide and code, and how far they agree."""
