"""From the ledger to files in the field's formats, each with a report of what it could not say."""
