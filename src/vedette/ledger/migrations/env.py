"""Alembic's entry: runs the migrations in the transaction that `vedette.ledger.opening` holds, then sets the guards."""

from alembic import context

from vedette.ledger.triggers import install_triggers

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=None, transactional_ddl=True, render_as_batch=False)
context.run_migrations()
install_triggers(connection)
