"""ACLED's dyadic table: the 31 columns, filled by ACLED's own rules as far as they are published.

Columns, codes and rules: the column list of the package acledR; ACLED codebook and its FAQ on fatalities (2024). What
the rules change is written to the loss report: one row a place and day and pair of actors, one figure of deaths.
"""

import csv
import heapq
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from vedette.exports.acled_rows import Draft, drafts
from vedette.exports.archive import Archive
from vedette.exports.cells import guarded, joined
from vedette.exports.losses import Losses
from vedette.model.ids import digest
from vedette.reference.actors import ActorRegistry
from vedette.reference.codebook import CODEBOOK
from vedette.reference.countries import country
from vedette.reference.outlets import OutletRegistry

COLUMNS = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
)
#: Columns of our own behind ACLED's, for those who want to see what the one figure was made of.
EXTRA = (
    "vedette_ids",
    "fatalities_low",
    "fatalities_best",
    "fatalities_high",
    "verification",
    "record_state",
    "coded_by",
    "codebook",
)
#: Numbers, days and words of lists of ours, where nobody else can put a formula.
_OURS = frozenset(
    (
        *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
        *("inter1", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin2", "admin3"),
        *("latitude", "longitude", "geo_precision", "source_scale", "fatalities", "tags", "timestamp"),
        *(f"fatalities_{bound}" for bound in ("low", "best", "high")),
        *("vedette_ids", "verification", "record_state", "codebook"),
    )
)
Key = tuple[str, ...]

CANNOT = (
    "bounds: one whole number of deaths, the most conservative; no figure is left empty, none known is 0",
    "who said so, and that two sides say different things, except as words in the notes",
    "who was killed: civilians, fighters and whose are one number",
    "injured, displaced and captured people: they have no column",
    "how sure it is, and that only a party to it says so",
    "denied, planned, threatened, hypothetical and recalled events",
    "time finer than a day, a period longer than a month",
    "who holds a place, statements, outlooks",
    "the second and third level of administration: Vedette's gazetteer has the first",
    "ACLED's own ids and actor names: these are Vedette's, stable from export to export",
)


def write(archive: Archive, path: Path, losses: Losses, *, strict: bool = False) -> None:
    """Write the table; `strict` leaves out our own columns. Rows are by date, then id."""
    with path.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink, lineterminator="\n")
        names = COLUMNS if strict else COLUMNS + EXTRA
        writer.writerow(names)
        cells = guarded(names, _OURS)
        for row in rows(archive, losses):
            writer.writerow(cells(row))
            losses.row()


def rows(archive: Archive, losses: Losses) -> Iterator[dict[str, Any]]:
    """The rows by column name."""
    registry, outlets = ActorRegistry.load(), OutletRegistry.load()
    for key, same in by_day(drafts(archive, registry, losses)):
        yield _row(key, same, outlets)


def by_day(found: Iterator[Draft]) -> Iterator[tuple[Key, list[Draft]]]:
    """Drafts of one day, place, kind and pair of actors, their key, together: they are one row. Drafts come by the
    first day of their event, and none lies before it, so that only the open days are held."""
    waiting: list[tuple[Key, int, Draft]] = []
    for number, draft in enumerate(found):
        since = draft.since.isoformat()
        while waiting and waiting[0][0][0] < since:
            yield from _first_day(waiting)
        heapq.heappush(waiting, (draft.key, number, draft))
    while waiting:
        yield from _first_day(waiting)


def _first_day(waiting: list[tuple[Key, int, Draft]]) -> Iterator[tuple[Key, list[Draft]]]:
    day = waiting[0][0][0]
    while waiting and waiting[0][0][0] == day:
        key = waiting[0][0]
        same = []
        while waiting and waiting[0][0] == key:
            same.append(heapq.heappop(waiting)[2])
        yield key, same


def _row(key: Key, same: list[Draft], outlets: OutletRegistry) -> dict[str, Any]:
    one = same[0]
    land = country(one.place.country)
    inters = sorted(i for i in (one.actor1.inter, one.actor2.inter) if i)
    accounts = [a for d in same for a in d.told.accounts]
    days = [a.report.published for a in accounts if a.report and a.report.published]
    deaths = [d.deaths for d in same if d.deaths is not None]
    best, high = [d.best for d in deaths], [d.high for d in deaths]
    return {
        "event_id_cnty": (land.alpha3 if land else "") + str(int(digest("acled", *key, one.told.event.id)[:11], 16)),
        "event_date": one.day.isoformat(),
        "year": one.day.year,
        "time_precision": max(d.time_precision for d in same),
        "disorder_type": one.disorder_type,
        "event_type": one.event_type,
        "sub_event_type": one.sub_event_type,
        "actor1": one.actor1.name,
        "assoc_actor_1": joined(n for d in same for n in d.actor1.associates),
        "inter1": one.actor1.inter,
        "actor2": one.actor2.name,
        "assoc_actor_2": joined(n for d in same for n in d.actor2.associates),
        "inter2": one.actor2.inter or "",
        "interaction": f"{inters[0]}{inters[1] if len(inters) > 1 else 0}",
        "civilian_targeting": "Civilian targeting" if any(d.on_civilians for d in same) else "",
        "iso": land.numeric if land else "",
        "region": land.acled_region if land else "",
        "country": land.name if land else "",
        "admin1": one.place.admin1 or "",
        "admin2": "",
        "admin3": "",
        "location": one.location,
        "latitude": one.place.latitude,
        "longitude": one.place.longitude,
        "geo_precision": max(d.geo_precision for d in same),
        "source": joined(a.outlet for a in accounts),
        "source_scale": _scale(one, [a.outlet for a in accounts], outlets),
        "notes": " ".join(dict.fromkeys(d.notes for d in same)),
        "fatalities": sum(d.fatalities for d in same),
        "tags": "",
        "timestamp": int(max(days).timestamp()) if days else "",
        "vedette_ids": " ".join(d.told.event.id for d in same),
        "fatalities_low": sum(d.low for d in deaths) if deaths else "",
        "fatalities_best": sum(b for b in best if b is not None) if deaths and None not in best else "",
        "fatalities_high": sum(h for h in high if h is not None) if deaths and None not in high else "",
        "verification": joined(d.told.event.verification.rung for d in same),
        "record_state": joined(d.told.event.state for d in same),
        "coded_by": joined(d.told.coded_by for d in same),
        "codebook": CODEBOOK,
    }


def _scale(draft: Draft, names: list[str], outlets: OutletRegistry) -> str:
    """National where the outlet sits in the event's country, else International; "" where no table knows it."""
    lands = [_land(outlets, name) for name in dict.fromkeys(names) if name]
    found = {"National" if land == draft.place.country else "International" for land in lands if land}
    return "-".join(sorted(found, reverse=True))


@lru_cache(maxsize=5_000)
def _land(outlets: OutletRegistry, name: str) -> str | None:
    outlet = outlets.lookup(name)
    return outlet.country if outlet is not None else None
