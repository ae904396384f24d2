"""Foreign tables, coders' sheets and the native format, into the ledger."""
