"""Denials that are worded as statements ("the air force denied it") find the happening they answer.

Ties only what is near enough to be safe: a denial stands within a few sentences of the happening in one report, or
names its place within a few days and comes from those accused of it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vedette.model.claim import SpeechAct, StatementContent
from vedette.model.ids import ClaimKey
from vedette.model.resolved import Role
from vedette.reconciliation.joining.blocking import gap
from vedette.reconciliation.joining.features import days_between
from vedette.reconciliation.testimony.base import Testimony
from vedette.reconciliation.testimony.places import keys_of
from vedette.reconciliation.testimony.sides import accused_in, is_party, same_side
from vedette.reference.demonyms import demonym_country

#: A denial answers what stands at most so many characters away in its report.
REACH = 600
#: Days between a happening and a denial from elsewhere.
DAYS = 3
#: "Denied any involvement", "denied carrying out the raid": who did it is disputed, not that it happened.
_OWN_PART = re.compile(
    r"\binvolve|\bresponsib|\bcomplici|\b(?:carr(?:y|ied|ying) out|behind|blame|having used|using)\b|"
    r"\b(?:role|hand|part) in\b|\b(?:active|present|operating|flying|in action) (?:in|over|near|at)\b",
    re.IGNORECASE,
)
#: "Dismisses the monitor's reporting as biased": said of all that somebody reports, and no answer to one thing.
_OF_ALL = re.compile(r"\b(?:reporting|coverage)\b", re.IGNORECASE)


#: The verb of a denial.
_DENIES = re.compile(r"(?:den(?:y|ies|ied)|reject|dismiss|refut)", re.IGNORECASE)
#: Characters before a claim's words in which it is said that they are denied.
_WORDS = 40


def is_denial(t: Testimony) -> bool:
    """Whether a claim is a statement that denies something."""
    content = t.claim.claim.content
    return isinstance(content, StatementContent) and content.act is SpeechAct.DENIES


def denies_own_part(t: Testimony) -> bool:
    """Whether a denial is of having done it: somebody else may have."""
    evidence = t.claim.claim.evidence
    if _OWN_PART.search(f"{evidence.before[-_WORDS:]}{evidence.quote}") is None:
        return False
    return is_denial(t) or any(is_party(t.origin, a) for a in accused_in(t.claim))


def is_answer(t: Testimony) -> bool:
    """Whether a denial can be of one happening."""
    return is_denial(t) and _OF_ALL.search(t.claim.claim.evidence.quote) is None


def speaks_for(t: Testimony, accused: Testimony) -> bool:
    """Whether a denial comes from whoever the happening is laid to."""
    who = t.claim.actor(Role.WHO)
    for actor in accused_in(accused.claim):
        if is_party(t.origin, actor):
            return True
        if who is not None and (
            (who.actor is not None and who.actor == actor.actor) or same_side(who.side, actor.side)
        ):
            return True
        if who is not None and actor.actor is not None and actor.actor.upper() in _countries(t):
            return True
    return False


def _countries(denial: Testimony) -> set[str]:
    """The countries by whose adjective a denial's sentence opens: "a Chadian army spokesman, X, denied ..."."""
    told = denial.claim.claim.evidence.quote.split()
    ends = next((i for i, w in enumerate(told) if _DENIES.match(w)), 0)
    return {c for w in told[:ends] if w[:1].isupper() and (c := demonym_country(w)) is not None}


def answered(
    denials: Iterable[Testimony], happenings: Iterable[Testimony], cluster_of: Mapping[ClaimKey, ClaimKey]
) -> dict[ClaimKey, list[Testimony]]:
    """For each cluster (by the key that `cluster_of` gives its members) the denials that answer it."""
    by_document: dict[str, list[Testimony]] = defaultdict(list)
    by_place: dict[str, list[Testimony]] = defaultdict(list)
    for t in sorted(happenings, key=lambda t: t.order):
        by_document[t.claim.claim.document].append(t)
        for key in keys_of(t.claim):
            by_place[key].append(t)
    found: dict[ClaimKey, list[Testimony]] = defaultdict(list)
    for denial in sorted(filter(is_answer, denials), key=lambda t: t.order):
        target = _beside(denial, by_document[denial.claim.claim.document]) or _same_place(denial, by_place)
        if target is not None:
            found[cluster_of[target.key]].append(denial)
    return dict(found)


def within_reach(
    denials: Iterable[Testimony], happenings: Sequence[Testimony]
) -> Iterator[tuple[Testimony, Testimony]]:
    """Each denial with every happening that it may answer, whichever others are known."""
    denials = tuple(denials)
    if not denials:
        return
    by_document: dict[str, list[Testimony]] = defaultdict(list)
    by_place: dict[str, list[Testimony]] = defaultdict(list)
    for t in happenings:
        by_document[t.claim.claim.document].append(t)
        for key in keys_of(t.claim):
            by_place[key].append(t)
    for denial in denials:
        for t in by_document[denial.claim.claim.document]:
            if (apart := gap(denial, t)) is not None and apart <= REACH:
                yield denial, t
        for key in keys_of(denial.claim):
            for t in by_place.get(key, ()):
                if speaks_for(denial, t) and days_between(denial, t) <= DAYS:
                    yield denial, t


def _beside(denial: Testimony, others: Sequence[Testimony]) -> Testimony | None:
    near = [(gap(denial, t), not speaks_for(denial, t), t.key, t) for t in others]
    ranked = sorted((foreign, apart, key) for apart, foreign, key, _ in near if apart is not None and apart <= REACH)
    # A denial by somebody nobody accused here answers only what stands in the very next sentence.
    if not ranked or (ranked[0][0] and ranked[0][1] > 3):
        return None
    return next(t for *_, key, t in near if key == ranked[0][2])


def _same_place(denial: Testimony, by_place: Mapping[str, Sequence[Testimony]]) -> Testimony | None:
    found = {
        t.key: t
        for key in keys_of(denial.claim)
        for t in by_place.get(key, ())
        if speaks_for(denial, t) and days_between(denial, t) <= DAYS
    }
    return min(found.values(), key=lambda t: (days_between(denial, t), t.order), default=None)
