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

from vedette.errors import BadSetting, MissingPart
from vedette.model.ids import ActorId
from vedette.reference.actor_names import pieces


class OwnerKind(StrEnum):
    """In whose hands an outlet is. Public: a public service or intergovernmental, at arm's length from a government."""

    STATE = "state"
    PUBLIC = "public"
    PRIVATE = "private"
    PARTY = "party"
    ARMED_GROUP = "armed-group"


#: The columns of a table of outlets; domains and aliases are lists parted by semicolons.
COLUMNS = ("domains", "name", "aliases", "country", "language", "owner", "tied_to", "source")


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
        self._by_domain = {domain: o for o in reversed(self.outlets) for domain in o.domains}
        self._by_name: dict[str, Outlet] = {}
        for outlet in self.outlets:
            for name in (outlet.name, *outlet.aliases):
                self._by_name.setdefault(_key(name), outlet)

    @classmethod
    def load(cls) -> "OutletRegistry":
        """The outlets that ship with Vedette, read once a process. Raises MissingPart if the table is gone."""
        return _load()

    def with_outlets(self, outlets: Iterable[Outlet]) -> "OutletRegistry":
        """A registry of these and of its own; where a name or domain is in both, the one given counts."""
        return OutletRegistry((*outlets, *self.outlets))

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


def read_outlets(text: str, *, origin: str) -> tuple[Outlet, ...]:
    """A user's own outlets, from a CSV table with the columns of ours (`COLUMNS`); `origin` is what errors call it.

    Only the name is needed in a row; language is "en" and owner "private" where nothing is said. Raises BadSetting,
    with the line, for a table without these columns, a row without a name, or an owner that is none.
    """
    table = csv.DictReader(text.splitlines(), restkey="", restval="")
    if unknown := [c for c in table.fieldnames or ("",) if c not in COLUMNS]:
        raise BadSetting(f"{origin}: no such column of outlets: {unknown[0]!r}; the columns are {', '.join(COLUMNS)}")
    found = []
    for row in table:
        where = f"{origin}, line {table.line_num}"
        if row.pop("", None):
            raise BadSetting(f"{where}: more cells than columns; put cells with a comma in quotes")
        cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
        if not cells["name"]:
            raise BadSetting(f"{where}: an outlet without a name")
        if (cells["owner"] or "private") not in list(OwnerKind):
            raise BadSetting(f"{where}: owner is {cells['owner']!r}; write one of {', '.join(OwnerKind)}")
        found.append(_outlet(cells | {"language": cells["language"] or "en", "owner": cells["owner"] or "private"}))
    return tuple(found)


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
