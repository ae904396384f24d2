"""What there is to say of an event, once for all ways of delivery: news of it, a change, or that it was taken back."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlsplit

from vedette.model.claim import Effect, VictimClass
from vedette.model.codec import canonical
from vedette.model.document import Document
from vedette.model.event import Event, RecordState
from vedette.model.ids import ClaimKey, DocumentId, EventId, digest
from vedette.model.resolved import PlaceResolution, ResolvedClaim
from vedette.model.toll import Toll
from vedette.model.verification import Rung
from vedette.reconciliation.events import id_from
from vedette.reconciliation.voices.withdrawn import figures_taken_back

_GONE = (Rung.RETRACTED, Rung.DISCOUNTED)
_QUOTES = 3
_PEOPLE = {VictimClass.CIVILIAN: ("civilian", "civilians"), VictimClass.COMBATANT: ("combatant", "combatants")}


class Act(StrEnum):
    """What a notice does: tell of an event first, tell of a change, or take it back."""

    ALERT = "alert"
    UPDATE = "update"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Source:
    """A report that a notice rests on; `address` only for http and https."""

    outlet: str
    claimant: str
    quote: str
    address: str | None
    claim: ClaimKey


@dataclass(frozen=True, slots=True)
class Notice:
    """One event as it stands. `mark` is a hash of all that a reader is told: equal marks, nothing new.

    `updated` is the publication of its newest report; None if none of them is dated.
    """

    event: EventId
    title: str
    text: str
    gone: bool
    rung: Rung
    state: RecordState
    type: str
    day: dt.date | None
    until: dt.date | None
    place: PlaceResolution | None
    conflicts: tuple[str, ...]
    least_dead: int
    updated: dt.datetime | None
    sources: tuple[Source, ...]

    @property
    def mark(self) -> str:
        """The hash of what it says; which further report repeats the same is no news."""
        return digest("notice", self.title, self.text, self.rung, str(self.gone))


def notices(
    events: Iterable[Event], claims: Mapping[ClaimKey, ResolvedClaim], documents: Mapping[DocumentId, Document]
) -> tuple[Notice, ...]:
    """A notice for each event that a claim tells of, the newest first. Recalled, planned and denied ones are none.

    A figure that was told as an event of its own and taken back keeps its notice and id, wherever its event went.
    """
    told = [(e, n) for e in events if (n := notice(e, claims, documents)) is not None]
    live = {e.id for e, _ in told}
    found = [n for _, n in told]
    found += [x for e, n in told for x in taken_back(e, n, claims, documents) if x.event not in live]
    return tuple(sorted(found, key=lambda n: (n.updated or _NEVER, n.event), reverse=True))


_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


def notice(
    event: Event, claims: Mapping[ClaimKey, ResolvedClaim], documents: Mapping[DocumentId, Document]
) -> Notice | None:
    """The notice of one event; None where there is nothing to deliver."""
    told = [claims[k] for k in event.claims if k in claims]
    if not told or event.background or event.status not in ("asserted", "suspected"):
        return None
    gone = event.verification.rung in _GONE or event.state is RecordState.WITHDRAWN
    reports = [documents[c.claim.document] for c in told if c.claim.document in documents]
    dated = [d.published for d in reports if d.published is not None]
    where = event.place.short() if event.place else "place not given"
    title = f"{event.type.replace('-', ' ').capitalize()}, {where}"
    tolls = [_told(t) for t in sorted(event.tolls, key=lambda t: t.effect is not Effect.KILLED) if t.group is None]
    when = event.when.short() if event.when else "date not given"
    back = [f"taken back: {x.words}" for x in figures_taken_back(event, claims)]
    text = "; ".join((when, *tolls, *back, f"{event.verification.rung}: {event.verification.rule}"))
    return Notice(
        event=event.id,
        title=f"Taken back: {title}" if gone else title,
        text=text,
        gone=gone,
        rung=event.verification.rung,
        state=event.state,
        type=event.type.value,
        day=event.when.start if event.when else None,
        until=event.when.end if event.when else None,
        place=event.place,
        conflicts=tuple(event.conflicts),
        least_dead=max((t.low for t in event.tolls if t.effect == "killed"), default=0),
        updated=max(dated, default=None),
        sources=tuple(_source(c, documents.get(c.claim.document)) for c in told[:_QUOTES]),
    )


def _told(toll: Toll) -> str:
    """A toll as people say it, with how sure it is: "16 to 19 civilians killed (reported)"."""
    one, several = _PEOPLE.get(toll.victim_class, ("person", "people"))
    who = one if toll.low == toll.high == 1 else several
    return f"{toll} {who} {toll.effect.replace('-', ' ')} ({toll.verification.rung})"


def taken_back(
    event: Event,
    now: Notice,
    claims: Mapping[ClaimKey, ResolvedClaim],
    documents: Mapping[DocumentId, Document],
) -> Iterator[Notice]:
    """A notice for each id that an event had when it told a figure since taken back: an event bears the id of its
    earliest claim, so that the id follows from the claim that gave the figure. `now` is the notice of the event."""
    back = {out.claim for out in event.taken_back if out.instead is not None}
    for figure in figures_taken_back(event, claims):
        told = [claims[k] for k in figure.claims]
        reports = [documents[c.claim.document] for c in told if c.claim.document in documents]
        for key in figure.claims:
            if key in back:
                yield replace(
                    now,
                    event=id_from(key),
                    title=f"Taken back: {figure.words}, {now.title.removeprefix('Taken back: ')}",
                    text=f"{figure.words}: those who gave the figure took it back; what else is told of it stands "
                    f"under urn:vedette:event:{event.id}",
                    gone=True,
                    rung=Rung.RETRACTED,
                    least_dead=0,
                    updated=max((d.published for d in reports if d.published is not None), default=now.updated),
                    sources=tuple(_source(c, documents.get(c.claim.document)) for c in told[:_QUOTES]),
                )


def vanished(event: EventId, title: str) -> Notice:
    """The notice that an event is none any more: its reports are told of under another, or are withdrawn."""
    return Notice(
        event=event,
        title=f"Taken back: {title}",
        text="no longer an event of its own: merged into another, or withdrawn",
        gone=True,
        rung=Rung.DISCOUNTED,
        state=RecordState.WITHDRAWN,
        type="other",
        day=None,
        until=None,
        place=None,
        conflicts=(),
        least_dead=0,
        updated=None,
        sources=(),
    )


def _source(claim: ResolvedClaim, document: Document | None) -> Source:
    claimant = claim.claim.attribution.claimant
    outlet = document.outlet if document is not None else claim.claim.attribution.chain[0].name
    return Source(
        outlet or "outlet unknown",
        claimant.name if claimant else "",
        " ".join(claim.claim.evidence.quote.split()),
        _web(document.locator) if document else None,
        claim.claim.key,
    )


def _web(locator: str) -> str | None:
    try:
        parts = urlsplit(locator)
    except ValueError:
        return None
    return locator if parts.scheme in ("http", "https") and parts.netloc else None


def body(one: Notice) -> str:
    """The whole of a notice as canonical JSON: what a webhook sends."""
    return canonical(one)
