"""The one way by which products read a ledger: as the ledger's own read side, with what is protected taken out.

`Shown` is a ledger that can only be asked. Every export, page, feed, tile and command that gives something out reads
through it (a test looks for those that don't): hidden and embargoed things do not exist for it, blurred places are
cells of a grid, protected sources have no name.
"""

import datetime as dt
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from vedette.ledger.base import NOW, Counts, DerivedKind, DerivedRow, Head, Page, Readable, Reading, Scope
from vedette.ledger.clocks import utc_now
from vedette.ledger.opening import open_ledger
from vedette.ledger.sealing import Vault
from vedette.model.codec import dumps, from_json, loads, to_json
from vedette.model.decision import PROTECTIVE, Decision, DecisionKind, SubjectKind
from vedette.model.document import Capture, Document
from vedette.model.encoding import JsonObject
from vedette.model.entry import RunManifest
from vedette.model.failure import Failure
from vedette.model.ids import CaptureId, ClaimKey, DocumentId
from vedette.model.resolved import PlaceResolution, ResolvedClaim
from vedette.model.viewer import Viewer
from vedette.pipeline.showing.masking import (
    PROTECTED,
    Blur,
    blurred,
    keys_in,
    mask_json,
    mask_names,
    mask_spans,
    mask_voices,
    mask_words,
    masked_claim,
    place_names,
)
from vedette.pipeline.showing.protection import Protected, lapses, protected
from vedette.reconciliation.events import id_from
from vedette.reconciliation.testimony.base import Reconciled

T = TypeVar("T")

#: Looks back that one reader keeps. Each is as large as all events of the ledger at that time.
_REMEMBERED = 4


def open_shown(
    url: str,
    viewer: Viewer = Viewer.PUBLIC,
    *,
    clock: Callable[[], dt.datetime] = utc_now,
    vault: Vault | None = None,
) -> "Shown":
    """The ledger at an address as this viewer may see it. Raises LedgerError as `open_ledger` does."""
    return Shown(open_ledger(url, vault=vault), viewer, clock=clock)


@dataclass(frozen=True, slots=True)
class _Known:
    """What was worked out at one state of the ledger, from when it holds and until when: an embargo may lapse."""

    head: Head
    since: dt.datetime
    until: dt.datetime | None
    protected: Protected

    def holds(self, head: Head, now: dt.datetime) -> bool:
        """Whether it is so at a state of the ledger and a time."""
        return self.head == head and self.since <= now and (self.until is None or now < self.until)


