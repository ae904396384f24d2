"""Independence: whether two testimonies are one voice, two, or nobody can tell. Only independent ones count.

Copies and quotations fold into their origin before this is asked: nine outlets that print "the Observatory said" have
one origin. Here stand the rules for two origins, each a function with its reason.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

from vedette.model.claim import Effect, StatementContent, TollContent
from vedette.model.ids import DocumentId
from vedette.model.provenance import Span, Status
from vedette.model.resolved import Role
from vedette.reconciliation.testimony.base import OriginKind, Testimony
from vedette.reconciliation.testimony.sides import same_side


class Relation(StrEnum):
    """What two testimonies are to each other."""

    SAME = "same"
    INDEPENDENT = "independent"
    UNKNOWN = "unknown"


class Ground(StrEnum):
    """Why."""

    ONE_ORIGIN = "both go back to one origin"
    COPY = "one text is a copy of the other"
    ONE_OWNER = "the two have one owner"
    ONE_SIDE = "both stand on one side of the conflict"
    UNNAMED = "a source is not named"
    MAY_RELAY = "the outlet cites the other in the same report and may only repeat it"
    APART = "two origins with nothing known in common"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A relation and its ground."""

    relation: Relation
    ground: Ground


@lru_cache(maxsize=65_536)
def compare(a: Testimony, b: Testimony) -> Verdict:
    """The relation of two testimonies; the first rule that fits decides. Symmetric."""
    if a.origin.key == b.origin.key:
        return Verdict(Relation.SAME, Ground.ONE_ORIGIN)
    if a.copy_of == b.key or b.copy_of == a.key or (a.copy_of is not None and a.copy_of == b.copy_of):
        return Verdict(Relation.SAME, Ground.COPY)
    if a.origin.owner is not None and a.origin.owner == b.origin.owner:
        return Verdict(Relation.SAME, Ground.ONE_OWNER)
    if same_side(a.origin.side, b.origin.side):
        return Verdict(Relation.SAME, Ground.ONE_SIDE)
    if OriginKind.ANONYMOUS in (a.origin.kind, b.origin.kind):
        return Verdict(Relation.UNKNOWN, Ground.UNNAMED)
    if _may_relay(a, b) or _may_relay(b, a):
        return Verdict(Relation.UNKNOWN, Ground.MAY_RELAY)
    return Verdict(Relation.INDEPENDENT, Ground.APART)


def _may_relay(a: Testimony, b: Testimony) -> bool:
    """An outlet's own words beside a quotation of the other: it may have taken them from there."""
    return a.origin.kind is OriginKind.OUTLET and b.origin.key in a.cites


def voices(testimonies: Sequence[Testimony]) -> tuple[Testimony, ...]:
    """The first testimony of each original claimant, be it that he denies, copies left out; organs of one body are one.
    An outlet's own words count only where it is all there is: beside a claimant they are his, or nobody's in
    particular; and so are the unnamed of a lead ("activists said") with the figure that its report gives by name."""
    first: dict[str, Testimony] = {}
    claimants: list[Testimony] = []
    named_below = {
        (t.claim.claim.document, *figure)
        for t in testimonies
        if t.origin.kind is OriginKind.NAMED and (figure := _figure(t))
    }
    summed_up = {
        (t.claim.claim.document, t.origin.key)
        for t in testimonies
        if t.origin.kind is OriginKind.ANONYMOUS
        and (figure := _figure(t))
        and (t.claim.claim.document, *figure) in named_below
    }
    denied = {
        _sentence(t)
        for t in testimonies
        if t.claim.claim.status is Status.DENIED and t.origin.kind is not OriginKind.OUTLET
    }
    heard = [
        t
        for t in testimonies
        if t.copy_of is None
        and (t.claim.claim.document, t.origin.key) not in summed_up
        and not (_is_speech(t) and _sentence(t) in denied)  # what its sentence gives in the name of who denies
    ]
    heard = [teller for t in sorted(heard, key=lambda t: t.order) for teller in _with_tellers(t)]
    full = _full_names({_voice(t) for t in heard})
    for t in heard:
        voice = full.get(_voice(t), _voice(t))
        if first.setdefault(voice, t) is t and (_is_quoted(t) or voice != t.origin.key):
            claimants.append(t)
    return tuple(claimants or list(first.values())[:1])


