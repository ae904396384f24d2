"""Sensitive documents in the database: sealed, unsealed with the key alone, erased for good."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests import factories as f
from tests.databases import postgres  # noqa: F401 - a fixture
from vedette.errors import LedgerError
from vedette.ledger.opening import open_sql
from vedette.ledger.sealing import Vault, load_vault
from vedette.ledger.sql import SqlLedger
from vedette.pipeline.deriving.rederive import rederive

WORDS = "The clinic in Azaz took in 16 wounded, our friend Samir Example said. " * 5
SECRET = f.document("friend-page", WORDS, outlet="Samir's notes", title="From Samir Example", author="Samir Example")
OPEN = f.document("open", "At least 16 people were killed in Aleppo on Tuesday.")
CAPTURE = f.capture(WORDS.encode(), SECRET.locator)
VAULT = Vault.new()
NEEDLES = ("Samir", "clinic in Azaz", "friend-page")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/ledger.db" if request.param == "sqlite" else request.getfixturevalue("postgres")()


@pytest.fixture
def ledger(url: str) -> Iterator[SqlLedger]:
    opened = open_sql(url, vault=VAULT)
    opened.add_document(OPEN)
    opened.add_reading(OPEN.id, "rules-1", [f.claim_in(OPEN, "At least 16")])
    opened.add_document(SECRET, CAPTURE, sensitive=True)
    opened.add_reading(SECRET.id, "rules-1", [f.claim_in(SECRET, "16 wounded"), f.claim_in(SECRET, "in Azaz")])
    yield opened
    opened.close()


def held(ledger: SqlLedger) -> str:
    """All that the database holds, as text."""
    told = []
    with ledger.engine.connect() as connection:
        for table in ("captures", "documents", "readings", "claims", "resolutions", "blobs", "redactions", "events"):
            for row in connection.execute(text(f"SELECT * FROM {table}")):
                told += [bytes(v).decode("latin-1") if isinstance(v, bytes | memoryview) else str(v) for v in row]
    return "\n".join(told)


def test_with_the_key_all_comes_back_as_it_was_put(ledger: SqlLedger) -> None:
    document = ledger.document(SECRET.id)
    assert document is not None
    assert document.text == WORDS
    assert document.author == "Samir Example"
    assert ledger.capture(CAPTURE.id) == CAPTURE
    assert [c.claim.evidence.quote for c in ledger.claims_of(SECRET.id)] == ["16 wounded", "in Azaz"]
    assert ledger.sensitive() == {SECRET.id}


def test_the_database_alone_holds_neither_words_nor_source(ledger: SqlLedger) -> None:
    assert [n for n in NEEDLES if n in held(ledger)] == []


def test_without_the_key_it_is_as_if_it_were_not_there(ledger: SqlLedger, url: str) -> None:
    bare = open_sql(url)
    assert [d.id for d in bare.documents()] == [OPEN.id]
    assert {c.claim.document for c in bare.claims()} == {OPEN.id}
    assert bare.capture(CAPTURE.id) is None
    assert bare.locked()
    assert not ledger.locked()
    with pytest.raises(LedgerError, match="set key_file"):
        rederive(bare)
    with pytest.raises(LedgerError, match="without a key"):
        bare.add_document(f.document("another"), f.capture(b"x"), sensitive=True)
    assert list(bare.faults()) == [], "verification needs no key"
    bare.close()


def test_another_key_opens_nothing(ledger: SqlLedger, url: str) -> None:
    wrong = open_sql(url, vault=Vault.new())
    with pytest.raises(LedgerError, match="does not open with this key"):
        wrong.document(SECRET.id)
    wrong.close()


def test_the_same_again_is_no_revision_and_another_text_is_one(ledger: SqlLedger) -> None:
    assert not ledger.add_document(SECRET, CAPTURE, sensitive=True)
    assert not ledger.add_document(SECRET, CAPTURE), "once sensitive, always so"
    changed = f.document("friend-page", WORDS + "Later.", outlet="Samir's notes")
    assert ledger.add_document(changed, f.capture(b"again", SECRET.locator), sensitive=True)
    assert not ledger.add_document(SECRET, CAPTURE, sensitive=True)
    assert [n for n in NEEDLES if n in held(ledger)] == []


@pytest.mark.parametrize("which", [SECRET, OPEN], ids=["sealed", "open"])
def test_what_is_redacted_is_gone_and_the_chain_still_holds(ledger: SqlLedger, which: f.Document) -> None:
    quote = which.text[:20]
    erased = ledger.redact(which.id, person="ana", reason="they were found")
    assert erased > 0
    assert ledger.document(which.id) is None
    assert ledger.claims_of(which.id) == ()
    assert quote not in held(ledger)
    assert "they were found" in held(ledger)
    assert list(ledger.faults()) == []
    assert ledger.redact(which.id, person="ana", reason="again") == 0
    other = OPEN if which is SECRET else SECRET
    assert ledger.document(other.id) is not None


def test_what_was_redacted_does_not_come_back(ledger: SqlLedger) -> None:
    ledger.redact(SECRET.id, person="ana", reason="they were found")
    with pytest.raises(LedgerError, match="was redacted"):
        ledger.add_document(SECRET, CAPTURE, sensitive=True)
    ledger.redact(OPEN.id, person="ana", reason="asked for")
    assert not ledger.add_document(OPEN)
    assert list(ledger.faults()) == []


def test_the_file_itself_holds_nothing_of_it(tmp_path: Path) -> None:
    ledger = open_sql(f"sqlite:///{tmp_path}/one.db")
    ledger.add_document(SECRET, CAPTURE)
    claims = [f.claim_in(SECRET, "our friend Samir Example said")]
    ledger.add_reading(SECRET.id, "rules-1", claims)
    ledger.redact(SECRET.id, person="ana", reason="they were found")
    files = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    assert b"friend Samir Example" not in files
    ledger.close()


@pytest.mark.parametrize(("person", "reason"), [(" ", "why"), ("ana", "")])
def test_a_redaction_says_who_and_why(ledger: SqlLedger, person: str, reason: str) -> None:
    with pytest.raises(LedgerError, match="a person and a reason"):
        ledger.redact(OPEN.id, person=person, reason=reason)
    with pytest.raises(LedgerError, match="no document"):
        ledger.redact(f.document("nowhere").id, person="ana", reason="why")


def test_a_key_file_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "master.key"
    with pytest.raises(LedgerError, match="can't be read"):
        load_vault(path)
    first = load_vault(path, create=True)
    assert path.stat().st_mode & 0o077 == 0
    assert load_vault(path).blind(b"x") == first.blind(b"x") == load_vault(path, create=True).blind(b"x")
    path.write_bytes(b"no key")
    with pytest.raises(LedgerError, match="holds no key"):
        load_vault(path)
