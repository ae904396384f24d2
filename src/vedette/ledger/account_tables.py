"""The tables of accounts. They stand beside the ledger, not in it, so that a ledger can be handed on without them."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, String, Table

METADATA = MetaData()

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("password", String(200), nullable=False),
    Column("made_at", BigInteger, nullable=False),
)

#: Accounts that may not come in for now. A table of its own: stores that are older get it when they are opened.
DISABLED = Table(
    "disabled_accounts",
    METADATA,
    Column("account", String(40), ForeignKey("accounts.name", ondelete="CASCADE"), primary_key=True),
    Column("since", BigInteger, nullable=False),
)

#: A session or token is found by the SHA-256 of what the browser or program sends.
SESSIONS = Table(
    "sessions",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("account", String(40), ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Index("sessions_account", "account"),
)

TOKENS = Table(
    "tokens",
    METADATA,
    Column("token", String(16), primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("account", String(40), ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False),
    Column("label", String(100), nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
)

#: Who came in, and who did not. No foreign key: the record outlives the account.
VISITS = Table(
    "visits",
    METADATA,
    Column("number", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("what", String(40), nullable=False),
    Column("account", String(40)),
    Column("address", String(64), nullable=False),
)
