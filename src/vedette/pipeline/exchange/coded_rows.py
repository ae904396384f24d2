"""Coded rows, of a foreign table or an analyst's own, as documents with claims.

A row's publisher is its outlet and the source that it cites its origin: it is a relay, and where the ledger holds that
source's own report the two are one origin. A row that cites nobody stands for an unnamed one. Nothing imported
corroborates what it was taken from.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from vedette.documents.dates import parse_published
from vedette.model.claim import (
    Claim,
    Content,
    ControlContent,
    ControlRelation,
    Effect,
    EventContent,
    EventType,
    TollContent,
    VictimClass,
    Victims,
)
from vedette.model.document import Capture, Document, document_id
from vedette.model.ids import CaptureId, digest
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.provenance import Attribution, Evidence, EvidenceKind, Link, LinkKind, Span
from vedette.model.quantity import Quantity
from vedette.model.resolved import PlacePrecision, PlaceResolution, ResolvedClaim
from vedette.model.times import DAY, Precision, When
from vedette.reference.place_geometry import distance_km

#: Who said it, where a row cites nobody.
UNNAMED = "a source that is not named"
#: A place of the gazetteer is the row's own where it lies within so many kilometres of the row's point: the radius that
#: the gazetteer gives a city (`reference.place.DEFAULT_RADIUS_KM`), twice.
_SAME_KM = 16.0


@dataclass(frozen=True, slots=True)
class Coded:
    """One row as it goes into the ledger."""

    document: Document
    capture: Capture
    claims: tuple[Claim, ...]
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Where rows come from: whose they are, under which address, coded by what, and its words for types."""

    publisher: str
    address: str
    extractor: str
    types: Mapping[str, EventType]


def coded(fields: Mapping[str, str], table: Table, *, note: str | None = None) -> Coded:
    """A row under the names of `import_maps.FIELDS` as a document with its claims. `note` is an analyst's own account:
    the claims then stand on it, and the publisher is a person.

    Raises ValueError, in words for whoever made the row, for one without an id, a day, or anything to claim.
    """
    identity = fields.get("id", "").strip()
    if not identity:
        raise ValueError("the row has no id")
    when = _when(fields)
    quote = (fields.get("notes") or note or "").strip() or _sentence(fields)
    locator = fields.get("url") or f"{table.address}:{identity}"
    document = Document(
        id=document_id(locator, identity),
        locator=locator,
        text=quote,
        outlet=fields.get("outlet") or table.publisher,
        # Not known for most tables: then the row is public since it was recorded here, which claims too little.
        published=_time(fields["published"]) if fields.get("published") else None,
        language="en",
        identity=identity,
        sha256=hashlib.sha256(quote.encode("utf-8", "surrogatepass")).hexdigest(),
    )
    content = repr(sorted(fields.items())).encode("utf-8", "surrogatepass")
    sha256 = hashlib.sha256(content).hexdigest()
    capture = Capture(CaptureId(digest("capture", locator, sha256)), locator, "text/plain", sha256, content)
    place = fields.get("place")
    where = PlaceMention(place, place, within=fields.get("admin1")) if place else None
    attribution = _attribution(fields, document.outlet or table.publisher)
    claims = tuple(
        Claim(
            document=document.id,
            content=content_,
            attribution=attribution,
            evidence=_evidence(quote, anchor, note, locator),
            extractor=table.extractor,
            when=when,
            where=where,
            reasons=(f"a coded row of {table.publisher}",),
        )
        for anchor, content_ in _contents(fields, table.types)
    )
    if not claims:
        raise ValueError("the row claims nothing: it has no type, no figure and no control")
    return Coded(document, capture, claims, _point(fields))


def placed(resolved: ResolvedClaim, fields: Mapping[str, str], point: tuple[float, float] | None) -> ResolvedClaim:
    """The claim where the row says that it was: its own point wins over what the name alone would mean."""
    if point is None or not fields.get("place"):
        return resolved
    known = resolved.place
    near = (
        known is not None
        and known.latitude is not None
        and known.longitude is not None
        and distance_km((known.latitude, known.longitude), point) <= _SAME_KM
    )
    if near:
        return resolved
    place = PlaceResolution(
        mention=fields["place"],
        precision=PlacePrecision.TOWN,
        name=fields["place"],
        latitude=point[0],
        longitude=point[1],
        country=known.country if known else None,
        admin1=fields.get("admin1"),
        reason="the point that the coded row gives",
    )
    return replace(resolved, place=place)


