"""From claims to what each origin says now: relays fold into the first word of it, later figures supersede earlier
ones."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from vedette.model.claim import TollContent
from vedette.model.ids import ClaimKey
from vedette.model.provenance import CaveatKind, Status
from vedette.model.quantity import Quantity
from vedette.model.toll import LeaveReason, LeftOut
from vedette.model.verification import Interest
from vedette.reconciliation.testimony.base import OriginKind, Testimony, is_update
from vedette.reconciliation.testimony.sides import interest_of
from vedette.reconciliation.voices.narrative import vague

_NOT_SAID = frozenset({Status.PLANNED, Status.THREATENED, Status.HYPOTHETICAL})
#: "Updating an earlier toll of 15", "up from an initial figure of 4": the figure that another takes the place of.
_EARLIER = re.compile(
    r"\b(?:updat\w+|revis\w+|correct\w+|rais\w+|up|down|risen|rose|increas\w+) (?:from )?(?:an?|its|the|his) "
    r"(?:earlier|previous|initial|first|preliminary) (?:death )?(?:toll|figure|count|estimate)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one origin that stands: the claim that gave it first, and the interval it amounts to.

    An admission against the origin's own interest amounts to its floor only, whatever its words.
    """

    testimony: Testimony
    low: int
    high: int | None
    conceded: bool = False
    parts: tuple[Testimony, ...] = ()
    summed: bool = False

    @property
    def quantity(self) -> Quantity:
        """The interval as a quantity."""
        stated = quantity_of(self.testimony)
        return Quantity(self.low, self.high, stated.approximate and not self.summed)

    @property
    def point(self) -> int | None:
        """The number stated, unless it is only a floor or a ceiling."""
        return None if self.conceded or self.low != self.high else self.low


def quantity_of(t: Testimony) -> Quantity:
    """The quantity of a toll claim. Raises TypeError for another kind of claim."""
    content = t.claim.claim.content
    if not isinstance(content, TollContent):
        raise TypeError(f"not a toll claim: {t.key}")
    return content.quantity


def figure_of(t: Testimony) -> Figure:
    """What a toll claim amounts to by itself."""
    quantity = quantity_of(t)
    conceded = interest_of(t) is Interest.AGAINST_OWN
    return Figure(t, quantity.low, None if conceded else quantity.high, conceded)


def standing(testimonies: Sequence[Testimony]) -> tuple[tuple[Figure, ...], tuple[LeftOut, ...]]:
    """The figures that stand, and the claims that do not with the reason. Of one kind of people in one event or window.

    *Later* is when the origin spoke. Figures of one origin on one day stand side by side; the arithmetic takes the
    higher.
    """
    left: list[LeftOut] = []
    by_origin: dict[str, list[Testimony]] = defaultdict(list)
    first_said: dict[tuple[int, int | None], Testimony] = {}
    gone = [t for t in testimonies if is_retraction(t)]
    for t in sorted(testimonies, key=lambda t: (t.spoke, not is_outdated(t), t.order)):
        if (reason := unsaid(t)) is not None:
            left.append(LeftOut(t.key, reason))
            continue
        back = next((g for g in gone if takes_back(g, t)), None)
        if back is not None:
            left.append(LeftOut(t.key, LeaveReason.RETRACTED, back.key))
            continue
        by_origin[t.origin.key].append(t)
        if t.origin.kind is not OriginKind.OUTLET:
            first_said.setdefault(value_of(t), t)
    figures: list[Figure] = []
    for _, claims in sorted(by_origin.items()):
        current: list[Testimony] = []
        seen: dict[tuple[int, int | None], Testimony] = {}
        for t in claims:
            known = seen.get(value_of(t)) or relayed(t, first_said)
            if known is not None and not _said_anew(t, known):
                left.append(LeftOut(t.key, LeaveReason.RELAY, known.key))
                continue
            seen[value_of(t)] = t
            superseded = [c for c in current if supersedes(t, c)]
            left += [LeftOut(c.key, LeaveReason.SUPERSEDED, t.key) for c in superseded]
            current = [c for c in current if c not in superseded] + [t]
        figures += [figure_of(t) for t in current]
    return tuple(figures), tuple(sorted(left, key=lambda x: x.claim))


