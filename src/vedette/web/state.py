"""The state of a page: the moment and filters in its address, kept through every link that a page holds."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

#: What a link to another page keeps of this page's address.
KEPT = ("as_of", "as_recorded", "with_rules")
_FILTERS = ("from", "to", "kind", "rung", "state", "party", "place", "conflict", "recalled", "expected")


@dataclass(frozen=True, slots=True)
class State:
    """The address of a page, and links that keep its moment."""

    request: Request

    @property
    def as_of(self) -> str:
        """The public clock as the address has it; empty for now."""
        return self.request.query_params.get("as_of", "")

    @property
    def then(self) -> str:
        """The moment of the public clock in words; empty for now."""
        words = self.as_of
        try:
            time = dt.datetime.fromisoformat(words)
        except ValueError:  # none, or a page that says so
            return ""
        text = f"{time.day} {time:%B %Y}"
        return text if len(words) == len("2024-11-30") else f"{text}, {time:%H:%M}"

    def link(self, path: str, **changes: str | None) -> str:
        """A path with this page's moment; `changes` set parameters (`from_` for `from`), None takes one away."""
        given = {name: self.request.query_params[name] for name in KEPT if self.request.query_params.get(name)}
        return _written(path, given, changes)

    def here(self, **changes: str | None) -> str:
        """This page with other parameters."""
        given = {name: value for name, value in self._all() if name != "cursor"}
        return _written(self.request.url.path, given, changes)

    def asked(self, name: str) -> list[str]:
        """All values of a parameter."""
        return [value for value in self.request.query_params.getlist(name) if value]

    def filtered(self) -> bool:
        """Whether the address filters at all."""
        return any(self.asked(name) for name in _FILTERS)

    def _all(self) -> Iterator[tuple[str, str]]:
        for name in dict.fromkeys(self.request.query_params.keys()):
            yield from ((name, value) for value in self.asked(name)[:1])


def _written(path: str, given: dict[str, str], changes: dict[str, str | None]) -> str:
    for name, value in changes.items():
        key = name.removesuffix("_")
        if value is None:
            given.pop(key, None)
        else:
            given[key] = value
    return path + (f"?{urlencode(given)}" if given else "")
