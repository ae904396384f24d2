"""`vedette tolls`: how many, with bounds, and from which claims."""

from collections.abc import Iterator
from dataclasses import dataclass
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
    from collections.abc import Mapping

    from vedette.model.document import Document
    from vedette.model.event import Event
    from vedette.model.ids import ClaimKey, DocumentId
    from vedette.model.resolved import PlaceResolution, ResolvedClaim
    from vedette.model.times import When
    from vedette.model.toll import Toll
    from vedette.reconciliation.counting.totals import Checked
    from vedette.reconciliation.testimony.base import Reconciled

COLUMNS = (
    Column("when", machine=True),
    Column("day", "when", people=True, whole=True, once=True),
    Column("place", machine=True),
    Column("what", "of what", people=True, once=True),
    Column("of", machine=True),
    Column("toll", least=24),
    Column("effect", machine=True),
    Column("victims", machine=True),
    Column("low", machine=True),
    Column("best", machine=True),
    Column("high", machine=True),
    Column("open", machine=True),
    Column("rung", "how sure", whole=True),
    Column("used", machine=True),
    Column("left_out", machine=True),
    Column("event", machine=True),
)

_EFFECTS = ("killed", "dead-or-missing", "injured", "casualties", "missing", "displaced", "captured")


@dataclass(frozen=True, slots=True)
class Listed:
    """A toll with the event it belongs to, if it belongs to one."""

    toll: "Toll"
    event: "Event | None" = None
    checked: "Checked | None" = None

    @property
    def when(self) -> "When | None":
        """Its own time, or its event's."""
        return self.toll.when or (self.event.when if self.event else None)

    @property
    def place(self) -> "PlaceResolution | None":
        """Its own place, or its event's."""
        return self.toll.place or (self.event.place if self.event else None)

    @property
    def what(self) -> str:
        """The event, or the place over which it is a total."""
        if self.event is None:
            return f"total, {place_words(self.place) or 'all places'}"
        return self.event.type.replace("-", " ") + (f", {place_words(self.place)}" if self.place else "")

    @property
    def group(self) -> str:
        """Tolls of one event, or totals of one place and time, stand together."""
        return self.event.id if self.event else f"{when_words(self.when)} {place_words(self.place)}"

    @property
    def victims(self) -> str:
        """Class, side and group, as far as they are known."""
        known = "" if self.toll.victim_class == "unspecified" else str(self.toll.victim_class)
        return " ".join(part for part in (known, self.toll.victims_side or "", self.toll.group or "") if part)


def tolls(
    *,
    db: Db = None,
    form: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TABLE,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    rules: WithRules = "then",
    since: From = None,
    until: To = None,
    without: Without = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show what each toll was taken from, and why.")] = False,
) -> None:
    """List tolls by event: killed, injured, displaced, captured, missing, with bounds and how sure.

    Tolls "of an event" belong to one event; tolls "in all" are running totals that somebody stated. Neither is a sum
    of ours, and the two must not be added. Low is the highest floor that holds for all origins, high the highest
    figure stated; best is one origin's figure, never a midpoint. --format json gives for each the claims it was taken
    from and, for each other claim, why it was left out. Running totals are checked, never repaired: --explain and json
    show what is odd about their series and how they compare with the events of their window.
    """
    from vedette.ledger.base import Scope
    from vedette.pipeline.deriving.rederive import current, within

    cut = scope(as_of, as_recorded, since, until)
    known = Scope(as_of=cut.as_of, as_recorded=cut.as_recorded)
    with opened(db) as ledger:
        whole = current(ledger, known, rules=rules_of(rules), without=without or ())
        asked = explain or form is Format.JSON
        claims = {c.claim.key: c for c in ledger.claims(known)} if asked else {}
        documents = {d.id: d for d in ledger.documents(known)} if asked else {}
    found = list(all_tolls(within(whole, cut)))
    if asked:
        found = list(with_checks(found, whole, claims, documents))
    found.sort(key=_order)
    if explain:
        from vedette.cli.screen import out, safe

        for line in (line for item in found for line in _derivation(item, claims)):
            out().print(safe(line), style=None if line.startswith(" ") else "bold")
        return
    write(COLUMNS, [Row(_cells(item), _json(item), item.group) for item in found], form, empty="no tolls")


