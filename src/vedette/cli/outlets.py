"""`vedette outlets`: who stands behind an outlet, and what that means for what it says."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from vedette.reference.actors import ActorRegistry


def outlets(
    query: Annotated[list[str], typer.Argument(metavar="NAME...", help="An outlet's name, domain or address.")],
    *,
    added: Annotated[
        Path | None,
        typer.Option("--outlets", metavar="FILE", help="CSV table of your own outlets. [default: the setting outlets]"),
    ] = None,
) -> None:
    """Look an outlet up: its owner, whom it speaks for, and how it is weighed in each war.

    An outlet tied to a party speaks for it: what it says in its own words is claimed, not reported, and it cannot
    corroborate its party or that party's side.
    """
    from vedette.cli.screen import out, safe
    from vedette.pipeline.deriving.outlet_ties import load_outlets, registry, tie_of
    from vedette.reference.actors import ActorRegistry
    from vedette.settings import Settings

    name = " ".join(query)
    settings = Settings.load({"outlets": added and str(added)})
    known = registry(load_outlets(Path(settings.outlets)) if settings.outlets else "")
    console = out()
    found = known.lookup(name)
    if found is None:
        folded = name.casefold()
        alike = [o.name for o in known.outlets if folded in " ".join((o.name, *o.aliases, *o.domains)).casefold()]
        console.print(safe(f"{name}: no such outlet; it would count as independent, speaking for nobody"))
        if alike:
            console.print(safe(f"alike: {', '.join(alike[:12])}"))
        raise typer.Exit(1)
    parties = ActorRegistry.load()
    tie = tie_of(found, parties)
    console.print(safe(found.name), style="bold")
    owner = _owner(tie.owner, parties)
    rows = {
        "also": ", ".join((*found.aliases, *found.domains)),
        "based in": found.country or "not known",
        "owner": f"{found.owner}" + (f"; one owner with all that belong to {owner}" if owner else ""),
        "speaks for": f"{parties.party(tie.actor).name} ({tie.actor})" if tie.actor else "nobody but itself",
        "source": found.source,
    }
    for label, value in rows.items():
        if value:
            console.print(safe(f"  {label:<11}{value}"))
    for conflict, side in tie.sides.items():
        console.print(safe(f"  {'side':<11}{side} in {parties.conflicts[conflict].name}"))
    weighed = "its own words are those of a party where it has a side" if tie.actor else "as an independent origin"
    console.print(safe(f"  {'weighed':<11}{weighed}"))


def _owner(owner: str | None, parties: "ActorRegistry") -> str | None:
    """The owner as people read it."""
    from vedette.model.ids import ActorId

    kind, _, name = (owner or "").partition(":")
    party = ActorId(name)
    return (
        parties.party(party).name if kind == "party" and party in parties else (f"the state {name}" if owner else None)
    )
