"""Which place and which day belong to a claim."""
