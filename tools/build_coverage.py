"""Writes docs/coverage.md: what the reference data know, by conflict and by country.

    python tools/build_coverage.py            fail if the page is out of step
    python tools/build_coverage.py --write    write it

Counts only; nothing on the page is typed by hand.
"""

import argparse
import sys
from collections import Counter
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from sqlite3 import connect

from vedette.reference.actors import ActorRegistry
from vedette.reference.outlets import OutletRegistry

PAGE = Path(__file__).resolve().parent.parent / "docs" / "coverage.md"
HEAD = """# What Vedette knows beforehand

Made by `python tools/build_coverage.py --write` from the data in `src/vedette/reference/data/`. A number says how
much is there, not how good it is.
"""


def places_by_country() -> Counter[tuple[str, bool]]:
    """How many places of each country the gazetteer has, and how many of them are our own supplement's."""
    path = str(files("vedette.reference") / "data" / "gazetteer.sqlite")
    query = "SELECT country, COALESCE(ident LIKE 'vd:%', 0), COUNT(*) FROM place GROUP BY 1, 2"
    with closing(connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as db:
        return Counter({(country, bool(own)): count for country, own, count in db.execute(query)})


def conflict_table(registry: ActorRegistry) -> list[str]:
    """A row for each conflict: its countries and years, and how many actors and pairs of enemies are listed."""
    actors = Counter(war for p in registry.parties for war in registry.conflicts_of(p.id))
    rows = ["| conflict | countries | from | to | actors | pairs of enemies |", "|---|---|---|---|--:|--:|"]
    for war in sorted(registry.conflicts.values(), key=lambda c: c.name):
        since = war.period.since.year if war.period.since else ""
        until = war.period.until.year if war.period.until else ""
        countries = " ".join(war.countries)
        rows.append(f"| {war.name} | {countries} | {since} | {until} | {actors[war.id]} | {len(war.dyads)} |")
    return rows


def country_table(registry: ActorRegistry, outlets: OutletRegistry) -> list[str]:
    """A row for each country with an actor, an outlet or a place of our own."""
    places = places_by_country()
    actors = Counter(p.country for p in registry.parties if p.country)
    papers = Counter(o.country for o in outlets.outlets if o.country)
    own = {country for country, ours in places if ours and country}
    rows = ["| country | actors | outlets | places | of them our own |", "|---|--:|--:|--:|--:|"]
    for country in sorted({*actors, *papers, *own}):
        ours = places[(country, True)]
        total = ours + places[(country, False)]
        rows.append(f"| {country} | {actors[country]} | {papers[country]} | {total:,} | {ours} |")
    return rows


def page() -> str:
    """The whole page."""
    registry, outlets = ActorRegistry.load(), OutletRegistry.load()
    places = places_by_country()
    countries = len({country for country, _ in places if country})
    total = sum(places.values())
    sums = (
        f"{len(registry.conflicts)} conflicts, {len(registry.parties):,} actors, {len(outlets.outlets)} outlets, "
        f"{total:,} places in {countries} countries and territories."
    )
    rest = (
        "ISO 3166 codes. A country without a row has neither an actor nor an outlet nor a place of our own; "
        "its towns are in the gazetteer all the same."
    )
    parts = [HEAD, sums, "", "## Conflicts", "", *conflict_table(registry), "", "## Countries", "", rest, ""]
    return "\n".join([*parts, *country_table(registry, outlets)]) + "\n"


def main() -> int:
    """Write the page, or say whether it is in step."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true")
    if parser.parse_args().write:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    print("docs/coverage.md is out of step; run: python tools/build_coverage.py --write", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
