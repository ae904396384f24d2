"""The shapes of answers, for the OpenAPI document. Whole events, tolls, spans and claims are written by the codec of
the model (`docs/claim.schema.json` has the claims'), so they stand here as objects."""

import datetime as dt
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field
from starlette.responses import JSONResponse

T = TypeVar("T")
Body = dict[str, Any]


class Page(BaseModel, Generic[T]):
    """A page of results; `next` is the cursor of the page after it, null on the last."""

    items: list[T]
    next: str | None


class FigureShape(BaseModel):
    """A toll of an event in short."""

    effect: str
    victims: str
    group: str | None
    low: int
    best: int | None
    high: int | None = Field(description="null: only floors were stated")
    open: bool
    rung: str


class PartShape(BaseModel):
    """An actor's part in an event."""

    role: str
    actor: str | None
    name: str
    side: str | None
    suspected: bool


class EventShape(BaseModel):
    """An event in short."""

    id: str
    type: str
    rung: str
    status: str
    state: str
    background: bool
    claims: int
    origins: int
    start: dt.date | None
    end: dt.date | None = Field(description="the first day after it")
    place: str | None
    place_name: str
    admin1: str | None
    country: str | None
    precision: str
    basis: str = Field(description="of the place: stated, inferred or report")
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    parties: list[PartShape]
    tolls: list[FigureShape]
    conflicts: list[str]
    dispute: list[str]


class TestShape(BaseModel):
    """How often a rule was right on this ledger; `base_rate` is chance, `precision` is null below ten signals."""

    fired: int
    hits: int
    false_alarms: int
    misses: int
    onsets: int
    base_rate: float | None
    precision: float | None


class RuleShape(BaseModel):
    """A rule of signals: what it states, what it is tested against, and its back-test; `why` it could not be asked."""

    name: str
    states: str
    tested: str
    why: str
    test: TestShape | None
    verdict: str


class SignalShape(BaseModel):
    """A rule that fired: the day, where or who, the numbers compared, and how good the rule is here."""

    rule: str
    day: dt.date
    subject: str
    words: str
    claims: list[str]
    states: str
    verdict: str


class SignalsShape(BaseModel):
    """A page of signals and the rules behind them; `last` is the newest day of the record."""

    items: list[SignalShape]
    next: str | None
    last: dt.date | None
    rules: list[RuleShape]


class DocumentShape(BaseModel):
    """A document without its text."""

    id: str
    title: str
    outlet: str | None
    published: dt.datetime | None
    locator: str
    language: str | None
    length: int


class VoiceShape(BaseModel):
    """An outlet or a claimant: claims of its own, and those it hands on."""

    id: str
    name: str
    kind: Literal["outlet", "claimant"]
    own: int
    relayed: int
    documents: int
    first: dt.datetime | None
    last: dt.datetime | None


class ActorShape(BaseModel):
    """An actor of the registry that claims speak of; the sides are those it was found on, with the number of claims."""

    id: str
    name: str
    roles: dict[str, int]
    sides: dict[str, int]


class PlaceShape(BaseModel):
    """A place with events or claims of control."""

    id: str
    name: str
    admin1: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    events: int
    control: int


class ChangeShape(BaseModel):
    """One thing that is different between two moments."""

    kind: str
    subject: str
    before: str
    after: str
    event: str | None
    place: str | None
    instead: list[str]


class HitShape(BaseModel):
    """Something found by words."""

    kind: Literal["document", "event"]
    id: str
    title: str


class StatusShape(BaseModel):
    """What the ledger holds, and a mark that changes with it."""

    version: str
    head: str
    documents: int
    claims: int
    events: int
    tolls: int
    control: int
    decisions: int
    failures: int


class GeoJson(JSONResponse):
    """The media type of GeoJSON, for the OpenAPI document."""

    media_type = "application/geo+json"


class Collection(BaseModel):
    """A GeoJSON feature collection."""

    type: Literal["FeatureCollection"]
    features: list[Body]
