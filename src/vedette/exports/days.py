"""Conflict days as a table: what each day of each conflict brought, in sums that hold their bounds."""

import csv
from pathlib import Path

from vedette.exports.archive import Archive
from vedette.exports.cells import defused
from vedette.exports.losses import Losses
from vedette.reconciliation.days import days_in
from vedette.reference.codebook import CODEBOOK

COLUMNS = (
    ("date", "#date", "the day on which the events began"),
    ("conflict", "#event+conflict", "conflict; empty for events of none"),
    ("events", "#event+num", "events of the day"),
    ("killed_low", "#affected+killed+min", "sum of the lows of its events"),
    ("killed_high", "#affected+killed+max", "sum of the highs; empty where one of them is open"),
    ("injured_low", "#affected+injured+min", "as for killed"),
    ("injured_high", "#affected+injured+max", "as for killed"),
    ("disputed", "#event+num+disputed", "events of which something is disputed"),
    ("changed_hands", "#loc+name", "places that came to be held otherwise"),
    ("first_seen", "#group+name", "known parties that act for the first time"),
    ("event_ids", "#event+code", "ids of the events"),
    ("codebook", "#meta+version", "version of the codebook"),
)
CANNOT = (
    "which figure is of which event, who claims it and how sure it is: csv and native have each event",
    "events that are planned, denied or recalled, or known to more than two days: they stand on no day",
    "running totals: sums are of single events, and of parts of a larger event of that day only the larger counts",
    "that the sums mix sources: they are for comparing days, none of them is a toll",
    "who coded a record and its state: a day has events of several; csv has them by event",
)


def write(archive: Archive, path: Path, losses: Losses) -> None:
    """CSV: names in the first line, HXL tags in the second. The days of a cut are those of its events."""
    with path.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink, lineterminator="\n")
        writer.writerow([name for name, _, _ in COLUMNS])
        writer.writerow([tag for _, tag, _ in COLUMNS])
        for day in days_in(archive.events(), archive.control()):
            cells = (
                day.day.isoformat(),
                day.conflict,
                len(day.events),
                day.killed.low,
                day.killed.high,
                day.injured.low,
                day.injured.high,
                len(day.disputed),
                "; ".join(day.changes),
                "; ".join(day.new),
                " ".join(day.events),
                CODEBOOK,
            )
            writer.writerow([defused(cell) for cell in cells])
            losses.row()
