"""Who says what: for each outlet and each named claimant the claims it made or handed on, and how soon it had them; and
the running totals that somebody stated.

Gathered from claims as they are stored, without building them: a million take a minute so, and a quarter of an hour
otherwise.
"""

import datetime as dt
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from vedette.model.claim import Scope
from vedette.model.ids import digest
from vedette.model.provenance import LinkKind
from vedette.model.resolved import Role

#: The time of a report that has none.
NEVER = -1
_EPOCH, _MICRO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC), dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Report:
    """A document without its text; `length` in bytes of it."""

    id: str
    title: str
    outlet: str | None
    published: dt.datetime | None
    locator: str
    language: str | None
    length: int


@dataclass(slots=True)
class Voice:
    """An outlet or a claimant. `own` are claims that it is the origin of, `relayed` those it hands on from others;
    `own_at` and `relayed_at` say when the report of each came out, in microseconds."""

    id: str
    name: str
    kind: str
    own: list[str] = field(default_factory=list)
    relayed: list[str] = field(default_factory=list)
    own_at: "array[int]" = field(default_factory=lambda: array("q"))
    relayed_at: "array[int]" = field(default_factory=lambda: array("q"))
    documents: set[str] = field(default_factory=set)
    first: dt.datetime | None = None
    last: dt.datetime | None = None


@dataclass(slots=True)
class Actor:
    """An actor that claims speak of: in how many of them in which part, and on which side it was found."""

    id: str
    name: str
    roles: dict[str, int] = field(default_factory=dict)
    sides: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stated:
    """A running total as stated: whose figure, of whom, on which day it was published."""

    effect: str
    origin: str
    victims: str
    day: str
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Voices:
    """Outlets and claimants by id, actors by id, and totals in no order."""

    outlets: Mapping[str, Voice]
    claimants: Mapping[str, Voice]
    actors: Mapping[str, Actor]
    totals: tuple[Stated, ...] = ()


@lru_cache(maxsize=4096)
def outlet_id(name: str | None) -> str:
    """The id of an outlet's page."""
    return digest("outlet", " ".join((name or "").casefold().split()))


class Gathering:
    """Takes claims in any order, as JSON, and gives the voices of all that it has. What it gave stays as it was: a
    voice that hears more is another one."""

    def __init__(self) -> None:
        self._voices: dict[str, dict[str, Voice]] = {"outlet": {}, "claimant": {}}
        self._actors: dict[str, Actor] = {}
        self._totals: list[Stated] = []
        self._fresh: set[tuple[str, str]] = set()

    def add(self, claims: Iterable[Mapping[str, Any]], reports: Mapping[str, Report]) -> None:
        """Hear claims, each as the JSON of a `ResolvedClaim`; `reports` are their documents."""
        for resolved in claims:
            claim = resolved["claim"]
            key, document = claim["key"], claim["document"]
            report = reports.get(document)
            name = report.outlet if report else None
            chain = claim["attribution"]["chain"]
            origin = chain[-1]
            told = origin["kind"] != LinkKind.OUTLET
            outlet = self._voice("outlet", outlet_id(name), name or "outlet unknown", document, report)
            at = _micros(report)
            (outlet.relayed if told else outlet.own).append(key)
            (outlet.relayed_at if told else outlet.own_at).append(at)
            for part in resolved.get("actors", ()):
                # A provisional claimant may be a private person: such a name stays in the text where it was printed.
                if part.get("actor") is None or part.get("provisional", False):
                    continue
                if part["role"] == Role.CLAIMANT and told and not origin.get("anonymous", False):
                    claimant = self._voice("claimant", part["actor"], part["name"], document, report)
                    claimant.own.append(key)
                    claimant.own_at.append(at)
                self._actor(part)
            if (stated := _stated(claim, origin, report)) is not None:
                self._totals.append(stated)

    def voices(self) -> Voices:
        """What was gathered so far."""
        self._fresh = set()
        outlets, claimants = (dict(self._voices[kind]) for kind in ("outlet", "claimant"))
        return Voices(outlets, claimants, dict(self._actors), tuple(self._totals))

    def _voice(self, kind: str, id_: str, name: str, document: str, report: Report | None) -> Voice:
        found = self._voices[kind].get(id_)
        if found is None:
            found = self._voices[kind][id_] = Voice(id_, name, kind)
        elif (kind, id_) not in self._fresh:
            found = replace(
                found,
                own=[*found.own],
                relayed=[*found.relayed],
                own_at=found.own_at[:],
                relayed_at=found.relayed_at[:],
                documents={*found.documents},
            )
            self._voices[kind][id_] = found
        self._fresh.add((kind, id_))
        found.name = min(found.name, name)
        found.documents.add(document)
        if report is not None and report.published is not None:
            found.first = min(found.first or report.published, report.published)
            found.last = max(found.last or report.published, report.published)
        return found

    def _actor(self, part: Mapping[str, Any]) -> None:
        id_, role, side = part["actor"], part["role"], part.get("side")
        found = self._actors.get(id_)
        if found is None:
            found = self._actors[id_] = Actor(id_, part["name"])
        elif ("actor", id_) not in self._fresh:
            found = self._actors[id_] = replace(found, roles={**found.roles}, sides={**found.sides})
        self._fresh.add(("actor", id_))
        found.name = min(found.name, part["name"])
        found.roles[role] = found.roles.get(role, 0) + 1
        if side:
            found.sides[side] = found.sides.get(side, 0) + 1


def _micros(report: Report | None) -> int:
    return NEVER if report is None or report.published is None else (report.published - _EPOCH) // _MICRO


def _stated(claim: Mapping[str, Any], origin: Mapping[str, Any], report: Report | None) -> Stated | None:
    """The running total that a claim states, if it states one that has a name and a day."""
    content = claim["content"]
    if (
        claim["kind"] != "toll"
        or content.get("scope", Scope.EVENT) == Scope.EVENT
        or report is None
        or report.published is None
    ):
        return None
    victims, quantity = content.get("victims", {}), content["quantity"]
    if victims.get("group") or origin.get("anonymous", False):
        return None
    name = (report.outlet or "outlet unknown") if origin["kind"] == LinkKind.OUTLET else origin["name"]
    day = report.published.date().isoformat()
    who = victims.get("victim_class", "")
    return Stated(content["effect"], name, who, day, quantity["low"], quantity.get("high"))
