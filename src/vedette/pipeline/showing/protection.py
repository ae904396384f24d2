"""What is protected, from whom, and until when: worked out from the decisions and the sensitive captures.

An event's protection covers its claims and all that the same sentences say, in every other product too: who is kept
from an air strike is kept from its toll and from the change of control in the same line. What is protected is so at
every moment that is asked for: a look back at last week shows nothing that was hidden since.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from vedette.ledger.base import DerivedKind, Readable
from vedette.model.codec import loads
from vedette.model.decision import PROTECTIVE, Decision, DecisionKind, SubjectKind, standing
from vedette.model.ids import CaptureId, ClaimKey, DocumentId
from vedette.model.provenance import Span
from vedette.model.resolved import ResolvedClaim
from vedette.model.viewer import Viewer
from vedette.pipeline.showing.masking import PROTECTED, Blur, place_names
from vedette.reconciliation.events import id_from

#: The field of a decision to hide a document that keeps only its source from sight.
SOURCE = "source"
_NONE: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Protected:
    """What one viewer must not see, at one moment.

    `withheld` claims and `hidden` documents do not exist for the viewer; `spans` are blocked out of documents;
    `anonymous` documents have no source, `sealed` ones no words either; `names` are masked everywhere, `named` in one
    document, `blurs` in one claim and what is made of it, `voices` in what is made of a protected source's claim;
    `captures` are not given out.
    """

    withheld: frozenset[ClaimKey] = frozenset()
    hidden: frozenset[DocumentId] = frozenset()
    anonymous: frozenset[DocumentId] = frozenset()
    sealed: frozenset[DocumentId] = frozenset()
    captures: frozenset[CaptureId] = frozenset()
    names: tuple[str, ...] = ()
    spans: Mapping[DocumentId, tuple[Span, ...]] = field(default_factory=lambda: _NONE)
    named: Mapping[DocumentId, tuple[str, ...]] = field(default_factory=lambda: _NONE)
    blurs: Mapping[ClaimKey, Blur] = field(default_factory=lambda: _NONE)
    voices: Mapping[ClaimKey, tuple[str, ...]] = field(default_factory=lambda: _NONE)

    @property
    def nothing(self) -> bool:
        """Whether all may be seen."""
        return not (self.withheld or self.hidden or self.anonymous or self.sealed or self.names or self.blurs)


def protected(ledger: Readable, viewer: Viewer, now: dt.datetime) -> Protected:
    """What this viewer must not see of a ledger at `now`. `ledger` is the bare one."""
    if viewer is Viewer.KEEPER:
        return Protected()
    sealed = ledger.sensitive()
    given = [d for d in standing(ledger.decisions()) if d.kind in PROTECTIVE or d.kind in _STATES]
    if not sealed and not given:
        return Protected()
    public = viewer is Viewer.PUBLIC
    names = {s for d in given if d.subject_kind is SubjectKind.SOURCE for s in d.subjects if s.strip()}
    anonymous = {
        DocumentId(s)
        for d in given
        if d.kind is DecisionKind.HIDE and d.subject_kind is SubjectKind.DOCUMENT and d.field == SOURCE
        for s in d.subjects
    }
    hidden: set[DocumentId] = set()
    kept = _Kept()
    if public:
        for decision in _in_force(given, now):
            if decision.subject_kind is SubjectKind.DOCUMENT and decision.field != SOURCE:
                hidden |= {DocumentId(s) for s in decision.subjects}
        kept = _kept(ledger, list(_in_force(given, now)))
    return _gathered(ledger, kept, frozenset(names), frozenset(anonymous) | sealed, frozenset(hidden), public=public)


def lapses(ledger: Readable, now: dt.datetime) -> dt.datetime | None:
    """When the next embargo lapses: until then, as long as nothing is recorded, what is protected stays the same."""
    embargoes = (embargo_until(d) for d in standing(ledger.decisions()) if d.kind is DecisionKind.EMBARGO)
    return min((until for until in embargoes if until is not None and until > now), default=None)


_STATES = frozenset({DecisionKind.WITHDRAW, DecisionKind.APPROVE, DecisionKind.REVIEW})


@dataclass(frozen=True, slots=True)
class _Kept:
    """Claims to withhold and to blur, with the documents that they stand in."""

    withheld: tuple[ResolvedClaim, ...] = ()
    blurred: tuple[tuple[ResolvedClaim, Blur], ...] = ()


def _in_force(given: Iterable[Decision], now: dt.datetime) -> Iterable[Decision]:
    """Those that hold now: no lapsed embargo, no state but the last of its record."""
    state: dict[str, Decision] = {}
    for decision in given:
        if decision.kind in _STATES:
            state |= dict.fromkeys(decision.subjects, decision)
    for decision in given:
        if decision.kind is DecisionKind.EMBARGO and (until := embargo_until(decision)) is not None and until <= now:
            continue
        if decision.kind in _STATES and (
            decision.kind is not DecisionKind.WITHDRAW or all(state[s] is not decision for s in decision.subjects)
        ):
            continue
        yield decision


def embargo_until(decision: Decision) -> dt.datetime | None:
    """The time until which an embargo holds; None where its value is no time: then it holds for good."""
    try:
        until = dt.datetime.fromisoformat(str(loads(decision.value or "null")))
    except ValueError:
        return None
    return until if until.tzinfo is not None else until.replace(tzinfo=dt.UTC)


def blur_km(decision: Decision) -> float:
    """The radius of a blur. One that can't be read is the widest in use: to show too much would be worse."""
    try:
        radius = float(loads(decision.value or "null"))
    except (ValueError, TypeError):
        return _WIDEST_KM
    return radius if 0 < radius <= _WIDEST_KM else _WIDEST_KM


