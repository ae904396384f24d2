"""From the ledger to the brief."""
