"""Hypothesis strategies for the domain: any valid value, odd ones included."""

import datetime as dt
from dataclasses import fields
from typing import Any

from hypothesis import strategies as st

from tests import factories as f
from vedette.model.claim import (
    Claim,
    ControlContent,
    EventContent,
    OutlookContent,
    StanceContent,
    StatementContent,
    TollContent,
    Victims,
)
from vedette.model.document import Document
from vedette.model.ids import DocumentId
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.provenance import Attribution, Caveat, Evidence, FieldStatus, Link, Span
from vedette.model.quantity import Quantity
from vedette.model.resolved import ActorResolution, PlaceResolution, ResolvedClaim
from vedette.model.times import DAY, Basis, PartOfDay, Precision, When

#: Any characters but half surrogate pairs, which have tests of their own.
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
words = texts.filter(lambda t: bool(t.strip()))
dates = st.dates(dt.date(1980, 1, 1), dt.date(2030, 1, 1))
times = st.datetimes(dt.datetime(1980, 1, 1), dt.datetime(2030, 1, 1), timezones=st.just(dt.UTC))
spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 5000), st.integers(1, 300))
quantities = st.builds(
    lambda low, more, about, said: Quantity(low, None if more is None else low + more, about, said),
    st.integers(0, 10**7),
    st.none() | st.integers(0, 1000),
    st.booleans(),
    texts,
)
whens = st.builds(
    lambda start, days, precision, basis, said, part: When(
        start, start + days * DAY, Precision.PART_OF_DAY if part else precision, basis, said, part
    ),
    dates,
    st.integers(1, 400),
    st.sampled_from([p for p in Precision if p is not Precision.PART_OF_DAY]),
    st.sampled_from(Basis),
    st.none() | texts,
    st.none() | st.sampled_from(PartOfDay),
)
numbers = st.floats(-180, 180, allow_nan=False)


def _built(cls: type, **given: Any) -> st.SearchStrategy[Any]:
    """A dataclass with every field drawn, by its type or as given: defaults are drawn too."""
    missing = {x.name for x in fields(cls) if x.init} - given.keys()
    return st.builds(cls, **given, **dict.fromkeys(missing, ...))


st.register_type_strategy(str, texts)
st.register_type_strategy(Span, spans)
st.register_type_strategy(Quantity, quantities)
st.register_type_strategy(When, whens)
st.register_type_strategy(float, numbers)

mentions = _built(ActorMention)
evidences = _built(Evidence, quote=words, span=spans, locator=words)
attributions = st.builds(Attribution, st.lists(_built(Link), min_size=1, max_size=3).map(tuple))
contents = st.one_of(
    _built(EventContent),
    _built(TollContent, victims=_built(Victims)),
    _built(ControlContent),
    _built(StanceContent),
    _built(StatementContent),
    _built(OutlookContent),
)


def claims(document: st.SearchStrategy[DocumentId] | None = None) -> st.SearchStrategy[Claim]:
    """Claims of any kind, of document "one" unless of another."""
    return st.builds(
        Claim,
        document=document or st.just(f.document().id),
        content=contents,
        attribution=attributions,
        evidence=evidences,
        extractor=words,
        statuses=st.lists(_built(FieldStatus), max_size=2).map(tuple),
        background=st.booleans(),
        when=st.none() | whens,
        where=st.none() | _built(PlaceMention),
        caveats=st.lists(_built(Caveat), max_size=1).map(tuple),
        reasons=st.lists(texts, max_size=2).map(tuple),
    )


resolved_claims = st.builds(
    ResolvedClaim,
    claim=claims(),
    actors=st.lists(_built(ActorResolution), max_size=2, unique_by=lambda a: a.role).map(tuple),
    place=st.none() | _built(PlaceResolution),
    conflicts=st.lists(words, max_size=2).map(tuple),
)

documents = st.builds(
    f.document,
    name=words,
    text=texts,
    outlet=st.none() | texts,
    published=st.none() | times,
    title=st.none() | texts,
    headline=st.none() | spans,
    identity=st.none() | texts,
).filter(lambda d: isinstance(d, Document))
