"""Valid domain objects in one line, for tests: every argument has a default, every default is a plain case."""

import datetime as dt
from dataclasses import replace
from typing import Any

from vedette.model.claim import (
    Claim,
    Content,
    ControlContent,
    ControlRelation,
    Effect,
    EventContent,
    EventType,
    OutlookContent,
    SpeechAct,
    StanceContent,
    StanceRelation,
    StatementContent,
    TollContent,
    VictimClass,
    Victims,
)
from vedette.model.decision import Decision, DecisionKind, SubjectKind
from vedette.model.document import Capture, Document, document_id
from vedette.model.entry import RunManifest, Version
from vedette.model.failure import Failure
from vedette.model.ids import ActorId, CaptureId, ConflictId, DocumentId, PlaceId, digest
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.provenance import Attribution, Evidence, Field, FieldStatus, Link, LinkKind, Span, Status
from vedette.model.quantity import Quantity
from vedette.model.resolved import ActorResolution, PlacePrecision, PlaceResolution, ResolvedClaim, Role
from vedette.model.times import When, day

PUBLISHED = dt.datetime(2016, 7, 6, 9, 30, tzinfo=dt.UTC)


def time(text: str) -> dt.datetime:
    """A time in UTC from "2016-07-06" or "2016-07-06T09:30"."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def document(
    name: str = "one", text: str = "At least 16 people were killed in Aleppo on Tuesday.", **changes: Any
) -> Document:
    """A dated report of an invented wire; `name` tells it from others."""
    locator = f"https://wire.example/{name}"
    values: dict[str, Any] = {"outlet": "Example Wire", "published": PUBLISHED, **changes}
    return Document(id=document_id(locator), locator=locator, text=text, **values)


def capture(
    content: bytes = b"<p>At least 16 people were killed.</p>", locator: str = "https://wire.example/one"
) -> Capture:
    """The bytes of a page."""
    sha256 = digest(content.decode("latin-1"))
    return Capture(CaptureId(digest("capture", locator, sha256)), locator, "text/html", sha256, content, PUBLISHED)


def evidence(quote: str = "At least 16 people were killed", start: int = 0, **changes: Any) -> Evidence:
    """Words in a text."""
    span = Span(start, start + len(quote))
    values: dict[str, Any] = {"span": span, "sentence": span, "anchor": quote.split()[0], **changes}
    return Evidence(quote, **values)


def attribution(claimant: str | None = "Example Observatory", outlet: str = "Example Wire") -> Attribution:
    """Outlet, and claimant if there is one."""
    chain = [Link(LinkKind.OUTLET, outlet)]
    if claimant:
        chain.append(Link(LinkKind.ORIGIN, claimant, words="said"))
    return Attribution(tuple(chain))


def mention(name: str = "Government forces") -> ActorMention:
    """An actor by its name."""
    return ActorMention(name, name)


def event(type_: EventType = EventType.AIR_STRIKE, actor: str | None = "Government forces") -> EventContent:
    """Something happened."""
    return EventContent(type_, actor=mention(actor) if actor else None)


def toll(
    low: int = 16, high: int | None = None, effect: Effect = Effect.KILLED, group: str | None = None
) -> TollContent:
    """A number of people."""
    return TollContent(effect, Quantity(low, high), Victims(VictimClass.CIVILIAN, "people", group))


def control(relation: ControlRelation = ControlRelation.CAPTURED, party: str = "Rebels") -> ControlContent:
    """Who holds it."""
    return ControlContent(relation, mention(party))


CONTENTS: tuple[Content, ...] = (
    event(),
    toll(),
    control(),
    StanceContent(mention("A"), StanceRelation.ALLIED_TO, mention("B")),
    StatementContent(SpeechAct.DEMANDS, "a ceasefire", who=mention("Envoy"), partners=(mention("A"), mention("B"))),
    OutlookContent("the siege goes on", condition="the road stays shut"),
)


def claim(content: Content | None = None, *, of: DocumentId | None = None, **changes: Any) -> Claim:
    """A claim of document "one" unless `of` another."""
    values: dict[str, Any] = {
        "attribution": attribution(),
        "evidence": evidence(),
        "extractor": "rules-1",
        "statuses": (FieldStatus(Field.FACT, Status.ASSERTED),),
        "when": day(dt.date(2016, 7, 5)),
        "where": PlaceMention("in Aleppo", "Aleppo"),
        **changes,
    }
    return Claim(document=of or document().id, content=content or toll(), **values)


def place(name: str = "Aleppo", id_: str = "geonames:170063") -> PlaceResolution:
    """A town with its point."""
    return PlaceResolution(
        f"in {name}", PlacePrecision.TOWN, PlaceId(id_), name, 36.2, 37.15, 5.0, "SY", reason="the only town so named"
    )


def actor(role: Role = Role.CLAIMANT, name: str = "Example Observatory", side: str | None = None) -> ActorResolution:
    """An actor that the registry knows."""
    return ActorResolution(role, name, ActorId(f"actor:{name.lower()}"), name, side, reason="alias")


def resolved(claim_: Claim | None = None, **changes: Any) -> ResolvedClaim:
    """A claim with claimant, place and conflict known."""
    values: dict[str, Any] = {"actors": (actor(),), "place": place(), "conflicts": (ConflictId("syria"),), **changes}
    return ResolvedClaim(claim_ or claim(), **values)


def claim_in(
    document_: Document, quote: str, content: Content | None = None, when: When | None = None
) -> ResolvedClaim:
    """A resolved claim that stands on words of a document's text."""
    start = document_.text.index(quote)
    made = claim(
        content,
        of=document_.id,
        evidence=evidence(quote, start),
        attribution=attribution(outlet=document_.outlet or "?"),
    )
    return resolved(replace(made, when=when) if when else made)


def failure(item: str = "bad.jsonl:3", reason: str = "no JSON") -> Failure:
    """A line that could not be read."""
    return Failure("sources", item, "BadRecord", reason)


def decision(
    kind: DecisionKind = DecisionKind.ACCEPT, subjects: tuple[str, ...] = ("a-key",), **changes: Any
) -> Decision:
    """What an analyst decided."""
    values: dict[str, Any] = {"person": "ana", "made": PUBLISHED, "reason": "read the page", **changes}
    return Decision(kind, values.pop("subject_kind", SubjectKind.CLAIM), subjects, **values)


def manifest(command: str = "ingest", version: str = "rules-1") -> RunManifest:
    """What a run was made with."""
    return RunManifest(command, PUBLISHED, (Version("extraction", version),), (Version("gazetteer", "abc123"),))
