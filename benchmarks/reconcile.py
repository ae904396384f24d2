"""How fast reconciling is: `python -m benchmarks.reconcile [--claims N ...] [--json]`.

Generated claims with the skew of a real stream: few places see most events, reports of one event cluster in time, most
tolls are small, some reports are copied. Processor time from scratch for each size, with the growth from one to the
next.
"""

import argparse
import datetime as dt
import json
import random
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise

from vedette.model.claim import Claim, Effect, EventContent, EventType, TollContent, VictimClass, Victims
from vedette.model.document import Document, document_id
from vedette.model.ids import ActorId, ConflictId, DocumentId, PlaceId
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.provenance import Attribution, Evidence, Link, LinkKind, Span
from vedette.model.quantity import Quantity
from vedette.model.resolved import ActorResolution, PlacePrecision, PlaceResolution, ResolvedClaim, Role
from vedette.model.times import day
from vedette.reconciliation.reconcile import reconcile

SIZES = (10_000, 100_000)
#: Claims of a report, and of a happening, on average; happenings of a day; places, of which few see most.
PER_REPORT, PER_HAPPENING, PER_DAY, PLACES = 5, 3, 25, 4_000
FIRST = dt.date(2031, 1, 1)
SIDES = ("government", "opposition", "other")
LETTERS = "bdfgjklmnprstvzx"
TYPES = (EventType.AIR_STRIKE, EventType.SHELLING, EventType.ARMED_CLASH, EventType.EXPLOSIVE)


def generated(count: int, *, seed: int = 7) -> tuple[list[ResolvedClaim], dict[DocumentId, Document]]:
    """So many claims, and the reports they stand in. The same seed gives the same."""
    draw = random.Random(seed)
    claims: list[ResolvedClaim] = []
    documents: dict[DocumentId, Document] = {}
    happenings = 0
    while len(claims) < count:
        happenings += 1
        on = FIRST + dt.timedelta(days=happenings // PER_DAY)
        # A power law: the first of the places sees a sixteenth of all that happens.
        place = int(PLACES * draw.random() ** 3)
        kind, dead = draw.choice(TYPES), max(1, int(draw.paretovariate(1.2)))
        for _ in range(1 + int(draw.expovariate(1 / PER_HAPPENING))):
            outlet = int(60 * draw.random() ** 2)
            published = dt.datetime.combine(on, dt.time(6 + draw.randrange(17)), dt.UTC)
            number = len(documents)
            said = max(1, dead + draw.choice((0, 0, 0, 1, -1, dead // 3)))
            first = f"{kind.value} {number} struck {name_of(place)} and {said} people were killed."
            rest = " ".join(f"More was told of it in passage {number} {i}." for i in range(PER_REPORT))
            document = Document(
                document_id(f"made:{number}"),
                f"made:{number}",
                f"{first} {rest}",
                outlet=f"Outlet {outlet}",
                published=published,
            )
            documents[document.id] = document
            claims += made(document, place, on, kind, said, draw)
    return claims[:count], documents


def name_of(place: int) -> str:
    """A name for a place that is spelt like no other's."""
    return "".join(LETTERS[place // 16**i % 16] + vowel for i, vowel in enumerate("aiu")).capitalize() + "n"


def made(
    document: Document, place: int, on: dt.date, kind: EventType, said: int, draw: random.Random
) -> Iterator[ResolvedClaim]:
    """The claims of one report: the event, its toll, and others of the same sentence."""
    side = draw.choice(SIDES)
    doer = ActorResolution(Role.ACTOR, side, ActorId(side), side, side)
    quote = document.text.split(". ")[0]
    spot = PlaceResolution(
        name_of(place),
        PlacePrecision.TOWN,
        PlaceId(f"made:{place}"),
        name_of(place),
        30 + place % 90 / 10,
        30 + place // 90 / 10,
        2.0,
        country="XX",
    )
    for i in range(PER_REPORT):
        content: EventContent | TollContent
        if i == 0:
            content = EventContent(kind, ActorMention(side, side))
        else:
            effect = (Effect.KILLED, Effect.INJURED, Effect.DISPLACED, Effect.MISSING)[i - 1]
            content = TollContent(
                effect, Quantity(said + i - 1, said + i - 1), Victims(VictimClass.CIVILIAN), cause=kind
            )
        claim = Claim(
            document.id,
            content,
            Attribution((Link(LinkKind.OUTLET, document.outlet or ""),)),
            Evidence(quote, Span(0, len(quote)), Span(0, len(quote)), anchor=str(i)),
            "made@1",
            when=day(on),
            where=PlaceMention(name_of(place), name_of(place)),
        )
        yield ResolvedClaim(claim, (doer,), spot, (ConflictId("made"),))


def seconds(claims: Sequence[ResolvedClaim], documents: dict[DocumentId, Document]) -> tuple[float, int]:
    """Processor time to reconcile all from scratch, and how many events come of it."""
    start = time.process_time()
    found = reconcile(claims, documents)
    return time.process_time() - start, len(found.events)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=SIZES)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    measured = []
    for size in sorted(args.claims):
        spent, events = seconds(*generated(size))
        measured.append({"claims": size, "seconds": round(spent, 2), "events": events})
        if not args.json:
            print(f"{size:>10,} claims: {spent:8.2f} s, {events:,} events, {size / spent:,.0f} claims a second")
    growth = [(b["seconds"] / a["seconds"]) / (b["claims"] / a["claims"]) for a, b in pairwise(measured)]
    if args.json:
        print(json.dumps({"sizes": measured, "growth": [round(g, 3) for g in growth]}))
    for (a, b), g in zip(pairwise(measured), growth, strict=True):
        if not args.json:
            print(f"from {a['claims']:,} to {b['claims']:,}: {g:.2f} times linear")


if __name__ == "__main__":
    main()
