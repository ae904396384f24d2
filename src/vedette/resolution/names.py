"""One actor under several names: provisional actors of many documents, merged by what their names share.

A name that no registry knows becomes an actor of its own in every spelling. Here spellings of one name are proposed as
one, each with the features that speak for it, and no further: a shared adjective or a shared "brigade" is no evidence.
What analysts have decided (a `Decision` that actors are *same* or *different*) comes first and survives every re-run: a
pair told apart is never joined, nor brought together by way of a third name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from vedette.model.decision import Decision, DecisionKind, SubjectKind, standing
from vedette.model.ids import ActorId
from vedette.reference.actor_names import pieces, singular
from vedette.resolution.actor_words import FIGHTERS, FORCES
from vedette.text.similarity import name_similarity

#: Likeness (0 to 100) from which two names are spellings of one. Set on the cases of the unit tests (2026-11).
SPELLINGS = 92.0
#: A name shorter than this is alike to too many others.
LEAST_LETTERS = 5
#: Letters of an acronym that stand for a name.
LEAST_INITIALS = 3
#: Names in one block are compared in pairs; of a larger block only the most often named are.
LARGEST_BLOCK = 200


#: Words that tell no name from another. Compass points, numbers and "new" do: there are two Shields.
_PADDING = frozenset("the a an of for and in to so called self styled some other several suspected alleged".split())


@dataclass(frozen=True, slots=True)
class ActorName:
    """A provisional actor with the name it was first met under, and in how many claims it occurs."""

    actor: ActorId
    name: str
    claims: int = 1


@dataclass(frozen=True, slots=True)
class SameName:
    """Two actors taken for one, with the reason in words an analyst can read; `decided` where a person said so."""

    kept: ActorId
    merged: ActorId
    reason: str
    decided: bool = False


def merge_names(names: Iterable[ActorName], decisions: Iterable[Decision] = ()) -> tuple[SameName, ...]:
    """Which actors are one, as pairs whose `kept` is the actor that stands for its group; the order given changes
    nothing. The group is named by the actor in most claims."""
    by_id = {n.actor: n for n in sorted(names, key=lambda n: (-n.claims, n.actor), reverse=True)}
    same, different = rulings(decisions)
    groups = _Groups(by_id, different)
    for (a, b), reason in sorted(same.items()):
        groups.join(a, b, reason, decided=True)
    for a, b, reason in sorted(_proposed(tuple(by_id.values()))):
        groups.join(a, b, reason, decided=False)
    return groups.pairs()


def rulings(
    decisions: Iterable[Decision],
) -> tuple[Mapping[tuple[ActorId, ActorId], str], frozenset[tuple[ActorId, ActorId]]]:
    """The pairs of actors that standing decisions call the same, with why, and those they call different. Of two
    decisions about a pair the later counts."""
    same: dict[tuple[ActorId, ActorId], str] = {}
    different: set[tuple[ActorId, ActorId]] = set()
    about = [d for d in standing(decisions) if d.subject_kind is SubjectKind.ACTOR]
    for decision in sorted(about, key=lambda d: (d.made, d.id)):
        for a, b in combinations(sorted(set(decision.subjects)), 2):
            pair = (ActorId(a), ActorId(b))
            if decision.kind is DecisionKind.SAME:
                same[pair] = f"{decision.person}: {decision.reason}"
                different.discard(pair)
            elif decision.kind is DecisionKind.DIFFERENT:
                same.pop(pair, None)
                different.add(pair)
    return same, frozenset(different)


@lru_cache(maxsize=65_536)
def alike(one: str, other: str) -> str | None:
    """Why two names are one name, in words; None where they are not, or where it can't be told."""
    a, b = core_pieces(one), core_pieces(other)
    if not a or not b:
        return None
    if a == b:
        return f"{one!r} and {other!r} differ in words like 'the' or 'fighters' only"
    if _stands_for(one, other) or _stands_for(other, one):
        return f"one of {one!r} and {other!r} is the initials of the other"
    joined, against = " ".join(a), " ".join(b)
    if len(a) != len(b) and joined.replace(" ", "") != against.replace(" ", ""):
        return None
    if any(_numbers(p) != _numbers(q) for p, q in ((a, b),)) or min(len(joined), len(against)) < LEAST_LETTERS:
        return None
    if len(a) == len(b) and any(name_similarity(p, q) < SPELLINGS for p, q in zip(a, b, strict=True)):
        return None
    likeness = name_similarity(joined, against)
    return f"{one!r} and {other!r} are {likeness:.0f} % alike by sound" if likeness >= SPELLINGS else None