def unsaid(t: Testimony) -> LeaveReason | None:
    """Why a claim puts no figure forward: denied, not yet so, or taken back."""
    status = t.claim.claim.status
    if status is Status.DENIED:
        return LeaveReason.DENIED
    if status in _NOT_SAID:
        return LeaveReason.NOT_ASSERTED
    if is_retraction(t):
        return LeaveReason.RETRACTED
    return None


def is_retraction(t: Testimony) -> bool:
    """Whether the claim's own report says that it is taken back."""
    return any(c.kind is CaveatKind.RETRACTED for c in t.claim.claim.caveats)


def takes_back(retraction: Testimony, earlier: Testimony) -> bool:
    """Whether one origin's retraction is of what it said before: the same figure, or, of an act, the act itself."""
    if not is_retraction(retraction) or retraction.origin.key != earlier.origin.key:
        return False
    if retraction.order < earlier.order:
        return False
    of_figures = [isinstance(t.claim.claim.content, TollContent) for t in (retraction, earlier)]
    return value_of(retraction) == value_of(earlier) if all(of_figures) else not any(of_figures)


def taken_back(told: Sequence[Testimony]) -> tuple[LeftOut, ...]:
    """What of all told was taken back by whoever said it: the claims in the order told, each with the claim that took
    it back; a retraction of something that nobody else told stands by itself."""
    gone = [t for t in told if is_retraction(t)]
    found: list[LeftOut] = []
    used: set[ClaimKey] = set()
    for t in told:
        back = next((g for g in gone if g.key != t.key and takes_back(g, t)), None)
        if back is not None and t.key not in used:
            used.add(back.key)
            found.append(LeftOut(t.key, LeaveReason.RETRACTED, back.key))
    alone = (LeftOut(g.key, LeaveReason.RETRACTED) for g in gone if g.key not in used)
    return (*found, *(x for x in alone if x.claim not in {f.claim for f in found}))


def value_of(t: Testimony) -> tuple[int, int | None]:
    """A figure for comparing: "16" and "at least 16" are one figure handed on with more or less care."""
    quantity = quantity_of(t)
    return (quantity.low, quantity.low if quantity.high is None else quantity.high)


def relayed(t: Testimony, first_said: dict[tuple[int, int | None], Testimony]) -> Testimony | None:
    """Whose figure an outlet repeats in its own words: a named or unnamed source gave the very same one before."""
    if t.origin.kind is not OriginKind.OUTLET:
        return None
    source = first_said.get(value_of(t))
    return source if source is not None and source.spoke <= t.spoke else None


def supersedes(later: Testimony, earlier: Testimony) -> bool:
    """Whether a later figure of one origin takes the place of an earlier one: it spoke on a later day, or updates; or
    the report itself calls the other one the earlier: "updating an earlier toll of 15"."""
    if is_outdated(earlier) != is_outdated(later):
        return is_outdated(earlier)
    if vague(quantity_of(later)) and not vague(quantity_of(earlier)):
        return False  # "dozens", said a day after 65, takes nothing back
    return later.spoke > earlier.spoke or (is_update(later) and later.order > earlier.order)


def is_outdated(t: Testimony) -> bool:
    """Whether the words right before a figure say that it was given before and holds no longer."""
    evidence = t.claim.claim.evidence
    return _EARLIER.search(f"{evidence.before}{evidence.quote}") is not None


def _said_anew(t: Testimony, known: Testimony) -> bool:
    """An old figure counts as new only where the text dates the origin's words to a later day: a correction
    downwards."""
    spoke = t.claim.claim.attribution.origin.spoke
    return spoke is not None and t.origin.key == known.origin.key and spoke.start > known.spoke
