"""What the rules for stances, statements, outlooks and signals share, and all of them in one call."""
