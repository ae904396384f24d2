"""Rates a ledger of FA-KES against events that people read: `python -m tools.rate_events --db URL [--show]`.

`docs/checks/fa_kes_events.jsonl` holds one row an event that was drawn and read against its whole reports: the report
(`doc`) and where the sentences begin that it rests on (`at`), what the readers held right (`kind`, `place` as parts of
the heading, `from` and `to` as days, `killed` and `injured` as least and most, null for none), or that there is no such
event (`none`; of the kinds in `of` alone, where given). No text of a report is in it. `verdict` and `fields` are what
was said of the event as it was drawn, by the rules of then.

Of the events that rest on such a sentence the best is taken. Whether a happening is told twice is not rated.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tools.draw_events import shown
from vedette.model.event import Event
from vedette.pipeline.deriving.rederive import current
from vedette.pipeline.showing.shown import Shown, open_shown
from vedette.reports import wording

ROWS = Path(__file__).resolve().parent.parent / "docs" / "checks" / "fa_kes_events.jsonl"
#: A sentence that is cut otherwise may begin so many characters on.
SLACK = 3
#: Of a floor without a most, so many times the floor still passes.
OPEN = 3

Row = Mapping[str, Any]


def told_at(ledger: Shown) -> dict[str, list[tuple[int, Event]]]:
    """For each report the events that a brief shows, with where the sentences begin that they rest on."""
    claims = {c.claim.key: c.claim for c in ledger.claims()}
    names = {d.id: (d.identity or d.locator).rsplit("/", 1)[-1] for d in ledger.documents()}
    found: dict[str, list[tuple[int, Event]]] = defaultdict(list)
    for event in shown(current(ledger).events):
        for claim in (claims[k] for k in event.claims if k in claims):
            stands = claim.evidence.sentence or claim.evidence.span
            if stands is not None:
                found[names[claim.document]].append((stands.start, event))
    return found


def faults(event: Event, row: Row) -> list[str]:
    """What of an event is not as its readers held it: kind, place, day, figure."""
    heading = wording.heading(event).casefold()
    found = ["kind"] if row.get("kind") and str(event.type) not in row["kind"] else []
    placed = not row.get("place") or "place not given" in heading
    if not placed and not any(p.casefold() in heading for p in row["place"] if p):
        found.append("place")
    if row.get("from") and event.when is not None:
        first, last = str(event.when.start), str(event.when.last)
        by = wording.when(event.when).startswith("by ")
        if last < row["from"] or (not by and first > row["to"]):
            found.append("day")
    return found + list(_figures(event, row))


def _figures(event: Event, row: Row) -> Iterator[str]:
    for effect in ("killed", "injured"):
        if effect not in row:
            continue
        told = [n for t in event.tolls if str(t.effect) == effect for n in (t.low, t.best, t.high) if n is not None]
        if row[effect] is None:
            if effect == "killed" and any(told):
                yield "figure"
        elif not any(row[effect][0] <= n <= (row[effect][1] or row[effect][0] * OPEN) for n in told):
            yield "figure"


def rated(row: Row, told: Mapping[str, list[tuple[int, Event]]]) -> tuple[str, list[str]]:
    """What became of a row: right, wrong (with its faults), gone (rightly no event any more) or lost."""
    near = {e.id: e for at, e in told.get(row["doc"], ()) if any(abs(at - a) <= SLACK for a in row["at"])}
    if row.get("none"):
        kinds = row.get("of")
        return ("wrong", ["none"]) if any(not kinds or e.type in kinds for e in near.values()) else ("gone", [])
    if not near:
        return "lost", []
    best = min((faults(e, row) for _, e in sorted(near.items())), key=len)
    return ("wrong" if best else "right"), best


def main() -> None:
    """Rate and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", required=True, help="address of the ledger")
    parser.add_argument("--show", action="store_true", help="print the rows that are wrong or lost")
    args = parser.parse_args()
    ledger = open_shown(args.db)
    told = told_at(ledger)
    ends: Counter[str] = Counter()
    which: Counter[str] = Counter()
    for line in ROWS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        end, found = rated(row, told)
        ends[end] += 1
        which.update(found)
        if args.show and end in ("wrong", "lost"):
            print(end, *found, line)
    ledger.close()
    print(
        *(f"{end} {n}" for end, n in ends.most_common()),
        *(f"{fault} {n}" for fault, n in which.most_common()),
        sep="; ",
    )
    print(f"right of those told: {ends['right'] / max(1, ends['right'] + ends['wrong']):.3f}")


if __name__ == "__main__":
    main()
