"""`vedette places`: which place a name means, and why that one."""

from typing import Annotated

import typer


def places(
    query: Annotated[list[str], typer.Argument(metavar="NAME...", help="A place as a report names it.")],
    *,
    beside: Annotated[
        list[str] | None, typer.Option("--beside", metavar="NAME", help="Another place of the same report; repeatable.")
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option("--country", metavar="CODE", help="A country it is about (ISO code); repeatable."),
    ] = None,
) -> None:
    """Look a place up as reading a report would, and explain the ranking.

    A name is never resolved alone: give what else the report names with --beside, or its country with --country.
    Prints what is chosen or why nothing is, then the candidates with the points each has and what they are for.
    """
    from vedette.cli.screen import out, safe
    from vedette.cli.table import Column, Format, Row, write
    from vedette.model.mention import PlaceMention
    from vedette.reference.gazetteer import Gazetteer
    from vedette.reference.gazetteer_file import FILE
    from vedette.resolution.place_context import read_context
    from vedette.resolution.places import rank, resolve_place
    from vedette.settings import Settings

    name = " ".join(query)
    mention = PlaceMention(name, name)
    with Gazetteer.open(own=Settings.load().data_dir / FILE) as gazetteer:
        around = [mention, *(PlaceMention(other, other) for other in beside or ())]
        context = read_context(around, gazetteer, conflict_countries={c.upper() for c in country or ()})
        found = resolve_place(mention, context)
        _, ranked = rank(mention, context)
    chosen = f"{found.name}, {found.admin1 or found.country} ({found.precision})" if found.place else "not resolved"
    out().print(safe(f"{name}: {chosen}"), style="bold")
    out().print(safe(f"because {found.reason}"))
    columns = (Column("points", whole=True), Column("place", least=18), Column("kind"), Column("why", least=24))
    rows = [
        Row(
            (
                f"{s.score:.2f}",
                ", ".join(p for p in (s.candidate.place.name, s.candidate.place.admin1, s.candidate.place.country) if p)
                + f"\n{s.candidate.place.id}",
                s.candidate.place.kind,
                "\n".join(s.reasons),
            ),
            {},
        )
        for s in ranked[:_MOST]
    ]
    write(columns, rows, Format.TABLE, empty="no candidate")


_MOST = 8
