import sqlite3
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import vedette.ledger
from tests import factories as f
from tests.databases import postgres  # noqa: F401 - a fixture
from vedette.errors import LedgerError
from vedette.ledger import connect
from vedette.ledger.base import Scope
from vedette.ledger.clocks import utc_now
from vedette.ledger.memory import MemoryLedger
from vedette.ledger.opening import HEAD, REVISIONS, _migrate, open_ledger, revision_of
from vedette.ledger.sql import SqlLedger
from vedette.ledger.tables import METADATA
from vedette.ledger.triggers import missing_triggers


def opened(url: str) -> SqlLedger:
    ledger = open_ledger(url)
    assert isinstance(ledger, SqlLedger)
    return ledger


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/ledger.db"
    return str(request.getfixturevalue("postgres")())


def test_the_revisions_named_are_those_packaged() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(vedette.ledger.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [HEAD]
    assert tuple(s.revision for s in scripts.walk_revisions())[::-1] == REVISIONS


def test_migrations_lead_to_the_tables_of_today(url: str) -> None:
    ledger = opened(url)
    with ledger.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    ledger.close()


@pytest.mark.parametrize("released", REVISIONS)
def test_a_ledger_of_every_released_schema_is_brought_up_to_date_with_its_data(url: str, released: str) -> None:
    engine = connect.connect(connect.parse_url(url))
    with connect.writing(engine) as connection:
        _migrate(connection, released)
    old = SqlLedger(engine, connect.parse_url(url), clock=utc_now, author="vedette@0")
    old.add_document(f.document(), f.capture())
    old.add_reading(f.document().id, "rules-1", [f.claim_in(f.document(), "in Aleppo")])
    old.add_decision(f.decision())
    head = old.chain()
    old.close()
    ledger = opened(url)
    with ledger.engine.connect() as connection:
        assert revision_of(connection) == HEAD
        assert missing_triggers(connection) == frozenset()
    assert ledger.chain() == head
    assert [c.claim.evidence.quote for c in ledger.claims()] == ["in Aleppo"]
    assert list(ledger.faults()) == []
    assert len(list(ledger.decisions())) == 1
    ledger.close()


def test_opening_again_finds_what_was_put(url: str) -> None:
    first = opened(url)
    first.add_document(f.document())
    first.close()
    second = opened(url)
    assert list(second.documents()) == [f.document()]
    assert not second.add_document(f.document())
    second.close()


def test_a_ledger_of_a_newer_vedette_is_refused(url: str) -> None:
    ledger = opened(url)
    with ledger.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    ledger.close()
    with pytest.raises(LedgerError, match=r"'9999'.*install a newer Vedette"):
        open_ledger(url)


def test_a_ledger_in_memory_has_an_address_too() -> None:
    assert isinstance(open_ledger("memory://"), MemoryLedger)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("vedette.db", "no database address"),
        ("mysql://host/name", "no ledger on 'mysql'; valid: sqlite, postgresql"),
        ("sqlite://", "needs a file"),
        ("sqlite:////nowhere/at/all/ledger.db", "check that the folder is there"),
        ("postgresql+nodriver://host/name", "no driver"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", r"nobody:\*\*\*@127.0.0.1"),
    ],
)
def test_an_address_that_can_not_be_opened_says_why(address: str, message: str) -> None:
    with pytest.raises(LedgerError, match=message):
        open_ledger(address)


def test_a_file_that_is_no_ledger_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_bytes(b"Dear diary, " * 400)
    with pytest.raises(LedgerError, match="the file is no ledger"):
        open_ledger(f"sqlite:///{tmp_path}/notes.db")


def test_readers_see_the_last_commit_while_a_writer_writes(url: str) -> None:
    writer, reader = opened(url), opened(url)
    writer.add_document(f.document("one"))
    with writer.batch():
        writer.add_document(f.document("two"))
        assert reader.counts().documents == 1
    assert reader.counts().documents == 2
    writer.close()
    reader.close()


def test_a_writer_that_waits_too_long_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "PATIENCE_MS", 50)
    address = f"sqlite:///{tmp_path}/ledger.db"
    first, second = opened(address), opened(address)
    with first.batch():
        first.add_document(f.document("one"))
        with pytest.raises(LedgerError, match="locked; another process is writing"):
            second.add_document(f.document("two"))
    assert second.add_document(f.document("two"))
    first.close()
    second.close()


def test_threads_that_open_and_write_at_once_lose_and_double_nothing(url: str) -> None:
    errors: list[BaseException] = []
    start = threading.Barrier(4)

    def work() -> None:
        try:
            start.wait()
            ledger = opened(url)
            for n in range(10):
                with ledger.batch():
                    ledger.add_document(f.document(str(n)))
                    ledger.add_reading(f.document(str(n)).id, "rules-1", [f.claim_in(f.document(str(n)), "in Aleppo")])
            ledger.close()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    ledger = opened(url)
    counts = ledger.counts()
    assert (counts.documents, counts.revisions, counts.readings, counts.claims) == (10, 10, 10, 10)
    with ledger.engine.connect() as connection:
        times = list(connection.execute(text("SELECT recorded_at FROM batches ORDER BY batch")).scalars())
    assert times == sorted(set(times))
    ledger.close()


def test_every_connection_is_set_up(tmp_path: Path) -> None:
    ledger = opened(f"sqlite:///{tmp_path}/ledger.db")
    with ledger.engine.connect() as one, ledger.engine.connect() as two:
        for connection in (one, two):
            found = [
                connection.execute(text(f"PRAGMA {name}")).scalar()
                for name in ("foreign_keys", "recursive_triggers", "journal_mode", "synchronous")
            ]
            assert found == [1, 1, "wal", 2]
    ledger.close()


def test_a_read_only_ledger_can_be_read(tmp_path: Path) -> None:
    ledger = opened(f"sqlite:///{tmp_path}/ledger.db")
    ledger.add_document(f.document())
    ledger.close()
    raw = sqlite3.connect(tmp_path / "ledger.db")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    read_only = opened(f"sqlite:///file:{tmp_path}/ledger.db?mode=ro&uri=true")
    assert list(read_only.documents()) == [f.document()]
    with pytest.raises(LedgerError, match="check the permissions"):
        read_only.add_document(f.document("two"))
    read_only.close()


@pytest.mark.parametrize(
    ("changes", "message"), [({"as_of": True}, "as_of is a time without"), ({"until": True}, "no days")]
)
def test_a_scope_that_makes_no_sense_is_refused(changes: dict[str, bool], message: str) -> None:
    noon = f.PUBLISHED.replace(tzinfo=None)
    with pytest.raises(ValueError, match=message):
        Scope(as_of=noon) if "as_of" in changes else Scope(since=noon.date(), until=noon.date())


def test_iterators_that_are_left_early_hold_nobody_up(url: str) -> None:
    ledger = opened(url)
    for n in range(5):
        ledger.add_document(f.document(str(n)))
    assert next(ledger.documents()).locator
    ledger.add_document(f.document("more"))
    assert ledger.counts().documents == 6
    ledger.close()
