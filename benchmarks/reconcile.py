"""How fast a ledger is kept up to date: `python -m benchmarks.reconcile [--claims N ...] [--folder DIR] [--json]`.

For each size a ledger of generated claims is derived from scratch, then told of one report (several times, one after
the other: the median and the slowest), then of 1,000 at once. Wall-clock time of deriving, recording apart; and how it
grows from size to size. The claims have the skew of a real stream: few places see most events, reports of one event
cluster in time, most tolls are small, one report in eight is a copy, some speak of who holds the place or of totals,
some doers are in no registry.

Up to DERIVED claims everything is derived. Beyond, what is older than the last RECENT claims is made: in the index as
it would be, with an event to each happening. So the ledger has its size, and what is measured meets what is derived.
"""

import argparse
import datetime as dt
import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from pathlib import Path

from vedette.ledger.base import DerivedKind, DerivedRow, Group, Ledger, Tied
from vedette.ledger.opening import open_ledger
from vedette.model.claim import (
    Claim,
    Content,
    ControlContent,
    ControlRelation,
    Effect,
    EventContent,
    EventType,
    Scope,
    TollContent,
    VictimClass,
    Victims,
)
from vedette.model.document import Document, document_id
from vedette.model.ids import ActorId, ClaimKey, ConflictId, PlaceId
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.provenance import Attribution, Evidence, Link, LinkKind, Span
from vedette.model.quantity import Quantity
from vedette.model.resolved import ActorResolution, PlacePrecision, PlaceResolution, ResolvedClaim, Role
from vedette.model.times import day
from vedette.pipeline.derived_rows import rows_of
from vedette.pipeline.rederive import manifest_of, refresh
from vedette.pipeline.tie_state import TieState, written
from vedette.pipeline.uniting import Names
from vedette.reconciliation.meeting import found_at
from vedette.reconciliation.reconcile import settled, weighable

SIZES = (10_000, 100_000, 1_000_000)
#: Claims up to which all is derived, and how many of the newest are where there are more.
DERIVED, RECENT = 100_000, 20_000
#: Claims of a report, and reports of a happening, on average; happenings of a day; places, of which few see most.
PER_REPORT, PER_HAPPENING, PER_DAY, PLACES = 5, 3, 25, 4_000
#: One report in so many is a copy, one speaks of who holds the place, one of a total, one of a doer in no registry.
COPIED, CONTROL, TOTAL, STRANGE = 8, 40, 40, 10
#: Reports told one by one, and together.
ALONE, TOGETHER = 15, 1_000
#: Reports recorded in one batch.
BATCH = 500
FIRST = dt.date(2001, 1, 1)
SIDES = ("government", "opposition", "other")
LETTERS = "bdfgjklmnprstvzx"
TYPES = (EventType.AIR_STRIKE, EventType.SHELLING, EventType.ARMED_CLASH, EventType.EXPLOSIVE)
EFFECTS = (Effect.KILLED, Effect.INJURED, Effect.DISPLACED, Effect.MISSING)
WAR = (ConflictId("made"),)


@dataclass(frozen=True, slots=True)
class Report:
    """A made report with its claims; `happening` numbers what it tells of."""

    document: Document
    claims: tuple[ResolvedClaim, ...]
    happening: int


