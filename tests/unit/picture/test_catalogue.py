"""The catalogue of the present: it grows with the ledger, forgets what is erased at once, and knows what a full look
over all claims knows."""

from dataclasses import asdict, replace
from pathlib import Path

import pytest

from tests import servers
from vedette.ledger.base import Ledger
from vedette.ledger.opening import open_ledger
from vedette.model.codec import to_json
from vedette.picture.catalogue import Catalogue
from vedette.picture.pictures import Pictures
from vedette.picture.search import Index
from vedette.picture.voices import Gathering, Voices
from vedette.pipeline.deriving.rederive import rederive
from vedette.pipeline.showing.shown import Shown

SOURCE = servers.told()
DOCUMENTS = list(SOURCE.documents())
WORDS = sorted({w for d in DOCUMENTS for w in d.text.split() if w.isalpha() and w.islower() and len(w) > 4})


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return open_ledger(f"sqlite:///{tmp_path}/v.db")


def put(ledger: Ledger, *numbers: int) -> None:
    for number in numbers:
        document = DOCUMENTS[number]
        ledger.add_document(document)
        ledger.add_reading(document.id, "story@1", SOURCE.claims_of(document.id))
    rederive(ledger)


def known(voices: Voices) -> object:
    voices_ = {**voices.outlets, **voices.claimants}
    said = {k: (v.name, sorted(v.own), sorted(v.relayed), v.documents, v.first, v.last) for k, v in voices_.items()}
    return said, {k: asdict(a) for k, a in voices.actors.items()}, sorted(voices.totals, key=str)


def whole(ledger: Ledger) -> object:
    shown = Shown(ledger)
    gathering = Gathering()
    gathering.add((to_json(c) for c in shown.claims()), Catalogue(shown).reports)
    return known(gathering.voices())


def test_it_grows_with_the_ledger_and_knows_what_a_full_look_knows(ledger: Ledger) -> None:
    put(ledger, 0)
    catalogue = Catalogue(Shown(ledger))
    before, index = catalogue.settled()
    kept = known(before)
    assert kept == whole(ledger)
    put(ledger, *range(1, len(DOCUMENTS)))
    assert list(catalogue.headed()) == [d.id for d in ledger.documents()]
    after, same = catalogue.settled()
    assert known(after) == whole(ledger)
    assert known(before) == kept, "what was given stays as it was"
    assert same is index, "what is there is not read again"
    for word in WORDS:
        assert same.find(word) == Index(DOCUMENTS).find(word)
    assert catalogue.progress is None


def test_a_text_that_came_anew_is_found_by_its_new_words_alone(ledger: Ledger) -> None:
    put(ledger, 0, 1)
    catalogue = Catalogue(Shown(ledger))
    word = next(w for w in WORDS if w in DOCUMENTS[0].text.split())
    assert DOCUMENTS[0].id in {h.id for h in catalogue.settled()[1].find(word)}
    ledger.add_document(replace(DOCUMENTS[0], text="The market is open again."))
    catalogue.headed()
    index = catalogue.settled()[1]
    assert [h.id for h in index.find("market open")] == [DOCUMENTS[0].id]
    assert DOCUMENTS[0].id not in {h.id for h in index.find(word)}


def test_what_was_erased_is_found_no_more(ledger: Ledger) -> None:
    put(ledger, 0, 1)
    pictures = Pictures(Shown(ledger))
    erased = DOCUMENTS[0]
    word = next(w for w in WORDS if w in erased.text.split())
    assert erased.id in {h.id for h in pictures.at().find(word)}
    ledger.redact(erased.id, person="ana", reason="somebody could be hurt")
    assert erased.id not in {h.id for h in pictures.at().find(word)}
    assert erased.id not in pictures.at().reports


def test_claims_that_are_in_no_event_are_told_apart(ledger: Ledger) -> None:
    put(ledger, *range(len(DOCUMENTS)))
    picture = Pictures(Shown(ledger)).at()
    keys = [c.claim.key for c in ledger.claims()]
    rungs, apart = picture.fared([*keys, "no-such-claim"])
    inside = picture.events_of(keys)
    assert sum(n for _, n in rungs) == len(inside)
    assert apart == len(keys) + 1 - len(inside)
    assert picture.fared([]) == ((), 0)
