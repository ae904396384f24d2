"""Tables over areas: how many events of which rung, and how many dead, in each first-level division."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from vedette.model.claim import Effect, EventType
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, EventId
from vedette.model.resolved import ResolvedClaim
from vedette.model.verification import Rung
from vedette.reports import wording
from vedette.reports.contents import Area, Line
from vedette.reports.figures import bounds, sound, whole_events, wholes
from vedette.reports.notes import Notes
from vedette.reports.selection import CITED

#: Figures of the injured that are told once more under humanitarian effects.
_HURT = 5
_HARM = (Effect.DISPLACED, Effect.EVACUATED, Effect.BESIEGED, Effect.MISSING, Effect.INJURED)


def areas(events: Sequence[Event], notes: Notes, again: Collection[EventId]) -> tuple[Area, ...]:
    """The areas, those with most events first; a place that no division holds stands under its country. Dead are
    added as at the head of the brief: a dash where no figure may be, and no low of those in `again`, which may be
    others told again."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        place = event.place
        name = "Place not given" if place is None else (place.admin1 or place.name or "Place not located")
        found[name].append(event)
    rows = []
    whole = {e.id for e in whole_events(events)}
    for name in sorted(found, key=lambda n: (n.startswith("Place not"), -len(found[n]), n)):
        mine = found[name]
        rungs = Counter(e.verification.rung for e in mine)
        counted = [t for e in mine if e.id in whole for t in wholes(e) if t.effect is Effect.KILLED]
        tolls = sound(counted)
        keys = [u.claim for t in tolls for u in t.used] or [k for e in mine for k in e.claims]
        cited = notes.cite(keys, most=CITED)
        if cited:
            rows.append(
                Area(
                    name,
                    len(mine),
                    tuple((r.value, rungs[r]) for r in Rung if rungs[r]),
                    bounds(tolls, again) if tolls else "–",
                    cited,
                )
            )
    return tuple(rows)


def humanitarian(events: Iterable[Event], claims: Mapping[ClaimKey, ResolvedClaim], notes: Notes) -> tuple[Line, ...]:
    """Who was displaced, evacuated, besieged, missing or hurt: a line a figure, by effect, the largest first. Of the
    hurt only the largest figures: each stands with its event."""
    tolls = [
        (e, t) for e in events for t in e.tolls if t.effect in _HARM and not t.group and (t.high is None or t.high)
    ]
    tolls.sort(key=lambda x: (_HARM.index(x[1].effect), -x[1].low, x[0].id))
    lines = []
    hurt = 0
    for event, toll in tolls:
        hurt += toll.effect is Effect.INJURED
        if hurt > _HURT:
            break
        cited = notes.cite((u.claim for u in toll.used if u.claim in claims), most=CITED)
        if cited:
            of = wording.heading(event) if event.type is not EventType.OTHER else wording.place(event.place)
            text = f"{wording.toll(toll, best=False)}: {of}, {wording.when(event.when)}"
            lines.append(Line(wording.sentence_case(text), cited, rung=toll.verification.rung))
    return tuple(lines)
