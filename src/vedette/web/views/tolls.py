"""The page of tolls: running totals as stated over time with their bounds, and the deadliest events."""

from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from vedette.model.claim import Effect
from vedette.picture.asking import Asked, Wanted, answer
from vedette.picture.picture import Picture
from vedette.reports.selection import GONE
from vedette.web.rendering import page

router = APIRouter(include_in_schema=False)

_SHOWN = 40
#: Days an event may lie on to stand on the first of them.
_SHORT = 2
EFFECTS = (Effect.KILLED, Effect.INJURED, Effect.DISPLACED, Effect.CAPTURED, Effect.MISSING)


@dataclass(frozen=True, slots=True)
class Line:
    """A running total as one origin states it over time: days, lows, highs (the low again where it is open)."""

    name: str
    days: list[str]
    lows: list[int]
    highs: list[int]
    open: list[bool]
    falls: list[str]


Kind = Annotated[Effect, Query()]


@router.get("/tolls", response_class=HTMLResponse)
def tolls(request: Request, picture: Asked, wanted: Wanted, effect: Kind = Effect.KILLED) -> Response:
    """Totals and events of one effect."""
    totals = [t for t in picture.tolls if t.effect is effect]
    totals.sort(key=lambda t: (t.group is not None, -(t.when.end.toordinal() if t.when else 0), -t.low))
    gravest = picture.gravest.get(effect, ())
    deadly = list(islice((pair for pair in gravest if wanted.takes(pair[1])), _SHOWN))
    lines = series(picture, effect)
    keys = [k for t in totals for k in (*(u.claim for u in t.used), *(left.claim for left in t.left_out))]
    return page(
        request, "tolls.html", picture, effect=effect, effects=EFFECTS, totals=totals, deadly=deadly,
        lines=lines, known=picture.claims(keys),
    )  # fmt: skip


@router.get("/tolls/series")
def drawn(request: Request, picture: Asked, wanted: Wanted, effect: Kind = Effect.KILLED) -> Response:
    """What the charts draw: the running totals by origin, and what single events of each day come to, as bounds."""
    return answer(
        request, {"lines": [_json(line) for line in series(picture, effect)], "daily": daily(picture, effect)}
    )


def series(picture: Picture, effect: Effect) -> list[Line]:
    """Running totals by origin, as far as an origin stated more than one. Points where a total falls are named: a
    total over one window can't."""
    found: dict[tuple[str, str], dict[str, tuple[int, int | None]]] = {}
    for stated in picture.voices.totals:
        if stated.effect == effect:
            who = {"civilian": "civilians", "combatant": "combatants"}.get(stated.victims, "people")
            line, point = found.setdefault((stated.origin, who), {}), (stated.low, stated.high)
            line[stated.day] = max(line.get(stated.day, point), point, key=_by_floor)
    return [_line(f"{name}: {who}", points) for (name, who), points in sorted(found.items()) if len(points) > 1]


def _by_floor(point: tuple[int, int | None]) -> tuple[int, bool, int]:
    """The higher floor first, then the higher top, an open one above all: the same whatever came first."""
    return (point[0], point[1] is None, point[1] or 0)


def _line(name: str, points: dict[str, tuple[int, int | None]]) -> Line:
    days = sorted(points)
    lows = [points[d][0] for d in days]
    highs = [points[d][1] if points[d][1] is not None else points[d][0] for d in days]
    falls = [d for d, was, now in zip(days[1:], lows, lows[1:], strict=False) if now < was]
    return Line(name, days, lows, [h or 0 for h in highs], [points[d][1] is None for d in days], falls)


def _json(line: Line) -> dict[str, Any]:
    return {name: getattr(line, name) for name in Line.__slots__}


def daily(picture: Picture, effect: Effect) -> list[list[Any]]:
    """Per day the bounds of the event with the highest floor; nothing is added up. Events that may lie on more than two
    days are left out."""
    found: dict[str, tuple[int, int]] = {}
    for best, card in picture.gravest.get(effect, ()):
        if best.rung in GONE or not card.start or not card.end or (card.end - card.start).days > _SHORT:
            continue
        bounds = (best.low, best.high if best.high is not None else best.low)
        found.setdefault(card.start.isoformat(), bounds)
    return [[day, *bounds] for day, bounds in sorted(found.items())]
