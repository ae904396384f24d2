"""`vedette actors`: which party a name means in which war, and why."""

from typing import Annotated

import typer


def actors(
    query: Annotated[list[str], typer.Argument(metavar="NAME...", help="An actor as a report names it.")],
    *,
    conflict: Annotated[
        list[str] | None,
        typer.Option("--conflict", metavar="ID", help="A conflict the report is about, likeliest first; repeatable."),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day spoken of.")] = None,
    beside: Annotated[
        list[str] | None, typer.Option("--beside", metavar="PLACE", help="A place of the same report; repeatable.")
    ] = None,
) -> None:
    """Look an actor up as reading a report would, and explain the choice.

    "Rebels" means somebody else in every war: without --conflict the answer is given for each conflict in which the
    words mean anybody. Then come all parties of that name, with what they are and on whose side.
    """
    from vedette.cli.options import day_or_time
    from vedette.cli.screen import out, safe
    from vedette.cli.table import Column, Format, Row, write
    from vedette.model.ids import ConflictId
    from vedette.reference.actors import ActorRegistry, PartyType
    from vedette.reference.countries import country
    from vedette.resolution.actors import ActorContext, resolve_actor

    registry = ActorRegistry.load()
    name = " ".join(query)
    time = day_or_time(on, "--on")
    date = time.date() if time else None
    wars = [ConflictId(c) for c in conflict or ()]
    for war in wars:
        if war not in registry.conflicts:
            known = ", ".join(registry.conflicts)
            raise typer.BadParameter(f"{war!r}; the conflicts are {known}", param_hint="--conflict")
    near = frozenset(p.lower() for p in beside or ())
    console = out()
    asked = [tuple(wars)] if wars else [(), *((c,) for c in registry.conflicts)]
    told: set[str | None] = set()
    for some in asked:
        found = resolve_actor(name, name, ActorContext(registry, some, date, near))
        if (found.provisional and some and not wars) or (not wars and found.actor in told):
            continue
        told.add(found.actor)
        where = ", ".join(registry.conflicts[c].name for c in some) or "whatever the war"
        who = f"{found.name} ({found.actor})" if not found.provisional else "nobody known; a provisional actor"
        console.print(safe(f"{where}: {who}" + (f", side: {found.side}" if found.side else "")), style="bold")
        console.print(safe(f"  because {found.reason}"))
    rows = []
    for named in registry.lookup(name):
        party = named.party
        sides = [f"{a.side} in {registry.conflicts[a.conflict].name}" for a in party.alignments][:_SIDES]
        bonds = [f"{b.kind} {b.other}" for b in party.bonds][:_SIDES]
        land = country(party.country) if party.type is PartyType.STATE else None
        number = [f"Gleditsch and Ward no. {land.gwno}"] if land and land.gwno else []
        about = "\n".join((f"{named.kind.name.lower()} of it", *number, *sides, *bonds))
        rows.append(Row((f"{party.name}\n{party.id}", party.type, about), {}))
    write(
        (Column("party", least=20), Column("type"), Column("about", least=30)),
        rows,
        Format.TABLE,
        empty="no party bears that very name",
    )


_SIDES = 6
