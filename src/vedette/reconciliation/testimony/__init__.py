"""Testimonies: claims with their origins, and how names, places, kinds, sides and people of two lie to each other."""
