"""${message}"""

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Only additions: entry tables are never rebuilt."""
    ${upgrades if upgrades else "pass"}
