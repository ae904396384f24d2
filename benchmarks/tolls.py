"""Faults in running totals: `python -m benchmarks.tolls --data DIR --out PRED`.

Each row is one claim of a total, or of what one report adds. The claims of one place, effect and kind of people are
divided by who counts, and every check of `vedette.reconciliation.counting.series_checks` looks at each count.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from benchmarks.harness import Row, arguments, rows, write
from vedette.reconciliation.counting.series import Point, counters
from vedette.reconciliation.counting.series_checks import flags_of

HOURS = 24


def series(given: Iterable[Row]) -> dict[tuple[str, str, str], list[Point]]:
    """The points by place, effect and victims; what a report adds stands beside its total."""
    totals, added = [], {}
    for row in given:
        if row["kind"] == "cumulative":
            totals.append(row)
        elif not row.get("extrapolated"):
            added[_report(row)] = row
    found: dict[tuple[str, str, str], list[Point]] = defaultdict(list)
    for row in totals:
        own = added.get(_report(row))
        found[(row["place"], row["effect"], row.get("victims") or "all")].append(
            Point(
                dt.date.fromisoformat(row["date"]),
                row["value"],
                own["value"] if own else None,
                max(1, (own.get("hours") or HOURS) // HOURS) if own else 1,
                row.get("source") or "",
                worked_out=bool(row.get("extrapolated")),
            )
        )
    return found


def _report(row: Row) -> tuple[str, ...]:
    return tuple(str(row.get(k)) for k in ("place", "effect", "victims", "source", "date"))


def predictions(given: Iterable[Row]) -> Iterator[Row]:
    """A row for each flag."""
    for (place, effect, victims), points in sorted(series(given).items()):
        for counter in counters(points):
            for flag in flags_of(counter):
                yield {
                    "place": place,
                    "effect": effect,
                    "victims": victims,
                    "source": flag.source,
                    "date": flag.day.isoformat(),
                    "fault": flag.fault.value,
                }


def main() -> None:
    """Read, check, write."""
    args = arguments(__doc__)
    write(args.out, predictions(rows(args.data)))


if __name__ == "__main__":
    main()
