"""Claims in the ledger -> events, tolls and control. Light: what runs after an analyst's decision loads no parser.

Derived rows are a pure function of the entries: they can be dropped and rebuilt at any time, with the same result. Each
derivation leaves a manifest that says up to which entry it saw and by which rules; what it changed is closed, not
removed, so that a look back at what was recorded finds what was shown then.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import partial

from vedette.errors import LedgerError
from vedette.garbage import seldom_collected
from vedette.ledger.base import NOW, DerivedKind, DerivedRow, Head, Ledger, Readable, Scope
from vedette.model.codec import dumps, from_json, loads
from vedette.model.control import ControlSpan
from vedette.model.entry import RunManifest, Version
from vedette.model.event import Event, Forwarding
from vedette.model.ids import ClaimKey
from vedette.model.times import When
from vedette.model.toll import Toll
from vedette.model.viewer import Viewer
from vedette.pipeline.deriving import tie_state, versions
from vedette.pipeline.deriving.corrections import corrected
from vedette.pipeline.deriving.derived_rows import ordered
from vedette.pipeline.deriving.history import History
from vedette.pipeline.deriving.incremental import increment
from vedette.pipeline.deriving.outlet_ties import SETTING, in_force, tables_of
from vedette.pipeline.deriving.regrading import regraded
from vedette.pipeline.deriving.rulings import hidden_documents, rulings, with_states
from vedette.pipeline.deriving.uniting import names_in
from vedette.pipeline.deriving.whole import Derived, whole
from vedette.pipeline.showing.masking import mask_voices
from vedette.pipeline.showing.protection import voices_of
from vedette.pipeline.showing.shown import Shown
from vedette.reconciliation.reconcile import Scorer, reconcile, scores_of
from vedette.reconciliation.testimony.base import Reconciled
from vedette.reconciliation.testimony.naming import fold
from vedette.reconciliation.voices.origins import comes_from, without_tellers

#: The command that a derivation's manifest names, and the setting that holds the moment up to which it saw.
COMMAND = "rederive"
KNOWN = "known"
#: In a derivation's manifest: its rows say since when they were public. Older ones say nothing of it.
PUBLIC = Version("public", "rows")


class Rules(StrEnum):
    """By which rules a look back at what was recorded reads: those in force then, or those installed now."""

    THEN = "then"
    CURRENT = "current"


def derive(
    ledger: Readable,
    scope: Scope = NOW,
    *,
    scorer: Scorer = scores_of,
    without: Collection[str] = (),
) -> Reconciled:
    """What follows from the claims in a scope, from the decisions on them and the outlets' ties known then, by the
    rules installed. Its days cut what is shown, not what is weighed. `scorer` may share the work out; `without` are
    names of sources whose claims are left out, as if they had never spoken."""
    cut = Scope(as_of=scope.as_of, as_recorded=scope.as_recorded)
    documents = {document.id: document for document in ledger.documents(cut)}
    decided = tuple(ledger.decisions(cut))
    hidden = hidden_documents(decided)
    given = [c for c in ledger.claims(cut) if c.claim.document not in hidden]
    if silenced := frozenset(fold(name) for name in without):
        given = [
            without_tellers(c, silenced) for c in given if not comes_from(c, documents.get(c.claim.document), silenced)
        ]
    claims = corrected(given, decided).claims
    names = names_in(claims, decided)
    if scope.as_of is not None:  # how names are read is no news: see `vedette.pipeline.deriving.history`
        known = [c for c in ledger.claims(Scope(as_recorded=scope.as_recorded)) if c.claim.document not in hidden]
        names = names_in(corrected(known, decided).claims, decided)
    claims = [names.of(c) for c in claims]
    ruled = rulings(decided, (c.claim.key for c in claims))
    found = reconcile(
        (c for c in claims if c.claim.key not in ruled.rejected),
        documents,
        tables=tables_of(ledger, cut),
        constraints=ruled.constraints,
        judgements=ruled.judgements,
        scorer=scorer,
    )
    events = with_states(regraded(found.events, ruled.regrades), ruled.states)
    unused = tuple(sorted({**dict(found.unplaced), **ruled.rejected}.items()))
    return within(ordered(replace(found, events=events, unplaced=unused)), scope)


def rederive(ledger: Ledger, *, scorer: Scorer = scores_of) -> Reconciled:
    """Bring the derived tables up to date with the entries, in one transaction, and give what they now hold.

    Nothing is written where nothing was recorded since the last derivation by these rules. Raises LedgerError for a
    ledger with sealed reports and no key: without them the result would be another.
    """
    head = ledger.head()
    if ledger.locked():
        raise LedgerError("sealed reports can't be read without their key: set key_file (VEDETTE_KEY_FILE)")
    if head.recorded is None or up_to_date(ledger, head):
        return everything(ledger)
    derived = _derived(ledger, head, scorer)
    _put(ledger, head, derived)
    return everything(ledger)


def refresh(ledger: Ledger, *, scorer: Scorer = scores_of, workers: int = 1) -> bool:
    """The same without the answer, at the cost of what has changed: whether anything was written. `workers`: so many
    processes share the work where everything is derived."""
    head = ledger.head()
    if ledger.locked():
        raise LedgerError("sealed reports can't be read without their key: set key_file (VEDETTE_KEY_FILE)")
    if head.recorded is None or up_to_date(ledger, head):
        return False
    _put(ledger, head, _derived(ledger, head, scorer, workers))
    return True


def _derived(ledger: Ledger, head: Head, scorer: Scorer, workers: int = 1) -> Derived:
    """What has changed since the last derivation where the index is of that one, else everything."""
    scope, last = Scope(as_recorded=head.recorded), last_derivation(ledger)
    state = tie_state.read(ledger.ties_state())
    with seldom_collected():
        if last is not None and state is not None and state.manifest == last.id and by_installed(last):
            found = increment(ledger, last, Scope(as_recorded=known_at(last)), state, scope)
            if found is not None:
                return found
        return whole(ledger, scope, scorer=scorer, workers=workers)


def _put(ledger: Ledger, head: Head, derived: Derived) -> None:
    seen, outlets = ledger.head(), in_force(ledger)
    with ledger.batch():
        if ledger.head() != seen:  # others wrote while this was derived; now nobody does
            outlets = in_force(ledger)
        manifest = manifest_of(head, outlets)
        ledger.revise_derived(
            kept_rows(ledger, derived.history), manifest.started, among=derived.among, since=derived.since
        )
        if ledger.sensitive():  # an index would hold in clear whom they name; without one all is derived
            ledger.retie(None, (), "")
        else:
            state = tie_state.TieState(manifest.id, derived.spelt, derived.names)
            ledger.retie(derived.gone, derived.groups, tie_state.written(state))
        ledger.add_manifest(manifest)  # last: what asks the ledger before would have it written ahead of its batch


def kept_rows(ledger: Readable, derived: History) -> Mapping[DerivedKind, list[DerivedRow]]:
    """The rows of what was derived. Those made of sealed reports do not name in clear who spoke in them."""
    voices = voices_of(ledger, ledger.sensitive())
    if not voices:
        return derived.rows
    return {
        kind: [replace(r, body=dumps(mask_voices(loads(r.body), voices))) for r in of]
        for kind, of in derived.rows.items()
    }


def manifest_of(head: Head, outlets: str = "") -> RunManifest:
    """The manifest of a derivation of all up to an entry, by the rules and tables installed. `outlets`: those in force
    when it is recorded, so that they are found beside it."""
    if head.recorded is None:
        raise ValueError("nothing is recorded: there is nothing to derive from")
    return RunManifest(
        COMMAND,
        head.recorded,
        (versions.rules(),),
        (versions.tables(),),
        (Version(KNOWN, head.recorded.isoformat()), PUBLIC, Version(SETTING, outlets)),
        head.number,
    )


def derivations(ledger: Readable, scope: Scope = NOW) -> tuple[RunManifest, ...]:
    """The manifests of the derivations, in the order recorded."""
    return tuple(m for m in ledger.manifests(Scope(as_recorded=scope.as_recorded)) if m.command == COMMAND)


def last_derivation(ledger: Readable, scope: Scope = NOW) -> RunManifest | None:
    """The manifest of the last derivation; None before the first."""
    manifests = ledger.manifests(Scope(as_recorded=scope.as_recorded), newest_first=True)
    return next((m for m in manifests if m.command == COMMAND), None)


def known_at(manifest: RunManifest) -> dt.datetime:
    """Up to when a derivation saw."""
    found = next((v.version for v in manifest.settings if v.name == KNOWN), None)
    return manifest.started if found is None else dt.datetime.fromisoformat(found)


def up_to_date(ledger: Readable, head: Head, *, by_these_rules: bool = True, scope: Scope = NOW) -> bool:
    """Whether the last derivation in the scope saw all entries up to `head`, its own manifest apart."""
    last = last_derivation(ledger, scope)
    if last is None or last.recorded_until is None or head.number > last.recorded_until + 1:
        return False
    return not by_these_rules or by_installed(last)


def by_installed(manifest: RunManifest) -> bool:
    """Whether a derivation was made by the rules and tables installed."""
    return (manifest.stages, manifest.data) == ((versions.rules(),), (versions.tables(),))


def current(
    ledger: Readable,
    scope: Scope = NOW,
    *,
    viewer: Viewer = Viewer.PUBLIC,
    rules: Rules = Rules.THEN,
    without: Collection[str] = (),
) -> Reconciled:
    """What the derived tables hold, or, for a moment in the past, what followed then, as far as the viewer may see it.

    A ledger that is `Shown` already knows its viewer. What was recorded by a moment is read by the rules in force then,
    unless the installed ones are asked for. Without some sources it is derived anew, by the rules installed.
    """
    shown = ledger if isinstance(ledger, Shown) else Shown(ledger, viewer)
    if without:
        return shown.reconciled(derive(shown.raw, scope, without=without))
    cut = Scope(as_of=scope.as_of, as_recorded=scope.as_recorded)
    if cut == NOW:
        return shown.reconciled(everything(shown.raw, scope, rules=rules))
    derived = shown.remembered((cut, rules), partial(everything, shown.raw, cut, rules=rules))
    return shown.reconciled(within(derived, scope))


def everything(ledger: Readable, scope: Scope = NOW, *, rules: Rules = Rules.THEN) -> Reconciled:
    """The same with all that is protected: for stages, never for products."""
    if rules is Rules.CURRENT and (scope.as_recorded is not None or not up_to_date(ledger, ledger.head())):
        return derive(ledger, scope)
    if not has_rows(ledger, scope):
        return derive(ledger, scope)
    return within(stored(ledger, Scope(as_of=scope.as_of, as_recorded=scope.as_recorded)), scope)


def has_rows(ledger: Readable, scope: Scope) -> bool:
    """Whether the derived rows answer for a scope. Not where something was recorded by then and not yet derived from,
    since no rules were in force for it; nor, on the public clock, where an older Vedette derived them."""
    cut = Scope(as_recorded=scope.as_recorded)
    if scope.as_recorded is not None and not up_to_date(ledger, ledger.head(cut), by_these_rules=False, scope=cut):
        return False
    last = last_derivation(ledger, cut)
    return scope.as_of is None or (last is not None and PUBLIC in last.settings)


def stored(ledger: Readable, scope: Scope = NOW) -> Reconciled:
    """What the derived tables hold, as it was put."""
    bodies = {kind: [loads(row.body) for row in ledger.derived(kind, scope)] for kind in DerivedKind}
    return Reconciled(
        events=tuple(from_json(Event, body) for body in bodies[DerivedKind.EVENT]),
        tolls=tuple(from_json(Toll, body) for body in bodies[DerivedKind.TOLL]),
        control=tuple(from_json(ControlSpan, body) for body in bodies[DerivedKind.CONTROL]),
        forwardings=tuple(from_json(Forwarding, body) for body in bodies[DerivedKind.FORWARDING]),
        unplaced=tuple((ClaimKey(body["claim"]), body["reason"]) for body in bodies[DerivedKind.UNPLACED]),
    )


def within(derived: Reconciled, scope: Scope) -> Reconciled:
    """The part that touches the days of the scope; what has no time is in no period."""
    if scope.since is None and scope.until is None:
        return derived
    return Reconciled(
        events=tuple(e for e in derived.events if _touches(e.when, scope)),
        tolls=tuple(t for t in derived.tolls if _touches(t.when, scope)),
        control=tuple(s for s in derived.control if _between(s.start, s.end, scope)),
        forwardings=derived.forwardings,
        unplaced=derived.unplaced,
    )


def _touches(when: When | None, scope: Scope) -> bool:
    return when is not None and _between(when.start, when.end, scope)


def _between(start: dt.date, end: dt.date | None, scope: Scope) -> bool:
    begins_before = scope.until is None or start < scope.until
    return begins_before and (scope.since is None or end is None or end > scope.since)