class Shown:
    """A ledger as one viewer may see it. `raw` is the ledger itself, for stages; no product may touch it."""

    def __init__(
        self, raw: Readable, viewer: Viewer = Viewer.PUBLIC, *, clock: Callable[[], dt.datetime] = utc_now
    ) -> None:
        """`clock` says which embargoes have lapsed: it is the machine's, whatever moment is asked about."""
        self.raw = raw
        self.viewer = viewer
        self._clock = clock
        self._known: _Known | None = None
        self._knowing = threading.Lock()
        self._derived: dict[Hashable, Reconciled] = {}

    def seen_by(self, viewer: Viewer) -> "Shown":
        """The same ledger as another viewer may see it."""
        return Shown(self.raw, viewer, clock=self._clock)

    def protected(self) -> Protected:
        """What must not be seen now. Worked out once for each state of the ledger, and when an embargo has lapsed."""
        now, head = self._clock(), self.raw.head()
        known = self._known
        if known is not None and known.holds(head, now):
            return known.protected
        with self._knowing:  # of many who ask at once one works it out
            known = self._known
            if known is None or not known.holds(head, now):
                until = lapses(self.raw, now)
                known = self._known = _Known(head, now, until, protected(self.raw, self.viewer, now))
            return known.protected

    # --- the read side of a ledger ---

    def document(self, document: DocumentId, scope: Scope = NOW) -> Document | None:
        """See `Ledger.document`."""
        found = self.raw.document(document, scope)
        return None if found is None else shown_document(found, self.protected())

    def documents_with(self, ids: Iterable[DocumentId], scope: Scope = NOW) -> tuple[Document, ...]:
        """See `Ledger.documents_with`."""
        kept = self.protected()
        found = (shown_document(raw, kept) for raw in self.raw.documents_with(ids, scope))
        return tuple(d for d in found if d is not None)

    def documents(self, scope: Scope = NOW) -> Iterator[Document]:
        """See `Ledger.documents`."""
        kept = self.protected()
        return (d for raw in self.raw.documents(scope) if (d := shown_document(raw, kept)) is not None)

    def capture(self, capture: CaptureId) -> Capture | None:
        """See `Ledger.capture`. None where its document is protected in any way."""
        return None if capture in self.protected().captures else self.raw.capture(capture)

    def readings(self, document: DocumentId, scope: Scope = NOW) -> tuple[Reading, ...]:
        """See `Ledger.readings`."""
        return () if document in self.protected().hidden else self.raw.readings(document, scope)

    def claims(self, scope: Scope = NOW) -> Iterator[ResolvedClaim]:
        """See `Ledger.claims`."""
        kept = self.protected()
        return (c for raw in self.raw.claims(scope) if (c := shown_claim(raw, kept)) is not None)

    def claims_of(self, document: DocumentId, scope: Scope = NOW) -> tuple[ResolvedClaim, ...]:
        """See `Ledger.claims_of`."""
        kept = self.protected()
        return tuple(c for raw in self.raw.claims_of(document, scope) if (c := shown_claim(raw, kept)) is not None)

    def claims_with(self, keys: Iterable[ClaimKey], scope: Scope = NOW) -> tuple[ResolvedClaim, ...]:
        """See `Ledger.claims_with`."""
        kept = self.protected()
        return tuple(c for raw in self.raw.claims_with(keys, scope) if (c := shown_claim(raw, kept)) is not None)

    def claims_json(
        self,
        scope: Scope = NOW,
        *,
        keys: Iterable[ClaimKey] | None = None,
        documents: Iterable[DocumentId] | None = None,
        bare: bool = False,
    ) -> Iterator[JsonObject]:
        """See `Ledger.claims_json`."""
        kept = self.protected()
        if kept.nothing:
            return self.raw.claims_json(scope, keys=keys, documents=documents, bare=bare)
        found = (from_json(ResolvedClaim, c) for c in self.raw.claims_json(scope, keys=keys, documents=documents))
        shown = (c for raw in found if (c := shown_claim(raw, kept)) is not None)
        return ({"claim": to_json(c.claim)} if bare else to_json(c) for c in shown)

    def extractors(self, documents: Iterable[DocumentId], scope: Scope = NOW) -> Mapping[DocumentId, str]:
        """See `Ledger.extractors`."""
        hidden = self.protected().hidden
        return self.raw.extractors([d for d in documents if d not in hidden], scope)

    def failures(self, scope: Scope = NOW) -> Iterator[Failure]:
        """See `Ledger.failures`."""
        names = _all_names(self.protected())
        return (from_json(Failure, mask_json(to_json(f), names)) for f in self.raw.failures(scope))

    def decisions(self, scope: Scope = NOW) -> Iterator[Decision]:
        """See `Ledger.decisions`. Those that protect are not for those whom they keep things from."""
        kept = self.protected()
        withheld = {*kept.withheld, *kept.hidden, *(id_from(key) for key in kept.withheld)}
        for decision in self.raw.decisions(scope):
            secret = decision.kind in (*PROTECTIVE, DecisionKind.WITHDRAW) and (
                self.viewer is Viewer.PUBLIC
                or decision.subject_kind is SubjectKind.SOURCE
                or decision.field == "source"
            )
            if self.viewer is Viewer.KEEPER or not (secret or withheld & set(decision.subjects)):
                yield decision

    def manifests(self, scope: Scope = NOW, *, newest_first: bool = False) -> Iterator[RunManifest]:
        """See `Ledger.manifests`."""
        names = _all_names(self.protected())
        found = self.raw.manifests(scope, newest_first=newest_first)
        return (from_json(RunManifest, mask_json(to_json(m), names)) for m in found)

    def sensitive(self) -> frozenset[DocumentId]:
        """See `Ledger.sensitive`."""
        return self.raw.sensitive()

    def locked(self) -> bool:
        """See `Ledger.locked`."""
        return self.raw.locked()

    def head(self, scope: Scope = NOW) -> Head:
        """See `Ledger.head`."""
        return self.raw.head(scope)

    def counts(self) -> Counts:
        """See `Ledger.counts`: of all that is recorded, shown or not."""
        return self.raw.counts()

    def derived(self, kind: DerivedKind, scope: Scope = NOW) -> Iterator[DerivedRow]:
        """See `Ledger.derived`."""
        kept = self.protected()
        return (r for raw in self.raw.derived(kind, scope) if (r := _shown_row(raw, kept)) is not None)

    def derived_with(self, kind: DerivedKind, ids: Iterable[str], scope: Scope = NOW) -> tuple[DerivedRow, ...]:
        """See `Ledger.derived_with`."""
        kept = self.protected()
        return tuple(r for raw in self.raw.derived_with(kind, ids, scope) if (r := _shown_row(raw, kept)) is not None)

    def versions(self, kind: DerivedKind) -> Iterator[DerivedRow]:
        """See `Ledger.versions`."""
        kept = self.protected()
        return (r for raw in self.raw.versions(kind) if (r := _shown_row(raw, kept)) is not None)

    def headings(self, ids: Iterable[DocumentId] | None = None, scope: Scope = NOW) -> Iterator[tuple[Document, int]]:
        """See `Ledger.headings`."""
        kept = self.protected()
        for raw, size in self.raw.headings(ids, scope):
            if (document := shown_document(raw, kept)) is not None:
                yield document, size

    def touched(self, since: int) -> frozenset[DocumentId] | None:
        """See `Ledger.touched`. Does not know what came to be protected: compare `protected` too."""
        return self.raw.touched(since)

    def mark(self) -> str:
        """See `Ledger.mark`. Does not move when an embargo lapses: compare `protected` too."""
        return self.raw.mark()

    def derived_page(self, kind: DerivedKind, page: Page, scope: Scope = NOW) -> tuple[DerivedRow, ...]:
        """See `Ledger.derived_page`. Filled up with later rows where some may not be seen."""
        kept = self.protected()
        found: list[DerivedRow] = []
        while len(found) < page.limit:
            some = self.raw.derived_page(kind, page, scope)
            found += [shown for raw in some if (shown := _shown_row(raw, kept)) is not None]
            if len(some) < page.limit:
                break
            page = replace(page, after=some[-1])
        return tuple(found[: page.limit])

    def events(self, scope: Scope = NOW) -> Iterator[DerivedRow]:
        """See `Ledger.events`."""
        return self.derived(DerivedKind.EVENT, scope)

    def reconciled(self, derived: Reconciled) -> Reconciled:
        """What was derived, as the viewer may see it."""
        kept = self.protected()
        if kept.nothing:
            return derived
        events = _each(derived.events, kept)
        ids = {e.id for e in events}
        return Reconciled(
            events=tuple(e if e.part_of is None or e.part_of in ids else replace(e, part_of=None) for e in events),
            tolls=_each(derived.tolls, kept),
            control=_each(derived.control, kept),
            forwardings=derived.forwardings,
            unplaced=tuple((k, mask_names(why, kept.names)) for k, why in derived.unplaced if k not in kept.withheld),
        )

    def remembered(self, asked: Hashable, derive: Callable[[], Reconciled]) -> Reconciled:
        """What was derived for a question, worked out once for each state of the ledger: looks back are asked for in
        series, by pages and maps. The last few are kept; as yet nothing is taken out of them."""
        key = (self.raw.head(), asked)
        if key not in self._derived:
            while len(self._derived) >= _REMEMBERED:
                del self._derived[next(iter(self._derived))]
            self._derived[key] = derive()
        return self._derived[key]

    def close(self) -> None:
        """See `Ledger.close`."""
        self.raw.close()


