"""How fast a ledger is kept up to date: `python -m benchmarks.reconcile [--claims N ...] [--folder DIR] [--json]`.

For each size a ledger of generated claims (`benchmarks.made_reports`) is derived from scratch, by `--workers`
processes, then told of one report (several times, one after the other: the median and the slowest), then of 1,000 at
once. Wall-clock time of deriving, recording apart; and how it grows from size to size.

Up to `--derived` claims everything is derived. Beyond, what is older than the last RECENT claims is made: in the index
as it would be, with an event to each happening. So the ledger has its size, and what is measured meets what is derived.

`--keep` leaves the ledgers in the folder, and one that is there is measured again, told of what comes next. So one
that took an hour to derive (`--claims 1000000 --derived 1000000 --workers 2 --keep`) is there for many changes of the
code: with `--adopt` its rows are taken for those of the rules installed. That is so where a change makes something
faster and nothing else.
"""

import argparse
import json
import resource
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path

from benchmarks.made_reports import Report, reports
from vedette.ledger.base import DerivedKind, DerivedRow, Group, Ledger, Tied
from vedette.ledger.opening import open_ledger
from vedette.model.claim import ControlContent
from vedette.model.document import Document
from vedette.model.ids import ClaimKey
from vedette.model.resolved import ResolvedClaim
from vedette.pipeline.deriving.derived_rows import rows_of
from vedette.pipeline.deriving.rederive import manifest_of, refresh
from vedette.pipeline.deriving.tie_state import TieState, read, written
from vedette.pipeline.deriving.uniting import Names
from vedette.reconciliation.meeting import found_at
from vedette.reconciliation.reconcile import settled, weighable
from vedette.reconciliation.testimony.base import Testimony
from vedette.reconciliation.testimony.places import spot_key

SIZES = (10_000, 100_000, 1_000_000)
#: Claims up to which all is derived, and how many of the newest are where there are more.
DERIVED, RECENT = 100_000, 20_000
#: Reports told one by one, and together.
ALONE, TOGETHER = 15, 1_000
#: Reports recorded in one batch.
BATCH = 500
#: Claims of a made happening that its event is made of.
TELLING = 10
MADE = (DerivedKind.EVENT, DerivedKind.FORWARDING, DerivedKind.CONTROL)


def record(ledger: Ledger, given: Iterable[Report]) -> None:
    """Into the ledger, a batch at a time."""
    stream = iter(given)
    while some := list(islice(stream, BATCH)):
        with ledger.batch():
            for report in some:
                ledger.add_document(report.document)
                ledger.add_reading(report.document.id, "made@1", report.claims, resolver="made@1")


def make(ledger: Ledger, given: Iterable[Report]) -> None:
    """What older reports would have left behind: each happening a group with the rows that follow from it alone, and
    each place one with what is said of who holds it and the last word on that."""
    rows: dict[DerivedKind, list[DerivedRow]] = {kind: [] for kind in MADE}
    manifest = manifest_of(ledger.head())
    with ledger.batch():
        ledger.add_manifest(manifest)
        state = TieState(manifest.id, {}, Names({}, {}))
        ledger.retie(None, groups(given, rows), written(state))
        ledger.revise_derived(rows, manifest.started)


def groups(given: Iterable[Report], rows: dict[DerivedKind, list[DerivedRow]]) -> Iterator[Group]:
    """The groups in the index, and their rows."""
    held: dict[str, list[Testimony]] = defaultdict(list)
    for own, documents in happenings(given):
        said = weighable(own, {claim.claim.document: documents[claim.claim.document] for claim in own})
        spots = [t for t in said if isinstance(t.claim.claim.content, ControlContent)]
        for t in spots:
            held[spot_key(t.claim) or ""].append(t)
        told = [t for t in said if t not in spots]
        first = min(t.published for t in told if t.published)
        found = rows_of(settled(told[:TELLING]))
        for kind in (DerivedKind.EVENT, DerivedKind.FORWARDING):
            rows[kind] += (replace(row, public_from=first) for row in found[kind])
        yield group(told)
    for spoken in held.values():
        last = max(t.published for t in spoken if t.published)
        spans = [replace(row, public_from=last) for row in rows_of(settled(spoken))[DerivedKind.CONTROL]]
        rows[DerivedKind.CONTROL] += spans
        yield replace(group(spoken), rows=frozenset((row.kind, row.id) for row in spans))


