"""The registry of actors: who the parties of each conflict are, by which names reports call them, and whose side they
are on, when.

Written by hand in `data/actors/*.yaml` (the schema is in `data/actors/README.md`), compiled to `data/actors.json` by
`tools/check_reference.py`, read here in one go. Holds parties and public office holders only, never private persons.
"""

import datetime as dt
import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Any

from vedette.errors import MissingPart
from vedette.model.ids import ActorId, ConflictId
from vedette.reference.actor_names import ActorNames, NameKind, pieces, singular
from vedette.reference.conflicts import ALWAYS, Conflict, Default, Dyad, Generic, Period, Side

#: How many steps of "part of" lead to a side at most (a unit of a corps of an army of a state).
_DEPTH = 5


class PartyType(StrEnum):
    """What kind of actor a party is."""

    STATE = "state"
    STATE_FORCES = "state-forces"
    REBEL_GROUP = "rebel-group"
    MILITIA = "militia"
    COMMUNAL_MILITIA = "communal-militia"
    CRIMINAL_GROUP = "criminal-group"
    PRIVATE_MILITARY_COMPANY = "private-military-company"
    POLITICAL_BODY = "political-body"
    INTERNATIONAL_FORCE = "international-force"
    INTERNATIONAL_BODY = "international-body"
    COLLECTIVE = "collective"
    CIVILIANS = "civilians"
    MEDIA = "media"
    MONITOR = "monitor"
    AID_BODY = "aid-body"


#: Interaction classes as ACLED numbers them (state forces 1 ... external and other forces 8); None for those who are
#: no actors of violence. Source: ACLED codebook, actor types.
INTERACTION_CLASS: Mapping[PartyType, int | None] = {
    PartyType.STATE: 1,
    PartyType.STATE_FORCES: 1,
    PartyType.REBEL_GROUP: 2,
    PartyType.COLLECTIVE: 2,
    PartyType.MILITIA: 3,
    PartyType.CRIMINAL_GROUP: 3,
    PartyType.COMMUNAL_MILITIA: 4,
    PartyType.CIVILIANS: 7,
    PartyType.INTERNATIONAL_FORCE: 8,
    PartyType.PRIVATE_MILITARY_COMPANY: 8,
    PartyType.POLITICAL_BODY: None,
    PartyType.INTERNATIONAL_BODY: None,
    PartyType.MEDIA: None,
    PartyType.MONITOR: None,
    PartyType.AID_BODY: None,
}


class BondKind(StrEnum):
    """Standing relations between two parties."""

    PART_OF = "part-of"
    ALLIED_TO = "allied-to"
    BACKED_BY = "backed-by"


@dataclass(frozen=True, slots=True)
class Bond:
    """A relation to another party, and when it held."""

    kind: BondKind
    other: ActorId
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Alignment:
    """A party's side in a conflict, and when."""

    conflict: ConflictId
    side: Side
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Office:
    """A public office of a party and who holds it: presidents, ministers, commanders and spokespersons only."""

    holder: str
    role: str
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Party:
    """An actor: its names, what it is, when it existed, where it stands and to whom it belongs, each with dates."""

    id: ActorId
    name: str
    type: PartyType
    aliases: tuple[str, ...] = ()
    period: Period = ALWAYS
    country: str | None = None
    forces_of: ActorId | None = None
    alignments: tuple[Alignment, ...] = ()
    bonds: tuple[Bond, ...] = ()
    offices: tuple[Office, ...] = ()
    sources: tuple[str, ...] = ()

    def bound(self, kind: BondKind, date: dt.date | None = None) -> tuple[ActorId, ...]:
        """Those to whom the party stands in a relation on a day."""
        return tuple(b.other for b in self.bonds if b.kind is kind and b.period.holds(date))


@dataclass(frozen=True, slots=True)
class Named:
    """A party found by a name, and how the name names it."""

    party: Party
    kind: NameKind