_WIDEST_KM = 500.0


def _kept(ledger: Readable, given: Iterable[Decision]) -> _Kept:
    about = (SubjectKind.CLAIM, SubjectKind.EVENT)
    withheld: set[str] = set()
    blurs: dict[str, float] = {}
    for decision in given:
        if decision.subject_kind not in about:
            continue
        if decision.kind is DecisionKind.BLUR:
            for subject in decision.subjects:
                blurs[subject] = max(blur_km(decision), blurs.get(subject, 0.0))
        else:
            withheld |= set(decision.subjects)
    if not withheld and not blurs:
        return _Kept()
    keys: set[ClaimKey] = {ClaimKey(s) for s in withheld}
    wide: dict[ClaimKey, float] = {ClaimKey(s): km for s, km in blurs.items()}
    found_at: set[str] = set()
    for row in ledger.derived(DerivedKind.EVENT):
        body = loads(row.body)  # not the whole event: of a hundred thousand that takes a minute
        members = [ClaimKey(key) for key in (*body["claims"], *body.get("copies", ()))]
        ids = {row.id, *members, *(id_from(key) for key in members)}
        found_at.add(row.id)
        if ids & withheld:
            keys |= set(members)
        if found := [blurs[i] for i in ids & blurs.keys()]:
            wide |= dict.fromkeys(members, max(found))
    by_id: dict[str, ClaimKey] = {}
    subjects = (withheld | blurs.keys()) - found_at
    # A subject is neither a claim nor an event that the derived tables know: the ids of all claims are looked through.
    if subjects and subjects - {c.claim.key for c in ledger.claims_with(ClaimKey(s) for s in sorted(subjects))}:
        by_id = {id_from(c.claim.key): c.claim.key for c in ledger.claims()}
    keys |= {by_id[i] for i in withheld & by_id.keys()}
    wide |= {by_id[i]: blurs[i] for i in blurs.keys() & by_id.keys()}
    hidden = _with_sentence_mates(ledger, ledger.claims_with(keys))
    blurred: list[tuple[ResolvedClaim, Blur]] = []
    for claim in ledger.claims_with(wide):
        where = claim.claim.where
        words = place_names(claim.place, where.name if where else None)
        blur = Blur(wide[claim.claim.key], words)
        blurred += [(mate, blur) for mate in _with_sentence_mates(ledger, (claim,))]
    return _Kept(tuple(hidden), tuple(blurred))


def _with_sentence_mates(ledger: Readable, claims: Iterable[ResolvedClaim]) -> list[ResolvedClaim]:
    """The claims and all others that the same sentences make."""
    found: dict[ClaimKey, ResolvedClaim] = {}
    for claim in claims:
        found[claim.claim.key] = claim
        sentence = sentence_of(claim)
        for other in ledger.claims_of(claim.claim.document):
            span = sentence_of(other)
            if sentence is not None and span is not None and span.overlaps(sentence):
                found[other.claim.key] = other
    return list(found.values())


def sentence_of(claim: ResolvedClaim) -> Span | None:
    """Where a claim stands."""
    return claim.claim.evidence.sentence or claim.claim.evidence.span


def voices_of(ledger: Readable, documents: Iterable[DocumentId]) -> dict[ClaimKey, tuple[str, ...]]:
    """For every claim of these documents the names of those by whose hands it came: outlet, author, relays, origin."""
    found: dict[ClaimKey, tuple[str, ...]] = {}
    for document_id in sorted(documents):
        document = ledger.document(document_id)
        own = (document.outlet, document.author) if document is not None else ()
        for resolved in ledger.claims_of(document_id):
            said_by = resolved.claim.attribution
            said = (name for link in (*said_by.chain, *said_by.beside) for name in (link.name, link.body, link.role))
            found[resolved.claim.key] = tuple(sorted({n for n in (*own, *said) if n and n != PROTECTED}))
    return found


def _gathered(
    ledger: Readable,
    kept: _Kept,
    names: frozenset[str],
    anonymous: frozenset[DocumentId],
    hidden: frozenset[DocumentId],
    *,
    public: bool,
) -> Protected:
    spans: dict[DocumentId, set[Span]] = defaultdict(set)
    for claim in kept.withheld:
        if (sentence := sentence_of(claim)) is not None:
            spans[claim.claim.document].add(sentence)
    named: dict[DocumentId, set[str]] = defaultdict(set)
    blurs: dict[ClaimKey, Blur] = {}
    for claim, blur in kept.blurred:
        named[claim.claim.document] |= set(blur.names)
        before = blurs.get(claim.claim.key, Blur(0.0))
        together = tuple(sorted({*before.names, *blur.names}))
        blurs[claim.claim.key] = Blur(max(before.radius_km, blur.radius_km), together)
    captures: set[CaptureId] = set()
    withheld = {c.claim.key for c in kept.withheld}
    for document_id in sorted(anonymous | hidden | spans.keys() | named.keys()):
        document = ledger.document(document_id)
        if document is None:
            continue
        if document.capture is not None:
            captures.add(document.capture)
        if document_id in anonymous:
            named[document_id] |= {n for n in (document.outlet, document.author) if n and n != PROTECTED}
        if document_id in hidden:
            withheld |= {c.claim.key for c in ledger.claims_of(document_id)}
    return Protected(
        withheld=frozenset(withheld),
        hidden=hidden,
        anonymous=anonymous,
        sealed=ledger.sensitive() if public else frozenset(),
        captures=frozenset(captures),
        names=tuple(sorted(names)),
        spans={d: tuple(sorted(s)) for d, s in spans.items()},
        named={d: tuple(sorted(n)) for d, n in named.items()},
        blurs=blurs,
        voices=voices_of(ledger, anonymous),
    )
