"""The chart of a brief: the dead of each day as bounds, and the running totals that sources state, as points."""

import io
import warnings
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from vedette.model.claim import Effect
from vedette.model.event import Event
from vedette.model.ids import EventId
from vedette.model.toll import Toll
from vedette.reports.figures import wholes

#: Days that a bar stands for at most; a longer event has no day to stand on.
_DAYS = 1


def by_day(events: Sequence[Event], again: Collection[EventId] = ()) -> dict[date, tuple[int, int]]:
    """The bounds of the dead of each day, of events known to the day that may be added; of those in `again`, which may
    be others told again, no low."""
    found: dict[date, tuple[int, int]] = {}
    for event in events:
        if event.when is None or event.when.days > _DAYS:
            continue
        for toll in wholes(event):
            if toll.effect is Effect.KILLED:
                low, high = found.get(event.when.start, (0, 0))
                found[event.when.start] = (
                    low + (0 if event.id in again else toll.low),
                    high + (toll.low if toll.high is None else toll.high),
                )
    return dict(sorted(found.items()))


def stated(totals: Sequence[Toll]) -> list[tuple[date, int]]:
    """The running totals of all the dead, by the last day that they cover."""
    whole = [
        t
        for t in totals
        if t.effect is Effect.KILLED and t.group is None and t.victim_class not in ("civilian", "combatant")
    ]
    return sorted((t.when.last, t.low) for t in whole if t.when is not None and t.place is None)


def draw(events: Sequence[Event], totals: Sequence[Toll], again: Collection[EventId] = ()) -> bytes | None:
    """The chart as SVG; None where nobody gives a figure for a day, or matplotlib is not installed."""
    days, points = by_day(events, again), stated(totals)
    if not days:
        return None
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        return None
    style: Any = {"svg.hashsalt": "vedette", "svg.fonttype": "path", "font.family": "DejaVu Sans"}
    with mpl.rc_context(style), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        figure = Figure(figsize=(9, 3.2), layout="constrained")
        axes = figure.add_subplot()
        places = [d.toordinal() for d in days]
        lows, highs = [low for low, _ in days.values()], [high for _, high in days.values()]
        axes.bar(places, lows, width=0.7, color="#4a5a6a", label="low, incidents added")
        rest = [h - low for low, h in zip(lows, highs, strict=True)]
        axes.bar(places, rest, bottom=lows, width=0.7, color="#c9d1d8", hatch="////", label="up to the high")
        inside = [(d.toordinal(), n) for d, n in points if places[0] <= d.toordinal() <= places[-1]]
        if inside:
            axes.plot(
                [x for x, _ in inside], [n for _, n in inside], "D", color="#111111", label="running totals as stated"
            )
        step = max(1, len(places) // 8)
        axes.set_xticks(places[::step], [f"{date.fromordinal(p).day} {date.fromordinal(p):%b}" for p in places[::step]])
        axes.set_ylabel("people killed")
        axes.legend(frameon=False, fontsize=8)
        axes.grid(axis="y", color="#d8d4cb", linewidth=0.6)
        axes.set_axisbelow(True)
        out = io.BytesIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()
