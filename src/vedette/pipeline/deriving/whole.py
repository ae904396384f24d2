"""Deriving everything: all groups of claims, each with all its versions on the public clock, and the index by which
later derivations do with less."""

import datetime as dt
import heapq
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from vedette.ledger.base import DerivedKind, Group, Ledger, Scope, Tied
from vedette.model.ids import ClaimKey, DocumentId
from vedette.pipeline.deriving import sharing
from vedette.pipeline.deriving.history import History, Sweep, in_order
from vedette.pipeline.deriving.known import Known
from vedette.pipeline.deriving.spells import Spell
from vedette.pipeline.deriving.uniting import Names, Spellings, names_of, spellings
from vedette.pipeline.deriving.weaving import Weave, woven
from vedette.reconciliation.events import id_from
from vedette.reconciliation.meeting import found_at, of_actor, of_event
from vedette.reconciliation.reconcile import Scorer, scores_of
from vedette.reconciliation.testimony.base import Testimony

#: Parts into which the groups are dealt, a process: several, since no one knows what a group costs; and the claims of
#: a part at most, since a process holds all that it derives until the part is done.
HANDS, CLAIMS = 4, 25_000


@dataclass(frozen=True, slots=True)
class Derived:
    """What a derivation puts into the ledger: the rows, and the index behind them. `among` and `gone` None: in place of
    everything. `since`: what gave way on the public clock before then stands as it is."""

    history: History
    groups: tuple[Group, ...]
    spelt: Spellings
    names: Names
    among: Mapping[DerivedKind, Collection[str]] | None = None
    gone: frozenset[int] | None = None
    since: dt.datetime | None = None


@sharing.seldom_collected()
def whole(ledger: Ledger, scope: Scope, *, scorer: Scorer = scores_of, workers: int = 1) -> Derived:
    """Everything derived from all that was recorded by `scope.as_recorded`, by so many processes."""
    known = Known(ledger, scope)
    given = known.claims()
    spelt = spellings(p.value for p in given if p.until is None)
    names = names_of(spelt, known.decisions)
    spells = known.spells(given, names)
    del given
    if scorer is scores_of:
        scorer = sharing.scorer(workers)
    weave = woven(spells, known.decided, scorer=scorer)

    def settled(own: Sequence[Spell]) -> tuple[History, tuple[Group, ...]]:
        history = Sweep(own, known.decided, weave).run()
        return history, tuple(groups_of(own, weave, known, history))

    parts = list(sharing.shared(settled, _dealt(spells, weave, workers), workers))
    homes = {row: key for history, _ in parts for row, key in history.homes.items()}
    history = History(in_order(row for part, _ in parts for rows in part.rows.values() for row in rows), homes)
    return Derived(history, tuple(group for _, groups in parts for group in groups), spelt, names)


def _dealt(spells: Sequence[Spell], weave: Weave, workers: int) -> list[list[Spell]]:
    """The spells dealt out for so many processes: no group is in two hands, and each has about as much to do."""
    if workers == 1:
        return [list(spells)]
    claims = sorted({key for spell in spells for key in (*(t.key for t in spell.said), *spell.rejected)})
    groups = sorted(weave.ties.groups(claims, frozenset(claims)), key=lambda members: (-len(members), members[0]))
    hands = max(workers * HANDS, -(-len(claims) // CLAIMS))
    work, hand = [(0, i) for i in range(hands)], dict[ClaimKey, int]()
    for members in groups:
        done, i = heapq.heappop(work)
        hand |= dict.fromkeys(members, i)
        heapq.heappush(work, (done + len(members) ** 2, i))
    dealt: list[list[Spell]] = [[] for _ in range(hands)]
    for spell in spells:
        said: dict[int, list[Testimony]] = {}
        rejected: dict[int, list[ClaimKey]] = {}
        for t in spell.said:
            said.setdefault(hand[t.key], []).append(t)
        for key in spell.rejected:
            rejected.setdefault(hand[key], []).append(key)
        for i in said.keys() | rejected.keys():
            own = replace(spell, said=tuple(said.get(i, ())), rejected=tuple(rejected.get(i, ())))
            dealt[i].append(own)
    return dealt


def groups_of(
    spells: Sequence[Spell],
    weave: Weave,
    known: Known,
    history: History,
    *,
    fresh: Collection[ClaimKey] | None = None,
) -> Iterator[Group]:
    """All groups of these claims, with what the index is to hold of them. `fresh`: only these are new to it."""
    document: dict[ClaimKey, DocumentId] = {}
    said: dict[ClaimKey, list[Testimony]] = {}
    for spell in spells:
        for t in spell.said:
            document[t.key] = spell.id
            said.setdefault(t.key, []).append(t)
        document |= dict.fromkeys(spell.rejected, spell.id)
    rows: dict[ClaimKey, list[tuple[DerivedKind, str]]] = {}
    for row, key in history.homes.items():
        rows.setdefault(key, []).append(row)
    for members in weave.ties.groups(sorted(document), document):
        new = frozenset(members if fresh is None else (k for k in members if k in fresh))
        claims = tuple(
            Tied(
                key,
                document[key],
                original=weave.copies.get(key),
                places=_places(key, said.get(key, ()), known) if key in new else (),
            )
            for key in members
        )
        yield Group(claims, new, frozenset(row for key in members for row in rows.get(key, ())))


def _places(key: ClaimKey, said: Iterable[Testimony], known: Known) -> Collection[int]:
    found = {of_event(id_from(key)), *(place for t in said for place in found_at(t))}
    return array("q", sorted(found | {of_actor(actor) for actor in known.strangers.get(key, ())}))
