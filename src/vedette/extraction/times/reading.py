"""One reading of one expression, and the fields that the grammar found in it."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from vedette.extraction.times.context import Context
from vedette.extraction.times.expression import Hint, Kind
from vedette.model.times import When


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression says. `extent` is its part of the text where that is less than the whole match; `reference`
    is the day that a later "the day after" counts from.
    """

    value: str
    kind: Kind
    when: When | None = None
    relative: bool = True
    hints: frozenset[Hint] = field(default_factory=frozenset)
    extent: tuple[int, int] | None = None
    reference: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Fields:
    """The named parts of a match of one rule; a part that is absent reads as the empty string."""

    match: re.Match[str]
    groups: dict[str, str]

    def __getitem__(self, name: str) -> str:
        group = self.groups.get(name)
        return (self.match[group] or "") if group else ""

    def span(self, name: str) -> tuple[int, int]:
        """Where a part stands in the text."""
        return self.match.span(self.groups[name])


Reader = Callable[[Fields, Context], tuple[Reading, ...]]
"""A reader gives one reading, two for the ends of a range, or none where the words do not speak of time after all."""
