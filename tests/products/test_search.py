"""Search finds the same set whatever database the ledger is in: the index is over our own tokens, not a database's."""

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests import servers
from tests.databases import postgres  # noqa: F401 - a fixture
from tests.stories import tell
from vedette.cli.serve import application
from vedette.ledger.opening import open_ledger
from vedette.pipeline.deriving.rederive import rederive
from vedette.pipeline.showing.shown import open_shown

#: Words of each kind: of texts, titles, outlets and events; other scripts, marks, beginnings, case, more than one word,
#: what a database's own stemming or stop words would change, and what nothing holds.
ASKED = (
    "shells", "Shell", "shelling", "qarat", "QÁRAT", "ridge observatory", "observatory ridge", "killed people", "the",
    "were", "Lantern Radio", "toll rises", "since monday", "قارة", "qar", "brigades marsin", "4", "nothing of this",
    "running", "run", "runs", "ran", "'quoted'", "a-b", "shells AND killed", "shells OR marsin", "%", "",
)  # fmt: skip
REPORTS = [
    *servers.REPORTS,
    {"id": "third", "outlet": "Quay Post", "title": "Château, Бахмут", "text": "Men were running. قارة is calm.",
     "published": servers.REPORTS[0]["published"], "claim": []},
]  # fmt: skip


def found(url: str) -> dict[str, list[str]]:
    ledger = open_ledger(url)
    claims, documents = tell(REPORTS)
    for document in documents.values():
        ledger.add_document(document)
        ledger.add_reading(document.id, "story@1", [c for c in claims if c.claim.document == document.id])
    rederive(ledger)
    ledger.close()
    shown = open_shown(url)
    with TestClient(application(shown)) as web:
        answers = {words: web.get("/api/v1/search", params={"q": words}) for words in ASKED}
        assert {a.status_code for a in answers.values()} <= {200, 422}
        hits = {words: [str(i) for i in a.json().get("items", ())] for words, a in answers.items()}
    shown.close()
    return hits


def test_words_are_found_as_they_are_written(tmp_path: Path) -> None:
    hits = found(f"sqlite:///{tmp_path}/search.db")
    assert hits["shells"]
    assert hits["qar"], "the beginning of a word"
    assert hits["qarat"] == hits["QÁRAT"]
    assert hits["قارة"], "another script"
    assert hits["ridge observatory"] == hits["observatory ridge"]
    assert hits["run"]
    assert hits["runs"] == [], "no stemming"
    assert hits["nothing of this"] == hits["%"] == hits[""] == []


@pytest.mark.postgres
def test_postgresql_and_sqlite_find_the_same(tmp_path: Path, postgres: Callable[[], str]) -> None:  # noqa: F811
    ours, theirs = found(f"sqlite:///{tmp_path}/search.db"), found(postgres())
    assert sum(map(bool, ours.values())) > 10
    assert theirs == ours
