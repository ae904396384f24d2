"""`vedette why`: why two events are one, or are not."""

from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.listing import AsOf, AsRecorded, WithRules, opened, place_words, rules_of, scope, when_read
from vedette.cli.options import Db

if TYPE_CHECKING:
    from vedette.model.event import Event
    from vedette.reconciliation.testimony.base import Reconciled

#: Fewer characters of an id than these might mean many.
_LEAST = 6
_Id = Annotated[str, typer.Argument(help="An event's id, or its first characters.")]


def why(
    a: _Id,
    b: _Id,
    *,
    db: Db = None,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    rules: WithRules = "then",
) -> None:
    """Say why two events are one, or are not: what rules them out, and how their claims were weighed.

    Ids stand in the JSON of `vedette events`. An id that an event had before others joined it is known, too. Features
    count towards the score with the sign shown; see the codebook for what a veto is.
    """
    from vedette.cli.screen import out, safe
    from vedette.pipeline.deriving.rederive import current
    from vedette.pipeline.deriving.why import compared, reasons

    cut = scope(as_of, as_recorded, None, None)
    console = out()
    with opened(db) as ledger:
        derived = current(ledger, cut, rules=rules_of(rules))
        one, other = _event(a, "A", derived), _event(b, "B", derived)
        lines = [] if one.id == other.id else list(reasons(compared(ledger, one, other, cut)))
    if one.id == other.id:
        console.print(safe(f"One event: {_named(one)}"), style="bold")
        joins = [f"  {j.a[:16]} and {j.b[:16]}: {j.score:.2f} ({'; '.join(j.reasons)})" for j in one.joins]
        lines = joins or ["  one claim only, or an analyst put them together"]
    else:
        console.print(safe(f"Two events: {_named(one)}; {_named(other)}"), style="bold")
    for line in lines:
        console.print(safe(line if line.startswith("  ") else f"  {line}"))


def _event(key: str, name: str, derived: "Reconciled") -> "Event":
    """The event of an id, forwarded where it has another now."""
    if len(key) < _LEAST:
        raise typer.BadParameter(f"give at least {_LEAST} characters", param_hint=name)
    now = {new for f in derived.forwardings if f.old.startswith(key) for new in f.new}
    found = [e for e in derived.events if e.id.startswith(key) or e.id in now]
    if len(found) != 1:
        many = f"{len(found)} events begin with that; give more of it"
        raise typer.BadParameter(many if found else f"no event has the id {key}", param_hint=name)
    return found[0]


def _named(event: "Event") -> str:
    where = f", {place_words(event.place)}" if event.place else ""
    when = when_read(event.when).replace("\n", " ")
    return f"{event.id[:16]} {event.type.replace('-', ' ')}{where}, {when}"
