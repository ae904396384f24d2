"""Saved searches: which events somebody wants to hear of, and where to; written by hand in a TOML file.

[[search]]
name = "aleppo"
places = ["Aleppo"]            # names or first-level divisions; left out: anywhere
types = ["air-strike"]         # left out: any
conflicts = ["syria"]          # left out: any
least_dead = 5                 # left out: 0
rungs = ["reported", "corroborated"]   # left out: any; what is taken back always comes
approved_only = false
webhook = "https://desk.example.org/hook"
secret = "HOOK_SECRET"         # the environment variable that holds the key to sign with
mail = ["desk@example.org"]
"""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from vedette.delivery.notices import Notice
from vedette.errors import BadSetting
from vedette.model.claim import EventType
from vedette.model.event import RecordState
from vedette.model.verification import Rung


@dataclass(frozen=True, slots=True)
class Search:
    """One saved search. Empty means any."""

    name: str
    places: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    least_dead: int = 0
    rungs: tuple[str, ...] = ()
    approved_only: bool = False
    webhook: str | None = None
    secret: str | None = None
    mail: tuple[str, ...] = ()

    def wants(self, one: Notice) -> bool:
        """Whether a notice belongs to it. What is taken back passes the figures and rungs that it has lost."""
        place = one.place
        named = {n.casefold() for n in (place.name, place.admin1) if n} if place is not None else set()
        if self.places and not named & {p.casefold() for p in self.places}:
            return False
        if (self.types and one.type not in self.types) or (
            self.conflicts and not set(one.conflicts) & set(self.conflicts)
        ):
            return False
        if one.gone:
            return True
        if self.approved_only and one.state is not RecordState.APPROVED:
            return False
        return one.least_dead >= self.least_dead and (not self.rungs or one.rung in self.rungs)


def load(path: Path) -> tuple[Search, ...]:
    """The searches of a file. Raises BadSetting, naming the search and the valid words, for anything else."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path}: no list of searches: {error}") from error
    rows = table.get("search")
    if not isinstance(rows, list) or table.keys() != {"search"}:
        raise BadSetting(f"{path}: write one [[search]] or more, and nothing else")
    found = tuple(_search(row, path) for row in rows)
    names = [s.name for s in found]
    if len(set(names)) < len(names):
        raise BadSetting(f"{path}: two searches of one name")
    return found


def _search(row: dict[str, Any], path: Path) -> Search:
    name = row.get("name")
    if not isinstance(name, str) or not name.strip():
        raise BadSetting(f"{path}: a search without a name")
    known = {f.name: f for f in fields(Search)}
    if strange := sorted(row.keys() - known.keys()):
        raise BadSetting(f"{path}: search {name!r} has {strange[0]!r}; the keys are {', '.join(known)}")
    values: dict[str, Any] = {}
    for key, value in row.items():
        kind = {"least_dead": int, "approved_only": bool}.get(key, str)
        if key in ("places", "types", "conflicts", "rungs", "mail"):
            if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                raise BadSetting(f"{path}: search {name!r}: {key} is a list of words")
            values[key] = tuple(value)
        elif type(value) is kind:
            values[key] = value
        else:
            raise BadSetting(f"{path}: search {name!r}: {key} is {value!r}")
    for key, words in (("types", [t.value for t in EventType]), ("rungs", [r.value for r in Rung])):
        if wrong := [v for v in values.get(key, ()) if v not in words]:
            raise BadSetting(f"{path}: search {name!r}: no {key[:-1]} {wrong[0]!r}; there are {', '.join(words)}")
    if values.get("webhook") and not values.get("secret"):
        raise BadSetting(f"{path}: search {name!r}: a webhook needs a secret: the variable that holds the key")
    return Search(**values)
