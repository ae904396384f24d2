"""A large ledger for the server's figures: invented reports of so many events, ten claims of each.

    python -m benchmarks.large_ledger --events 100000 --out large.db

Documents and claims take the road of every ledger. The events are written beside them in the versions in which they
became public, as a derivation would put them: deriving is measured elsewhere.
"""

import argparse
import datetime as dt
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from vedette.ledger.base import DerivedKind, DerivedRow
from vedette.ledger.opening import open_ledger
from vedette.model.claim import Claim, Effect, EventContent, EventType, Scope, TollContent, VictimClass, Victims
from vedette.model.control import ControlSpan, Holder
from vedette.model.document import Document, document_id
from vedette.model.event import Event, Join, Party
from vedette.model.ids import ActorId, ClaimKey, ConflictId, EventId, PlaceId, digest
from vedette.model.mention import PlaceMention, PlaceRelation
from vedette.model.provenance import Attribution, Evidence, Link, LinkKind, Span
from vedette.model.quantity import Quantity
from vedette.model.resolved import ActorResolution, PlacePrecision, PlaceResolution, ResolvedClaim, Role
from vedette.model.times import day
from vedette.model.toll import Toll, Used, UseReason
from vedette.model.verification import Answer, Axes, Interest, Rung, Verification
from vedette.pipeline.deriving.derived_rows import event_row, rows_of
from vedette.pipeline.deriving.rederive import manifest_of
from vedette.reconciliation.testimony.base import Reconciled

#: Reports that tell of an event, two claims each; and events that a report tells of.
_TOLD = 5
_FIRST, _DAYS = dt.date(2012, 1, 1), 4600
_PLACES = 4000
_KINDS = ("shelling", "air-strike", "armed-clash", "explosive", "attack", "other")
_WORDS = {"shelling": "Shelling", "air-strike": "An air strike", "armed-clash": "A clash", "explosive": "A bomb",
          "attack": "An attack", "other": "An incident"}  # fmt: skip
_OUTLETS = tuple(f"{a} {b}" for a in ("Meridian", "Harbour", "Lantern", "Upland", "Quayside", "Orchard")
                 for b in ("Wire", "Post", "Courier", "Dispatch", "Radio"))  # fmt: skip
_SAID = ("Ridge Observatory", "Valley Health Committee", "Northern Command", "Free Plain Brigades", "Town Council")
_SIDES = ("government", "opposition", "kurdish", "turkey")
_RUNGS = (Rung.CLAIMED, Rung.REPORTED, Rung.CORROBORATED, Rung.CONTESTED)


@dataclass(frozen=True, slots=True)
class Happening:
    """What one event is made of."""

    number: int
    kind: EventType
    date: dt.date
    place: int
    dead: int
    rung: Rung
    actor: int


