"""The desk: decisions of several people at once, each upon what its maker saw, and the derived tables brought up to
date behind them. The one way by which a server writes; a decision takes the road of `vedette decide`.

Locking is optimistic: whoever decides names the version of each subject that was on the screen. Where it has moved on,
nothing is recorded and both are told.
"""

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import cast

from vedette.errors import BadRecord, VedetteError
from vedette.ledger.base import DerivedKind, Ledger, Readable
from vedette.ledger.clocks import utc_now
from vedette.model.codebook import VERSION
from vedette.model.codec import canonical, dumps, from_json, loads
from vedette.model.decision import Decision, DecisionKind, SubjectKind
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, DecisionId, DocumentId, digest
from vedette.pipeline.deriving.rederive import refresh
from vedette.pipeline.review.deciding import decide, utc
from vedette.pipeline.showing.shown import Shown

#: Seconds that a decision waits for what follows from it. A ledger that needs longer is brought up to date behind it.
PATIENCE = 3.0
#: The version of what has no events, claims or decisions.
GONE = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody wants decided; `value` is JSON as text. See `vedette.model.decision.Decision` for the fields."""

    kind: DecisionKind
    about: SubjectKind
    subjects: tuple[str, ...]
    reason: str
    field: str | None = None
    value: str | None = None
    supersedes: str | None = None
    adjudicates: tuple[str, ...] = ()
    comment: str | None = None

    def by(self, person: str, made: dt.datetime) -> Decision:
        """The decision. Raises BadRecord for one that says too little."""
        try:
            return Decision(
                kind=self.kind,
                subject_kind=self.about,
                subjects=self.subjects,
                person=person,
                made=made,
                reason=self.reason,
                field=self.field,
                value=None if self.value is None else dumps(loads(self.value)),
                supersedes=None if self.supersedes is None else DecisionId(self.supersedes),
                adjudicates=tuple(DecisionId(a) for a in self.adjudicates),
                codebook=VERSION,
                comment=self.comment,
            )
        except ValueError as error:
            raise BadRecord(str(error)) from error


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided, and whether the derived tables show it already."""

    decisions: tuple[Decision, ...]
    derived: bool


class Moved(VedetteError):
    """Somebody, or a new report, was quicker: `current` are the versions now, `since` the decisions on these subjects
    by others than the one who decides, newest last."""

    def __init__(self, current: Mapping[str, str], since: Sequence[Decision]) -> None:
        super().__init__("what you decide upon has changed since you read it: read it again, then decide")
        self.current = dict(current)
        self.since = tuple(since)


class Desk:
    """See the module. May be used by several threads."""

    def __init__(self, ledger: Ledger, *, clock: Callable[[], dt.datetime] = utc_now) -> None:
        self._ledger = ledger
        self._clock = clock
        self._lock = threading.Lock()
        self._worker: ThreadPoolExecutor | None = None

    @classmethod
    def over(cls, shown: Shown) -> "Desk":
        """The desk of a ledger that was opened to be shown. Raises LedgerError for one that is sealed without its
        key: nothing could be derived from it."""
        desk = cls(cast(Ledger, shown.raw))
        refresh(desk._ledger)
        return desk

    def decide(self, made: Sequence[Decision], seen: Mapping[str, str], *, shown: Shown) -> Outcome:
        """Record all of these or, for the first that can't be, none.

        `seen` gives the version of each subject that the person saw; `shown` is what it may see at all. Raises Moved
        where a version is another by now, and BadRecord for what is not there, is not to be seen, or means nothing.
        """
        with self._lock:
            with self._ledger.batch():
                for decision in made:
                    self._check(decision, seen, shown)
                for decision in made:
                    decide(self._ledger, decision)
            # One at a time, in a thread of its own: a ledger that takes long keeps nobody waiting.
            self._worker = self._worker or ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
            settled = self._worker.submit(refresh, self._ledger)
        return Outcome(tuple(made), _within(settled, PATIENCE))

    def now(self) -> dt.datetime:
        """The time to be put on a decision."""
        return utc(self._clock())

    def close(self) -> None:
        """Finish what was begun."""
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.shutdown(wait=True)

    def _check(self, decision: Decision, seen: Mapping[str, str], shown: Shown) -> None:
        known = {d.id for d in shown.decisions()}
        hidden = [d for d in (decision.supersedes, *decision.adjudicates) if d is not None and d not in known]
        if hidden:
            raise BadRecord(f"there is no decision {hidden[0]}")
        current = versions(shown, decision.subject_kind, decision.subjects)
        unread = [s for s in decision.subjects if s not in seen]
        if unread:
            raise BadRecord(f"name the version of {unread[0][:16]} that you read")
        if any(seen[s] != current[s] for s in decision.subjects):
            touching = touched_by(shown, decision.subject_kind, decision.subjects)
            raise Moved(current, [d for d in touching if d.person != decision.person])
        missing = [s for s in decision.subjects if current[s] == GONE]
        if missing and decision.kind is not DecisionKind.REVERT:
            raise BadRecord(f"there is no {decision.subject_kind} {missing[0]}")


