"""Assembles and runs the stages; the only package that knows their order."""
