"""Claim to resolved claim: who, where, in which conflict."""
