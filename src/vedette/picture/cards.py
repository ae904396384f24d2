"""The card: as much of an event as lists, the map and filters need, so that a hundred thousand of them fit in memory.

Cards are made from the stored JSON without building the event: that takes a tenth of the time, and most events of a
large ledger are never opened.
"""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vedette.reports.selection import DOUBTFUL, GONE, LONG_DAYS

#: Precisions whose point stands for an area: the circle is as wide as the area, and no pin is set.
AREAS = frozenset({"province", "country"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One toll of an event, as bounds."""

    effect: str
    victims: str
    group: str | None
    low: int
    best: int | None
    high: int | None
    open: bool
    rung: str


@dataclass(frozen=True, slots=True)
class Part:
    """An actor's part in an event."""

    role: str
    actor: str | None
    name: str
    side: str | None
    suspected: bool


@dataclass(frozen=True, slots=True)
class Card:
    """An event in short. `start` <= d < `end`; both None where no day is known. `weight` orders by how much a reader
    would miss it, by the same measure as the brief's; `basis` is that of its place; `weakest` is the likeness of the
    two claims that are least alike among those that joined."""

    id: str
    type: str
    rung: str
    status: str
    state: str
    background: bool
    claims: int
    origins: int
    start: dt.date | None
    end: dt.date | None
    when: Mapping[str, Any] | None
    place: str | None
    place_name: str
    admin1: str | None
    country: str | None
    precision: str
    basis: str
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    parties: tuple[Part, ...]
    figures: tuple[Figure, ...]
    conflicts: tuple[str, ...]
    dispute: tuple[str, ...]
    weakest: float | None
    weight: float

    @property
    def located(self) -> bool:
        """Whether there is a point or an area to draw."""
        return self.latitude is not None and self.longitude is not None

    @property
    def order(self) -> tuple[str, str]:
        """By first day, unknown first, then id: the order of lists and of cursors."""
        return (self.start.isoformat() if self.start else "", self.id)


def card_of(body: Mapping[str, Any]) -> Card:
    """The card of an event's canonical JSON."""
    when = body.get("when")
    place = body.get("place") or {}
    start = dt.date.fromisoformat(when["start"]) if when else None
    end = dt.date.fromisoformat(when["end"]) if when else None
    verification = body["verification"]
    card = {
        "id": body["id"],
        "type": body["type"],
        "rung": verification["rung"],
        "status": body.get("status", "asserted"),
        "state": body.get("state", "machine"),
        "background": bool(body.get("background", False)),
        "claims": len(body["claims"]),
        "origins": verification["axes"]["origins"],
        "start": start,
        "end": end,
        "when": when,
        "place": place.get("place"),
        "place_name": place.get("name") or place.get("mention") or "",
        "admin1": place.get("admin1"),
        "country": place.get("country"),
        "precision": place.get("precision", "unresolved"),
        "basis": place.get("basis", "stated"),
        "latitude": place.get("latitude"),
        "longitude": place.get("longitude"),
        "radius_km": place.get("radius_km"),
        "parties": tuple(_part(p) for p in body.get("parties", ())),
        "figures": tuple(_figure(t) for t in body.get("tolls", ())),
        "conflicts": tuple(body.get("conflicts", ())),
        "dispute": tuple(body.get("dispute", ())),
        "weakest": min((j["score"] for j in body.get("joins", ())), default=None),
    }
    return Card(**card, weight=_weight(card))


def _part(body: Mapping[str, Any]) -> Part:
    return Part(body["role"], body.get("actor"), body["name"], body.get("side"), bool(body.get("suspected", False)))


def _figure(body: Mapping[str, Any]) -> Figure:
    return Figure(
        body["effect"],
        body["victim_class"],
        body.get("group"),
        body["low"],
        body.get("best"),
        body.get("high"),
        body["open"],
        body["verification"]["rung"],
    )


def _weight(card: Mapping[str, Any]) -> float:
    """As `vedette.reports.selection.weight`, on the card's data (a test holds the two together)."""
    sound = [f for f in card["figures"] if f.rung not in (*DOUBTFUL, *GONE)]
    dead = max((f.low for f in sound if f.effect in ("killed", "dead-or-missing")), default=0)
    hurt = max((f.low for f in sound if f.effect in ("injured", "casualties")), default=0)
    found = 3 * math.log2(1 + dead) + math.log2(1 + hurt) + math.log2(1 + card["claims"])
    found += 2 * max(0, card["origins"] - 1) + 2 * bool(card["dispute"])
    if card["rung"] in DOUBTFUL:
        found *= 0.6
    if card["rung"] in GONE:
        found *= 0.2
    if card["type"] == "other":
        found -= 3
    if card["precision"] in ("country", "unresolved"):
        found -= 4
    if card["start"] is None or (card["end"] - card["start"]).days > LONG_DAYS:
        found -= 6
    return float(found)
