"""Whose words a ledger holds, where it is blind, and what each source adds to the figures."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vedette.model.claim import Effect
from vedette.model.event import Event
from vedette.tallies.occurrences import UNKNOWN, Claims, Documents, Occurrence, outlet_of


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the mix: how many reports and claims, and which share of the claims."""

    name: str
    reports: int
    claims: int
    share: float


@dataclass(frozen=True, slots=True)
class Blind:
    """A first-level division of a country at war for which the ledger places no event."""

    country: str
    division: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Events with deaths and their bounds added, never a toll: `high` adds the floor where nobody states a top."""

    events: int
    low: int
    high: int


def mix(claims: Claims, documents: Documents, part: Callable[[str, str], str]) -> tuple[Share, ...]:
    """The claims by a part of the mix, the largest first. `part` names it for an outlet and a report's language."""
    reports: dict[str, set[str]] = {}
    counts: Counter[str] = Counter()
    for claim in claims.values():
        document = documents.get(claim.claim.document)
        name = part(outlet_of(claim, documents), (document.language or "") if document else "")
        counts[name] += 1
        reports.setdefault(name, set()).add(claim.claim.document)
    total = sum(counts.values())
    return tuple(
        Share(name, len(reports[name]), counts[name], counts[name] / total)
        for name in sorted(counts, key=lambda n: (-counts[n], n))
    )


def blind(
    told: Iterable[Occurrence], divisions: Callable[[str], Sequence[str]], *, least: int = 10
) -> tuple[Blind, ...]:
    """The divisions without an event, of each country with so many events; `divisions` names those of a country."""
    seen: dict[str, Counter[str]] = {}
    for one in told:
        area = one.areas[-1].split("/", 1)
        seen.setdefault(one.areas[0], Counter())[area[1] if len(area) > 1 else ""] += 1
    return tuple(
        Blind(country, name)
        for country in sorted(seen)
        if sum(seen[country].values()) >= least
        for name in sorted(divisions(country))
        if name not in seen[country]
    )


def added(events: Iterable[Event], told: Iterable[Occurrence]) -> Sum:
    """The deaths of those events that series count deaths of (`told`), bounds added."""
    counted = {one.event for one in told if one.low}
    bounds = []
    for event in events:
        mine = [t for t in event.tolls if t.effect is Effect.KILLED and not t.group]
        if mine and event.id in counted:
            bounds.append((max(t.low for t in mine), max(t.low if t.high is None else t.high for t in mine)))
    return Sum(len(bounds), sum(low for low, _ in bounds), sum(high for _, high in bounds))


def largest(shares: Sequence[Share], most: int) -> tuple[str, ...]:
    """The outlets that carry most; those that nobody names can't be left out."""
    return tuple(s.name for s in shares if s.name != UNKNOWN)[:most]


def without_each(whole: Sum, left: Mapping[str, Sum]) -> tuple[tuple[str, Sum, float], ...]:
    """For each source the sum without it and by which share the floor falls, the heaviest first."""
    found = [(name, rest, (whole.low - rest.low) / whole.low if whole.low else 0.0) for name, rest in left.items()]
    return tuple(sorted(found, key=lambda x: (-x[2], x[0])))
