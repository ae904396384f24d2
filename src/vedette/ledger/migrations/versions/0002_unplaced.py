"""Revision 0002: a derived table for claims that no product could take, each with the reason."""

from alembic import op
from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, String, Table, Text

revision = "0002"
down_revision = "0001"

METADATA = MetaData()

UNPLACED = Table(
    "unplaced",
    METADATA,
    Column("row", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    Column("id", String, nullable=False),
    Column("label", String),
    Column("valid_from", String(10)),
    Column("valid_to", String(10)),
    Column("place", String),
    Column("conflict", String),
    Column("public_from", BigInteger),
    Column("public_to", BigInteger),
    Column("known_from", BigInteger),
    Column("known_to", BigInteger),
    Column("schema_version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("unplaced_id", "id"),
    Index("unplaced_valid", "valid_from", "id"),
    Index("unplaced_place", "place", "valid_from"),
)


def upgrade() -> None:
    """Make the table."""
    METADATA.create_all(op.get_bind())
