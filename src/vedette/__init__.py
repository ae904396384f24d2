"""Vedette, a war monitor: what happened, how many, who holds what, who says so and how sure that is."""
