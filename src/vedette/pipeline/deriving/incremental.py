"""Deriving only what has changed: the groups of claims that new entries touch, and nothing else.

What follows from the claims is a sum over groups that no tie leaves (`vedette.reconciliation.ties`), each with all its
versions on the public clock. The ledger keeps an index: where each claim is found (`vedette.reconciliation.meeting`)
and in which group it is. A derivation

1. finds the documents that changed: with a new text or reading, or that a decision speaks of; those that say the same
   words, since they may be copies otherwise than before; those that name an actor who is now joined to another;
2. looks up whom their claims could meet, loads those, and weighs the pairs: whom they are tied to, and were tied to
   before, by group;
3. loads these groups, derives each anew from the first public moment on at which it may be another, and puts its rows
   in place of those it had since.

What looks beyond groups has a rule each. Copies: by the words said. Names of actors: counts are kept and compared.
Unions by analysts: by their subjects. Totals of a window, spans of a place, denials and parts are ties like others.
Outlets' ties, unions of names by analysts, erased documents and new rules: everything is derived anew. Series, conflict
days and claimants' records are worked out from the rows when they are asked for.

A test holds it to the rows of a rebuild, bit for bit.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from vedette.ledger.base import DerivedKind, Ledger, Public, Scope, Sought, Tied
from vedette.model.decision import Decision, SubjectKind, standing
from vedette.model.entry import RunManifest
from vedette.model.ids import ActorId, ClaimKey, DocumentId, EventId
from vedette.model.resolved import ResolvedClaim
from vedette.pipeline.deriving.history import NAMELESS, Sweep
from vedette.pipeline.deriving.known import Known
from vedette.pipeline.deriving.outlet_ties import in_force
from vedette.pipeline.deriving.spells import Spell
from vedette.pipeline.deriving.tie_state import TieState
from vedette.pipeline.deriving.uniting import Names, Spellings, names_of, spellings
from vedette.pipeline.deriving.weaving import Weave, part, woven
from vedette.pipeline.deriving.whole import Derived, groups_of
from vedette.reconciliation.events import id_from
from vedette.reconciliation.joining.blocking import candidates
from vedette.reconciliation.joining.clustering import Pair, pair
from vedette.reconciliation.joining.pairs import Score, score
from vedette.reconciliation.meeting import looks_at, of_actor, of_event, of_words
from vedette.reconciliation.reconcile import Scorer
from vedette.reconciliation.testimony.base import Testimony


def increment(ledger: Ledger, last: RunManifest, before: Scope, state: TieState, scope: Scope) -> Derived | None:
    """What the entries since a derivation change, of which the index is `state`; None where that is not to be told from
    less than everything. `before` is the scope of that derivation, `scope` that of this one."""
    documents = ledger.touched(last.recorded_until or 0)
    if documents is None or in_force(ledger, before) != in_force(ledger, scope):
        return None
    return _Increment(ledger, before, scope, state).derived(documents)


class _Increment:
    """See `increment`. Claims are read once; pairs are weighed once."""

    def __init__(self, ledger: Ledger, before: Scope, scope: Scope, state: TieState) -> None:
        self._ledger, self._state = ledger, state
        self._before, self._known = Known(ledger, before), Known(ledger, scope)
        self._names = state.names
        self._read: dict[DocumentId, list[Public[ResolvedClaim]]] = {}
        self._spells: dict[DocumentId, list[Spell]] = {}
        #: Of the documents that are made ready in part the claims that are; of the others all are.
        self._ready: dict[DocumentId, frozenset[ClaimKey]] = {}
        self._scores: dict[Pair, Score] = {}

    def derived(self, documents: Collection[DocumentId]) -> Derived | None:
        """See `increment`."""
        decided = _decided_anew(self._before.decisions, self._known.decisions)
        if any(d.subject_kind in (SubjectKind.ACTOR, SubjectKind.PLACE) for d in decided):
            return None
        dirty = set(documents) | self._spoken_of(decided) | (self._before.hidden ^ self._known.hidden)
        old, new = self._before.claims(dirty), self._claims(dirty)
        spelt = _recounted(self._state.spelt, old, new)
        if spelt is not self._state.spelt:
            self._names = names_of(spelt, self._known.decisions)
            dirty |= {t.document for t in self._tied(places=map(of_actor, _renamed(self._state.names, self._names)))}
            old, new = self._before.claims(dirty), self._claims(dirty)
        told = [p.value for p in (*old, *new)]
        echoes = self._tied(places={of_words(claim) for claim in told})
        moved = {claim.claim.key for claim in told} | {t.key for t in echoes}
        docs = dirty | {t.document for t in echoes}
        touched = self._touched(docs, moved)
        # What was public before anything was that changed is as it was; decisions are known at every moment.
        since = None if decided or self._ledger.sensitive() else min((p.since for p in (*old, *new)), default=None)
        return self._settled(touched, dirty, docs, spelt, since)

    def _spoken_of(self, decided: Iterable[Decision]) -> set[DocumentId]:
        """The documents of the claims and events that these decisions are about."""
        about = [d for d in decided if d.subject_kind in (SubjectKind.CLAIM, SubjectKind.EVENT)]
        names = {s for d in about for s in d.subjects}
        return {t.document for t in self._named(names)}

    def _named(self, names: Collection[str]) -> tuple[Tied, ...]:
        places = {of_event(EventId(name)) for name in names}
        return self._tied(keys={ClaimKey(name) for name in names}, places=places)

    def _touched(self, docs: Collection[DocumentId], moved: set[ClaimKey]) -> frozenset[int]:
        """The groups in which claims of these documents were, and those to which they are tied now. `moved`: claims
        of theirs that may be copies otherwise than before."""
        own = self._load(docs)
        mine = {key for spell in own for key in (*(t.key for t in spell.said), *spell.rejected)}
        places = {place for spell in own for t in spell.said for place in looks_at(t)}
        joined = {s for key in mine for _, merge in self._known.decided.merges(key) for s in merge.subjects}
        met = (*self._tied(places=places), *self._named(joined))
        was = self._tied(documents=docs)
        spells = self._load({t.document for t in met} | set(docs), {t.key for t in met})
        originals = self._originals((*met, *was), spells)
        weave = woven(spells, self._known.decided, scorer=self._scorer(mine), only=moved & mine, originals=originals)
        beside = {other for key in mine for other in weave.ties.near(key)}
        groups = {t.group for t in was}
        return frozenset(groups | {t.group for t in self._tied(keys=beside - mine)})

    def _settled(
        self,
        touched: frozenset[int],
        dirty: Collection[DocumentId],
        docs: Collection[DocumentId],
        spelt: Spellings,
        since: dt.datetime | None,
    ) -> Derived:
        """The touched groups derived anew, together with all that the changed documents say, from a moment on."""
        was = self._tied(groups=touched)
        own = {key for spell in self._load(docs) for key in (*(t.key for t in spell.said), *spell.rejected)}
        kept = {t.key for t in was if t.document not in dirty}
        keys = own | kept
        spells = self._load({t.document for t in was} | set(docs), kept)
        originals = self._originals(self._tied(documents={s.id for s in spells}), spells)
        weave = woven(spells, self._known.decided, scorer=self._scorer(keys, keys), only=keys, originals=originals)
        spells = part(spells, keys)
        ids = keys | {t.key for t in was}
        rows = self._ledger.rows_tied(touched)
        events = {id_from(key) for key in ids}
        among: dict[DerivedKind, Collection[str]] = {
            DerivedKind.EVENT: events,
            DerivedKind.FORWARDING: events,
            DerivedKind.UNPLACED: ids,
            **{kind: {id_ for of in rows.values() for k, id_ in of if k is kind} for kind in NAMELESS},
        }
        homes = _homes(rows, was, [k for s in spells for k in (*(t.key for t in s.said), *s.rejected)], weave)
        sweep = Sweep(spells, self._known.decided, weave)
        if since is None or homes is None:
            since, history = None, sweep.run()
        else:
            stood = (row for kind, named in among.items() for row in self._ledger.standing(kind, named, since))
            history = sweep.run_from(since, [r for r in stood if r.public_from is None or r.public_from < since])
            history = replace(history, homes={**homes, **history.homes})
        fresh = keys - kept
        groups = tuple(groups_of(spells, weave, self._known, history, fresh=fresh))
        return Derived(history, groups, spelt, self._names, among, touched, since)

    def _tied(self, **sought: Iterable[object]) -> tuple[Tied, ...]:
        return self._ledger.tied(Sought(**{name: frozenset(given) for name, given in sought.items()}))  # type: ignore[arg-type]

    def _claims(self, documents: Collection[DocumentId]) -> list[Public[ResolvedClaim]]:
        """What these documents say now."""
        missing = set(documents) - self._read.keys()
        if missing:
            self._read |= {document: [] for document in missing}
            for public in self._known.claims(missing):
                self._read[public.value.claim.document].append(public)
        return [public for document in sorted(documents) for public in self._read[document]]

    def _load(self, documents: Collection[DocumentId], wanted: Collection[ClaimKey] | None = None) -> list[Spell]:
        """The spells of these documents. `wanted`: those not loaded before are read for the sake of these claims."""
        missing = {document for document in documents if document not in self._spells}
        keys = None if wanted is None else frozenset(wanted)
        for document in documents:
            ready = self._ready.get(document)
            if ready is not None and (keys is None or any(k in keys and k not in ready for k in self._keys(document))):
                missing.add(document)
        if missing:
            found = self._known.spells(self._claims(missing), self._names, missing, keys)
            self._spells |= {document: [] for document in missing}
            for spell in found:
                self._spells[spell.id].append(spell)
            for document in missing:
                self._ready.pop(document, None)
                if keys is not None:
                    self._ready[document] = keys.intersection(self._keys(document))
        return [spell for document in sorted(documents) for spell in self._spells[document]]

    def _keys(self, document: DocumentId) -> Iterator[ClaimKey]:
        return (public.value.claim.key for public in self._read[document])

    def _originals(self, known: Iterable[Tied], spells: Iterable[Spell]) -> dict[ClaimKey, ClaimKey]:
        found = {t.key: t for t in known}
        missing = {t.key for s in spells for t in s.said} - found.keys()
        found |= {t.key: t for t in self._tied(keys=missing)}
        return {t.key: t.original for t in found.values() if t.original is not None}

    def _scorer(self, about: Collection[ClaimKey], among: Collection[ClaimKey] | None = None) -> Scorer:
        """Scores the pairs with one of the claims `about`, and no others than those `among`."""

        def scored(happenings: Sequence[Testimony]) -> Mapping[Pair, Score]:
            given = happenings if among is None else [t for t in happenings if t.key in among]
            found: dict[Pair, Score] = {}
            for a, b in candidates(given, about=about):
                both = pair(a.key, b.key)
                if both not in self._scores:
                    self._scores[both] = score(a, b)
                found[both] = self._scores[both]
            return found

        return scored


def _homes(
    rows: Mapping[int, Collection[tuple[DerivedKind, str]]], was: Iterable[Tied], keys: Iterable[ClaimKey], weave: Weave
) -> dict[tuple[DerivedKind, str], ClaimKey] | None:
    """For the tolls and spans of groups that were a claim in the group where they are now; None where one group has
    become several, so that it is not to be told without deriving them."""
    keys = frozenset(keys)
    now = {key: i for i, members in enumerate(weave.ties.groups(sorted(keys), keys)) for key in members}
    left: dict[int, ClaimKey] = {}
    for t in was:
        if t.group in rows and t.key in now and now[left.setdefault(t.group, t.key)] != now[t.key]:
            return None
    return {row: left[group] for group, of in rows.items() if group in left for row in of}


def _decided_anew(before: Iterable[Decision], now: Iterable[Decision]) -> list[Decision]:
    """The decisions that came into force, or went out of it."""
    old, new = standing(before), standing(now)
    stood, stand = {d.id for d in old}, {d.id for d in new}
    return [d for d in old if d.id not in stand] + [d for d in new if d.id not in stood]


def _recounted(
    spelt: Spellings, old: Iterable[Public[ResolvedClaim]], new: Iterable[Public[ResolvedClaim]]
) -> Spellings:
    """The counts without what was told before and with what is told now; the very same where that is one."""
    gone = spellings(p.value for p in old if p.until is None)
    come = spellings(p.value for p in new if p.until is None)
    if gone == come:
        return spelt
    found = dict(spelt)
    for actor in gone.keys() | come.keys():
        count = Counter(found.get(actor, Counter()))
        count.subtract(gone.get(actor, Counter()))
        count.update(come.get(actor, Counter()))
        found[actor] = +count
    return {actor: count for actor, count in found.items() if count}


def _renamed(before: Names, now: Names) -> set[ActorId]:
    """The actors who are joined to another than before, or under another name."""
    return {actor for actor in before.one.keys() | now.one.keys() if _name(before, actor) != _name(now, actor)}


def _name(names: Names, actor: ActorId) -> tuple[object, str | None]:
    merge = names.one.get(actor)
    return (None, None) if merge is None else ((merge.kept, merge.reason), names.called.get(merge.kept))