def happenings(given: Iterable[Report]) -> Iterator[tuple[list[ResolvedClaim], dict[str, Document]]]:
    """What is told of each happening, with the reports that tell it: all of one day."""
    told: dict[int, list[ResolvedClaim]] = defaultdict(list)
    documents: dict[str, Document] = {}
    day = None
    for report in given:
        published = report.document.published
        if published is not None and published.date() != day:
            yield from ((own, documents) for own in told.values())
            told, documents, day = defaultdict(list), {}, published.date()
        documents[report.document.id] = report.document
        for claim, number in zip(report.claims, report.happenings, strict=True):
            told[number].append(claim)
    yield from ((own, documents) for own in told.values())


def group(said: Sequence[Testimony]) -> Group:
    """Claims in the index."""
    tied = tuple(Tied(t.key, t.claim.claim.document, 0, t.copy_of, found_at(t)) for t in said)
    return Group(tied, frozenset(ClaimKey(t.key) for t in tied))


def some(stream: Iterator[Report], claims: int) -> Iterator[Report]:
    """Reports from the stream until they hold as many claims."""
    while claims > 0:
        report = next(stream)
        claims -= len(report.claims)
        yield report


def adopt(ledger: Ledger) -> None:
    """Take what other rules derived for what the installed ones would have."""
    state = read(ledger.ties_state())
    if state is None:
        raise SystemExit("the kept ledger has no index: it was never derived to its end")
    manifest = manifest_of(ledger.head())
    with ledger.batch():
        ledger.add_manifest(manifest)
        ledger.retie(frozenset(), (), written(replace(state, manifest=manifest.id)))


def seconds(ledger: Ledger, *, workers: int = 1) -> float:
    """Wall-clock time of bringing the derived tables up to date."""
    start = time.perf_counter()
    refresh(ledger, workers=workers)
    return time.perf_counter() - start


def measured(
    size: int, url: str, *, derived: int = DERIVED, workers: int = 1, together: int = TOGETHER, adopted: bool = False
) -> dict[str, float]:
    """One ledger of a size: what deriving all takes, one report and many."""
    stream = reports()
    ledger = open_ledger(url)
    found: dict[str, float] = {}
    if known := ledger.counts().documents:
        stream = islice(stream, known, None)
        if adopted:
            adopt(ledger)
    elif size > derived:
        record(ledger, some(reports(), size - RECENT))
        make(ledger, some(stream, size - RECENT))
        record(ledger, some(stream, RECENT))
        refresh(ledger)
    else:
        record(ledger, some(stream, size))
        found["scratch"] = seconds(ledger, workers=workers)
    found["claims"] = ledger.counts().claims
    alone = []
    for _ in range(ALONE):
        record(ledger, islice(stream, 1))
        alone.append(seconds(ledger))
    record(ledger, islice(stream, together))
    found |= {"one": statistics.median(alone), "slowest": max(alone), "thousand": seconds(ledger)}
    found["events"] = ledger.counts().events
    ledger.close()
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=SIZES)
    parser.add_argument("--derived", type=int, default=DERIVED, help="claims up to which all is derived")
    parser.add_argument("--workers", type=int, default=1, help="processes that derive all")
    parser.add_argument("--folder", type=Path, help="where the ledgers are made; a temporary one by default")
    parser.add_argument("--keep", action="store_true", help="leave the ledgers in the folder, and measure those there")
    parser.add_argument("--adopt", action="store_true", help="take a kept ledger for one that these rules derived")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    made: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory(dir=args.folder) as fresh:
        for size in sorted(args.claims):
            at = args.folder if args.keep and args.folder else fresh
            url = f"sqlite:///{at}/{size}.db"
            found = measured(size, url, derived=args.derived, workers=args.workers, adopted=args.adopt)
            made.append(found)
            if not args.json:
                scratch = f"all {found['scratch']:.1f} s, " if "scratch" in found else ""
                print(
                    f"{found['claims']:>10,} claims: {scratch}one report {found['one'] * 1000:.0f} ms (slowest "
                    f"{found['slowest'] * 1000:.0f}), {TOGETHER:,} reports {found['thousand']:.1f} s, "
                    f"{found['events']:,.0f} events, {found['memory']:,.0f} MiB",
                    flush=True,
                )
    if args.json:
        print(json.dumps([{name: round(value, 3) for name, value in found.items()} for found in made]))
        return
    for a, b in pairwise(made):
        grown = [
            f"{name} {b[name] / a[name]:.2f}" for name in ("scratch", "one", "thousand") if name in a and name in b
        ]
        print(f"from {a['claims']:,.0f} to {b['claims']:,.0f} claims, times: {', '.join(grown)}")


if __name__ == "__main__":
    main()
