"""Values of the picture as JSON data in the shapes of `vedette.api.schemas`."""

from dataclasses import asdict
from typing import Any

from vedette.model.codec import to_json
from vedette.model.resolved import ResolvedClaim
from vedette.model.toll import Toll
from vedette.picture.cards import Card
from vedette.picture.changes import Change
from vedette.picture.voices import Actor, Report, Voice
from vedette.reconciliation.counting.totals import Checked

Json = dict[str, Any]


def event(card: Card) -> Json:
    """An event in short."""
    left_out = {"figures", "weight", "weakest", "when", "parties"}
    data = {name: getattr(card, name) for name in card.__slots__ if name not in left_out}
    data["start"] = card.start.isoformat() if card.start else None
    data["end"] = card.end.isoformat() if card.end else None
    data["tolls"] = [asdict(figure) for figure in card.figures]
    data["parties"] = [asdict(party) for party in card.parties]
    return data


def report(item: Report) -> Json:
    """A document without its text."""
    return {**asdict(item), "published": _time(item.published)}


def claim(item: ResolvedClaim) -> Json:
    """A claim with what its names were resolved to."""
    return to_json(item)


def toll(item: Toll, checked: Checked | None) -> Json:
    """A running total with what is odd about its series, and the events of its window."""
    incidents = checked.incidents if checked is not None else None
    return {
        **to_json(item),
        "flags": [to_json(flag) for flag in checked.flags] if checked is not None else [],
        "incidents": None if incidents is None else {**to_json(incidents), "words": str(incidents)},
    }


def voice(item: Voice) -> Json:
    """An outlet or claimant in short."""
    counts = {name: len(getattr(item, name)) for name in ("own", "relayed", "documents")}
    named = {"id": item.id, "name": item.name, "kind": item.kind}
    return {**named, **counts, "first": _time(item.first), "last": _time(item.last)}


def actor(item: Actor) -> Json:
    """An actor in short."""
    return {
        "id": item.id,
        "name": item.name,
        "roles": dict(item.roles),
        "sides": dict(item.sides),
    }


def change(item: Change) -> Json:
    """One change."""
    data = asdict(item)
    del data["weight"]
    return {**data, "kind": item.kind.value, "instead": list(item.instead)}


def _time(value: Any) -> str | None:
    return value.isoformat().replace("+00:00", "Z") if value is not None else None