@lru_cache(maxsize=65_536)
def core_pieces(name: str) -> tuple[str, ...]:
    """The pieces of a name that tell it from others: without articles, sizes and words for people under arms; all of
    them where nothing else is left."""
    parts = tuple(singular(p) for p in pieces(name))
    telling = tuple(p for p in parts if p not in _PADDING and p not in FIGHTERS and p not in FORCES)
    return telling if any(len(p) > 2 for p in telling) else ()


def _numbers(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(p for p in parts if any(c.isdigit() for c in p))


def _stands_for(acronym: str, name: str) -> bool:
    letters = acronym.strip().replace(".", "")
    if len(letters) < LEAST_INITIALS or not letters.isalpha() or not letters.isupper():
        return False
    return letters.casefold() == _initials(name)


def _initials(name: str) -> str:
    return "".join(p[0] for p in pieces(name) if p not in _PADDING)


def _proposed(names: Sequence[ActorName]) -> Iterable[tuple[ActorId, ActorId, str]]:
    blocks: dict[str, list[ActorName]] = {}
    for name in sorted(names, key=lambda n: (-n.claims, n.actor)):
        for key in _block_keys(name.name):
            blocks.setdefault(key, []).append(name)
    seen: set[tuple[ActorId, ActorId]] = set()
    for block in blocks.values():
        for one, other in combinations(block[:LARGEST_BLOCK], 2):
            first, second = sorted((one, other), key=lambda n: n.actor)
            pair = (first.actor, second.actor)
            if pair in seen:
                continue
            seen.add(pair)
            reason = alike(first.name, second.name)
            if reason is not None:
                yield *pair, reason


def _block_keys(name: str) -> set[str]:
    """Names are compared that share a first letter of their core (k and q, c are one), or whose initials meet."""
    parts = core_pieces(name)
    keys = {parts[0][0].translate(str.maketrans("qcoyj", "kkuii"))} if parts else set()
    letters = name.strip().replace(".", "")
    if letters.isupper() and letters.isalpha() and len(letters) >= LEAST_INITIALS:
        keys.add(f"initials:{letters.casefold()}")
    keys.add(f"initials:{_initials(name)}")
    return keys


class _Groups:
    """Groups of actors that grow by joins, and refuse one that would unite a pair that was told apart."""

    def __init__(self, by_id: Mapping[ActorId, ActorName], different: frozenset[tuple[ActorId, ActorId]]) -> None:
        self._by_id = by_id
        self._different = different
        self._group: dict[ActorId, frozenset[ActorId]] = {}
        self._why: dict[ActorId, tuple[str, bool]] = {}

    def join(self, a: ActorId, b: ActorId, reason: str, *, decided: bool) -> None:
        left, right = (self._group.get(x, frozenset({x})) for x in (a, b))
        if left == right or any((min(x, y), max(x, y)) in self._different for x in left for y in right):
            return
        for actor in (a, b):
            if actor not in self._why or (decided and not self._why[actor][1]):
                self._why[actor] = (reason, decided)
        united = left | right
        for actor in united:
            self._group[actor] = united

    def pairs(self) -> tuple[SameName, ...]:
        found = []
        for group in sorted(set(self._group.values()), key=sorted):
            kept = min(group, key=self._rank)
            found += [SameName(kept, actor, *self._why[actor]) for actor in sorted(group) if actor != kept]
        return tuple(found)

    def _rank(self, actor: ActorId) -> tuple[bool, int, ActorId]:
        """A registered actor stands for its group, else the one in most claims."""
        name = self._by_id.get(actor)
        return actor.startswith("provisional:"), -(name.claims if name else 0), actor
