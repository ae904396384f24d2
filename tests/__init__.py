"""Tests; a package, so that `tests.factories` and its like can be imported from anywhere in the tree."""
