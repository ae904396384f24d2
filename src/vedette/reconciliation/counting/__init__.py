"""Counting: from figures that stand to low, best and high, and running totals looked over."""
