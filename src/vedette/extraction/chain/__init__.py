"""The chain of hands: the outlet, who relayed it, the origin; who is meant by "he" and "the monitor"."""
