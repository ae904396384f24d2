"""Event types in the vocabularies of others: ACLED sub-event types and PLOVER types, from the packaged table.

Vedette's own types name no side. ACLED's name for a gain of territory does, so it needs the side of who gained.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from vedette.errors import FixSetup
from vedette.model.claim import EventType
from vedette.reference.conflicts import Side


@dataclass(frozen=True, slots=True)
class ForeignNames:
    """One event type elsewhere: ACLED sub-event type and event type, PLOVER type and mode (None where it has none)."""

    acled: str
    acled_group: str
    plover: str | None = None
    plover_mode: str | None = None


@dataclass(frozen=True, slots=True)
class EventTypes:
    """The table, and the two ACLED names for gains of territory."""

    names: Mapping[EventType, ForeignNames]
    government_gains: str
    others_gain: str

    @classmethod
    def load(cls) -> "EventTypes":
        """The packaged table. Raises FixSetup where a type is missing from it."""
        raw = tomllib.loads((files("vedette.reference") / "data" / "event_types.toml").read_text(encoding="utf-8"))
        territory = raw.pop("territory")
        names = {
            EventType(key): ForeignNames(row["acled"], row["group"], row.get("plover"), row.get("mode"))
            for key, row in raw.items()
        }
        missing = sorted(t.value for t in EventType if t not in names)
        if missing:
            raise FixSetup(f"event_types.toml lacks {', '.join(missing)}: reinstall Vedette")
        return cls(MappingProxyType(names), territory["government"], territory["others"])

    def acled(self, kind: EventType, *, side: str | None = None) -> str:
        """ACLED's sub-event type. `side` is the gainer's, and counts for gains of territory only."""
        if kind is EventType.TERRITORY_GAINED:
            return self.government_gains if side == Side.GOVERNMENT else self.others_gain
        return self.names[kind].acled

    def plover(self, kind: EventType) -> tuple[str, str | None] | None:
        """PLOVER's event type and mode, or None where it has none."""
        names = self.names[kind]
        return (names.plover, names.plover_mode) if names.plover else None


@cache
def event_types() -> EventTypes:
    """The packaged table, read once a process."""
    return EventTypes.load()
