"""Events and control as GeoJSON (RFC 7946): a feature each, with no geometry where no point is known."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from vedette.model.control import ControlSpan
from vedette.picture.cards import AREAS, Card
from vedette.reports import wording

#: From so many events in view on they are drawn in clusters, made here, so that a page of any ledger stays light.
SINGLY = 700
#: Side of a cluster's cell, in pixels of a tile of 512.
_CELL = 56
_TILE = 512
_DEEPEST = 22


def collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Features as one collection."""
    return {"type": "FeatureCollection", "features": list(features)}


def event_feature(card: Card) -> dict[str, Any]:
    """An event in short as a feature."""
    return _feature(card.longitude, card.latitude, id_=card.id, properties=event_properties(card))


def event_properties(card: Card) -> dict[str, Any]:
    """What a map says of an event."""
    dead = next((f for f in card.figures if f.effect in ("killed", "dead-or-missing") and f.group is None), None)
    return {
        "id": card.id,
        "kind": card.type,
        "rung": card.rung,
        "start": card.start.isoformat() if card.start else None,
        "end": card.end.isoformat() if card.end else None,
        "place": card.place_name,
        "precision": card.precision,
        "radius_km": card.radius_km,
        "claims": card.claims,
        "killed_low": dead.low if dead else None,
        "killed_high": dead.high if dead else None,
    }


def control_feature(span: ControlSpan) -> dict[str, Any]:
    """A span of control as a feature: who is said to hold the place, and what else is known."""
    holders = [{"actor": h.actor, "name": h.name, "side": h.side, "extent": h.extent.value} for h in span.holders]
    presence = [{"actor": h.actor, "name": h.name, "side": h.side} for h in span.presence]
    besiegers = [{"actor": h.actor, "name": h.name, "side": h.side} for h in span.besiegers]
    return _feature(
        span.place.longitude,
        span.place.latitude,
        id_=None,
        properties={
            "place": span.place.place,
            "name": span.place.name or span.place.mention,
            "precision": span.place.precision.value,
            "radius_km": span.place.radius_km,
            "start": span.start.isoformat(),
            "end": span.end.isoformat() if span.end else None,
            "since_known": span.since_known,
            "holders": holders,
            "presence": presence,
            "besiegers": besiegers,
            "words": wording.holders(span),
            "contested": span.contested,
            "besieged": span.besieged,
            "rung": span.verification.rung.value,
            "last_evidence": span.last_evidence.isoformat(),
            "fades": span.fades.isoformat(),
        },
    )


def gathered(cards: Sequence[Card], zoom: float, *, most: int = SINGLY) -> list[dict[str, Any]]:
    """The located events, given by weight, as features: those at one point as one, with their number. Where there are
    more than `most` points, those that share a cell of the screen are one."""
    points: dict[tuple[float, float], list[Card]] = defaultdict(list)
    for card in cards:
        if card.latitude is not None and card.longitude is not None:
            points[card.longitude, card.latitude].append(card)
    if len(points) <= most:
        return [_stack(at, group[0], len(group)) for at, group in points.items()]
    level = max(0, min(_DEEPEST, math.floor(zoom)))
    across = _TILE / _CELL * 2**level
    cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for point in points:
        x, y = mercator(*point)
        cells[int(x * across), int(y * across)].append(point)
    found = []
    for some in cells.values():
        heaviest = min((points[point][0] for point in some), key=lambda card: (-card.weight, card.id))
        count = sum(len(points[point]) for point in some)
        middle = (sum(p[0] for p in some) / len(some), sum(p[1] for p in some) / len(some))
        found.append(_stack(some[0] if len(some) == 1 else middle, heaviest, count, cluster=len(some) > 1))
    return found


def _stack(at: tuple[float, float], heaviest: Card, count: int, *, cluster: bool = False) -> dict[str, Any]:
    """Several events as one feature: their number, and the weightiest of them."""
    properties = event_properties(heaviest)
    if count > 1:
        properties |= {"count": count, "cluster": cluster}
    properties["area"] = heaviest.precision in AREAS
    return _feature(at[0], at[1], id_=None, properties=properties)


def mercator(longitude: float, latitude: float) -> tuple[float, float]:
    """A point on the square of the web's map, 0..1 from the west and from the north."""
    phi = math.radians(max(-85.0, min(85.0, latitude)))
    return (longitude + 180) / 360, (1 - math.log(math.tan(phi) + 1 / math.cos(phi)) / math.pi) / 2


def _feature(
    longitude: float | None, latitude: float | None, *, id_: str | None, properties: dict[str, Any]
) -> dict[str, Any]:
    known = longitude is not None and latitude is not None
    point = {"type": "Point", "coordinates": [round(longitude, 5), round(latitude, 5)]} if known else None  # type: ignore[arg-type]
    feature: dict[str, Any] = {"type": "Feature", "geometry": point, "properties": properties}
    return {**feature, "id": id_} if id_ else feature
