"""Vedette reads its own brief: what a sentence says of bounds, claimant, hedge, place and day is what it takes out."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.unit.exports.cases import aleppo, claims_of, killed, parties
from tests.unit.exports.cases import told as made
from vedette.extraction.base import Reader
from vedette.ledger.memory import MemoryLedger
from vedette.model.claim import Claim, EventType, TollContent
from vedette.model.document import Document, document_id
from vedette.model.event import Event
from vedette.model.provenance import Field, Status
from vedette.model.times import Basis
from vedette.model.toll import Toll
from vedette.pipeline import parts
from vedette.pipeline.deriving.outlet_ties import load_outlets
from vedette.pipeline.deriving.rederive import derive
from vedette.pipeline.intake.ingest import Crew, ingest
from vedette.reports import wording
from vedette.reports.contents import Line
from vedette.reports.notes import Notes
from vedette.reports.sentences import sentence

SAMPLES = Path(__file__).parents[2] / "samples"

pytestmark = pytest.mark.model


@dataclass(frozen=True)
class Told:
    """A sentence of the brief, what it was made from, and what was read out of it."""

    line: Line
    event: Event
    toll: Toll
    read: Claim

    @property
    def content(self) -> TollContent:
        assert isinstance(self.read.content, TollContent)
        return self.read.content


def again(text: str, reader: Reader, name: str = "one") -> Claim:
    address = f"https://brief.example/{name}"
    document = Document(document_id(address), address, text, "Brief", dt.datetime(2024, 12, 3, tzinfo=dt.UTC))
    (found,) = [c for c in reader.read(document) if isinstance(c.content, TollContent)]
    return found


@pytest.fixture(scope="module")
def crew() -> Crew:
    return parts.crew()


@pytest.fixture(scope="module", params=["samples", pytest.param("a month of war", marks=pytest.mark.bench)])
def told(crew: Crew, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Told]:
    """The sentences of the samples, and of the reports of August 2016 where the benchmark data are there."""
    ledger = MemoryLedger()
    if request.param == "samples":
        ingest([SAMPLES], ledger, crew=crew, outlets=load_outlets(SAMPLES / "outlets.csv"))
    else:
        reports = request.getfixturevalue("bench") / "fa_kes" / "reports.jsonl"
        with reports.open(encoding="utf-8") as file:
            month = [line for line in file if (json.loads(line).get("published") or "").startswith("2016-08")]
        chosen = tmp_path_factory.mktemp("month") / "reports.jsonl"
        chosen.write_text("".join(month), encoding="utf-8")
        ingest([chosen], ledger, crew=crew)
    return list(_told(ledger, crew.reader))


def _told(ledger: MemoryLedger, reader: Reader) -> Iterator[Told]:
    claims = {c.claim.key: c for c in ledger.claims()}
    notes = Notes(claims, {d.id: d for d in ledger.documents()})
    for event in derive(ledger).events:
        for number, toll in enumerate(event.tolls):
            line = None if toll.group else sentence(event, toll, claims, notes)
            if line is not None:
                yield Told(line, event, toll, again(line.text, reader, f"{event.id}-{number}"))


def test_a_brief_has_sentences_enough(told: list[Told]) -> None:
    assert len(told) > 30


def test_bounds_and_effect_survive(told: list[Told]) -> None:
    for one in told:
        quantity = one.content.quantity
        assert one.content.effect is one.toll.effect, one.line.text
        assert quantity.low == one.toll.low, one.line.text
        if not one.toll.open:
            assert quantity.high == one.toll.high, one.line.text
        if one.toll.high is None:
            assert quantity.high is None, one.line.text


def test_places_survive(told: list[Told]) -> None:
    for one in told:
        if one.event.place is not None and f"{wording.bare_name(one.event.place)} " in one.line.text.split(", ")[0]:
            assert one.read.where is not None, one.line.text
            assert one.read.where.name == wording.bare_name(one.event.place).removesuffix(" city"), one.line.text


def test_days_survive(told: list[Told]) -> None:
    for one in told:
        when = one.event.when
        if when is not None and when.basis is not Basis.PUBLISHED:
            assert one.read.when is not None, one.line.text
            assert (one.read.when.start, one.read.when.end) == (when.start, when.end), one.line.text


def test_claimants_survive(told: list[Told]) -> None:
    single = [one for one in told if one.line.text.endswith(" said.") and " quoted by " not in one.line.text]
    lost = []
    for one in single:
        speaker = one.line.text.rsplit(", ", 1)[1].removesuffix(" said.")
        claimant = one.read.attribution.claimant
        if claimant is None or claimant.name not in speaker:
            lost.append(one.line.text)
    assert len(single) > 25
    # "A correspondent" is heard as the outlet's own, and an office of ten words is not heard whole.
    assert len(lost) <= max(1, len(single) // 50), lost


def test_a_suspected_perpetrator_stays_suspected(crew: Crew) -> None:
    one = made(
        EventType.AIR_STRIKE,
        killed(4, 4),
        parties=parties(by="russia", suspected=True),
        place=aleppo(mention="Aleppo"),
    )
    claims = claims_of(one)
    line = sentence(one.event, one.event.tolls[0], claims, Notes(claims, {}))
    assert line is not None
    assert line.text.startswith("A suspected air strike by Russia killed 4 people")
    read = again(line.text, crew.reader)
    assert read.status is Status.ASSERTED
    assert read.status_of(Field.PERPETRATOR) is Status.SUSPECTED
