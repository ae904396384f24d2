"""`vedette explain`: why a claim says what it says, and what became of it; or why claims are one event."""

from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.listing import (
    AsOf,
    AsRecorded,
    From,
    To,
    WithRules,
    day_read,
    opened,
    place_words,
    rules_of,
    scope,
    when_read,
)
from vedette.cli.options import Db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vedette.model.event import Event
    from vedette.model.ids import ClaimKey
    from vedette.model.resolved import ResolvedClaim
    from vedette.model.toll import Toll
    from vedette.reconciliation.testimony.base import Reconciled

#: Fewer characters of a key or id than these might mean many.
_LEAST = 6


def explain(
    key: Annotated[str, typer.Argument(metavar="KEY", help="A claim's key or an event's id, or its first characters.")],
    *,
    db: Db = None,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    rules: WithRules = "then",
    since: From = None,
    until: To = None,
) -> None:
    """Explain a claim or an event: words, rules, who and where, and how it was weighed.

    For a claim: the sentence and the rules that read it, how its names were resolved, the event it is in, and what it
    gave to tolls and control, or why it gave nothing. For an event: why its claims were put together. Keys stand under
    `vedette read --explain`, ids and keys in the JSON of the listings.
    """
    from vedette.cli.screen import out, safe
    from vedette.cli.sheet import print_sheet
    from vedette.pipeline.deriving.rederive import current

    if len(key) < _LEAST:
        raise typer.BadParameter(f"give at least {_LEAST} characters", param_hint="KEY")
    cut = scope(as_of, as_recorded, since, until)
    with opened(db) as ledger:
        derived = current(ledger, cut, rules=rules_of(rules))
        claims = {c.claim.key: c for c in ledger.claims(cut)}
        found = [c for k, c in claims.items() if k.startswith(key)]
        document = ledger.document(found[0].claim.document, cut) if len(found) == 1 else None
    console = out()
    ids = {new for f in derived.forwardings if f.old.startswith(key) for new in f.new}
    events = [e for e in derived.events if e.id.startswith(key) or e.id in ids]
    if len(found) + len(events) != 1:
        many = f"{len(found) + len(events)} claims and events begin with that; give more of it"
        raise typer.BadParameter(many if found or events else "no claim or event has that key", param_hint="KEY")
    if events:
        lines = list(_event_lines(events[0], claims))
    else:
        if document is not None:
            print_sheet(console, document, [found[0].claim], explain=True)
        lines = list(_claim_lines(found[0], derived))
    for line in lines:
        console.print(safe(line), style="bold" if not line.startswith(" ") else None)


def _claim_lines(claim: "ResolvedClaim", derived: "Reconciled") -> "Iterator[str]":
    key = claim.claim.key
    yield "Who and where"
    for actor in claim.actors:
        side = f", side: {actor.side}" if actor.side else ""
        yield f'  {actor.role}: "{actor.mention}" is {actor.name}{side} ({actor.reason})'
    if claim.place:
        where = place_words(claim.place)
        yield f'  place: "{claim.place.mention}" is {where}, {claim.place.precision} ({claim.place.reason})'
        if claim.place.candidates:
            yield f"  candidates: {', '.join(claim.place.candidates)}"
    yield f"  conflict: {', '.join(claim.conflicts) or 'not known'}"
    yield "What became of it"
    nothing = True
    for event in derived.events:
        if key in event.claims or key in event.copies:
            nothing = False
            copied = " as copied text, which weighs nothing" if key in event.copies else ""
            kind = event.type.replace("-", " ")
            where = f", {place_words(event.place)}" if event.place else ""
            yield f"  in the event {event.id[:16]}{copied}: {kind}{where}, {when_read(event.when)}".replace("\n", " ")
            yield from (f"    {line}" for line in _joins(event, key))
            yield f"    {event.verification.rung}: {event.verification.rule}"
            yield from (f"    {line}" for toll in event.tolls for line in _share(toll, key))
    for toll in derived.tolls:
        for line in _share(toll, key):
            nothing = False
            yield f"  {line} (a total, {place_words(toll.place) or 'all places'})"
    for span in derived.control:
        if key in span.evidence:
            nothing = False
            until = f" to {day_read(span.end)}" if span.end else ""
            yield f"  evidence for who holds {place_words(span.place)}, {day_read(span.start)}{until}"
    for other, reason in derived.unplaced:
        if other == key:
            nothing = False
            yield f"  not used: {reason}"
    if nothing:
        yield "  stands for itself: no event, toll or span of control is made of it"


def _event_lines(event: "Event", claims: "dict[ClaimKey, ResolvedClaim]") -> "Iterator[str]":
    where = f", {place_words(event.place)}" if event.place else ""
    yield f"{event.type.replace('-', ' ')}{where}, {when_read(event.when)}".replace("\n", " ")
    yield f"  id {event.id}"
    yield f"  {event.verification.rung}: {event.verification.rule}"
    yield f"Claims ({len(event.claims)})"
    for key in event.claims:
        claim = claims.get(key)
        if claim is not None:
            origin = claim.claim.attribution.origin.name
            yield f'  {key[:16]} {origin}: "{" ".join(claim.claim.evidence.quote.split())}"'
    yield "Why they are one event"
    if not event.joins:
        yield "  there is one claim only, or an analyst put them together"
    for join in event.joins:
        yield f"  {join.a[:16]} and {join.b[:16]}: {join.score:.2f} ({'; '.join(join.reasons)})"


def _joins(event: "Event", key: "ClaimKey") -> "Iterator[str]":
    for join in event.joins:
        if key in (join.a, join.b):
            other = join.b if join.a == key else join.a
            yield f"joined to {other[:16]}: {join.score:.2f} ({'; '.join(join.reasons)})"


def _share(toll: "Toll", key: "ClaimKey") -> "Iterator[str]":
    for used in toll.used:
        if used.claim == key or key in used.parts:
            yield f"counts in {toll.effect} {toll}: {'; '.join(used.reasons)}"
    for left in toll.left_out:
        if left.claim == key:
            instead = f", see {left.instead[:16]}" if left.instead else ""
            yield f"does not count in {toll.effect} {toll}: {left.reason}{instead}"
    if key in toll.copies:
        yield f"does not count in {toll.effect} {toll}: copied text weighs nothing"
