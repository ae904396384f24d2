"""The still map of a brief: events and places with claimed control, as points on a plain frame of degrees.

No coast and no border is drawn: none is needed to read it, and every border takes a side. A point is coloured only
where a claim speaks of that place.
"""

import io
import math
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vedette.model.control import ControlSpan
from vedette.model.event import Event
from vedette.model.resolved import PlacePrecision, PlaceResolution

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Colours for sides in alphabetical order, told apart also by those who do not see red and green (Okabe and Ito, 2008).
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
#: Holders whose side is not known, and sides beyond the palette.
OTHERS, _OTHERS_COLOUR = "others, or side not known", "#999999"
_UNKNOWN = "#ffffff"
_LABELS = 28
#: What a label takes of the frame's width and height, for each character and for the line; measured by eye.
_WIDE, _HIGH = 0.0125, 0.036
#: A point known no better than this would be drawn where nothing happened.
WIDEST_KM = 30.0
#: The frame holds what lies within this many times the distance of nine tenths of all that is drawn, in degrees from
#: the middle, and never less than the second figure: one event far off must not make the rest a blot.
_REACH, _LEAST_REACH = 2.0, 1.0
_NEAR = 0.9
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
    weights = Counter(spots)
    weights.update(p for p, _ in held)
    inside, outside = framed(weights)
    held = [(p, span) for p, span in held if p in inside]
    with warnings.catch_warnings(), matplotlib.rc_context({"svg.hashsalt": "vedette", "font.size": 9}):
        # A name in a script that the font lacks is drawn as boxes; that is no reason to fail.
        warnings.simplefilter("ignore")
        figure = Figure(figsize=(9, 6), layout="constrained")
        axes = figure.add_subplot()
        axes.set_facecolor("#f6f4ef")
        colours = colours_of([span for _, span in held])
        for point in sorted(p for p in spots if p in inside):
            axes.scatter(
                point.longitude,
                point.latitude,
                s=24 + 16 * min(spots[point], 40),
                facecolor="#33333318",
                edgecolor="#333333",
                linewidth=0.9,
                zorder=2,
            )
        # The newest span of a place is drawn last, and so lies on top.
        for point, span in sorted(held, key=lambda x: (x[1].last_evidence, x[0])):
            sole = span.holders[0] if len(span.holders) == 1 and not span.contested else None
            axes.scatter(
                point.longitude,
                point.latitude,
                s=52,
                marker="s",
                facecolor=colours.get(sole.side or OTHERS, _OTHERS_COLOUR) if sole else _UNKNOWN,
                edgecolor="#111111",
                hatch="//////" if span.contested else None,
                linewidth=0.8,
                zorder=3,
            )
        _frame(axes, sorted(inside))
        _label(axes, sorted(inside, key=lambda p: (-weights[p], p)))
        used = {h.side or OTHERS for _, s in held if not s.contested and len(s.holders) == 1 for h in s.holders}
        shown = {side: colour for side, colour in colours.items() if side in used}
        _legend(axes, shown, bool(spots), held)
        if outside:
            names = [p.name for p, _ in Counter({p: weights[p] for p in outside}).most_common(4)]
            rest = f" and {len(outside) - len(names)} more" if len(outside) > len(names) else ""
            words = axes.set_title(
                f"outside the frame: {', '.join(names)}{rest}", fontsize=8, color="#555555", loc="left"
            )
            words.set_parse_math(False)
        out = io.BytesIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def framed(weights: Mapping[Point, int]) -> tuple[frozenset[Point], tuple[Point, ...]]:
    """The points that the frame holds, and those too far off, by weight."""
    every = sorted(weights.elements()) if isinstance(weights, Counter) else sorted(weights)
    middle = (
        sorted(p.latitude for p in every)[len(every) // 2],
        sorted(p.longitude for p in every)[len(every) // 2],
    )
    far = {p: math.dist(middle, (p.latitude, p.longitude)) for p in weights}
    near = sorted(far[p] for p in every)[max(0, math.ceil(_NEAR * len(every)) - 1)]
    reach = max(_LEAST_REACH, _REACH * near)
    outside = sorted((p for p in weights if far[p] > reach), key=lambda p: (-weights[p], p))
    return frozenset(p for p in weights if far[p] <= reach), tuple(outside)


def colours_of(control: Sequence[ControlSpan]) -> dict[str, str]:
    """A colour for each side, by name; sides beyond the palette are among the others, the least spoken of first."""
    count = Counter(h.side for span in control for h in span.holders if h.side)
    chosen = sorted(side for side, _ in sorted(count.items(), key=lambda x: (-x[1], x[0]))[: len(PALETTE)])
    return dict(zip(chosen, PALETTE, strict=False)) | {OTHERS: _OTHERS_COLOUR}


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
            bbox={"facecolor": "#f6f4ef", "alpha": 0.75, "pad": 0.5, "edgecolor": "none"},
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


def _legend(axes: "Axes", colours: Mapping[str, str], events: bool, held: Sequence[tuple[Point, ControlSpan]]) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Line2D | Patch] = []
    if events:
        handles.append(
            Line2D([], [], marker="o", linestyle="", markerfacecolor="none", markeredgecolor="#333333", label="events")
        )
    handles += [Patch(facecolor=c, edgecolor="#111111", label=f"held: {side}") for side, c in colours.items()]
    if any(s.contested for _, s in held):
        handles.append(Patch(facecolor=_UNKNOWN, edgecolor="#111111", hatch="//////", label="contested"))
    if any(not s.contested and len(s.holders) != 1 for _, s in held):
        handles.append(Patch(facecolor=_UNKNOWN, edgecolor="#111111", label="several, none, or presence only"))
    if handles:
        legend = axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, fontsize=8)
        for text in legend.get_texts():
            text.set_parse_math(False)
