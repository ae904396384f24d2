"""The figures at the head of a brief: totals that a source states for about this time, else the bounds of the incidents
added. Totals of a whole war do not stand beside the dead of one month, and nobody's sums are added to ours."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from vedette.model.claim import EventType
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, EventId
from vedette.model.resolved import PlacePrecision, ResolvedClaim
from vedette.model.times import Basis
from vedette.model.toll import Toll
from vedette.reconciliation.duplicates import possible_duplicates
from vedette.reports import wording
from vedette.reports.contents import Figure, Period
from vedette.reports.notes import Notes
from vedette.reports.selection import CITED, DOUBTFUL, GONE
from vedette.reports.wording import EFFECTS, WHOLE

#: How far the window of a stated total may reach beyond the period.
SLACK = dt.timedelta(days=7)
SHORT_DAYS = 3
#: A total of a place smaller than these says little of a war.
_WIDE = (None, PlacePrecision.COUNTRY, PlacePrecision.PROVINCE)


def headline(
    events: Sequence[Event],
    totals: Sequence[Toll],
    claims: Mapping[ClaimKey, ResolvedClaim],
    notes: Notes,
    *,
    period: Period,
) -> tuple[Figure, ...]:
    """Per effect the newest total that a source states for this time, the whole before its parts; where there is none,
    the bounds of the incidents added. Incidents that only a party tells of, or that are disputed, are counted, never
    added."""
    stated = newest([t for t in totals if of_period(t, period, events)])
    figures = []
    for toll in stated:
        cited = notes.cite((u.claim for u in toll.used), most=CITED)
        source = ", ".join(list(dict.fromkeys(n.claimant or n.outlet for n in cited))[:3])
        where = f"{wording.place(toll.place)}, " if toll.place else ""
        basis = f"{where}{wording.when(toll.when)}, according to {source}"
        what = f"{wording.people(toll, low=toll.low)} {wording.effect(toll.effect)}"
        figures.append(Figure(wording.number(toll), what, basis, toll.verification.rung, cited))
    covered = {t.effect for t in stated if t.victim_class in WHOLE}
    counted = whole_events(events)
    again = possible_duplicates(counted)
    for effect in EFFECTS:
        mine = [t for e in counted for t in wholes(e) if t.effect == effect]
        if effect not in covered and (figure := _added(effect, mine, notes, again)) is not None:
            figures.append(figure)
    figures.sort(key=lambda f: next((i for i, e in enumerate(EFFECTS) if f.what.endswith(e.replace("-", " "))), 99))
    doubtful = [t for e in counted for t in wholes(e) if t.verification.rung in DOUBTFUL and t.effect == "killed"]
    if doubtful:
        cited = notes.cite((t.used[0].claim for t in doubtful if t.used), most=CITED)
        what = "more incident with deaths" if len(doubtful) == 1 else "more incidents with deaths"
        least, most = min(t.low for t in doubtful), max(t.high or t.low for t in doubtful)
        each = f"{wording.number(doubtful[0])} dead" if len(doubtful) == 1 else f"{least:,} to {most:,} dead each"
        basis = f"{each}, by one side's word alone or disputed; in no sum of this brief"
        figures.append(Figure(f"{len(doubtful)}", what, basis, "claimed or contested", cited))
    return tuple(figures)


def whole_events(events: Sequence[Event]) -> list[Event]:
    """Those that are part of no other among them: what a larger event counts is not counted again."""
    ids = {e.id for e in events}
    return [e for e in events if e.part_of not in ids]


def sound(tolls: Iterable[Toll]) -> list[Toll]:
    """Those that may be added up: not taken back, not by one side's word alone, not disputed."""
    return [t for t in tolls if t.verification.rung not in (*DOUBTFUL, *GONE)]


def bounds(tolls: Sequence[Toll], again: Collection[EventId] = ()) -> str:
    """The bounds added, as people write them; of the events `again`, which may be others told again, no low."""
    low = sum(t.low for t in tolls if t.event not in again)
    high = sum(t.low if t.high is None else t.high for t in tolls)
    is_open = any(t.open for t in tolls)
    if low == high:
        return f"at least {low:,}" if is_open else f"{low:,}"
    return f"{low:,} to {high:,}" + (" or more" if is_open else "")


def of_period(toll: Toll, period: Period, events: Sequence[Event]) -> bool:
    """Whether a stated total is about this time: its window is known to the day and lies in the period, or, without a
    period, among the days of the events."""
    if toll.when is None or toll.when.basis is Basis.PUBLISHED or (toll.place and toll.place.precision not in _WIDE):
        return False
    days = [e.when for e in events if e.when is not None and e.when.days <= SHORT_DAYS]
    since = period.since or min((w.start for w in days), default=toll.when.start)
    until = period.until or max((w.end for w in days), default=toll.when.end)
    return since - SLACK <= toll.when.start and toll.when.end <= until + SLACK


def newest(totals: Sequence[Toll]) -> list[Toll]:
    """For each effect the total whose window ends last, of two the larger: of everybody, and of each kind of people
    from the same account. Groups within a kind have their line below."""
    found: dict[tuple[str, str, str], Toll] = {}
    for toll in sorted(totals, key=lambda t: (t.when is not None, t.when.end.isoformat() if t.when else "", t.low)):
        if not toll.group:
            found[(toll.effect, toll.victim_class, toll.victims_side or "")] = toll
    wholes = {t.effect: t for t in found.values() if t.victim_class in WHOLE}
    kept = [
        t
        for t in found.values()
        if (whole := wholes.get(t.effect)) is None or t is whole or (t.when == whole.when and t.low <= whole.low)
    ]
    ranks = {effect: i for i, effect in enumerate(EFFECTS)}
    return sorted(kept, key=lambda t: (ranks.get(t.effect, len(ranks)), t.victim_class not in WHOLE, -t.low))


def wholes(event: Event) -> list[Toll]:
    """An event's tolls that may be added over events: for each effect everybody if counted, else the largest part.

    Only of events with a place, a cause and a few days at most: what is vaguer may be a total in other words.
    """
    if event.verification.rung in GONE or event.place is None or event.type is EventType.OTHER:
        return []
    if event.when is None or event.when.days > SHORT_DAYS:
        return []
    found: list[Toll] = []
    for effect in sorted({t.effect for t in event.tolls}):
        mine = [t for t in event.tolls if t.effect is effect and not t.group]
        whole = [t for t in mine if t.victim_class in WHOLE]
        # Without a whole only the largest part is taken: two parts that are not from one account may overlap.
        found += whole[:1] or sorted(mine, key=lambda t: (-t.low, t.victim_class, t.victims_side or ""))[:1]
    return found


def _added(effect: str, tolls: Sequence[Toll], notes: Notes, again: Collection[EventId]) -> Figure | None:
    mine = sound(tolls)
    if not mine:
        return None
    number = bounds(mine, again)
    many = len(mine) > 1
    basis = f"a sum over {len(mine)} incidents, each told of by an origin that is no party to it"
    basis = basis if many else "in one incident"
    cited = notes.cite((u.claim for t in mine for u in t.used), most=CITED)
    people = "person" if number == "1" else "people"
    return Figure(wording.sentence_case(number), f"{people} {effect.replace('-', ' ')}", basis, "", cited, added=many)
