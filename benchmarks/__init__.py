"""Benchmarks: each module reads a benchmark's input, never its gold, and writes predictions for the public scorer."""
