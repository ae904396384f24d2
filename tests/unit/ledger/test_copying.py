"""Ledgers moved, saved while in use, and brought back."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from tests import factories as f
from tests.databases import postgres  # noqa: F401 - a fixture
from vedette.errors import LedgerError
from vedette.ledger.backup import backup, restore
from vedette.ledger.copying import copy_ledger
from vedette.ledger.opening import open_sql
from vedette.ledger.sealing import Vault
from vedette.ledger.sql import SqlLedger
from vedette.pipeline.deriving.rederive import rederive

VAULT = Vault.new()


def filled(url: str, reports: int = 3) -> SqlLedger:
    ledger = open_sql(url, vault=VAULT)
    for n in range(reports):
        document = f.document(str(n), f"At least 16 people were killed in Aleppo on day {n}. " * 9)
        ledger.add_document(document, f.capture(document.text.encode(), document.locator), sensitive=n == 1)
        ledger.add_reading(document.id, "rules-1", [f.claim_in(document, "At least 16")])
    ledger.add_decision(f.decision())
    ledger.add_failure(f.failure())
    rederive(ledger)
    return ledger


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/from.db" if request.param == "sqlite" else request.getfixturevalue("postgres")()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/to.db" if request.param == "sqlite" else request.getfixturevalue("postgres")()


def test_a_copy_is_the_ledger_and_can_go_on(url: str, target: str) -> None:
    old, new = filled(url), open_sql(target, vault=VAULT)
    done = copy_ledger(old, new)
    assert done.head == old.chain() == new.chain()
    assert new.counts() == old.counts()
    assert list(new.claims()) == list(old.claims())
    assert list(new.documents()) == list(old.documents())
    assert new.derived_digest() == old.derived_digest()
    assert new.add_document(f.document("later"))
    assert list(new.faults()) == []
    old.close()
    new.close()


def test_a_copy_into_a_ledger_that_holds_something_is_refused(url: str, target: str) -> None:
    old, new = filled(url), open_sql(target)
    new.add_document(f.document("mine"))
    before = new.counts()
    with pytest.raises(LedgerError, match="holds batches, blobs, documents already"):
        copy_ledger(old, new)
    assert new.counts() == before
    old.close()
    new.close()


def test_a_backup_comes_back(url: str, target: str, tmp_path: Path) -> None:
    old = filled(url)
    file = tmp_path / "saved.db"
    assert backup(url, file) == old.chain()
    assert restore(file, target) == old.chain()
    new = open_sql(target, vault=VAULT)
    assert list(new.claims()) == list(old.claims())
    new.close()
    old.close()
    with pytest.raises(LedgerError, match="is there already"):
        backup(url, file)
    with pytest.raises(LedgerError, match="there is no backup"):
        restore(tmp_path / "none.db", target)
    assert not list(tmp_path.glob("*.part*"))


def test_a_backup_that_was_changed_is_not_brought_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/from.db"
    filled(url).close()
    file = tmp_path / "saved.db"
    backup(url, file)
    broken = open_sql(f"sqlite:///{file}")
    with broken.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER claims_no_update"))
        connection.execute(text("UPDATE claims SET public_at = 0"))
    broken.close()
    with pytest.raises(LedgerError, match="is not sound"):
        restore(file, f"sqlite:///{tmp_path}/to.db")


def test_a_backup_under_load_is_a_state_that_was(url: str, tmp_path: Path) -> None:
    ledger = filled(url)
    stop = threading.Event()
    written: list[int] = []

    def write() -> None:
        writer = open_sql(url, vault=VAULT)
        while not stop.is_set():
            document = f.document(f"load-{len(written)}", "Two people died in Homs. " * 40)
            with writer.batch():
                writer.add_document(document)
                writer.add_reading(document.id, "rules-1", [f.claim_in(document, "Two people")])
            written.append(1)
        writer.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        heads = [backup(url, tmp_path / f"saved-{n}.db") for n in range(3)]
    finally:
        stop.set()
        thread.join()
    assert written
    for n, head in enumerate(heads):
        assert ledger.chain(head), "every backup ends in a batch of the ledger"
        saved = open_sql(f"sqlite:///{tmp_path}/saved-{n}.db", vault=VAULT)
        counts = saved.counts()
        assert counts.documents == counts.readings, "no half of a batch"
        saved.close()
    ledger.close()
