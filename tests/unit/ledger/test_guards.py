"""The database itself refuses change; what is changed all the same, with the guards down, is found and named."""

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from tests import factories as f
from tests.databases import postgres  # noqa: F401 - a fixture
from vedette.errors import LedgerError
from vedette.ledger.opening import open_ledger
from vedette.ledger.rows import blob_bytes, body_hash, row_hash
from vedette.ledger.sql import SqlLedger
from vedette.ledger.tables import APPEND_ONLY
from vedette.ledger.triggers import install_triggers, missing_triggers, trigger_names
from vedette.ledger.verify import faults
from vedette.model.decision import DecisionKind, SubjectKind

DOCUMENT = f.document("one", "At least 16 people were killed in Aleppo. " * 20)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlLedger]:
    url = f"sqlite:///{tmp_path}/ledger.db" if request.param == "sqlite" else request.getfixturevalue("postgres")()
    opened = open_ledger(url)
    assert isinstance(opened, SqlLedger)
    opened.add_document(DOCUMENT, f.capture())
    opened.add_reading(DOCUMENT.id, "rules-1", [f.claim_in(DOCUMENT, "At least 16"), f.claim_in(DOCUMENT, "in Aleppo")])
    opened.add_failure(f.failure())
    opened.add_manifest(f.manifest())
    opened.add_decision(f.decision(DecisionKind.SAME, ("a", "b"), subject_kind=SubjectKind.ACTOR))
    with opened.engine.begin() as connection:
        add_tombstone(connection, "blob:of-nothing", "0" * 64, number=1000)
    yield opened
    opened.close()


def add_tombstone(connection: Connection, target: str, content_hash: str, *, number: int) -> None:
    """A row of `redactions` in a batch of its own, as the redacting command will write it."""
    row: dict[str, Any] = {
        "number": number,
        "batch": 1,
        "recorded_at": 1,
        "author": "person:ana",
        "supersedes": None,
        "schema_version": 1,
        "body": None,
        "target": target,
        "content_hash": content_hash,
    }
    row["hash"] = row_hash("redactions", row)
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    connection.execute(text(f"INSERT INTO redactions ({names}) VALUES ({values})"), row)


def refused(ledger: SqlLedger, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), ledger.engine.begin() as connection:
        connection.execute(text(statement))


def number_in(ledger: SqlLedger, table: str) -> int:
    with ledger.engine.connect() as connection:
        return int(connection.execute(text(f"SELECT MIN(number) FROM {table}")).scalar_one())


def faults_of(ledger: SqlLedger) -> list[str]:
    with ledger.engine.connect() as connection:
        return [x for x in faults(connection) if "1000" not in x and "redactions" not in x]


def without_guards(ledger: SqlLedger, *statements: str) -> None:
    with ledger.engine.begin() as connection:
        for name in trigger_names(connection.dialect.name):
            table = name.rpartition("_no_")[0]
            on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
            connection.execute(text(f"DROP TRIGGER {name}{on}"))
        for statement in statements:
            connection.execute(text(statement))


def test_all_guards_stand_after_the_upgrade(ledger: SqlLedger) -> None:
    with ledger.engine.connect() as connection:
        assert missing_triggers(connection) == frozenset()


@pytest.mark.parametrize("table", [t.name for t in APPEND_ONLY])
def test_no_row_is_changed_or_removed(ledger: SqlLedger, table: str) -> None:
    changed = "size = size + 1" if table == "blobs" else "recorded_at = recorded_at + 1"
    refused(ledger, f"UPDATE {table} SET {changed}")
    refused(ledger, f"DELETE FROM {table}")
    if ledger.engine.dialect.name == "postgresql":
        refused(ledger, f"TRUNCATE {table} CASCADE")


def test_no_row_is_replaced(ledger: SqlLedger) -> None:
    if ledger.engine.dialect.name == "postgresql":
        refused(ledger, "INSERT INTO blobs SELECT * FROM blobs ON CONFLICT (blob) DO UPDATE SET size = 0")
    else:
        refused(ledger, "INSERT OR REPLACE INTO failures SELECT * FROM failures")


def test_a_body_is_erased_only_under_a_tombstone(ledger: SqlLedger) -> None:
    refused(ledger, "UPDATE claims SET body = NULL")
    first = number_in(ledger, "claims")
    with ledger.engine.begin() as connection:
        body = connection.execute(text(f"SELECT body FROM claims WHERE number = {first}")).scalar_one()
        add_tombstone(connection, f"claims:{first}", body_hash(body), number=1001)
        connection.execute(text(f"UPDATE claims SET body = NULL WHERE number = {first}"))
    refused(ledger, f"UPDATE claims SET body = 'again' WHERE number = {first}")
    refused(ledger, f"UPDATE claims SET body = NULL, key = 'x' WHERE number = {first}")
    assert len(list(ledger.claims())) == 1
    assert faults_of(ledger) == [], "what was erased by rule still verifies"