class ActorRegistry:
    """All parties and conflicts, looked up by id and by name."""

    def __init__(self, parties: Sequence[Party], conflicts: Sequence[Conflict], index: Mapping[str, Any]) -> None:
        self.parties = tuple(parties)
        self.conflicts = {c.id: c for c in conflicts}
        self.names = ActorNames(index)
        self._by_id = {p.id: p for p in self.parties}
        self._forces: dict[ActorId, list[Party]] = {}
        for party in self.parties:
            if party.forces_of is not None:
                self._forces.setdefault(party.forces_of, []).append(party)
        self._generics = {c.id: _generic_index(c) for c in conflicts}

    @classmethod
    def load(cls) -> "ActorRegistry":
        """The registry that ships with Vedette, read once a process. Raises MissingPart if its file is gone."""
        return _load()

    def __contains__(self, actor: ActorId) -> bool:
        return actor in self._by_id

    def party(self, actor: ActorId) -> Party:
        """The party of an id. Raises KeyError for one that is not in the registry."""
        return self._by_id[actor]

    def lookup(self, name: str) -> tuple[Named, ...]:
        """Every party of that name, proper names before offices before countries, adjectives and capitals."""
        return tuple(Named(self.parties[h.party], h.kind) for h in self.names.hits(name))

    def generic(self, conflict: ConflictId, parts: Sequence[str]) -> tuple[Generic, ...]:
        """What words without a name mean in a conflict; `parts` are singular pieces, articles left out."""
        return self._generics[conflict].get(" ".join(parts), ())

    def forces(self, state: ActorId, date: dt.date | None = None) -> Party | None:
        """The armed forces of a state on a day, if the registry knows them apart from the state."""
        return next((p for p in self._forces.get(state, ()) if p.period.holds(date)), None)

    def side(self, actor: ActorId, conflict: ConflictId, date: dt.date | None = None) -> Side | None:
        """Whose side a party is on in a conflict on a day: its own alignment, else that of what it is part of."""
        frontier: tuple[ActorId, ...] = (actor,)
        for _ in range(_DEPTH):
            known = [self._by_id[a] for a in frontier if a in self._by_id]
            for party in known:
                own = [a for a in party.alignments if a.conflict == conflict]
                for alignment in own:
                    if alignment.period.holds(date):
                        return alignment.side
                if own:
                    return None
            frontier = tuple(o for p in known for o in p.bound(BondKind.PART_OF, date))
            if not frontier:
                return None
        return None

    def conflicts_of(self, actor: ActorId) -> tuple[ConflictId, ...]:
        """The conflicts in which a party, or what it is part of, takes a side."""
        party = self._by_id[actor]
        own = tuple(dict.fromkeys(a.conflict for a in party.alignments))
        above = tuple(c for other in party.bound(BondKind.PART_OF) for c in self.conflicts_of(other))
        return own or tuple(dict.fromkeys(above))


def _generic_index(conflict: Conflict) -> dict[str, tuple[Generic, ...]]:
    index: dict[str, list[Generic]] = {}
    for generic in conflict.generics:
        for words in generic.words:
            index.setdefault(" ".join(singular(p) for p in pieces(words)), []).append(generic)
    # A meaning tied to a place goes before one for the whole war.
    return {key: tuple(sorted(found, key=lambda g: not g.near)) for key, found in index.items()}


@functools.cache
def _load() -> ActorRegistry:
    path = files("vedette.reference") / "data" / "actors.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise MissingPart(f"the actor registry is missing: {path}; install Vedette again") from error
    parties = [_party(row) for row in data["parties"]]
    return ActorRegistry(parties, [_conflict(row) for row in data["conflicts"]], data["index"])


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _period(row: Sequence[str | None]) -> Period:
    return Period(_date(row[0]), _date(row[1])) if row[0] or row[1] else ALWAYS


def _party(row: Mapping[str, Any]) -> Party:
    return Party(
        id=ActorId(row["id"]),
        name=row["name"],
        type=PartyType(row["type"]),
        aliases=tuple(row.get("aka", ())),
        period=_period(row.get("period", (None, None))),
        country=row.get("country"),
        forces_of=row.get("forces_of"),
        alignments=tuple(Alignment(ConflictId(c), Side(s), _period(p)) for c, s, *p in row.get("sides", ())),
        bonds=tuple(Bond(BondKind(k), ActorId(o), _period(p)) for k, o, *p in row.get("bonds", ())),
        offices=tuple(Office(h, r, _period(p)) for h, r, *p in row.get("offices", ())),
        sources=tuple(row.get("sources", ())),
    )


def _conflict(row: Mapping[str, Any]) -> Conflict:
    return Conflict(
        id=ConflictId(row["id"]),
        name=row["name"],
        countries=tuple(row["countries"]),
        state=ActorId(row["state"]),
        period=_period(row["period"]),
        around=tuple(row.get("around", ())),
        cues=tuple(row.get("cues", ())),
        dyads=tuple(Dyad(ActorId(a), ActorId(b), _period(p)) for a, b, *p in row.get("dyads", ())),
        generics=tuple(
            Generic(tuple(w), ActorId(a), _period((since, until)), frozenset(" ".join(pieces(n)) for n in near))
            for w, a, since, until, near in row.get("generics", ())
        ),
        defaults=tuple(Default(Side(s), ActorId(a), _period(p)) for s, a, *p in row.get("defaults", ())),
        sources=tuple(row.get("sources", ())),
    )
