"""How sure a thing is in the scales of others: the Admiralty code, Airwars' grades, ISW's assessed and claimed.

The table is data (`data/grades.toml`), with its sources. It reads a verification and adds nothing to it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from vedette.model.verification import Verification


@dataclass(frozen=True, slots=True)
class Grades:
    """One verification in three scales; `isw` is empty where that has no word for it."""

    admiralty: str
    airwars: str
    isw: str


def grades_of(verification: Verification) -> Grades:
    """The grades of a verification. The source can't be judged (F) where nobody independent is known by name."""
    table = _table()
    rung, axes = verification.rung.value, verification.axes
    letter = "F" if not axes.origins else table["admiralty"]["letter"][axes.interest.value]
    return Grades(f"{letter}{table['admiralty']['number'][rung]}", table["airwars"][rung], table["isw"][rung])


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    text = (files("vedette.reconciliation") / "data" / "grades.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