def _contents(fields: Mapping[str, str], types: Mapping[str, EventType]) -> Iterator[tuple[str, Content]]:
    actor, target = _mention(fields.get("actor")), _mention(fields.get("target"))
    kind = _type(fields, types)
    if kind is not None:
        yield kind.value, EventContent(kind, actor, target)
    words = fields.get("victims", "").casefold()
    if words and words not in tuple(VictimClass):
        raise ValueError(f"victims is {words!r}; valid: {', '.join(VictimClass)}")
    victims = Victims(VictimClass(words)) if words else Victims()
    for effect, name in ((Effect.KILLED, "killed"), (Effect.INJURED, "injured")):
        quantity = _quantity(fields, name)
        if quantity is not None and quantity.high != 0:
            yield effect.value, TollContent(effect, quantity, victims, by=actor if target is None else None, cause=kind)
    if fields.get("relation"):
        relation = fields["relation"].casefold()
        if relation not in tuple(ControlRelation):
            raise ValueError(f"relation is {relation!r}; valid: {', '.join(ControlRelation)}")
        party, before = _mention(fields.get("party")), _mention(fields.get("from_party"))
        yield relation, ControlContent(ControlRelation(relation), party, from_party=before)


def _type(fields: Mapping[str, str], types: Mapping[str, EventType]) -> EventType | None:
    word = fields.get("type", "").strip().casefold()
    if word in types:
        return types[word]
    if not word:
        return None
    raise ValueError(f"type is {fields['type']!r}; known are {', '.join(sorted(types))}")


def _quantity(fields: Mapping[str, str], name: str) -> Quantity | None:
    point, low, high = (_number(fields, f"{name}{end}") for end in ("", "_low", "_high"))
    if point is not None:
        return Quantity(point, point, words=str(point))
    if low is None and high is None:
        return None
    return Quantity(low or 0, high, words=f"{low or 0} to {high}" if high is not None else f"at least {low}")


def _number(fields: Mapping[str, str], name: str) -> int | None:
    text = fields.get(name, "").replace(",", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{name} is {fields[name]!r}; write a whole number")
    return int(text)


def _when(fields: Mapping[str, str]) -> When:
    if not fields.get("first_day"):
        raise ValueError("the row has no date")
    first = _time(fields["first_day"]).date()
    last = _time(fields["last_day"]).date() if fields.get("last_day") else first
    if last < first:
        raise ValueError(f"it ends on {last}, before it begins on {first}")
    return When(first, last + DAY, Precision.DAY if first == last else Precision.INTERVAL)


def _time(words: str) -> dt.datetime:
    time = parse_published(words)
    if time is None:
        raise ValueError(f"{words!r} is no date; write 2016-07-05")
    return time


def _point(fields: Mapping[str, str]) -> tuple[float, float] | None:
    if not fields.get("latitude") or not fields.get("longitude"):
        return None
    try:
        latitude, longitude = float(fields["latitude"]), float(fields["longitude"])
    except ValueError as error:
        raise ValueError(f"no such point: {fields['latitude']!r}, {fields['longitude']!r}") from error
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"no such point: {latitude}, {longitude}")
    return latitude, longitude


def _attribution(fields: Mapping[str, str], outlet: str) -> Attribution:
    sources = [s.strip() for s in re.split(r"[;|]", fields.get("source", "")) if s.strip()]
    sources = [s for s in sources if s.casefold() != outlet.casefold()]
    origin = sources[0] if sources else UNNAMED
    relays = tuple(Link(LinkKind.RELAY, name) for name in sources[1:])
    last = Link(LinkKind.ORIGIN, origin, anonymous=not sources)
    return Attribution((Link(LinkKind.OUTLET, outlet), *relays, last))


def _evidence(quote: str, anchor: str, note: str | None, locator: str) -> Evidence:
    if note is not None:
        return Evidence(quote, anchor=anchor, kind=EvidenceKind.NOTE, locator=locator)
    span = Span(0, len(quote))
    return Evidence(quote, span, span, anchor)


def _sentence(fields: Mapping[str, str]) -> str:
    """The row in the order of its fields, where it has no account in words."""
    return "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in fields.items() if value)


def _mention(name: str | None) -> ActorMention | None:
    return ActorMention(name, name) if name and name.strip() else None
