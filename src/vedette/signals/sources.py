"""Signals of the sources: figures that can't be reconciled, and a source that no longer prints."""

import datetime as dt
import math
from collections.abc import Iterable, Iterator

from vedette.model.claim import TollContent
from vedette.model.event import Event
from vedette.model.ids import ClaimKey
from vedette.model.toll import Toll
from vedette.signals.base import Moment, Signal, spaced
from vedette.signals.outcomes import MONTH
from vedette.tallies.series import DAY, Tallies

#: Figures further apart than this factor are a dispute worth a look.
FACTOR = 2
#: A source is silent after so many of its usual gaps, and after so many days at least.
GAPS, LEAST_SILENT, SEEN_ON = 3.0, 7, 4
STILL = f"the figures are as far apart {MONTH} days later"


def gone_silent(tallies: Tallies) -> Iterable[Signal]:
    """A source seen on four days or more has printed nothing for three times its usual gap, and a week at least."""
    for name, days in tallies.reports.items():
        for i in range(SEEN_ON - 1, len(days)):
            usual = (days[i] - days[0]).days / i
            limit = max(LEAST_SILENT, math.ceil(GAPS * max(1.0, usual)))
            day = days[i] + limit * DAY
            following = days[i + 1] if i + 1 < len(days) else None
            if day <= tallies.last and (following is None or following > day):
                words = f"silent since {days[i].isoformat()}; before, a report every {usual:.1f} days"
                yield Signal("source-silent", day, name, words)


def disputed_tolls(
    events: Iterable[Event], tallies: Tallies
) -> Iterator[tuple[dt.date, Event, Toll, str, bool | None]]:
    """For each toll for which two origins gave figures: the first day on which these were more than a factor of 2
    apart, the figures in words, and whether they still are 30 days later (None: not yet known). A toll whose
    figures never are so far apart comes with its second origin's day and no words."""
    for event in events:
        for toll in event.tolls:
            given = sorted(_figures(toll, tallies))
            told: dict[str, int] = {}
            fired: dt.date | None = None
            first: dt.date | None = None
            words = ""
            for day, who, number in given:
                told[who] = number
                if len(told) > 1 and first is None:
                    first = day
                if fired is None and _apart(told):
                    fired, words = (
                        day,
                        "; ".join(f"{n:,} ({w})" for w, n in sorted(told.items(), key=lambda x: (x[1], x[0]))),
                    )
            day_ = fired or first
            if day_ is None or not tallies.first <= day_ <= tallies.last:
                continue
            end = day_ + MONTH * DAY
            later = {who: n for day, who, n in given if day <= end}
            yield day_, event, toll, words, _apart(later) if end <= tallies.last else None


def _figures(toll: Toll, tallies: Tallies) -> Iterator[tuple[dt.date, str, int]]:
    keys: list[ClaimKey] = [*(u.claim for u in toll.used), *(x.claim for x in toll.left_out)]
    for key in keys:
        claim = tallies.claims.get(key)
        document = tallies.documents.get(claim.claim.document) if claim else None
        if claim is None or document is None or document.published is None:
            continue
        content = claim.claim.content
        if isinstance(content, TollContent) and content.quantity.low:
            yield document.published.date(), claim.claim.attribution.origin.name or "the outlet", content.quantity.low


def _apart(told: dict[str, int]) -> bool:
    return len(told) > 1 and max(told.values()) > FACTOR * min(told.values())


def toll_disputed(events: Iterable[Event]) -> "Disputed":
    """The rule over these events."""
    return Disputed(tuple(events))


class Disputed:
    """The rule of disputed tolls, which looks at events and not at series; `find` and `outcome` are those of a rule."""

    def __init__(self, events: tuple[Event, ...]) -> None:
        """Of these events."""
        self._events = events

    def find(self, tallies: Tallies) -> Iterable[Signal]:
        """Two origins give figures of one toll that are more than a factor of 2 apart."""
        found = []
        for day, event, toll, words, _ in disputed_tolls(self._events, tallies):
            if words:
                keys = tuple(u.claim for u in toll.used)[:12]
                where = event.place.short() if event.place else "place not given"
                what = f"{event.type.replace('-', ' ')}, {where}: {toll.effect}: {words}"
                found.append(Signal("toll-disputed", day, f"event {event.id}", what, keys))
        return spaced(found, MONTH)

    def outcome(self, tallies: Tallies) -> Iterable[Moment]:
        """For each toll with figures of two origins: whether they are as far apart 30 days later."""
        for day, event, _, _, still in disputed_tolls(self._events, tallies):
            if still is not None:
                yield Moment(f"event {event.id}", day, still)
