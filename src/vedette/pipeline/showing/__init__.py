"""What a reader of the ledger may see: masked, guarded, one moment beside another."""
