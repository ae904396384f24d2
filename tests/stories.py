"""Stories for the tests: a few reports with hand-made claims, written as TOML, to be reconciled.

    [[report]]
    id = "a"; outlet = "Meridian Wire"; published = 2031-05-03T18:00:00Z
    text = "..."

      [[report.claim]]
      kind = "toll"                 # event, toll, control or statement
      in = "words of the text"      # the evidence; its sentence is found around it
      effect = "killed"; low = 16   # `high` left out: open; `point` for both bounds
      when = 2031-05-02; place = "Qarat"
      who = "Ridge Observatory"     # the claimant; left out: the outlet says it itself
      beside = ["Hill Radio"]       # who else tells of the act in the report

Actors are written "name" or "name/side". Everything in a story is invented.
"""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from vedette.model.claim import (
    Claim,
    Content,
    ControlContent,
    ControlRelation,
    Effect,
    EventContent,
    EventType,
    Extent,
    OutlookContent,
    Scope,
    Signal,
    SpeechAct,
    StatementContent,
    TollContent,
    VictimClass,
    Victims,
)
from vedette.model.document import Document, document_id
from vedette.model.ids import ActorId, ClaimKey, ConflictId, DocumentId, PlaceId
from vedette.model.mention import ActorMention, PlaceMention, PlaceRelation
from vedette.model.provenance import (
    Attribution,
    Caveat,
    CaveatKind,
    Evidence,
    Field,
    FieldStatus,
    Link,
    LinkKind,
    Span,
    Status,
)
from vedette.model.quantity import Quantity
from vedette.model.resolved import ActorResolution, PlacePrecision, PlaceResolution, ResolvedClaim, Role
from vedette.model.times import DAY, Basis, Precision, When, day

#: Invented places near one another, so that distances mean something.
POINTS = {"Qarat": (36.20, 37.15), "Tell Osra": (36.02, 37.05), "Marsin": (35.40, 36.80), "Dar Imal": (35.93, 36.63)}


def load(path: Path) -> tuple[list[ResolvedClaim], dict[DocumentId, Document], dict[str, Any]]:
    """A story's claims, documents and what it expects."""
    story = tomllib.loads(path.read_text(encoding="utf-8"))
    claims, documents = tell(story["report"])
    return claims, documents, story.get("expect", {})


def tell(reports: list[dict[str, Any]]) -> tuple[list[ResolvedClaim], dict[DocumentId, Document]]:
    """The claims and documents of reports given as plain values."""
    documents: dict[DocumentId, Document] = {}
    claims: list[ResolvedClaim] = []
    for report in reports:
        document = make_document(report)
        documents[document.id] = document
        names: dict[str, ClaimKey] = {}
        for raw in report.get("claim", ()):
            made = make_claim(raw, document, names)
            claims.append(made)
            if "name" in raw:
                names[raw["name"]] = made.claim.key
    return claims, documents


def make_document(report: dict[str, Any]) -> Document:
    """A report as a document."""
    return Document(
        id=document_id(f"story:{report['id']}"),
        locator=f"https://example.org/{report['id']}",
        text=report["text"].strip(),
        outlet=report.get("outlet"),
        published=report.get("published"),
        title=report.get("title"),
    )


def make_claim(raw: dict[str, Any], document: Document, names: dict[str, ClaimKey]) -> ResolvedClaim:
    """One claim as resolved."""
    content = _content(raw, names)
    evidence = _evidence(raw, document)
    links = [Link(LinkKind.OUTLET, document.outlet or "unknown")]
    roles = [_actor(Role(role), raw[key]) for key, role in _ROLES.items() if key in raw]
    if "who" in raw:
        claimant = _actor(Role.CLAIMANT, raw["who"])
        spoke = day(raw["spoke"]) if "spoke" in raw else None
        links.append(Link(LinkKind.ORIGIN, claimant.name, spoke=spoke, anonymous=raw.get("anonymous", False)))
        roles.append(claimant)
    tellers = [_actor(Role.TELLER, name) for name in raw.get("beside", ())]
    beside = tuple(Link(LinkKind.ORIGIN, teller.name) for teller in tellers)
    roles += tellers
    statuses = [FieldStatus(Field(k), Status(v)) for k, v in raw.get("status", {}).items()]
    claim = Claim(
        document=document.id,
        content=content,
        attribution=Attribution(tuple(links), beside),
        evidence=evidence,
        extractor="story@1",
        statuses=tuple(statuses),
        background=raw.get("background", False),
        when=_when(raw),
        where=PlaceMention(raw["place"], raw["place"], relation=PlaceRelation(raw.get("relation_to_place", "in")))
        if "place" in raw
        else None,
        caveats=tuple(Caveat(CaveatKind(c["kind"]), c.get("words", "")) for c in raw.get("caveats", ())),
    )
    conflict = (ConflictId("story"),)
    return ResolvedClaim(claim, tuple(roles), _place(raw.get("place")), conflict)