#: How the key of an origin begins that no table knows.
_BY_NAME = "name:"


def _full_names(keys: Iterable[str]) -> dict[str, str]:
    """Of names that no table knows, the fullest of one event that ends as each does: "the health ministry" of a country
    is "the Ardan health ministry", "Kebe" is "Musa Kebe"."""
    names = {key: key.removeprefix(_BY_NAME).split() for key in sorted(keys) if key.startswith(_BY_NAME)}
    return {
        key: max(longer, key=len)
        for key, words in names.items()
        if words and (longer := [k for k, w in names.items() if len(w) > len(words) and w[-len(words) :] == words])
    }


def _with_tellers(t: Testimony) -> Iterator[Testimony]:
    """A testimony, and the same as if each of those who tell of it beside its origin had said it."""
    yield t
    for origin in t.tellers:
        yield replace(t, origin=origin, tellers=())


def _sentence(t: Testimony) -> tuple[DocumentId, Span | None]:
    """The report of a claim and its sentence."""
    return t.claim.claim.document, t.claim.claim.evidence.sentence


def _is_speech(t: Testimony) -> bool:
    """Whether an outlet tells that somebody said something."""
    return isinstance(t.claim.claim.content, StatementContent) and t.origin.kind is OriginKind.OUTLET


def _is_quoted(t: Testimony) -> bool:
    """Whether a report names somebody for it, be it another outlet."""
    return t.origin.kind is not OriginKind.OUTLET or t.claim.claim.attribution.claimant is not None


def _figure(t: Testimony) -> tuple[Effect, int] | None:
    """The number of a toll, and of what harm."""
    content = t.claim.claim.content
    return (content.effect, content.quantity.low) if isinstance(content, TollContent) else None


def _voice(t: Testimony) -> str:
    """Whose word it is, as a key: the body's that he is an organ of; of "the army denied it", told by an outlet, the
    army's."""
    speaker = t.claim.actor(Role.WHO)
    if t.origin.kind is OriginKind.OUTLET and speaker is not None and speaker.actor is not None:
        return f"actor:{speaker.actor}"
    named = t.origin.kind is OriginKind.NAMED
    return t.origin.owner if named and t.origin.owner is not None else t.origin.key


def independent_origins(testimonies: Sequence[Testimony]) -> tuple[Testimony, ...]:
    """As many pairwise independent testimonies as a greedy choice finds: those that clash with fewest come first,
    ties by order. Never more than there are; copies are left out. A lower bound where many sources are unnamed."""
    first: dict[str, Testimony] = {}
    for t in sorted((t for t in testimonies if t.copy_of is None), key=lambda t: t.order):
        known = first.get(t.origin.key)
        # Of one origin's testimonies the one that cites nobody speaks for it: order among documents must not matter.
        if known is None or len(t.cites) < len(known.cites):
            first[t.origin.key] = t
    distinct = [first[k] for k in sorted(first)]
    if len(distinct) < 2:  # most events: nothing to compare
        return tuple(distinct)
    clashes = dict.fromkeys((t.key for t in distinct), 0)
    for a, b in combinations(distinct, 2):
        if compare(a, b).relation is not Relation.INDEPENDENT:
            clashes[a.key] += 1
            clashes[b.key] += 1
    chosen: list[Testimony] = []
    for t in sorted(distinct, key=lambda t: (clashes[t.key], t.order)):
        if all(compare(t, c).relation is Relation.INDEPENDENT for c in chosen):
            chosen.append(t)
    return tuple(chosen)
