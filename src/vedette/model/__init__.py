"""The domain: what every other package speaks of. Standard library only."""
