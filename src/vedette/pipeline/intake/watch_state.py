"""What watching remembers of each source between visits and between runs, and how it judges a source's health.

The file is a convenience: what has been read stands in the ledger. Lost or old, it costs visits, never a report.
"""

import datetime as dt
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from vedette.errors import BadSetting
from vedette.net.base import Validators
from vedette.sources.register import SourceSpec
from vedette.sources.visits import Memory

#: Outcomes that the error rate is reckoned from.
RECENT = 20
#: After failures a source is visited less often, down to every so many of its intervals, and at least so often.
_SLOWEST, _SLOWEST_SECONDS = 16, 6 * 3600.0
_VERSION = 1


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source as it stands. Times are aware; `recent` has a dot for each visit that went well and an x for each that
    did not, the newest last; `newest` is the newest publication time among its items."""

    memory: Memory = field(default_factory=Memory)
    due: dt.datetime | None = None
    visited: dt.datetime | None = None
    succeeded: dt.datetime | None = None
    brought: dt.datetime | None = None
    newest: dt.datetime | None = None
    first: dt.datetime | None = None
    failures: int = 0
    items: int = 0
    recent: str = ""
    reason: str = ""

    @property
    def error_rate(self) -> float:
        """The share of recent visits that failed."""
        return self.recent.count("x") / len(self.recent) if self.recent else 0.0

    def lag(self, now: dt.datetime) -> float | None:
        """Seconds since its newest item was published; None where none said when."""
        return max(0.0, (now - self.newest).total_seconds()) if self.newest else None

    def silent(self, spec: SourceSpec, now: dt.datetime) -> bool:
        """Whether it has brought nothing new for longer than its register allows."""
        since = self.brought or self.first
        return since is not None and (now - since).total_seconds() > spec.silence

    def health(self, spec: SourceSpec, now: dt.datetime) -> str:
        """In one word: new, well, failing, silent or off."""
        if not spec.enabled:
            return "off"
        if self.visited is None:
            return "new"
        if self.failures:
            return "failing"
        return "silent" if self.silent(spec, now) else "well"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a visit ended: what to remember, how many of its items were new, the newest publication among them, and why
    it failed, if it did; `after` is for how many seconds the server asked to be left alone."""

    memory: Memory
    added: int = 0
    newest: dt.datetime | None = None
    reason: str = ""
    after: float | None = None


def after_visit(
    state: SourceState, spec: SourceSpec, outcome: Outcome, *, now: dt.datetime, chance: float
) -> SourceState:
    """The state after a visit. `chance` from 0 to 1 spreads sources that began together."""
    failed = bool(outcome.reason)
    failures = state.failures + 1 if failed else 0
    slower = min(2 ** min(failures, 10), _SLOWEST)
    wait = spec.every if not failed else min(spec.every * slower, max(spec.every, _SLOWEST_SECONDS))
    wait = max(wait * (0.9 + 0.2 * chance), outcome.after or 0.0)
    return replace(
        state,
        memory=outcome.memory,
        due=now + dt.timedelta(seconds=wait),
        visited=now,
        first=state.first or now,
        succeeded=state.succeeded if failed else now,
        brought=now if outcome.added else state.brought,
        newest=max(filter(None, (state.newest, outcome.newest)), default=None),
        failures=failures,
        items=state.items + outcome.added,
        recent=(state.recent + ("x" if failed else "."))[-RECENT:],
        reason=outcome.reason,
    )


def load_states(path: Path) -> dict[str, SourceState]:
    """The states in a file, by the name of the source; none where there is none. Raises BadSetting for another."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["version"] != _VERSION:
            raise ValueError(f"version {data['version']}")
        return {str(name): _state(value) for name, value in data["sources"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadSetting(f"{path} is no state of vedette watch ({error}); move it away to begin anew") from error


def save_states(path: Path, states: Mapping[str, SourceState]) -> None:
    """Write the states so that the file is always whole: the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    data = {"version": _VERSION, "sources": {name: _json(states[name]) for name in sorted(states)}}
    with part.open("w", encoding="utf-8") as stream:
        json.dump(data, stream, ensure_ascii=False, separators=(",", ":"))
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)


def kept(states: Mapping[str, SourceState], specs: Iterable[SourceSpec]) -> dict[str, SourceState]:
    """The states of these sources, new ones included; sources that are gone are forgotten."""
    return {spec.name: states.get(spec.name, SourceState()) for spec in specs}


_TIMES = ("due", "visited", "succeeded", "brought", "newest", "first")


def _json(state: SourceState) -> dict[str, Any]:
    memory = state.memory
    return {
        "etag": memory.validators.etag,
        "modified": memory.validators.modified,
        "sha256": memory.sha256,
        "seen": dict(memory.seen),
        "failures": state.failures,
        "items": state.items,
        "recent": state.recent,
        "reason": state.reason,
        **{name: time.isoformat() for name in _TIMES if (time := getattr(state, name)) is not None},
    }


def _state(data: dict[str, Any]) -> SourceState:
    memory = Memory(Validators(data["etag"], data["modified"]), data["sha256"], dict(data["seen"]))
    times = {name: dt.datetime.fromisoformat(data[name]) for name in _TIMES if name in data}
    return SourceState(
        memory,
        failures=int(data["failures"]),
        items=int(data["items"]),
        recent=str(data["recent"]),
        reason=str(data["reason"]),
        **times,
    )
