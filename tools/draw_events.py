"""Draws events of a ledger at random, to be checked by hand: `python -m tools.draw_events --db URL [--seed N]`.

Drawn are events that a brief shows: told as facts, no history, with a place or a toll. The same seed and ledger give
the same draw. Each is printed with what was made of it and the sentences it rests on; `docs/checks/` holds verdicts.
"""

import argparse
import random
from collections.abc import Iterable, Iterator

from vedette.model.document import Document
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.resolved import ResolvedClaim, Role
from vedette.pipeline.deriving.rederive import current
from vedette.pipeline.showing.shown import open_shown
from vedette.reconciliation.duplicates import possible_duplicates
from vedette.reports import wording
from vedette.reports.selection import HAPPENED, is_told


def shown(events: Iterable[Event]) -> list[Event]:
    """The events that a brief shows as such, by id: what may be one of them told again stands under it."""
    told = [e for e in events if e.status in HAPPENED and not e.background and is_told(e)]
    again = possible_duplicates(told)
    return sorted((e for e in told if e.id not in again), key=lambda e: e.id)


def drawn(events: Iterable[Event], *, count: int, seed: int) -> list[Event]:
    """So many of the events that a brief shows."""
    pool = shown(events)
    return random.Random(seed).sample(pool, min(count, len(pool)))


def lines(event: Event, claims: dict[ClaimKey, ResolvedClaim], documents: dict[DocumentId, Document]) -> Iterator[str]:
    """An event in the words in which a brief tells it, and what it rests on."""
    tolls = "; ".join(wording.toll(t) for t in wording.telling(event.tolls))
    yield f"{event.id} {wording.heading(event)} | {wording.when(event.when)} | {tolls or 'no toll'}"
    by, on = (
        [p.name + (" (suspected)" if p.suspected else "") for p in event.parties if (p.role is Role.TARGET) is target]
        for target in (False, True)
    )
    yield f"  {event.verification.rung}; by {', '.join(by) or 'nobody named'}" + (f"; on {', '.join(on)}" if on else "")
    for key in event.claims:
        if (told := claims.get(key)) is not None:
            document = documents[told.claim.document]
            span = told.claim.evidence.sentence or told.claim.evidence.span
            quote = told.claim.evidence.quote if span is None else span.of(document.text)
            day = f"{document.published:%Y-%m-%d}" if document.published else "undated"
            when = told.claim.when.iso() if told.claim.when else "no day"
            yield f"  {key[:8]} {document.identity or document.locator} {day} {told.claim.kind}, {when}: {quote}"


def main() -> None:
    """Draw and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", required=True, help="address of the ledger")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    ledger = open_shown(args.db)
    claims = {c.claim.key: c for c in ledger.claims()}
    documents = {d.id: d for d in ledger.documents()}
    for number, event in enumerate(drawn(current(ledger).events, count=args.count, seed=args.seed), start=1):
        print(f"{number}.", "\n".join(lines(event, claims, documents)))
    ledger.close()


if __name__ == "__main__":
    main()
