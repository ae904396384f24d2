"""Reports into the ledger: read, extracted, resolved, recorded; by one process, several, a cluster, or on watch."""
