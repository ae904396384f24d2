"""The tables, as SQLAlchemy sees them at the newest revision. Migrations hold their own frozen copies of the shape.

Every entry table has the same head: `number` counts entries over the whole ledger, `batch` is the transaction that
wrote it, `hash` covers all columns and the body. A body is canonical JSON beside the schema version of its type. Text
and bytes live apart, in `blobs`, so that they can be erased without touching an entry.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData()

#: SQLite: rows live in the tree of their number. PostgreSQL: a plain 64-bit key, assigned by us under the lock.
NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def _entry(name: str, *columns: Any) -> Table:
    return Table(
        name,
        METADATA,
        Column("number", NUMBER, primary_key=True, autoincrement=False),
        Column("batch", NUMBER, ForeignKey("batches.batch", deferrable=True, initially="DEFERRED"), nullable=False),
        Column("recorded_at", BigInteger, nullable=False),
        Column("author", String, nullable=False),
        Column("supersedes", BigInteger),
        Column("schema_version", Integer, nullable=False),
        Column("body", Text),
        Column("hash", String(64), nullable=False),
        *columns,
    )


#: One row a transaction; `hash` covers the hash before it and those of all its entries.
BATCHES = Table(
    "batches",
    METADATA,
    Column("batch", NUMBER, primary_key=True, autoincrement=False),
    Column("recorded_at", BigInteger, nullable=False, unique=True),
    Column("first_number", BigInteger, nullable=False),
    Column("last_number", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)

#: Bytes and texts by name ("sha256:...", or with an owner where they are protected); `data` is NULL once erased.
BLOBS = Table(
    "blobs",
    METADATA,
    Column("blob", String, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("encoding", String, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("data", LargeBinary),
)

CAPTURES = _entry(
    "captures",
    Column("capture", String, nullable=False, unique=True),
    Column("locator", String, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("blob", String, ForeignKey("blobs.blob"), nullable=False),
    Column("retrieved_at", BigInteger),
    Column("sensitive", Boolean, nullable=False),
)

DOCUMENTS = _entry(
    "documents",
    Column("document", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("blob", String, ForeignKey("blobs.blob"), nullable=False),
    Column("capture", String),
    Column("outlet", String),
    Column("language", String),
    Column("published_at", BigInteger),
    Column("public_at", BigInteger, nullable=False),
    Column("content", String(64), nullable=False),
    Index("documents_revision", "document", "revision", unique=True),
    Index("documents_content", "document", "content", unique=True),
    Index("documents_public", "public_at", "document"),
)

READINGS = _entry(
    "readings",
    Column("document", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("document_number", NUMBER, ForeignKey("documents.number"), nullable=False),
    Column("extractor", String, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("public_at", BigInteger, nullable=False),
    Index("readings_once", "document_number", "extractor", unique=True),
    Index("readings_document", "document", "revision", "number"),
)

CLAIMS = _entry(
    "claims",
    Column("reading", NUMBER, ForeignKey("readings.number"), nullable=False),
    Column("document", String, nullable=False),
    Column("claim", String, nullable=False),
    Column("key", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("public_at", BigInteger, nullable=False),
    Column("valid_from", String(10)),
    Column("valid_to", String(10)),
    Index("claims_reading", "reading"),
    Index("claims_document", "document", "key"),
    Index("claims_key", "key"),
    Index("claims_public", "public_at", "key", "number"),
)

RESOLUTIONS = _entry(
    "resolutions",
    Column("claim_number", NUMBER, ForeignKey("claims.number"), nullable=False),
    Column("resolver", String, nullable=False),
    Column("place", String),
    Column("country", String),
    Index("resolutions_claim", "claim_number", "number"),
)

DECISIONS = _entry(
    "decisions",
    Column("decision", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("subject_kind", String, nullable=False),
    Column("person", String, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("replaces", String),
)

#: What a decision is about, one row a subject, so that the decisions on a key are found without reading bodies.
DECISION_SUBJECTS = _entry(
    "decision_subjects",
    Column("decision_number", NUMBER, ForeignKey("decisions.number"), nullable=False),
    Column("subject_kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Index("decision_subjects_subject", "subject", "subject_kind"),
    Index("decision_subjects_decision", "decision_number"),
)

MANIFESTS = _entry(
    "manifests",
    Column("manifest", String, nullable=False, unique=True),
    Column("started_at", BigInteger, nullable=False),
)

FAILURES = _entry(
    "failures",
    Column("failure", String, nullable=False, unique=True),
    Column("stage", String, nullable=False),
    Column("item", String, nullable=False),
    Column("kind", String, nullable=False),
)

#: What was erased, by whom and why: a tombstone. `target` is a blob's name or "TABLE:NUMBER"; only what is named here
#: can be erased, and `content_hash` (of the erased body) keeps the chain checkable.
REDACTIONS = _entry(
    "redactions",
    Column("target", String, nullable=False, unique=True),
    Column("content_hash", String(64), nullable=False),
)


def _derived(name: str) -> Table:
    return Table(
        name,
        METADATA,
        Column("row", NUMBER, primary_key=True, autoincrement=False),
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
        Index(f"{name}_id", "id"),
        Index(f"{name}_valid", "valid_from", "id"),
        Index(f"{name}_place", "place", "valid_from"),
    )


EVENTS = _derived("events")
TOLLS = _derived("tolls")
CONTROL = _derived("control")
PAIRS = _derived("pairs")
FORWARDINGS = _derived("forwardings")
UNPLACED = _derived("unplaced")

#: The index of what may meet: which claims are tied, so that a new one touches only its own group. A function of the
#: derivation that `ties_state` names: it can be dropped, and the next derivation is of everything.
TIED = Table(
    "tied",
    METADATA,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("key", String, nullable=False),
    Column("document", String, nullable=False),
    Column("grp", BigInteger, nullable=False),
    Column("original", String),
    Index("tied_key", "key"),
    Index("tied_document", "document"),
    Index("tied_grp", "grp"),
)

#: Where a claim is found. Rows of claims that are no longer in `tied` mean nothing.
PLACES = Table(
    "tied_places",
    METADATA,
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

#: Tolls and spans by their group.
GROUP_ROWS = Table(
    "tied_rows",
    METADATA,
    Column("grp", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    sqlite_with_rowid=False,
)

#: One row: the next number of a claim and of a group, and what the index was left with.
TIES_STATE = Table(
    "ties_state",
    METADATA,
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("next_claim", BigInteger, nullable=False),
    Column("next_group", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)

ENTRIES = (
    CAPTURES,
    DOCUMENTS,
    READINGS,
    CLAIMS,
    RESOLUTIONS,
    DECISIONS,
    DECISION_SUBJECTS,
    MANIFESTS,
    FAILURES,
    REDACTIONS,
)
APPEND_ONLY = (BATCHES, BLOBS, *ENTRIES)
