"""One module a kind of page: what stands on it."""
