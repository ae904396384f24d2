"""Signals: what stands out, each by a stated rule, with how often that was right on this ledger."""
