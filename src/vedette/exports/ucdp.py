"""UCDP's georeferenced event data set: 49 columns, filled by UCDP's rules: dyads, deaths by side, low, best and high.

Columns: UCDP GED as published by Uppsala's own description of its interface. Rules: the GED codebook. An event has at
least one death and two known sides; a dyad is active in a calendar year with 25 deaths (best) or more.
"""

import csv
from array import array
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from vedette.exports.archive import Archive
from vedette.exports.cells import guarded
from vedette.exports.losses import Losses
from vedette.exports.ucdp_rows import row
from vedette.reference.actors import ActorRegistry

COLUMNS = tuple(
    """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
    dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
    number_of_sources source_article source_office source_date source_headline source_original where_prec
    where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id
    region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high
    low gwnoa gwnob""".split()
)
EXTRA = ("vedette_id", "verification", "record_state", "coded_by", "codebook")
CANNOT = (
    "an open top: where an origin says 'at least', high is the highest figure stated",
    "events without deaths, and those whose sides are not both known",
    "best where nobody states a point: the low stands there",
    "injured, displaced, captured and missing people",
    "how sure it is, denials, and what each side says; claimants are listed in source_original",
    "hedged perpetrators: a suspected one is a side like any other",
    "who holds a place, statements, outlooks",
    "UCDP's own numbers of conflicts, dyads and actors: these are Vedette's, stable from export to export",
    "the second level of administration",
)
#: Numbers, days and words of lists of ours, where nobody else can put a formula.
_OURS = frozenset(
    (
        *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_new_id", "dyad_new_id"),
        *("side_a_new_id", "side_b_new_id", "number_of_sources", "where_prec", "adm_2", "latitude", "longitude"),
        *("geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start"),
        *("date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"),
        *("gwnoa", "gwnob", "vedette_id", "verification", "record_state", "codebook"),
    )
)
#: Deaths in a calendar year that make a dyad active. Source: UCDP definitions.
ACTIVE = 25


def write(archive: Archive, path: Path, losses: Losses, *, strict: bool = False) -> None:
    """Write the table; `strict` leaves out our own columns. Whether a dyad was active in a year is known at the end
    only: each row says no, and those that it was are set right then, at the places that their digit stands."""
    names = COLUMNS if strict else COLUMNS + EXTRA
    deaths: list[int] = []
    numbers: dict[tuple[str, int], int] = {}
    places, years = array("Q"), array("L")
    line = StringIO()
    writer = csv.writer(line, lineterminator="\n")
    cells_of = guarded(names, _OURS)
    with path.open("wb") as sink:
        writer.writerow(names)
        at = sink.write(line.getvalue().encode())
        for found in rows(archive, losses):
            number = numbers.setdefault((found["dyad_dset_id"], found["year"]), len(deaths))
            if number == len(deaths):
                deaths.append(0)
            deaths[number] += found["best"]
            # What stands before the digit are numbers and a code of ours, written as they are.
            places.append(at + len(f"{found['id']},{found['relid']},{found['year']},"))
            years.append(number)
            line.seek(0)
            line.truncate()
            writer.writerow(cells_of(found | {"active_year": 0}))
            at += sink.write(line.getvalue().encode())
            losses.row()
    with path.open("r+b") as sink:
        for place, number in zip(places, years, strict=True):
            if deaths[number] >= ACTIVE:
                sink.seek(place)
                sink.write(b"1")


def rows(archive: Archive, losses: Losses) -> Iterator[dict[str, Any]]:
    """The rows by column name, `active_year` still open; events that UCDP would not code are counted by reason."""
    registry = ActorRegistry.load()
    for told in archive.told():
        found = row(told, registry, losses)
        if found is not None:
            yield found
