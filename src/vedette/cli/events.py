"""`vedette events`: what happened, as reconciled from all claims."""

from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.listing import (
    AsOf,
    AsRecorded,
    From,
    To,
    Without,
    WithRules,
    opened,
    place_words,
    rules_of,
    scope,
    when_read,
    when_words,
)
from vedette.cli.options import Db
from vedette.cli.table import Column, Format, Row, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vedette.model.event import Event

COLUMNS = (
    Column("id", machine=True),
    Column("when", machine=True),
    Column("day", "when", people=True, whole=True),
    Column("what", people=True),
    Column("type", machine=True),
    Column("place", machine=True),
    Column("parties", machine=True),
    Column("tolls", least=18),
    Column("rung", "how sure", whole=True),
    Column("claims", machine=True),
    Column("status", machine=True),
    Column("background", machine=True),
    Column("admiralty", machine=True),
    Column("airwars", machine=True),
    Column("isw", machine=True),
    Column("part_of", machine=True),
)
#: Parties named in a table.
_PARTIES = 4


def events(
    *,
    db: Db = None,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    rules: WithRules = "then",
    since: From = None,
    until: To = None,
    without: Without = None,
    recalled: Annotated[bool, typer.Option("--recalled", help="Also events that reports only recall.")] = False,
) -> None:
    """List events: when, what, where, between whom, with which tolls and how sure.

    An event is a set of claims that speak of one happening. How sure is the rung of its verification: claimed,
    reported, corroborated, contested, conceded and so on; see the codebook. CSV has it in the Admiralty code, Airwars'
    grades and ISW's two words as well.
    """
    from vedette.model.codec import to_json
    from vedette.pipeline.deriving.rederive import current

    cut = scope(as_of, as_recorded, since, until)
    with opened(db) as ledger:
        given = current(ledger, cut, rules=rules_of(rules), without=without or ()).events
    found = [e for e in given if recalled or not e.background or form is not Format.TABLE]
    found.sort(key=lambda e: (e.when.start.isoformat() if e.when else "", e.id))
    write(COLUMNS, [Row(_cells(event), to_json(event)) for event in found], form, empty="no events")


def _parts(event: "Event") -> "Iterator[tuple[str, str]]":
    """Who did it, to whom and with what, each once however it is written."""
    from vedette.reports import wording

    seen = set()
    for p in event.parties:
        part = "on" if p.role == "target" else "with" if wording.is_means(p.name) else "by"
        name = p.name + (" (suspected)" if p.suspected else "")
        if (part, name.casefold()) not in seen:
            seen.add((part, name.casefold()))
            yield part, name


def _cells(event: "Event") -> tuple[str | int | None, ...]:
    from vedette.reconciliation.voices.grades import grades_of
    from vedette.reports import wording

    grades = grades_of(event.verification)
    names = list(_parts(event))
    parties = ", ".join(dict.fromkeys(name for _, name in names))
    where = f", {place_words(event.place)}" if event.place else ""
    who = [f"{part} {name}" for part, name in names[:_PARTIES]]
    who += [f"and {len(names) - _PARTIES} more parties"] if len(names) > _PARTIES else []
    if event.status != "asserted":
        who.append(f"({event.status})")
    tolls = "\n".join(map(wording.toll, wording.wholes(event.tolls)))
    return (
        event.id,
        when_words(event.when),
        when_read(event.when),
        "\n".join([event.type.replace("-", " ") + where, *who]),
        event.type,
        (event.place.name or event.place.mention) if event.place else "",
        parties,
        tolls,
        event.verification.rung,
        len(event.claims),
        event.status,
        "yes" if event.background else "no",
        grades.admiralty,
        grades.airwars,
        grades.isw,
        event.part_of,
    )
