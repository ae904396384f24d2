"""ACLED's rules on one event: whether it is in, on which days it stands, between whom, and with how many deaths."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from vedette.exports.archive import Archive, Told
from vedette.exports.losses import Losses
from vedette.exports.parties import Actor, actors, opposed
from vedette.exports.people import Bounds, overall, wholes
from vedette.exports.where import is_located, plain_name
from vedette.model.claim import Effect, EventType, VictimClass
from vedette.model.event import Event, RecordState
from vedette.model.provenance import Status
from vedette.model.resolved import PlaceBasis, PlacePrecision, PlaceResolution, Role
from vedette.model.times import Precision, When
from vedette.model.toll import Toll, UseReason
from vedette.model.verification import Rung
from vedette.reference.actors import INTERACTION_CLASS, ActorRegistry, PartyType
from vedette.reference.countries import country
from vedette.reference.event_types import event_types

_BATTLES, _REMOTE, _CIVILIANS = "Battles", "Explosions/Remote violence", "Violence against civilians"
_PROTESTS, _RIOTS, _STRATEGIC = "Protests", "Riots", "Strategic developments"
#: Disorder types by event type, and the two sub-types that differ. Source: acledR, table of event categories.
_DISORDER = {
    _BATTLES: "Political violence",
    _REMOTE: "Political violence",
    _CIVILIANS: "Political violence",
    _PROTESTS: "Demonstrations",
    _RIOTS: "Demonstrations",
    _STRATEGIC: "Strategic developments",
}
_DISORDER_OF = {
    EventType.EXCESSIVE_FORCE: "Political violence; Demonstrations",
    EventType.MOB_VIOLENCE: "Political violence",
}
#: Acts that go on for days; ACLED gives each day its row and shares a total out among them. Any other act happened on
#: one of the days that are named.
_LASTING = frozenset(
    {
        EventType.ARMED_CLASH,
        EventType.SHELLING,
        EventType.AIR_STRIKE,
        EventType.PEACEFUL_PROTEST,
        EventType.VIOLENT_DEMONSTRATION,
    }
)
_WEEK = 7
_MONTH = 31
_GEO = {
    PlacePrecision.EXACT: 1,
    PlacePrecision.TOWN: 1,
    PlacePrecision.AROUND: 2,
    PlacePrecision.DISTRICT: 2,
    PlacePrecision.PROVINCE: 3,
}
#: Words of size and the figure that ACLED takes for them (FAQ on fatalities, 2024), and for a plural without a number
#: where a war is fought.
_WORDS = (("hundreds", 100), ("dozens", 12), ("tens", 10))
_PLURAL = ("several", "many", "a number", "some", "multiple", "numerous", "a few", "few")
_IN_A_WAR = 10
_GONE = (Rung.RETRACTED, Rung.DISCOUNTED)
_UNIDENTIFIED, _UNIDENTIFIED_CLASS = "Unidentified Armed Group", 3
_EXTERNAL = 8
#: Quotes in the notes.
_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Side:
    """An actor column with its associates and its interaction code; None: there is nobody on it."""

    name: str = ""
    inter: int | None = None
    associates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One event on one day. `since` is the first day of the event; `deaths` are its bounds, undivided."""

    told: Told
    since: dt.date
    day: dt.date
    time_precision: int
    place: PlaceResolution
    event_type: str
    sub_event_type: str
    disorder_type: str
    actor1: Side
    actor2: Side
    on_civilians: bool
    fatalities: int
    deaths: Bounds | None
    notes: str

    @property
    def location(self) -> str:
        """The place's plain name."""
        return plain_name(self.place)

    @property
    def geo_precision(self) -> int:
        """1 a town, 2 near a town or a small area, 3 a larger region."""
        return 3 if self.place.basis is PlaceBasis.REPORT else _GEO[self.place.precision]

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two drafts one row: day, place, kind and actors."""
        where = self.place.place or f"{self.location} {self.place.latitude} {self.place.longitude}"
        return (self.day.isoformat(), where, self.sub_event_type, self.actor1.name, self.actor2.name)


def drafts(archive: Archive, registry: ActorRegistry, losses: Losses) -> Iterator[Draft]:
    """The drafts of all events that ACLED would code; the others are counted by reason."""
    for told in archive.told():
        reason = why_not(told.event)
        if reason is not None:
            losses.leave(reason)
        else:
            yield from draft(told, registry, losses)


def why_not(event: Event) -> str | None:
    """Why ACLED would not code an event; None if it would."""
    if event.status in (Status.PLANNED, Status.THREATENED, Status.HYPOTHETICAL):
        return "events that are only planned, threatened or hypothetical"
    if event.status is Status.DENIED:
        return "events that are only denied"
    if event.state is RecordState.WITHDRAWN or event.verification.rung in _GONE:
        return "events that were retracted, discounted or withdrawn"
    if event.background:
        return "events that reports only recall"
    if event.when is None or event.when.days > _MONTH:
        return "events without a date, or dated to more than a month"
    if not is_located(event.place) or event.place is None or event.place.precision not in _GEO:
        return "events without a place finer than a country"
    if event.type is EventType.OTHER:
        return "events whose kind is not known (deaths of no known cause among them)"
    return None


def draft(told: Told, registry: ActorRegistry, losses: Losses) -> Iterator[Draft]:
    """One event as ACLED codes it: a row for each day where it lasted, else one."""
    event = told.event
    if event.when is None or event.place is None:
        raise ValueError(f"{event.id}: no date or no place")
    names = event_types().names[event.type]
    killed = wholes(event, Effect.KILLED)
    people = actors(event, Role.ACTOR, registry), actors(event, Role.TARGET, registry)
    civilians = _hits_civilians(event, people[1])
    one, two = _sides(event, names.acled_group, civilians, *people)
    gainer = next((p.side for p in event.parties if p.role is Role.ACTOR), None)
    deaths, fatalities = overall(killed), conservative(told, killed)
    if deaths is not None and (deaths.low, deaths.best, deaths.high) != (fatalities,) * 3:
        losses.change("bounds of deaths brought down to the most conservative figure")
    days, precision = days_of(event.when, event.type)
    if len(days) > 1:
        losses.change("events of several days written as a row for each, their deaths shared out")
    each, rest = divmod(fatalities, len(days))
    for number, day in enumerate(days):
        yield Draft(
            told=told,
            since=event.when.start,
            day=day,
            time_precision=precision,
            place=event.place,
            event_type=names.acled_group,
            sub_event_type=event_types().acled(event.type, side=gainer),
            disorder_type=_DISORDER_OF.get(event.type, _DISORDER[names.acled_group]),
            actor1=one,
            actor2=two,
            on_civilians=civilians,
            fatalities=each + (1 if number < rest else 0),
            deaths=deaths,
            notes=_notes(told, deaths),
        )


def days_of(when: When, kind: EventType) -> tuple[tuple[dt.date, ...], int]:
    """The days of the rows and ACLED's time precision: 1 a day, 2 a week, 3 a month, the middle of either taken."""
    if when.days == 1:
        return (when.start,), 1
    if kind in _LASTING and when.precision is Precision.INTERVAL and when.days <= _WEEK:
        return tuple(when.start + dt.timedelta(days=i) for i in range(when.days)), 1
    return (when.start + dt.timedelta(days=(when.days - 1) // 2),), 2 if when.days <= _WEEK else 3


def conservative(told: Told, killed: tuple[Toll, ...]) -> int:
    """ACLED's one figure: the lowest that stands, words of size by ACLED's table; 0 where nobody speaks of deaths."""
    parts = sum(_least(told, t) for t in killed if t.victim_class in (VictimClass.CIVILIAN, VictimClass.COMBATANT))
    whole = [_least(told, t) for t in killed if t.victim_class not in (VictimClass.CIVILIAN, VictimClass.COMBATANT)]
    return max([parts, *whole])


def _least(told: Told, toll: Toll) -> int:
    by_key = told.by_key
    floors = [u for u in toll.used if UseReason.FLOOR in u.reasons] or list(toll.used[:1])
    for used in floors:
        account = by_key.get(used.claim)
        floor = account.floor if account else None
        if floor is not None and floor[0] == toll.low:
            return _by_words(floor[1], toll.low)
    return toll.low


def _by_words(words: str, low: int) -> int:
    text = words.casefold()
    if re.search(r"\d|thousand|million", text):
        return low
    for word, figure in _WORDS:
        if re.search(rf"\b{word}\b", text) and not re.search(r"\b(?:two|three|four|five|several) ", text):
            return figure
    return _IN_A_WAR if any(re.search(rf"\b{w}\b", text) for w in _PLURAL) and "dozen" not in text else low


def _hits_civilians(event: Event, targets: tuple[Actor, ...]) -> bool:
    if any(a.is_armed for a in targets):
        return False
    harmed = any(
        t.victim_class is VictimClass.CIVILIAN and t.low > 0
        for effect in (Effect.KILLED, Effect.INJURED, Effect.CAPTURED)
        for t in wholes(event, effect)
    )
    group = event_types().names[event.type].acled_group
    one_sided = group == _CIVILIANS or event.type is EventType.EXCESSIVE_FORCE
    return one_sided or any(a.is_civilian for a in targets) or (group == _REMOTE and harmed)


def _sides(
    event: Event, group: str, civilians: bool, blamed: tuple[Actor, ...], targets: tuple[Actor, ...]
) -> tuple[Side, Side]:
    land = event.place.country if event.place else None
    doers = [a for a in blamed if a.is_armed]
    struck = [a for a in targets if a.is_armed and a.known is not None]
    crowd = Side(f"Civilians ({_name(land)})", 7)
    nobody = Side(f"{_UNIDENTIFIED} ({_name(land)})", _UNIDENTIFIED_CLASS)
    if group == _BATTLES:
        ours, theirs = opposed([*doers, *struck])
        return _side(ours, land) or nobody, _side(theirs, land) or nobody
    if group in (_REMOTE, _CIVILIANS):
        one = _side(doers, land) or nobody
        return one, _side([a for a in struck if a not in doers], land) or (crowd if civilians else Side())
    if group in (_PROTESTS, _RIOTS):
        name, inter = ("Protesters", 6) if group == _PROTESTS else ("Rioters", 5)
        met = event.type in (EventType.PROTEST_WITH_INTERVENTION, EventType.EXCESSIVE_FORCE)
        other = _side([*doers, *struck], land) or (nobody if met else Side())
        return Side(f"{name} ({_name(land)})", inter), other
    ours, theirs = opposed([*doers, *struck])
    return _side(ours, land) or nobody, _side(theirs, land) or Side()


def _side(some: tuple[Actor, ...] | list[Actor], land: str | None) -> Side | None:
    """The first as the actor, the others as its associates; a state steps back behind its own forces."""
    if len(some) == 1:
        return Side(_actor(some[0]), _inter(some[0], land))
    forces = {a.country for a in some if a.known is not None and a.known.type is PartyType.STATE_FORCES}
    bare = [a for a in some if a.is_state and a.known and a.known.type is not PartyType.STATE_FORCES]
    kept = [a for a in some if not (a in bare and a.country in forces)] or list(some)
    if not kept:
        return None
    names = list(dict.fromkeys(_actor(a) for a in kept))
    return Side(names[0], _inter(kept[0], land), tuple(names[1:]))


def _actor(actor: Actor) -> str:
    if actor.is_state and actor.known is not None and actor.known.type is not PartyType.STATE_FORCES:
        return f"Military Forces of {_name(actor.country)}"
    return actor.name


def _inter(actor: Actor, land: str | None) -> int:
    """State forces outside their own country are external forces; an unknown group counts as a political militia."""
    if actor.known is None:
        return _UNIDENTIFIED_CLASS
    if actor.is_state:
        return _EXTERNAL if actor.country != land else 1
    return INTERACTION_CLASS[actor.known.type] or _EXTERNAL


def _name(code: str | None) -> str:
    land = country(code)
    return land.name if land else "unknown country"


def _notes(told: Told, deaths: Bounds | None) -> str:
    parts = []
    for account in told.accounts[:_QUOTES]:
        who = ", ".join(p for p in (account.claimant, account.outlet, account.day) if p)
        parts.append(f"“{' '.join(account.quote.split())}” ({who}).")
    if deaths is not None and (deaths.high != deaths.low or deaths.open):
        top = "no upper figure" if deaths.high is None else f"up to {deaths.high}"
        parts.append(f"Figures of deaths differ or are open: at least {deaths.low}, {top}.")
    if any(p.suspected and p.role is Role.ACTOR for p in told.event.parties):
        parts.append("Who did it is suspected only.")
    if told.event.dispute:
        parts.append(f"Disputed: {', '.join(told.event.dispute)}.")
    return " ".join(parts)
