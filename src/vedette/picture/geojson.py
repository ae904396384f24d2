"""Events and control as GeoJSON (RFC 7946): a feature each, with no geometry where no point is known."""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from vedette.model.control import ControlSpan
from vedette.picture.cards import AREAS, Card
from vedette.picture.columns import Columns, Numbers
from vedette.reports import wording

#: From so many events in view on they are drawn in clusters, made here, so that a page of any ledger stays light.
SINGLY = 700
#: Side of a cluster's cell, in pixels of a tile of 512.
_CELL = 56
#: Side of a tile in pixels, and the zoom beyond which cells get no smaller.
TILE = 512
DEEPEST = 22


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
        "place_basis": card.basis,
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


def gathered(columns: Columns, rows: Numbers, zoom: float, *, most: int = SINGLY) -> list[dict[str, Any]]:
    """The located events among these rows as features: those at one point as one, with their number. Where there are
    more than `most` points, those that share a cell of the screen are one. The weightiest come first."""
    rows = rows[columns.located[rows]]
    if not len(rows):
        return []
    # Rows are sorted by weight: the first of each point or cell is its weightiest.
    _, first, count = np.unique(columns.point[rows], return_index=True, return_counts=True)
    heads = rows[first]
    if len(heads) <= most:
        order = np.argsort(heads)
        return [_stack(_point(columns, row), columns.cards[row], n) for row, n in _pairs(heads[order], count[order])]
    level = max(0, min(DEEPEST, math.floor(zoom)))
    across = TILE / _CELL * 2**level
    x, y = ((c[heads] * across).astype(np.int64) for c in (columns.x, columns.y))
    _, cell = np.unique(np.column_stack((x, y)), axis=0, return_inverse=True)
    cell = cell.reshape(-1)
    points = np.bincount(cell)
    sums = [np.bincount(cell, weights=column[heads]) for column in (columns.longitude, columns.latitude)]
    total = np.bincount(cell, weights=count).astype(np.int64)
    head = np.full(len(points), len(columns.cards), dtype=np.int64)
    np.minimum.at(head, cell, heads)
    found = []
    for at in np.argsort(head).tolist():
        row, alone = int(head[at]), points[at] == 1
        middle = (float(sums[0][at] / points[at]), float(sums[1][at] / points[at]))
        where = _point(columns, row) if alone else middle
        found.append(_stack(where, columns.cards[row], int(total[at]), cluster=not alone))
    return found


def _point(columns: Columns, row: int) -> tuple[float, float]:
    return float(columns.longitude[row]), float(columns.latitude[row])


def _pairs(rows: Numbers, counts: Numbers) -> Iterable[tuple[int, int]]:
    return zip(rows.tolist(), counts.tolist(), strict=True)


def _stack(at: tuple[float, float], heaviest: Card, count: int, *, cluster: bool = False) -> dict[str, Any]:
    """Several events as one feature: their number, and the weightiest of them."""
    properties = event_properties(heaviest)
    if count > 1:
        properties |= {"count": count, "cluster": cluster}
    properties["area"] = heaviest.precision in AREAS
    return _feature(at[0], at[1], id_=None, properties=properties)


def _feature(
    longitude: float | None, latitude: float | None, *, id_: str | None, properties: dict[str, Any]
) -> dict[str, Any]:
    known = longitude is not None and latitude is not None
    point = {"type": "Point", "coordinates": [round(longitude, 5), round(latitude, 5)]} if known else None  # type: ignore[arg-type]
    feature: dict[str, Any] = {"type": "Feature", "geometry": point, "properties": properties}
    return {**feature, "id": id_} if id_ else feature
