"""Alembic migrations, packaged with the ledger."""
