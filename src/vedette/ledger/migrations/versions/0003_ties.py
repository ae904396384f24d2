"""Revision 0003: the index of what may meet, by which a derivation touches only the groups that have changed."""

from alembic import op
from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, String, Table, Text

revision = "0003"
down_revision = "0002"

METADATA = MetaData()

TIED = Table(
    "tied",
    METADATA,
    Column("number", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    Column("key", String, nullable=False),
    Column("document", String, nullable=False),
    Column("grp", BigInteger, nullable=False),
    Column("original", String),
    Index("tied_key", "key"),
    Index("tied_document", "document"),
    Index("tied_grp", "grp"),
)

PLACES = Table(
    "tied_places",
    METADATA,
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

ROWS = Table(
    "tied_rows",
    METADATA,
    Column("grp", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    sqlite_with_rowid=False,
)

STATE = Table(
    "ties_state",
    METADATA,
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("next_claim", BigInteger, nullable=False),
    Column("next_group", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)


def upgrade() -> None:
    """Make the tables."""
    METADATA.create_all(op.get_bind())
