"""Effects: what befell the people counted."""
