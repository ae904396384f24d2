"""The loss report: what a format cannot say at all, and what of this very export it left out, counted by reason."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Losses:
    """Counts as an export runs. A reason is a sentence that an analyst can read."""

    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)

    def row(self) -> None:
        """A row was written."""
        self.rows += 1

    def leave(self, reason: str) -> None:
        """Something was left out."""
        self.left_out[reason] += 1

    def change(self, reason: str) -> None:
        """Something was written, but not all of it, or not as it is known."""
        self.changed[reason] += 1


@dataclass(frozen=True, slots=True)
class Head:
    """What every export says of itself. `as_of` and `as_recorded` are ISO times, or None for all that is known."""

    format: str
    title: str
    codebook: str
    version: str
    as_of: str | None = None
    as_recorded: str | None = None
    since: str | None = None
    until: str | None = None
    approved_only: bool = False


def report(head: Head, cannot: tuple[str, ...], losses: Losses, coded_by: tuple[str, ...]) -> dict[str, Any]:
    """The loss report as JSON data."""
    return {
        "format": head.format,
        "title": head.title,
        "made_by": f"vedette {head.version}",
        "codebook": head.codebook,
        "coded_by": list(coded_by),
        "as_of": head.as_of,
        "as_recorded": head.as_recorded,
        "from": head.since,
        "until": head.until,
        "approved_only": head.approved_only,
        "rows": losses.rows,
        "cannot_say": list(cannot),
        "left_out": dict(sorted(losses.left_out.items())),
        "written_with_less": dict(sorted(losses.changed.items())),
    }
