"""Weaving: the ties among all that was ever public of some documents, copies and analysts' decisions included."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from vedette.model.decision import Decision, DecisionKind
from vedette.model.ids import ClaimKey, DocumentId
from vedette.pipeline.deriving.rulings import ruled
from vedette.pipeline.deriving.spells import Spell, copies_in
from vedette.reconciliation.events import id_from
from vedette.reconciliation.reconcile import Scorer, scores_of
from vedette.reconciliation.ties import Ties, ties_of

NO_ORIGINALS: Mapping[ClaimKey, ClaimKey] = MappingProxyType({})


class Decided:
    """The decisions in force on claims and events, found by what they are about."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        """In the order made."""
        self._decisions = tuple(decisions)
        self._about: dict[str, list[int]] = defaultdict(list)
        for number, decision in enumerate(self._decisions):
            for subject in decision.subjects:
                self._about[subject].append(number)

    def concerning(self, keys: Iterable[ClaimKey]) -> Iterator[Decision]:
        """Those on any of these claims, or on events that they name, in the order made."""
        if not self._about:
            return
        numbers = {n for key in keys for name in (key, id_from(key)) for n in self._about.get(name, ())}
        for number in sorted(numbers):
            yield self._decisions[number]

    def rejected(self, keys: Iterable[ClaimKey]) -> Collection[ClaimKey]:
        """Which of these claims a person rejected."""
        keys = tuple(keys)
        return ruled(self.concerning(keys), keys).rejected

    def merges(self, key: ClaimKey) -> Iterator[tuple[int, Decision]]:
        """The unions that a claim is in, each with its number."""
        if not self._about:
            return
        for name in (key, id_from(key)):
            for number in self._about.get(name, ()):
                if self._decisions[number].kind is DecisionKind.MERGE:
                    yield number, self._decisions[number]


@dataclass(frozen=True, slots=True)
class Weave:
    """The ties; the claims that are told in several ways at several times; copies that are copies at every time, with
    their originals; and the claims of which it depends on the moment whether they are copies."""

    ties: Ties
    changing: Collection[ClaimKey]
    copies: Mapping[ClaimKey, ClaimKey]
    unsure: Collection[ClaimKey]


def woven(
    spells: Iterable[Spell],
    decided: Decided,
    *,
    scorer: Scorer = scores_of,
    only: Collection[ClaimKey] | None = None,
    originals: Mapping[ClaimKey, ClaimKey] = NO_ORIGINALS,
) -> Weave:
    """The ties of these spells. `only`: copies are looked for among these claims, of which all others that say the same
    words must be there; of the rest `originals` say which are copies, and of which."""
    spells = tuple(spells)
    several: dict[DocumentId, int] = defaultdict(int)
    for spell in spells:
        several[spell.id] += 1 + (spell.until is not None)
    changing = frozenset(t.key for s in spells if several[s.id] > 1 for t in s.said)
    asked = spells if only is None else tuple(_part(s, only) for s in spells)
    copies, rings = copies_in(asked, {d for d, n in several.items() if n > 1})
    if only is not None:
        copies |= {key: original for key, original in originals.items() if key not in only}
    said = [t for s in spells for t in s.said]
    ties = ties_of(said, changing=changing, copies=copies, scorer=scorer)
    for copy, original in copies.items():
        ties.tie(copy, original)
    for ring, keys in rings.items():
        for key in keys:
            ties.join(ring, key)
    for key in {t.key for t in said} | {k for s in spells for k in s.rejected}:
        for number, _ in decided.merges(key):
            ties.join(("merge", number), key)
    return Weave(ties, changing, copies, frozenset(key for ring in rings.values() for key in ring))


def part(spells: Iterable[Spell], keys: Collection[ClaimKey]) -> list[Spell]:
    """The spells with only these claims; those in which nothing is left are left out."""
    kept = (_part(spell, keys) for spell in spells)
    return [spell for spell in kept if spell.said or spell.rejected]


def _part(spell: Spell, keys: Collection[ClaimKey]) -> Spell:
    said = tuple(t for t in spell.said if t.key in keys)
    return replace(spell, said=said, rejected=tuple(k for k in spell.rejected if k in keys))