_ROLES = {
    "by": "by",
    "actor": "actor",
    "target": "target",
    "victims_of": "victims",
    "party": "party",
    "from": "from-party",
    "speaker": "who",
}


def _content(raw: dict[str, Any], names: dict[str, ClaimKey]) -> Content:
    kind = raw["kind"]
    if kind == "event":
        return EventContent(EventType(raw["type"]), _mention(raw.get("actor")), _mention(raw.get("target")))
    if kind == "control":
        extent = Extent(raw.get("extent", "unspecified"))
        return ControlContent(
            ControlRelation(raw["relation"]), _mention(raw.get("party")), extent, _mention(raw.get("from"))
        )
    if kind == "statement":
        signal = Signal(raw["signal"]) if "signal" in raw else None
        return StatementContent(SpeechAct(raw["act"]), raw["what"], _mention(raw.get("speaker")), signal=signal)
    if kind == "outlook":
        return OutlookContent(raw["outcome"], raw.get("condition"), _mention(raw.get("speaker")))
    low = raw.get("point", raw.get("low", 0))
    high = raw.get("point", raw.get("high"))
    return TollContent(
        effect=Effect(raw.get("effect", "killed")),
        quantity=Quantity(low, high, raw.get("approximate", False), raw.get("words", "")),
        victims=Victims(VictimClass(raw.get("victims", "unspecified")), group=raw.get("group")),
        scope=Scope(raw.get("scope", "event")),
        by=_mention(raw.get("by")),
        cause=EventType(raw["cause"]) if "cause" in raw else None,
        subset_of=names[raw["part_of"]] if "part_of" in raw else None,
    )


def _evidence(raw: dict[str, Any], document: Document) -> Evidence:
    quote = raw["in"]
    start = document.text.index(quote)
    before = document.text.rfind(". ", 0, start)
    after = document.text.find(". ", start + len(quote) - 1)
    sentence = Span(before + 2 if before >= 0 else 0, after + 1 if after >= 0 else len(document.text))
    anchor = str(raw.get("anchor", raw.get("point", raw.get("low", raw.get("place", "")))))
    return Evidence(quote, Span(start, start + len(quote)), sentence, anchor)


def _when(raw: dict[str, Any]) -> When | None:
    if "since" in raw:
        return When(raw["since"], raw["when"] + DAY, Precision.INTERVAL)
    if "when" not in raw:
        return None
    return day(raw["when"], basis=Basis(raw.get("basis", "stated")))


def _mention(name: str | None) -> ActorMention | None:
    return None if name is None else ActorMention(name.split("/")[0], name.split("/")[0])


def _actor(role: Role, text: str) -> ActorResolution:
    name, _, side = text.partition("/")
    return ActorResolution(role, name, ActorId(name.casefold().replace(" ", "-")), name, side or None)


def _place(name: str | None) -> PlaceResolution | None:
    if name is None:
        return None
    if name not in POINTS:
        return PlaceResolution(name, PlacePrecision.UNRESOLVED, name=name)
    latitude, longitude = POINTS[name]
    return PlaceResolution(
        name, PlacePrecision.TOWN, PlaceId(f"story:{name}"), name, latitude, longitude, 3.0, country="XX"
    )


def utc(text: str) -> dt.datetime:
    """A moment in UTC."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