@cache
def place(number: int) -> PlaceResolution:
    """An invented place."""
    return PlaceResolution(
        f"Place {number}", PlacePrecision.TOWN, PlaceId(f"gn:{number}"), f"Place {number}",
        round(33 + number % 60 / 15, 4), round(35.6 + number // 60 / 10, 4), 3.0, country="XX",
    )  # fmt: skip


def happenings(count: int) -> list[Happening]:
    """The events in the order in which they happened."""
    chance = random.Random(7)
    return [
        Happening(
            n, EventType(chance.choice(_KINDS)), _FIRST + dt.timedelta(days=n * _DAYS // count),
            chance.randrange(_PLACES), int(chance.paretovariate(1.1)) - 1, chance.choice(_RUNGS),
            chance.randrange(len(_SAID)),
        )
        for n in range(count)
    ]  # fmt: skip


def published(happening: Happening) -> dt.datetime:
    """When the report that leads with an event came out."""
    at = dt.time(6 + happening.number % 16, happening.number % 60, tzinfo=dt.UTC)
    return dt.datetime.combine(happening.date + dt.timedelta(days=1), at)


def report(events: list[Happening]) -> tuple[Document, list[ResolvedClaim]]:
    """A report of some events, the first of them the newest."""
    lead, told = events[0], []
    outlet = _OUTLETS[lead.number * 7 % len(_OUTLETS)]
    text = ""
    for event in events:
        who = _SAID[event.actor]
        what = f"{_WORDS[event.kind]} hit {place(event.place).name} on {event.date.day} {event.date:%B %Y}"
        count = f"killing {event.dead + 1} people"
        sentence = f"{what}, {count}, {who} said."
        told.append((event, who, Span(len(text), len(text) + len(sentence)), what, count))
        text += sentence + " Residents spoke of damage to homes, a school and the road out of town.\n"
    name = f"report:{lead.number}"
    document = Document(
        id=document_id(name), locator=f"https://wire.example/{lead.number}", text=text, outlet=outlet,
        published=published(lead), title=f"{_WORDS[lead.kind]} in {place(lead.place).name}", language="en",
    )  # fmt: skip
    claims = []
    for event, who, sentence, what, count in told:
        links = Attribution((Link(LinkKind.OUTLET, outlet), Link(LinkKind.ORIGIN, who)))
        said = ActorResolution(Role.CLAIMANT, who, ActorId(who.casefold().replace(" ", "-")), who)
        by = _SAID[2 + event.number % 2]
        did = ActorResolution(Role.ACTOR, by, ActorId(by.casefold().replace(" ", "-")), by, _SIDES[event.number % 4])
        dead = Quantity(event.dead + 1, event.dead + 1)
        toll = TollContent(Effect.KILLED, dead, Victims(VictimClass.UNSPECIFIED))
        for quote, content in ((what, EventContent(event.kind)), (count, toll)):
            start = text.index(quote, sentence.start)
            where = place(event.place).mention
            claim = Claim(
                document=document.id, content=content, attribution=links, extractor="large@1", when=day(event.date),
                evidence=Evidence(quote, Span(start, start + len(quote)), sentence, where),
                where=PlaceMention(where, where, relation=PlaceRelation("in")),
            )  # fmt: skip
            claims.append(ResolvedClaim(claim, (said, did), place(event.place), (ConflictId("large"),)))
    if lead.number % 50 == 0:
        claims.append(_total(document, outlet, lead))
    return document, claims


def _total(document: Document, outlet: str, lead: Happening) -> ResolvedClaim:
    total = Quantity(lead.number, lead.number + 40)
    content = TollContent(Effect.KILLED, total, Victims(VictimClass.CIVILIAN), scope=Scope.CUMULATIVE)
    quote = document.text[:20]
    claim = Claim(
        document=document.id, content=content, attribution=Attribution((Link(LinkKind.OUTLET, outlet),)),
        extractor="large@1", when=day(lead.date), evidence=Evidence(quote, Span(0, 20), Span(0, 20), "total"),
    )  # fmt: skip
    return ResolvedClaim(claim, (), None, (ConflictId("large"),))


def event(happening: Happening, claims: list[ClaimKey], *, whole: bool) -> Event:
    """The event in its last version, or as it stood after the first report."""
    deeds, dead = claims[::2], claims[1::2]
    rung = happening.rung if whole else Rung.CLAIMED
    axes = Axes(len(deeds) if rung is Rung.CORROBORATED else 1, Interest.NONE, Answer.UNANSWERED)
    graded = Verification(rung, "as many independent origins as are named", axes, tuple(deeds))
    low = happening.dead + 1
    id_ = EventId(digest("event", str(happening.number)))
    toll = Toll(
        Effect.KILLED, VictimClass.UNSPECIFIED, low, low, low + (2 if whole else 0), False, graded,
        tuple(Used(k, (UseReason.FLOOR,)) for k in dead[:1]), event=id_,
    )  # fmt: skip
    by = _SAID[2 + happening.number % 2]
    actor = ActorId(by.casefold().replace(" ", "-"))
    party = Party(Role.ACTOR, actor, by, _SIDES[happening.number % 4], tuple(deeds))
    joins = tuple(Join(claims[0], key, 0.9, ("same place", "same day +0.47", "type fit +0.89")) for key in claims[1:])
    return Event(
        id_, happening.kind, day(happening.date), place(happening.place), tuple(claims), graded, (party,), None,
        (toll,), (ConflictId("large"),), (), joins,
    )  # fmt: skip


def spans() -> Iterator[ControlSpan]:
    """Who is said to hold every second place, in two spells."""
    end = _FIRST + dt.timedelta(days=_DAYS)
    for number in range(0, _PLACES, 2):
        turn = _FIRST + dt.timedelta(days=number * 17 % _DAYS)
        for at, (start, until) in enumerate(
            ((_FIRST, turn + dt.timedelta(days=1)), (turn + dt.timedelta(days=1), None))
        ):
            name = _SAID[2 + (number // 2 + at) % 2]
            holder = Holder(ActorId(name.casefold().replace(" ", "-")), name, _SIDES[(number // 2 + at) % 4], ())
            axes = Axes(1, Interest.NONE, Answer.UNANSWERED)
            yield ControlSpan(
                place(number), start, until, (holder,), (), False, False, (),
                (), until or end, end + dt.timedelta(days=90), Verification(Rung.REPORTED, "one origin", axes),
            )  # fmt: skip


def build(file: Path, count: int) -> str:
    """Write the ledger; gives its address."""
    url = f"sqlite:///{file}"
    ledger = open_ledger(url)
    all_ = happenings(count)
    keys: dict[int, list[ClaimKey]] = {n: [] for n in range(count)}
    first: dict[int, dt.datetime] = {}
    second: dict[int, dt.datetime] = {}
    begun = time.monotonic()
    for start in range(0, count, 2000):
        with ledger.batch():
            for lead in all_[start : start + 2000]:
                told = [all_[lead.number - back] for back in range(min(_TOLD, lead.number + 1))]
                document, claims = report(told)
                ledger.add_document(document)
                ledger.add_reading(document.id, "large@1", claims)
                for at, happened in enumerate(told):
                    keys[happened.number] += [c.claim.key for c in claims[2 * at : 2 * at + 2]]
                    if at == 0:
                        first[happened.number] = published(lead)
                    elif at == 1:
                        second[happened.number] = published(lead)
        if start % 10_000 == 0:
            print(f"{start:,} reports, {time.monotonic() - begun:.0f} s", flush=True)
    head = ledger.head()
    with ledger.batch():
        ledger.add_manifest(manifest_of(head))
        ledger.replace_derived(
            {
                DerivedKind.EVENT: _events(all_, keys, first, second),
                DerivedKind.CONTROL: _control(),
                DerivedKind.TOLL: [],
            }
        )
    ledger.close()
    return url


def _events(
    all_: list[Happening],
    keys: dict[int, list[ClaimKey]],
    first: dict[int, dt.datetime],
    second: dict[int, dt.datetime],
) -> Iterator[DerivedRow]:
    for one in all_:
        since, then = first[one.number], second.get(one.number)
        if then is not None and then > since:
            yield replace(event_row(event(one, keys[one.number][:2], whole=False)), public_from=since, public_to=then)
        yield replace(event_row(event(one, keys[one.number], whole=True)), public_from=then or since)


def _control() -> Iterator[DerivedRow]:
    rows = rows_of(Reconciled((), (), tuple(spans()), (), ()))[DerivedKind.CONTROL]
    for row in rows:
        since = dt.datetime.combine(row.valid_from or _FIRST, dt.time(12), tzinfo=dt.UTC)
        yield replace(row, public_from=since)


def main() -> None:
    """Build it once."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    begun = time.monotonic()
    build(given.out, given.events)
    print(f"{given.out}: {given.out.stat().st_size / 1e6:,.0f} MB, {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
