"""Figures of people hurt, displaced or taken, as claims."""
