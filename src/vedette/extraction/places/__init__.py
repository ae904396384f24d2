"""Places: which words of a sentence name places, and how the claim lies to them."""
