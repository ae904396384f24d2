"""The parties of an event as event data name them: who is a state, who a group, who a civilian, and whose forces."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from vedette.model.event import Event, Party
from vedette.model.resolved import Role
from vedette.reference.actors import INTERACTION_CLASS, ActorRegistry, PartyType
from vedette.reference.actors import Party as Known
from vedette.reference.conflicts import Side

_GOVERNMENT = Side.GOVERNMENT.value
_STATE = (PartyType.STATE, PartyType.STATE_FORCES)
#: Parties that fight or rule. Media, monitors and aid bodies are none, nor is a target that is a building.
_ARMED = frozenset(t for t, number in INTERACTION_CLASS.items() if number is not None and t is not PartyType.CIVILIANS)


@dataclass(frozen=True, slots=True)
class Actor:
    """A party that a scheme can name. `known` is its row in the registry; None: an unknown name with a part to play."""

    party: Party
    known: Known | None
    is_state: bool = field(init=False)

    def __post_init__(self) -> None:
        """A state is a state, its armed forces, or its government under another name ("the Assad government")."""
        known = self.known
        state = known is not None and (
            known.type in _STATE
            or (known.type is PartyType.POLITICAL_BODY and known.country is not None and is_government(self))
        )
        object.__setattr__(self, "is_state", state)

    @property
    def name(self) -> str:
        """The registry's name, else the report's."""
        return self.known.name if self.known else self.party.name

    @property
    def is_civilian(self) -> bool:
        """Whether the registry calls it civilians."""
        return self.known is not None and self.known.type is PartyType.CIVILIANS

    @property
    def is_armed(self) -> bool:
        """Whether it can be a party to violence. An actor that the registry does not know and that is blamed is one."""
        if self.known is not None:
            return self.is_state or self.known.type in _ARMED
        return self.party.role is Role.ACTOR and self.party.actor is not None

    @property
    def country(self) -> str | None:
        """Whose it is, as ISO 3166-1 alpha-2."""
        return self.known.country if self.known else None


def actors(event: Event, role: Role, registry: ActorRegistry) -> tuple[Actor, ...]:
    """Those in a role, those asserted before those suspected, else in the event's order."""
    found = [
        Actor(p, registry.party(p.actor) if p.actor is not None and p.actor in registry else None)
        for p in event.parties
        if p.role is role
    ]
    if len(found) > 1:
        found.sort(key=lambda a: a.party.suspected)
    return tuple(found)


def opposed(sides: Iterable[Actor]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Armed parties parted by side: those on the side of the first, and all others. A side that nobody knows is a side
    of its own, so that two unknown groups fight each other."""
    given = list(sides)
    if not given:
        return (), ()
    first = given[0]
    ours = [a for a in given if a is first or (a.party.side is not None and a.party.side == first.party.side)]
    return tuple(ours), tuple(a for a in given if a not in ours)


def is_government(actor: Actor) -> bool:
    """Whether it stands on the side of the state on whose ground the conflict is fought."""
    return actor.party.side == _GOVERNMENT