def shown_document(document: Document, kept: Protected) -> Document | None:
    """A document as it may be seen; None where it may not."""
    if kept.nothing:
        return document
    if document.id in kept.hidden:
        return None
    names = (*kept.names, *kept.named.get(document.id, ()))
    text = mask_spans(document.text, kept.spans.get(document.id, ()))
    title = document.title
    if title and kept.spans.get(document.id):
        title = None  # a headline tells in its own words what the blocked sentences say
    if document.id in kept.sealed:
        text, title = "".join(c if c.isspace() else "\N{FULL BLOCK}" for c in text), None
    changed = replace(
        document,
        text=mask_names(text, names),
        title=None if title is None else mask_names(title, names),
        sha256="" if text != document.text else document.sha256,
    )
    if document.id in kept.anonymous:
        return replace(
            changed, locator=f"protected:{document.id}", identity=None, outlet=PROTECTED, author=None, capture=None
        )
    locator = mask_names(document.locator, names)
    if kept.spans.get(document.id):
        locator = f"protected:{document.id}"  # an address often repeats the headline
    outlet = document.outlet and (
        PROTECTED if mask_names(document.outlet, names) != document.outlet else document.outlet
    )
    author = None if document.author is None else mask_names(document.author, names)
    identity = None if document.identity is None else mask_names(document.identity, names)
    return replace(changed, locator=locator, outlet=outlet, author=author, identity=identity)


