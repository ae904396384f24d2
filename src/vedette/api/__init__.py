"""The ledger as JSON over HTTP: /api/v1, described by its own OpenAPI document."""
