"""Conflicts: where and when each is fought, between whom, and what "the rebels" or "the army" means in it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from vedette.model.ids import ActorId, ConflictId


class Side(StrEnum):
    """How a party stands in one conflict.

    Government is the state on whose ground it is fought with its allies and militias; opposition, those who fight it
    from within; jihadist, groups that reports call so; other, the forces of a foreign state against it. The sides from
    `KURDISH` on exist in the Syrian war only. Which is which follows from the state, never from sympathy.
    """

    GOVERNMENT = "government"
    OPPOSITION = "opposition"
    JIHADIST = "jihadist"
    ISLAMIC_STATE = "islamic-state"
    OTHER = "other"
    KURDISH = "kurdish"
    TURKEY = "turkey"
    US_COALITION = "us-coalition"


@dataclass(frozen=True, slots=True)
class Period:
    """Days `since` <= d < `until`; None is open."""

    since: dt.date | None = None
    until: dt.date | None = None

    def holds(self, date: dt.date | None) -> bool:
        """Whether the day lies inside; an unknown day does."""
        if date is None:
            return True
        return (self.since is None or self.since <= date) and (self.until is None or date < self.until)


#: A relation without dates.
ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Generic:
    """Words without a name ("rebels", "the Kremlin") and whom they mean in one conflict.

    `near` (names as keys) limits it to reports that name one of these places, so that "rebels" near Goma and near Beni
    differ.
    """

    words: tuple[str, ...]
    party: ActorId
    period: Period = ALWAYS
    near: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two parties that fight each other, and when."""

    a: ActorId
    b: ActorId
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Default:
    """The party for which a side's unnamed forces are taken, and when."""

    side: Side
    party: ActorId
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Conflict:
    """One armed conflict.

    `countries` are those on whose ground it is fought (ISO 3166 alpha-2), `around` those where it spills over. `state`
    is the state party. `cues` are names of places and things that speak for it in a report. `defaults` says which
    party a side's unnamed forces are ("government" -> the army). Ids and facts: `data/conflicts.yaml`, `data/actors/`.
    """

    id: ConflictId
    name: str
    countries: tuple[str, ...]
    state: ActorId
    period: Period
    around: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    dyads: tuple[Dyad, ...] = ()
    generics: tuple[Generic, ...] = ()
    defaults: tuple[Default, ...] = ()
    sources: tuple[str, ...] = ()

    def default(self, side: Side, date: dt.date | None = None) -> ActorId | None:
        """The party that a side's unnamed forces are taken for on a day."""
        return next((d.party for d in self.defaults if d.side is side and d.period.holds(date)), None)
