"""How soon a decision is in the derived tables, and on the pages: over a copy of a ledger that was derived in full.

    python -m benchmarks.deciding --db large.db [--times 5]

The decisions go over the desk, as a server's do: one of each kind on events drawn by chance, each upon what its maker
read. Wall-clock and processor time from the decision until what follows from it is derived (bar 1,000 ms), and until a
reader's page is made from it.
"""

import argparse
import random
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from vedette.ledger.base import DerivedKind
from vedette.ledger.opening import open_ledger
from vedette.model.codec import from_json, loads
from vedette.model.decision import DecisionKind, SubjectKind
from vedette.model.event import Event
from vedette.picture.pictures import Pictures
from vedette.pipeline.deriving.rederive import refresh
from vedette.pipeline.review.desk import Desk, Proposal, splitting, versions
from vedette.pipeline.showing.shown import open_shown

#: Milliseconds until what follows from a decision is derived.
BAR = 1000
REASON = "to see how long it takes"


def proposals(events: list[Event], kind: str) -> tuple[Proposal, ...]:
    """What is decided, of a kind, on one event or two."""
    first, second = events
    if kind == "merge":
        return (Proposal(DecisionKind.MERGE, SubjectKind.EVENT, (first.id, second.id), REASON),)
    if kind == "split":
        return splitting(first, first.claims[-1:], REASON)
    if kind == "regrade":
        return (Proposal(DecisionKind.REGRADE, SubjectKind.EVENT, (first.id,), REASON, "judgement", '"confirmed"'),)
    return (Proposal(DecisionKind(kind), SubjectKind.EVENT, (first.id,), REASON),)


def main() -> None:
    """Copy, decide, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--db", type=Path, required=True)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.db.parent) as folder:
        copy = shutil.copy(given.db, Path(folder) / "copy.db")
        ledger = open_ledger(f"sqlite:///{copy}")
        refresh(ledger)
        rows = [r.id for r in ledger.derived(DerivedKind.EVENT)]
        counts = ledger.counts()
        ledger.close()
        print(f"{counts.events:,} events, {counts.claims:,} claims", flush=True)
        measured(f"sqlite:///{copy}", rows, given.times)


def measured(url: str, ids: list[str], times: int) -> None:
    """The figures, by kind of decision."""
    shown, chance = open_shown(url), random.Random(7)
    desk, pictures = Desk.over(shown), Pictures(shown)
    pictures.at()
    for kind in ("accept", "regrade", "split", "merge", "withdraw"):
        took, worked, paged = [], [], []
        for _ in range(times):
            events: list[Event] = []
            while len(events) < 2:
                found = shown.derived_with(DerivedKind.EVENT, [chance.choice(ids)])
                events += [e for row in found if len((e := from_json(Event, loads(row.body))).claims) > 1]
            wanted = proposals(events, kind)
            seen = {}
            for proposal in wanted:
                seen |= versions(shown, proposal.about, proposal.subjects)
            begun, cpu = time.perf_counter(), time.process_time()
            outcome = desk.decide([p.by("ana", desk.now()) for p in wanted], seen, shown=shown)
            took.append((time.perf_counter() - begun) * 1000)
            worked.append((time.process_time() - cpu) * 1000)
            if not outcome.derived:
                desk.close()
            while pictures.behind():
                pictures.at()
            paged.append((time.perf_counter() - begun) * 1000)
        mark = "ok" if max(took) < BAR else "OVER"
        print(
            f"{kind:9} derived after {statistics.median(took):6.0f} ms, worst {max(took):6.0f}, processor "
            f"{statistics.median(worked):6.0f}; on a page after {statistics.median(paged):6.0f}   {mark} (bar {BAR})",
            flush=True,
        )
    desk.close()
    shown.close()


if __name__ == "__main__":
    main()
