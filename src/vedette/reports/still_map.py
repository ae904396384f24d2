"""The still map of a brief: events and places with claimed control, as points on a plain frame of degrees.

No coast and no border is drawn: none is needed to read it, and every border takes a side. A point is coloured only
where a claim speaks of that place.
"""

import io
import math
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vedette.model.control import ControlSpan
from vedette.model.event import Event
from vedette.model.resolved import PlacePrecision, PlaceResolution

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Colours for sides in alphabetical order, told apart also by those who do not see red and green (Okabe and Ito, 2008).
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999", "#F0E442")
_UNKNOWN = "#ffffff"
_LABELS = 40
#: What a label takes of the frame's width and height, for each character and for the line; measured by eye.
_WIDE, _HIGH = 0.0145, 0.03
#: A point known no better than this would be drawn where nothing happened.
WIDEST_KM = 30.0
_AREAS = frozenset({PlacePrecision.PROVINCE, PlacePrecision.COUNTRY})


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A place to draw."""

    latitude: float
    longitude: float
    name: str


def point_of(place: PlaceResolution | None) -> Point | None:
    """A place's point, if it has one that can be drawn; a province or a country is no point."""
    if place is None or place.latitude is None or place.longitude is None or place.precision in _AREAS:
        return None
    if place.radius_km is not None and place.radius_km > WIDEST_KM:
        return None
    if not (math.isfinite(place.latitude) and math.isfinite(place.longitude)):
        return None
    return Point(place.latitude, place.longitude, place.name or place.mention)


def draw(events: Sequence[Event], control: Sequence[ControlSpan]) -> bytes | None:
    """The map as SVG; None without matplotlib or where nothing has a point. The same input gives the same bytes."""
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        return None
    spots = _events_by_point(events)
    held = [(p, span) for span in control if (p := point_of(span.place)) is not None]
    if not spots and not held:
        return None
    with warnings.catch_warnings(), matplotlib.rc_context({"svg.hashsalt": "vedette", "font.size": 9}):
        # A name in a script that the font lacks is drawn as boxes; that is no reason to fail.
        warnings.simplefilter("ignore")
        figure = Figure(figsize=(8, 5.5), layout="constrained")
        axes = figure.add_subplot()
        axes.set_facecolor("#f6f4ef")
        sides = sorted({h.side or h.name for _, span in held for h in span.holders})
        colours = {side: PALETTE[i % len(PALETTE)] for i, side in enumerate(sides)}
        for point, count in spots.items():
            axes.scatter(
                point.longitude,
                point.latitude,
                s=30 + 22 * min(count, 40),
                facecolor="none",
                edgecolor="#333333",
                linewidth=1.1,
                zorder=2,
            )
        for point, span in held:
            sole = span.holders[0] if len(span.holders) == 1 and not span.contested else None
            axes.scatter(
                point.longitude,
                point.latitude,
                s=70,
                marker="s",
                facecolor=colours[sole.side or sole.name] if sole else _UNKNOWN,
                edgecolor="#111111",
                hatch="////" if span.contested else None,
                linewidth=1.0,
                zorder=3,
            )
        _frame(axes, [*(p for p, _ in held), *spots])
        weight = Counter({p.name: n for p, n in spots.items()}) + Counter(p.name for p, _ in held)
        _label(axes, sorted({*spots, *(p for p, _ in held)}, key=lambda p: (-weight[p.name], p)))
        _legend(axes, colours, bool(spots), any(s.contested for _, s in held))
        out = io.BytesIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def _events_by_point(events: Sequence[Event]) -> dict[Point, int]:
    spots: dict[Point, int] = {}
    for event in events:
        point = point_of(event.place)
        if point is not None:
            spots[point] = spots.get(point, 0) + 1
    return spots


def _label(axes: "Axes", points: Sequence[Point]) -> None:
    """Names beside the points, the first served first; one that would lie on another is left out."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    done: set[str] = set()
    taken: list[tuple[float, float, float]] = []
    for point in points:
        if point.name in done or len(done) >= _LABELS:
            continue
        x, y = (point.longitude - west) / (east - west), (point.latitude - south) / (north - south)
        right = x + _WIDE * (len(point.name) + 2)
        if any(x < r and left < right and abs(y - at) < _HIGH for left, r, at in taken):
            continue
        taken.append((x, right, y))
        done.add(point.name)
        text = axes.annotate(
            point.name,
            (point.longitude, point.latitude),
            xytext=(7, 5),
            textcoords="offset points",
            fontsize=8,
            color="#222222",
            zorder=4,
        )
        # A dollar sign in a name is no formula.
        text.set_parse_math(False)


def _frame(axes: "Axes", points: Sequence[Point]) -> None:
    west, east = min(p.longitude for p in points), max(p.longitude for p in points)
    south, north = min(p.latitude for p in points), max(p.latitude for p in points)
    wide, high = max(0.4, (east - west) * 0.15), max(0.3, (north - south) * 0.15)
    axes.set_xlim(west - wide, east + wide * 2)
    axes.set_ylim(south - high, north + high)
    axes.set_aspect(1 / max(0.2, math.cos(math.radians((south + north) / 2))), adjustable="box")
    axes.set_xlabel("degrees east")
    axes.set_ylabel("degrees north")
    axes.grid(color="#d8d4cb", linewidth=0.6)
    axes.set_axisbelow(True)


def _legend(axes: "Axes", colours: dict[str, str], events: bool, contested: bool) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Line2D | Patch] = []
    if events:
        handles.append(
            Line2D([], [], marker="o", linestyle="", markerfacecolor="none", markeredgecolor="#333333", label="events")
        )
    handles += [Patch(facecolor=c, edgecolor="#111111", label=f"held: {side}") for side, c in colours.items()]
    if contested:
        handles.append(Patch(facecolor=_UNKNOWN, edgecolor="#111111", hatch="////", label="contested"))
    if handles:
        legend = axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, fontsize=8)
        for text in legend.get_texts():
            text.set_parse_math(False)
