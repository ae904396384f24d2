"""Day by day: what each day of the period brought, in sums that may be compared, with the claims that they rest on."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from vedette.model.claim import EventType
from vedette.model.control import ControlSpan
from vedette.model.event import Event
from vedette.model.toll import Toll
from vedette.reconciliation.days import conflict_days
from vedette.reconciliation.testimony.base import Reconciled
from vedette.reports import wording
from vedette.reports.contents import DayRow, Period
from vedette.reports.figures import sound
from vedette.reports.notes import Notes
from vedette.reports.selection import CITED

#: Places and parties named in one row.
_NAMED = 6


def by_day(events: Iterable[Event], control: Sequence[ControlSpan], period: Period, notes: Notes) -> tuple[DayRow, ...]:
    """A row for each day on which something happened. Figures that only a party gives, or that are disputed, are in no
    sum, nor are those of incidents whose cause nobody gives: the same as at the head of the brief."""
    told = {e.id: replace(e, conflicts=(), tolls=_addable(e)) for e in events}
    changes = tuple(replace(s, conflicts=()) for s in control)
    rows = []
    for day in conflict_days(Reconciled(tuple(told.values()), (), changes)):
        mine = [told[i] for i in day.events]
        keys = [u.claim for e in mine for t in e.tolls for u in t.used] or [e.claims[0] for e in mine]
        keys += [k for s in changes if s.start == day.day for k in s.evidence[:1]]
        cited = notes.cite(keys, most=CITED)
        if cited and period.holds(day.day, wording.next_day(day.day)):
            rows.append(
                DayRow(
                    wording.date(day.day),
                    len(mine),
                    f"{day.killed}",
                    f"{day.injured}",
                    len(day.disputed),
                    _few(day.changes),
                    cited,
                )
            )
    return tuple(rows)


def _addable(event: Event) -> tuple[Toll, ...]:
    return () if event.type is EventType.OTHER else tuple(sound(event.tolls))


def _few(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