def versions(ledger: Readable, about: SubjectKind, subjects: Iterable[str]) -> dict[str, str]:
    """A mark for each subject that changes with what it says and with what is decided of it; `GONE` for an event, claim
    or document that is not there."""
    names = tuple(subjects)
    bodies: dict[str, str] = {}
    match about:
        case SubjectKind.EVENT:
            bodies = {r.id: r.body for r in ledger.derived_with(DerivedKind.EVENT, names)}
        case SubjectKind.CLAIM:
            bodies = {c.claim.key: canonical(c) for c in ledger.claims_with(ClaimKey(n) for n in names)}
        case SubjectKind.DOCUMENT:
            bodies = {d.id: d.sha256 for d in ledger.documents_with(DocumentId(n) for n in names)}
        case _:
            bodies = dict.fromkeys(names, "-")
    decided = tuple(ledger.decisions())
    return {n: _version(about, n, bodies[n], decided) if n in bodies else GONE for n in names}


def touched_by(ledger: Readable, about: SubjectKind, subjects: Iterable[str]) -> tuple[Decision, ...]:
    """The decisions on these subjects, and for events on their claims, in the order recorded."""
    names = set(subjects)
    if about is SubjectKind.EVENT:
        for row in ledger.derived_with(DerivedKind.EVENT, sorted(names)):
            names |= set(claims_of(from_json(Event, loads(row.body))))
    return tuple(d for d in ledger.decisions() if names & set(d.subjects))


def claims_of(event: Event) -> tuple[ClaimKey, ...]:
    """All claims of an event, copies too."""
    return (*event.claims, *event.copies)


def splitting(event: Event, apart: Sequence[str], reason: str) -> tuple[Proposal, ...]:
    """The proposals that take some claims out of an event, as one event of their own. Raises BadRecord unless some are
    taken and some stay."""
    away = tuple(k for k in event.claims if k in set(apart))
    stay = tuple(k for k in event.claims if k not in set(apart))
    if not away or not stay:
        raise BadRecord("choose the claims that are another event; at least one has to stay")
    base = Proposal(DecisionKind.SPLIT, SubjectKind.CLAIM, (away[0], stay[0]), reason)
    held = [replace(base, kind=DecisionKind.MERGE, subjects=part) for part in (away, stay) if len(part) > 1]
    return (base, *held)


def _version(about: SubjectKind, subject: str, body: str, decided: Iterable[Decision]) -> str:
    named = {subject}
    if about is SubjectKind.EVENT:
        named |= set(claims_of(from_json(Event, loads(body))))
    return digest("version", body, *(d.id for d in decided if named & set(d.subjects)))[:24]


def _within(settled: Future[bool], seconds: float) -> bool:
    try:
        settled.result(seconds)
    except TimeoutError:
        return False
    return True
