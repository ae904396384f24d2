"""The registry of outlets: who publishes, from where, in whose hands, and to which party it is tied.

Independence leans on it: two outlets in one hand are one voice, and an outlet tied to a party is a party to what it
claims. The table is `data/outlets.csv`, hand-written, with a source column.
"""

import csv
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from urllib.parse import urlsplit

from vedette.errors import MissingPart
from vedette.model.ids import ActorId
from vedette.reference.actor_names import pieces


class OwnerKind(StrEnum):
    """In whose hands an outlet is. Public: a public service or intergovernmental, at arm's length from a government."""

    STATE = "state"
    PUBLIC = "public"
    PRIVATE = "private"
    PARTY = "party"
    ARMED_GROUP = "armed-group"


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet: `country` is where it is based, `tied_to` the party that it belongs to or speaks for."""

    name: str
    domains: tuple[str, ...]
    aliases: tuple[str, ...]
    country: str | None
    language: str
    owner: OwnerKind
    tied_to: ActorId | None
    source: str


class OutletRegistry:
    """All outlets, looked up by name or by address."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self.outlets = tuple(outlets)
        self._by_domain = {domain: o for o in self.outlets for domain in o.domains}
        self._by_name: dict[str, Outlet] = {}
        for outlet in self.outlets:
            for name in (outlet.name, *outlet.aliases):
                self._by_name.setdefault(_key(name), outlet)

    @classmethod
    def load(cls) -> "OutletRegistry":
        """The outlets that ship with Vedette, read once a process. Raises MissingPart if the table is gone."""
        return _load()

    def lookup(self, name_or_address: str) -> Outlet | None:
        """The outlet of a name ("Sana"), a domain or an address below one of its domains; None if there is none."""
        found = self._by_name.get(_key(name_or_address))
        return found if found is not None else self._at(name_or_address.strip().lower())

    def same_hands(self, one: str, other: str) -> bool:
        """Whether two outlets are one outlet or tied to one party; False where either is unknown."""
        a, b = self.lookup(one), self.lookup(other)
        if a is None or b is None:
            return False
        return a is b or (a.tied_to is not None and a.tied_to == b.tied_to)

    def _at(self, address: str) -> Outlet | None:
        try:
            host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
        except ValueError:
            return None
        labels = host.split(".")
        domains = (".".join(labels[i:]) for i in range(len(labels) - 1))
        return next((self._by_domain[d] for d in domains if d in self._by_domain), None)


def _key(name: str) -> str:
    parts = pieces(name)
    return " ".join(parts[1:] if len(parts) > 1 and parts[0] == "the" else parts)


@functools.cache
def _load() -> OutletRegistry:
    path = files("vedette.reference") / "data" / "outlets.csv"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise MissingPart(f"the table of outlets is missing: {path}; install Vedette again") from error
    return OutletRegistry(_outlet(row) for row in csv.DictReader(text.splitlines()))


def _outlet(row: dict[str, str]) -> Outlet:
    return Outlet(
        name=row["name"],
        domains=_list(row["domains"]),
        aliases=_list(row["aliases"]),
        country=row["country"] or None,
        language=row["language"],
        owner=OwnerKind(row["owner"]),
        tied_to=ActorId(row["tied_to"]) if row["tied_to"] else None,
        source=row["source"],
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)