def shown_claim(resolved: ResolvedClaim, kept: Protected) -> ResolvedClaim | None:
    """A claim as it may be seen; None where it may not."""
    if kept.nothing:
        return resolved
    key, document = resolved.claim.key, resolved.claim.document
    if key in kept.withheld or document in kept.hidden:
        return None
    blur = kept.blurs.get(key)
    names = (*kept.names, *kept.named.get(document, ()), *(blur.names if blur else ()))
    sealed, anonymous = document in kept.sealed, document in kept.anonymous

    def change(data: Any) -> Any:
        if blur is not None and resolved.place is not None:
            data["place"] = to_json(blurred(resolved.place, blur))
        if sealed:
            data = {**data, "claim": mask_words(data["claim"])}
        if anonymous:
            said_by = data["claim"]["attribution"]
            for link in (*said_by["chain"], *said_by.get("beside", ())):
                if link["kind"] == "outlet" or sealed:
                    link["name"] = PROTECTED
        return mask_json(data, names)

    return masked_claim(resolved, change) if blur or names or sealed or anonymous else resolved


#: Lists of what a derived thing rests on: where one of these is withheld, so is the thing.
_RESTS_ON = frozenset({"claims", "copies", "evidence"})


def shown_body(body: Any, kept: Protected) -> Any | None:
    """The JSON of a derived thing as it may be seen; None where it rests on something that may not."""
    if _rests_on(body, kept.withheld):
        return None
    body = mask_voices(_without(body, kept.withheld), kept.voices)
    touching = [kept.blurs[k] for k in sorted(keys_in(body) & kept.blurs.keys())]
    if touching:
        blur = Blur(max(b.radius_km for b in touching), tuple(sorted({n for b in touching for n in b.names})))
        for holder in (body, *body.get("tolls", ())):
            if holder.get("place"):
                place = from_json(PlaceResolution, holder["place"])
                holder["place"] = to_json(blurred(place, blur))
                body = mask_json(body, place_names(place))
        body = mask_json(body, blur.names)
    return mask_json(body, kept.names)


def _rests_on(body: Any, withheld: frozenset[ClaimKey]) -> bool:
    if not withheld or not isinstance(body, dict):
        return False
    direct = {k for name in _RESTS_ON for k in body.get(name, ()) if isinstance(k, str)}
    direct |= {u["claim"] for u in body.get("used", ())} | {p for u in body.get("used", ()) for p in u.get("parts", ())}
    holders = (*body.get("holders", ()), *body.get("presence", ()), *body.get("besiegers", ()))
    direct |= {k for holder in holders for k in holder.get("claims", ())}
    single = body.get("claim")
    return bool(direct & withheld) or single in withheld


def _without(data: Any, withheld: frozenset[ClaimKey]) -> Any:
    """JSON data without the items of lists that are, or are about, what is withheld."""
    if isinstance(data, dict):
        return {k: _without(v, withheld) for k, v in data.items()}
    if isinstance(data, list):
        return [_without(v, withheld) for v in data if not _about(v, withheld)]
    return data


def _about(item: Any, withheld: frozenset[ClaimKey]) -> bool:
    if isinstance(item, str):
        return item in withheld
    return isinstance(item, dict) and any(item.get(name) in withheld for name in ("claim", "a", "b"))


def _each(things: Iterable[T], kept: Protected) -> tuple[T, ...]:
    shown = []
    for thing in things:
        body = shown_body(to_json(thing), kept)
        if body is not None:
            shown.append(from_json(type(thing), body))
    return tuple(shown)


def _shown_row(row: DerivedRow, kept: Protected) -> DerivedRow | None:
    if kept.nothing:
        return row
    given = loads(row.body)
    body = shown_body(given, kept)
    if body is None or row.id in kept.withheld:
        return None
    place = row.place
    if isinstance(body.get("place"), Mapping) and body["place"] != given.get("place"):
        place = body["place"].get("name")
    return replace(row, body=dumps(body), place=place, label=row.label and mask_names(row.label, kept.names))


def _all_names(kept: Protected) -> tuple[str, ...]:
    return tuple(sorted({*kept.names, *(n for names in kept.named.values() for n in names)}))
