"""The ledger at one moment, as readers see it: cards, tolls, control, voices, search; shared by API and pages."""
