"""Signals of what is new: a kind of event, an actor, a weapon or a district that the year before did not know, a front
that moves after quiet days, fighting after a ceasefire."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from vedette.model.claim import EventType
from vedette.model.control import ControlSpan
from vedette.signals.base import Signal
from vedette.signals.outcomes import YEAR
from vedette.tallies.occurrences import Occurrence, areas_of
from vedette.tallies.series import DAY, Tallies

#: Days without a change of control before a change is a signal.
QUIET = 30
#: Days after a ceasefire in which fighting is set beside it.
WATCHED = 30
_TRUCE = re.compile(r"\b(?:cease-?\s?fire|truce|cessation of hostilities|armistice)\b", re.IGNORECASE)
_FIGHTING = frozenset(
    (
        EventType.ARMED_CLASH,
        EventType.AIR_STRIKE,
        EventType.SHELLING,
        EventType.TERRITORY_GAINED,
        EventType.SUICIDE_BOMBING,
        EventType.EXPLOSIVE,
        EventType.CHEMICAL_ATTACK,
    )
)
_NO_KIND = (EventType.OTHER, EventType.AGREEMENT)
_CITED = 12


def first_of(tallies: Tallies) -> Iterable[Signal]:
    """The first event of its kind, with an actor or a weapon, or in a division, for a year. An outlet added within the
    year makes no first."""
    seen: dict[tuple[str, str, str], dt.date] = {}
    for one in tallies.occurrences:
        panel = tallies.panel(one.day - YEAR * DAY)
        for area, what, name in _features(one):
            key = (area, what, name)
            before = seen.get(key)
            if one.told_by(panel):
                old = before is None or (one.day - before).days > YEAR
                if old and (one.day - tallies.first).days >= YEAR:
                    since = "on record" if before is None else f"since {before.isoformat()}"
                    yield Signal(
                        "first-of", one.day, area, f"first {what} {since}: {name} ({one.place})", one.claims[:_CITED]
                    )
            seen[key] = one.day


def _features(one: Occurrence) -> Iterator[tuple[str, str, str]]:
    country, area = one.areas[0], one.areas[-1]
    if one.kind not in _NO_KIND:
        yield area, "event of a kind", one.kind.replace("-", " ")
    for _, name in one.actors:
        yield country, "event with an actor", name
    for weapon in one.weapons:
        yield country, "event with a weapon", weapon
    if area != country:
        yield country, "event in a division", area.split("/", 1)[1]


def front_moved(tallies: Tallies) -> Iterable[Signal]:
    """A place is said to have changed hands in an area where none did for 30 days."""
    changes: dict[str, list[tuple[dt.date, str, ControlSpan]]] = {}
    spans = sorted(tallies.control, key=lambda s: (s.place.place or s.place.mention, s.start))
    for before, span in zip([None, *spans], spans, strict=False):
        same = before is not None and (before.place.place or before.place.mention) == (
            span.place.place or span.place.mention
        )
        was = tuple(h.name for h in before.holders) if same and before is not None else ()
        now = tuple(h.name for h in span.holders)
        if span.since_known and now and now != was:
            words = f"{span.place.name or span.place.mention}: now held, it is said, by {' and '.join(now)}"
            for area in areas_of(span.place):
                changes.setdefault(area, []).append((span.start, words, span))
    for area, moved in sorted(changes.items()):
        moved.sort(key=lambda x: (x[0], x[1]))
        last = tallies.first
        for day, words, span in moved:
            quiet = (day - last).days
            if quiet >= QUIET and tallies.first <= day <= tallies.last:
                yield Signal(
                    "front-moved", day, area, f"{words}; no change here for {quiet} days", span.evidence[:_CITED]
                )
            last = max(last, day)


def ceasefire(tallies: Tallies) -> Iterable[Signal]:
    """Fighting is reported from an area within 30 days of a ceasefire agreed for it; the first of it only."""
    for area in tallies.areas:
        told = tallies.of(area)
        for truce in told:
            if truce.kind is not EventType.AGREEMENT or not _is_truce(tallies, truce):
                continue
            after = next(
                (
                    o
                    for o in told
                    if o.kind in _FIGHTING and 0 < (o.day - truce.day).days <= WATCHED and o.areas == truce.areas
                ),
                None,
            )
            if after is not None and area == truce.areas[-1]:
                gap = (after.day - truce.day).days
                words = (
                    f"{after.kind.replace('-', ' ')}, {after.place}, {gap} day{'s' if gap > 1 else ''} after "
                    f"a ceasefire of {truce.day.isoformat()}"
                )
                yield Signal("ceasefire", after.day, area, words, (*after.claims[:6], *truce.claims[:6]))


def _is_truce(tallies: Tallies, one: Occurrence) -> bool:
    quotes = (tallies.claims[k].claim.evidence for k in one.claims if k in tallies.claims)
    return any(_TRUCE.search(f"{e.before} {e.quote} {e.after}") for e in quotes)
