"""Derived rows along the public clock: each event, toll and span in every version in which the public could know it.

One sweep over the moments at which anything became public, or gave way to a later text. At each only the groups of
claims are settled anew that the moment touches (`vedette.reconciliation.ties`); a row that comes out as before stands
on. So `--as-of` reads rows off an index, and they are what `rederive.derive` gives of the claims public by then: a test
compares the two.

Analysts' decisions, names that are one, and outlets' ties are at every moment those known when the sweep is made: they
are how the ledger reads, not what was public.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vedette.ledger.base import DerivedKind, DerivedRow, Ledger, Scope
from vedette.model.control import ControlSpan
from vedette.model.document import Document
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.verification import Judgement
from vedette.pipeline.deriving.derived_rows import control_row, event_row, rows_of
from vedette.pipeline.deriving.known import Known
from vedette.pipeline.deriving.regrading import regraded
from vedette.pipeline.deriving.rulings import ruled, with_states
from vedette.pipeline.deriving.spells import Spell
from vedette.pipeline.deriving.uniting import names_of, spellings
from vedette.pipeline.deriving.weaving import Decided, Weave, woven
from vedette.reconciliation.control import Timelines
from vedette.reconciliation.events import event_of
from vedette.reconciliation.joining.clustering import Pair, pair
from vedette.reconciliation.joining.pairs import Score, score
from vedette.reconciliation.reconcile import Makers, Scorer, scores_of, settled
from vedette.reconciliation.testimony.base import Reconciled, Testimony
from vedette.reconciliation.voices.copies import copies_among

#: Kinds of rows whose id can't be told from the key of a claim.
NAMELESS = frozenset({DerivedKind.TOLL, DerivedKind.CONTROL})


@dataclass(frozen=True, slots=True)
class History:
    """All versions of the derived rows, by kind, in their order. `homes` name, for each toll and span, one of the
    claims that it hangs on."""

    rows: Mapping[DerivedKind, list[DerivedRow]]
    homes: Mapping[tuple[DerivedKind, str], ClaimKey]


def history(ledger: Ledger, scope: Scope, *, scorer: Scorer = scores_of) -> History:
    """The history of all that was recorded by `scope.as_recorded`, by the rules installed."""
    known = Known(ledger, scope)
    given = known.claims()
    names = names_of(spellings(p.value for p in given if p.until is None), known.decisions)
    spells = known.spells(given, names)
    return Sweep(spells, known.decided, woven(spells, known.decided, scorer=scorer)).run()


def in_order(rows: Iterable[DerivedRow]) -> dict[DerivedKind, list[DerivedRow]]:
    """Rows by kind, in the order in which they are put."""
    found: dict[DerivedKind, list[DerivedRow]] = {kind: [] for kind in DerivedKind if kind is not DerivedKind.PAIR}
    for row in rows:
        found[row.kind].append(row)
    for given in found.values():
        given.sort(key=lambda r: (r.valid_from or dt.date.min, r.id, str(r.public_from), r.body))
    return found


class Sweep:
    """The state of a sweep: what is public at the moment in hand, the groups it falls into, the rows that are open."""

    def __init__(self, spells: Iterable[Spell], decided: Decided, weave: Weave) -> None:
        """Nothing is public yet."""
        self._spells = tuple(spells)
        self._decided = decided
        self._changing, self._copies, self._unsure = weave.changing, weave.copies, weave.unsure
        self._ties = weave.ties
        self._look_up = self._ties.scorer()
        self._known: dict[ClaimKey, Testimony | None] = {}
        self._documents: dict[DocumentId, Document] = {}
        self._group_of: dict[ClaimKey, int] = {}
        self._groups: dict[int, frozenset[DerivedRow]] = {}
        self._open: dict[DerivedRow, dt.datetime] = {}
        self._closed: list[DerivedRow] = []
        self._scores: dict[Pair, Score] = {}
        self._events: dict[Hashable, Event] = {}
        self._timelines = Timelines()
        self._makers = Makers(self._weigh, self._told, self._timelines.spans_of)
        self._rows: dict[int, tuple[Event | ControlSpan, DerivedRow]] = {}
        self._homes: dict[tuple[DerivedKind, str], ClaimKey] = {}
        self._number = 0

    def run(self) -> History:
        """Go through all moments."""
        return self._swept(self._spells)

    def run_from(self, since: dt.datetime, standing: Iterable[DerivedRow]) -> History:
        """Go through the moments from one on, before which `standing` are the versions that hold. Of the rows those are
        left out that gave way before."""
        self._open = {
            replace(row, public_from=None, public_to=None, known_from=None, known_to=None): row.public_from
            for row in standing
            if row.public_from is not None
        }
        self._groups[0] = frozenset(self._open)
        known = [s for s in self._spells if s.since <= since and (s.until is None or s.until > since)]
        self._step(since, (), known)
        later = [replace(s, since=max(s.since, since)) for s in self._spells if s.until is None or s.until > since]
        return self._swept(later, after=since)

    def _swept(self, spells: Iterable[Spell], *, after: dt.datetime | None = None) -> History:
        came: dict[dt.datetime, list[Spell]] = defaultdict(list)
        went: dict[dt.datetime, list[Spell]] = defaultdict(list)
        for spell in spells:
            if spell.since != after:
                came[spell.since].append(spell)
            if spell.until is not None:
                went[spell.until].append(spell)
        for moment in sorted(came.keys() | went.keys()):
            self._step(moment, went.get(moment, ()), came.get(moment, ()))
        still = (replace(row, public_from=since) for row, since in self._open.items())
        return History(in_order((*self._closed, *still)), self._homes)

    def _step(self, moment: dt.datetime, went: Iterable[Spell], came: Iterable[Spell]) -> None:
        changed: dict[ClaimKey, None] = {}
        for spell in went:
            self._documents.pop(spell.id, None)
            for key in (*(t.key for t in spell.said), *spell.rejected):
                del self._known[key]
                changed[key] = None
        for spell in came:
            if spell.document is not None:
                self._documents[spell.id] = spell.document
            self._known |= {t.key: t for t in spell.said} | dict.fromkeys(spell.rejected)
            changed |= dict.fromkeys((*(t.key for t in spell.said), *spell.rejected))
        groups = list(self._ties.groups(changed, self._known))
        old = {self._group_of[k] for keys in (changed, *groups) for k in keys if k in self._group_of}
        if 0 in self._groups:  # what stood before the first moment, whosesoever it was
            old.add(0)
        before = {row for number in old for row in self._groups.pop(number)}
        for key in changed:
            self._group_of.pop(key, None)
        after: dict[DerivedRow, None] = {}
        for keys in groups:
            part = self._settle(keys)
            rows = [row for of in rows_of(replace(part, events=(), control=())).values() for row in of]
            rows += [self._row(span) for span in part.control]
            self._homes |= {(row.kind, row.id): keys[0] for row in rows if row.kind in NAMELESS}
            rows += [self._row(event) for event in part.events]
            self._number += 1
            self._groups[self._number] = frozenset(rows)
            self._group_of |= dict.fromkeys(keys, self._number)
            after |= dict.fromkeys(rows)
        for row in before - after.keys():
            self._closed.append(replace(row, public_from=self._open.pop(row), public_to=moment))
        for row in after:
            self._open.setdefault(row, moment)

    def _row(self, thing: Event | ControlSpan) -> DerivedRow:
        """The row of an event or a span, written once for each that is remembered."""
        known = self._rows.get(id(thing))
        if known is None or known[0] is not thing:
            row = event_row(thing) if isinstance(thing, Event) else control_row(thing)
            known = self._rows[id(thing)] = (thing, row)
        return known[1]

    def _settle(self, keys: Iterable[ClaimKey]) -> Reconciled:
        """What follows from one group."""
        keys = tuple(keys)
        said = [t for k in keys if (t := self._known[k]) is not None]
        if any(k in self._unsure for k in keys):
            copies: Mapping[ClaimKey, ClaimKey] = copies_among([t.claim for t in said], self._documents)
        else:
            copies = self._copies
        said = [replace(t, copy_of=copies[t.key]) if t.key in copies else t for t in said]
        rulings = ruled(self._decided.concerning(keys), keys)
        changing = any(k in self._changing for k in keys)
        found = settled(
            sorted(said, key=lambda t: t.order),
            constraints=rulings.constraints,
            judgements=rulings.judgements,
            scorer=scores_of if changing else self._look_up,
            makers=Makers(held=self._timelines.spans_of) if changing else self._makers,
        )
        events = with_states(regraded(found.events, rulings.regrades), rulings.states)
        return replace(found, events=events, unplaced=tuple({**dict(found.unplaced), **rulings.rejected}.items()))

    def _weigh(self, a: Testimony, b: Testimony) -> Score:
        """The score of a pair that shares no block, worked out once."""
        both = pair(a.key, b.key)
        if both not in self._scores:
            self._scores[both] = score(a, b)
        return self._scores[both]

    def _told(
        self,
        members: Sequence[Testimony],
        *,
        copies: Sequence[Testimony],
        denials: Sequence[Testimony],
        scores: Mapping[Pair, Score],
        judgement: Judgement,
    ) -> Event:
        """The event of a cluster, made once: most clusters of a group that has changed are as they were."""
        said = (members, copies, denials)
        key = (*(tuple((t.key, t.copy_of) for t in of) for of in said), len(scores), judgement)
        if key not in self._events:
            made = event_of(members, copies=copies, denials=denials, scores=scores, judgement=judgement)
            self._events[key] = made
        return self._events[key]
