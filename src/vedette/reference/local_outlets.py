"""Where a local outlet is at home, by its page's address: "Madison" of a Nashville station is a quarter of Nashville.

Local news names its own towns without their state. The table, `data/local_outlets.csv`, holds newspapers and stations
of the United States by the domain's own label, as their mastheads and the Federal Communications Commission's licences
have them, or by the whole domain where the label alone is a common word, a country's code or also an outlet's abroad
("pe.com", "9news.com"). Addresses under another country's code are none of these; addresses that carry a town or state
themselves ("chicago.example.com", "/georgia/decatur/") need no row.
"""

import csv
import functools
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from urllib.parse import urlsplit

from vedette.errors import MissingPart
from vedette.reference.gazetteer import Gazetteer
from vedette.reference.place import SETTLEMENTS, Match, PlaceKind
from vedette.text.transliteration import normal_key

#: The country of the table's outlets.
COUNTRY = "US"
#: Top-level domains of two letters that American stations use.
_AT_HOME = frozenset(("us", "tv", "fm", "co"))
#: A label of an address is a town's name from so many people on.
LARGE = 100_000


@dataclass(frozen=True, slots=True)
class Home:
    """A town's name, None where only the state is known, and its state's name, None where the name alone tells."""

    place: str | None
    state: str | None


def local_home(address: str, gazetteer: Gazetteer) -> Home | None:
    """Where the outlet of a page's address is at home; None where that can't be told."""
    try:
        parts = urlsplit(address)
        labels = (parts.hostname or "").split(".")
    except ValueError:
        return None
    if len(labels[-1]) == 2 and labels[-1] not in _AT_HOME:
        return None
    segments = [s for s in parts.path.lower().split("/") if s]
    if (domain := ".".join(labels[-2:])) in _table():
        return _table()[domain]
    for label in (*reversed(labels[:-1]), *segments[:1]):
        if label in _table():
            return _table()[label]
    for state, town in pairwise((*segments, "")):
        if _is_state(state, gazetteer):
            name = town.replace("-", " ")
            return Home(name.title() if _is_town(name, gazetteer, state=state) else None, state.title())
    for label in labels[:-2]:
        if _is_town(label, gazetteer):
            return Home(label.title(), None)
    return None


def _is_state(segment: str, gazetteer: Gazetteer) -> bool:
    return any(
        c.match is Match.NAME and c.place.country == COUNTRY and c.place.kind is PlaceKind.PROVINCE
        for c in (gazetteer.lookup(segment.replace("-", " ")) if segment.replace("-", "").isalpha() else ())
    )


def _is_town(name: str, gazetteer: Gazetteer, *, state: str | None = None) -> bool:
    return bool(name) and any(
        c.match is Match.NAME
        and c.place.country == COUNTRY
        and c.place.kind in SETTLEMENTS
        and (c.place.population >= LARGE if state is None else normal_key(c.place.admin1 or "") == normal_key(state))
        for c in gazetteer.lookup(name)
    )


@functools.cache
def _table() -> dict[str, Home]:
    path = files("vedette.reference") / "data" / "local_outlets.csv"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise MissingPart(f"the table of local outlets is missing: {path}; install Vedette again") from error
    return {
        label: Home(row["place"], row["state"])
        for row in csv.DictReader(text.splitlines())
        for label in row["domains"].split()
    }
