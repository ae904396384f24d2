"""Control over time as a band: numbers for an SVG, since pages carry no inline style."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vedette.model.control import ControlSpan

#: The band's width in its own units.
WIDE = 1000
#: Days of history before the first well dated span that the band shows at most.
_BACK = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a band: `x`, `width` in its units; `side` is the index of the colour, -1 for unknown."""

    x: float
    width: float
    side: int
    contested: bool
    besieged: bool
    holds: bool
    number: int


@dataclass(frozen=True, slots=True)
class Band:
    """A band with its first and last day."""

    first: dt.date
    last: dt.date
    pieces: tuple[Piece, ...]


def bands(spans: Sequence[ControlSpan], sides: Sequence[str]) -> Band | None:
    """The band of one place's spans, by start; None where there are none."""
    if not spans:
        return None
    last = max(max(s.last_evidence for s in spans), max((s.end for s in spans if s.end), default=spans[0].start))
    last += dt.timedelta(days=3)
    begins = [s.start for s in spans]
    first = max(min(begins), last - dt.timedelta(days=_BACK + (last - max(begins)).days))
    whole = max(1, (last - first).days)
    pieces = []
    for number, span in enumerate(spans):
        start, end = max(span.start, first), min(span.end or last, last)
        if end <= first:
            continue
        seen = [h.side for h in (*span.holders, *span.presence) if h.side]
        index = sides.index(seen[0]) if seen and seen[0] in sides else -1
        x = (start - first).days / whole * WIDE
        width = max(3.0, (end - start).days / whole * WIDE - 2)
        flags = (span.contested, span.besieged, bool(span.holders))
        pieces.append(Piece(round(x, 1), round(width, 1), index, *flags, number))
    return Band(first, last, tuple(pieces))
