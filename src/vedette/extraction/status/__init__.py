"""How surely a claim is made, of what time, and what its own report says against it."""