def reports(*, seed: int = 7) -> Iterator[Report]:
    """Reports without end, by the day they tell of. The same seed gives the same."""
    draw, number, happening = random.Random(seed), 0, 0
    while True:
        happening += 1
        on = FIRST + dt.timedelta(days=happening // PER_DAY)
        # A power law: the first of the places sees a sixteenth of all that happens.
        place = int(PLACES * draw.random() ** 3)
        kind, dead = draw.choice(TYPES), max(1, int(draw.paretovariate(1.2)))
        told: list[Report] = []
        for _ in range(1 + int(draw.expovariate(1 / PER_HAPPENING))):
            number += 1
            said = max(1, dead + draw.choice((0, 0, 0, 1, -1, dead // 3)))
            text = told[0].document.text if told and draw.randrange(COPIED) == 0 else text_of(kind, number, said)
            document = Document(
                document_id(f"made:{number}"),
                f"made:{number}",
                text,
                outlet=f"Outlet {int(60 * draw.random() ** 2)}",
                published=dt.datetime.combine(on, dt.time(6 + draw.randrange(17)), dt.UTC),
            )
            told.append(Report(document, tuple(claims_of(document, place, on, kind, said, draw)), happening))
        yield from told


def text_of(kind: EventType, number: int, said: int) -> str:
    """The words of a report."""
    rest = " ".join(f"More was told of it in passage {number} {i}." for i in range(PER_REPORT))
    return f"{kind.value} {number} struck the town before dawn and {said} people were killed. {rest}"


def name_of(place: int) -> str:
    """A name for a place that is spelt like no other's."""
    return "".join(LETTERS[place // 16**i % 16] + vowel for i, vowel in enumerate("aiu")).capitalize() + "n"


def claims_of(
    document: Document, place: int, on: dt.date, kind: EventType, said: int, draw: random.Random
) -> Iterator[ResolvedClaim]:
    """The claims of one report: the event, its toll, and others of the same sentence; at times another kind instead."""
    side = draw.choice(SIDES)
    unknown = draw.randrange(STRANGE) == 0
    name = f"{name_of(draw.randrange(PLACES // 8))} Brigade{draw.choice(('', 's'))}" if unknown else side
    doer = ActorResolution(Role.ACTOR, name, ActorId(f"made:{name}"), name, None if unknown else side, unknown)
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
    held, total = draw.randrange(CONTROL) == 0, draw.randrange(TOTAL) == 0
    for i in range(PER_REPORT):
        actor = doer
        content: Content
        if i == 0:
            content = EventContent(kind, ActorMention(name, name))
        elif i == PER_REPORT - 1 and held:
            content = ControlContent(draw.choice((ControlRelation.CAPTURED, ControlRelation.HOLDS)))
            actor = replace(doer, role=Role.PARTY)
        else:
            scope = Scope.CUMULATIVE if i == 1 and total else Scope.EVENT
            count = said + i - 1
            people = Victims(VictimClass.CIVILIAN)
            content = TollContent(EFFECTS[i - 1], Quantity(count, count), people, cause=kind, scope=scope)
        claim = Claim(
            document.id,
            content,
            Attribution((Link(LinkKind.OUTLET, document.outlet or ""),)),
            Evidence(quote, Span(0, len(quote)), Span(0, len(quote)), anchor=str(i)),
            "made@1",
            when=day(on),
            where=PlaceMention(name_of(place), name_of(place)),
        )
        yield ResolvedClaim(claim, (actor,), spot, WAR)


def record(ledger: Ledger, given: Iterable[Report]) -> None:
    """Into the ledger, a batch at a time."""
    stream = iter(given)
    while some := list(islice(stream, BATCH)):
        with ledger.batch():
            for report in some:
                ledger.add_document(report.document)
                ledger.add_reading(report.document.id, "made@1", report.claims, resolver="made@1")


def make(ledger: Ledger, given: Iterable[Report]) -> None:
    """What older reports would have left behind: each happening a group with the rows that follow from it alone."""
    rows: dict[DerivedKind, list[DerivedRow]] = {DerivedKind.EVENT: [], DerivedKind.FORWARDING: []}
    own: list[Report] = []

    def groups() -> Iterator[Group]:
        for report in given:
            if own and own[0].happening != report.happening:
                yield group(own, rows)
                own.clear()
            own.append(report)
        if own:
            yield group(own, rows)

    head = ledger.head()
    manifest = manifest_of(head)
    with ledger.batch():
        ledger.add_manifest(manifest)
        ledger.retie(
            None,
            groups(),
            written(
                TieState(
                    manifest.id,
                    {},
                    Names(
                        {},
                        {},
                    ),
                )
            ),
        )
        ledger.revise_derived(rows, manifest.started)


def group(own: list[Report], rows: dict[DerivedKind, list[DerivedRow]]) -> Group:
    """One happening in the index, and its rows."""
    documents = {r.document.id: r.document for r in own}
    said = weighable((c for r in own for c in r.claims), documents)
    first = min(r.document.published for r in own if r.document.published)
    found = rows_of(settled(said[: PER_REPORT * 2]))
    for kind, kept in rows.items():
        kept += (replace(row, public_from=first) for row in found[kind])
    tied = tuple(Tied(t.key, t.claim.claim.document, 0, t.copy_of, found_at(t)) for t in said)
    return Group(tied, frozenset(ClaimKey(t.key) for t in tied))


def seconds(ledger: Ledger) -> float:
    """Wall-clock time of bringing the derived tables up to date."""
    start = time.perf_counter()
    refresh(ledger)
    return time.perf_counter() - start


def measured(size: int, url: str) -> dict[str, float]:
    """One ledger of a size: what deriving all takes, one report and many."""
    stream = reports()
    until = size // PER_REPORT
    ledger = open_ledger(url)
    found: dict[str, float] = {"claims": size}
    if size > DERIVED:
        older = until - RECENT // PER_REPORT
        record(ledger, islice(reports(), older))
        make(ledger, islice(stream, older))
        record(ledger, islice(stream, until - older))
        refresh(ledger)
    else:
        record(ledger, islice(stream, until))
        found["scratch"] = seconds(ledger)
    alone = []
    for _ in range(ALONE):
        record(ledger, islice(stream, 1))
        alone.append(seconds(ledger))
    record(ledger, islice(stream, TOGETHER))
    found |= {"one": statistics.median(alone), "slowest": max(alone), "thousand": seconds(ledger)}
    counts = ledger.counts()
    ledger.close()
    found |= {"events": counts.events, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=SIZES)
    parser.add_argument("--folder", type=Path, help="where the ledgers are made; a temporary one by default")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    made: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        for size in sorted(args.claims):
            found = measured(size, f"sqlite:///{folder}/{size}.db")
            made.append(found)
            if not args.json:
                scratch = f"all {found['scratch']:.1f} s, " if "scratch" in found else ""
                print(
                    f"{size:>10,} claims: {scratch}one report {found['one'] * 1000:.0f} ms (slowest "
                    f"{found['slowest'] * 1000:.0f}), {TOGETHER:,} reports {found['thousand']:.1f} s, "
                    f"{found['events']:,.0f} events, {found['memory']:,.0f} MiB",
                    flush=True,
                )
    if args.json:
        print(json.dumps([{name: round(value, 3) for name, value in found.items()} for found in made]))
        return
    for a, b in pairwise(made):
        grown = [f"{name} {b[name] / a[name]:.2f}" for name in ("scratch", "one", "thousand") if name in b]
        print(f"from {a['claims']:,.0f} to {b['claims']:,.0f} claims, times: {', '.join(grown)}")


if __name__ == "__main__":
    main()