def _derivation(item: Listed, claims: "Mapping[ClaimKey, ResolvedClaim]") -> Iterator[str]:
    """A toll as a tree: its bounds, the claims that count and what for, those that do not and why."""
    toll = item.toll
    whom = f", {item.victims}" if item.victims else ""
    yield f"{when_read(item.when)} {item.what}: {toll.effect} {toll}{whom}".replace("\n", " ")
    yield f"  {toll.verification.rung}: {toll.verification.rule}"
    for used in toll.used:
        yield f"  counts: {_said(used.claim, claims)}: {'; '.join(used.reasons)}"
        yield from (f"    with its part: {_said(part, claims)}" for part in used.parts)
    for left in toll.left_out:
        instead = f", see {_said(left.instead, claims)}" if left.instead else ""
        yield f"  does not count: {_said(left.claim, claims)}: {left.reason}{instead}"
    if item.checked is not None:
        yield from (f"  odd: {flag.fault}, {flag.day} by {flag.source}: {flag.words}" for flag in item.checked.flags)
        if item.checked.incidents is not None:
            yield f"  beside the events: {item.checked.incidents}"
    if toll.copies:
        yield f"  copied text, which weighs nothing: {', '.join(key[:16] for key in toll.copies)}"


def _said(key: "ClaimKey", claims: "Mapping[ClaimKey, ResolvedClaim]") -> str:
    """A claim by its key, origin and quote."""
    known = claims.get(key)
    if known is None:
        return key[:16]
    return f'{key[:16]} {known.claim.attribution.origin.name}, "{" ".join(known.claim.evidence.quote.split())}"'


def all_tolls(derived: "Reconciled") -> Iterator[Listed]:
    """The tolls of the events, then the running totals."""
    for event in derived.events:
        if not event.background:
            yield from (Listed(toll, event) for toll in event.tolls)
    yield from (Listed(toll) for toll in derived.tolls)


def with_checks(
    listed: "list[Listed]",
    whole: "Reconciled",
    claims: "Mapping[ClaimKey, ResolvedClaim]",
    documents: "Mapping[DocumentId, Document]",
) -> Iterator[Listed]:
    """The running totals among them with what is to be said of each, by all that is known."""
    from dataclasses import replace

    from vedette.reconciliation.counting.totals import checked

    known = {c.toll: c for c in checked(whole.tolls, whole.events, claims, documents)}
    yield from (replace(item, checked=known.get(item.toll)) if item.event is None else item for item in listed)


def _json(item: Listed) -> "dict[str, object]":
    """A toll as JSON; a running total with its checks."""
    from vedette.model.codec import to_json

    found: dict[str, object] = to_json(item.toll)
    if item.checked is not None:
        incidents = item.checked.incidents
        found["flags"] = [to_json(flag) for flag in item.checked.flags]
        found["incidents"] = to_json(incidents) if incidents is not None else None
    return found


def _order(item: Listed) -> tuple[object, ...]:
    """By day, totals last; one event's together, the dead first, the whole before its parts."""
    toll = item.toll
    rank = _EFFECTS.index(toll.effect) if toll.effect in _EFFECTS else len(_EFFECTS)
    whole = toll.group is None and toll.victim_class in ("unspecified", "mixed")
    start = item.when.start.isoformat() if item.when else ""
    return (item.event is None, start, item.group, rank, not whole, toll.group is not None, -toll.low)


def _cells(item: Listed) -> tuple[str | int | None, ...]:
    toll = item.toll
    return (
        when_words(item.when),
        when_read(item.when),
        place_words(item.place),
        item.what,
        "event" if item.event else "in all",
        f"{toll.effect} {toll}" + (f", {item.victims}" if item.victims else ""),
        toll.effect,
        item.victims,
        toll.low,
        toll.best,
        toll.high,
        "yes" if toll.open else "no",
        toll.verification.rung,
        len(toll.used),
        len(toll.left_out),
        toll.event,
    )