def test_a_text_is_erased_only_under_a_tombstone(ledger: SqlLedger) -> None:
    refused(ledger, "UPDATE blobs SET data = NULL")
    with ledger.engine.begin() as connection:
        blob = connection.execute(text("SELECT blob FROM documents")).scalar_one()
        add_tombstone(connection, blob, blob.removeprefix("sha256:"), number=1001)
        connection.execute(text("UPDATE blobs SET data = NULL WHERE blob = :blob"), {"blob": blob})
    assert ledger.document(DOCUMENT.id) is None
    assert not ledger.add_document(DOCUMENT), "what was erased does not come back by ingesting it again"
    assert list(ledger.documents()) == []
    assert faults_of(ledger) == []


def test_a_sound_ledger_has_no_faults(ledger: SqlLedger) -> None:
    assert faults_of(ledger) == []


@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        (
            "UPDATE claims SET body = REPLACE(body, '16', '60') WHERE number = {claims}",
            "entry {claims} (claims) was changed",
        ),
        ("UPDATE claims SET public_at = 0 WHERE number = {claims}", "entry {claims} (claims) was changed"),
        ("UPDATE claims SET body = NULL WHERE number = {claims}", "entry {claims} (claims) was changed"),
        ("DELETE FROM failures", "entry {failures} was removed"),
        ("UPDATE batches SET hash = 'x' WHERE batch = 1", "batch 1 does not follow"),
        ("DELETE FROM batches WHERE batch = 5", "belongs to no batch"),
        ("DELETE FROM batches WHERE batch = 3", "belong to no batch"),
        ("UPDATE blobs SET data = NULL", "erased without a tombstone"),
        ("UPDATE blobs SET encoding = 'plain'", "was changed"),
        ("UPDATE blobs SET encoding = 'zlib' WHERE encoding = 'plain'", "was changed"),
    ],
)
def test_what_was_done_behind_the_guards_is_named(ledger: SqlLedger, tamper: str, fault: str) -> None:
    numbers = {name: number_in(ledger, name) for name in ("claims", "failures")}
    later = [] if "batches WHERE" not in tamper else ["DELETE FROM redactions"]
    unchecked = (
        "SET session_replication_role = replica"
        if ledger.engine.dialect.name == "postgresql"
        else "PRAGMA defer_foreign_keys = ON"
    )
    if "DELETE FROM batches" in tamper and ledger.engine.dialect.name == "sqlite":
        with ledger.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("BEGIN")
            for name in trigger_names("sqlite"):
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            connection.exec_driver_sql(tamper)
            connection.commit()
    else:
        without_guards(ledger, unchecked, *later, tamper.format(**numbers))
    with ledger.engine.begin() as connection:
        install_triggers(connection)
    assert any(fault.format(**numbers) in found for found in faults_of(ledger)), faults_of(ledger)


def test_guards_that_were_taken_down_are_missed(ledger: SqlLedger) -> None:
    without_guards(ledger)
    assert "the guard claims_no_update is missing" in faults_of(ledger)


def test_a_blob_that_can_not_be_read_is_an_error() -> None:
    with pytest.raises(LedgerError, match="install a newer one"):
        blob_bytes("fernet", b"")
    with pytest.raises(LedgerError, match="damaged"):
        blob_bytes("zlib", b"no")


def test_a_killed_process_loses_no_batch_and_doubles_none(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/ledger.db"
    script = textwrap.dedent(
        f"""
        import os, signal
        from tests import factories as f
        from vedette.ledger.opening import open_ledger
        ledger = open_ledger({url!r})
        for n in range(6):
            with ledger.batch():
                document = f.document(str(n))
                ledger.add_document(document)
                ledger.add_reading(document.id, "rules-1", [f.claim_in(document, "in Aleppo")])
                if n == 4 and os.environ.get("KILL"):
                    list(ledger.claims())
                    os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    root = Path(__file__).parents[3]
    killed = subprocess.run(
        [sys.executable, "-c", script], cwd=root, env={"KILL": "1", "PYTHONPATH": str(root)}, check=False
    )
    assert killed.returncode == -9
    ledger = open_ledger(url)
    assert (ledger.counts().documents, ledger.counts().claims) == (4, 4)
    subprocess.run([sys.executable, "-c", script], cwd=root, env={"PYTHONPATH": str(root)}, check=True)
    assert (ledger.counts().documents, ledger.counts().revisions, ledger.counts().claims) == (6, 6, 6)
    ledger.close()
