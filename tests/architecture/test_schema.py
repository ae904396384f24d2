"""The published schema takes what the codec writes and refuses what it would not."""

import copy
import dataclasses
import datetime as dt
import json
import typing
from pathlib import Path
from types import NoneType, UnionType
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.cli.records import record
from vedette.model.claim import KIND_OF, Claim, Effect, TollContent
from vedette.model.document import Document
from vedette.model.provenance import Attribution, Evidence, EvidenceKind, Link, LinkKind, Span
from vedette.model.quantity import Quantity
from vedette.model.times import Precision, When

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "claim.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())

WORDS = st.text("ab é'\"\n", max_size=8).map(lambda text: f"x{text}")
COUNTS = st.integers(0, 10_000)
SPANS = st.builds(lambda start, length: Span(start, start + length), COUNTS, st.integers(1, 50))
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))


def anything(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type of the model, made from its hints, so that a new field is tried without a word here."""
    while isinstance(hint, typing.NewType):
        hint = hint.__supertype__
    if hint in MADE:
        return MADE[hint]()
    if typing.get_origin(hint) in (typing.Union, UnionType):
        return st.one_of(*(st.none() if arg is NoneType else anything(arg) for arg in typing.get_args(hint)))
    if typing.get_origin(hint) is tuple:
        return st.lists(anything(typing.get_args(hint)[0]), max_size=2).map(tuple)
    if dataclasses.is_dataclass(hint):
        assert isinstance(hint, type)
        return st.builds(hint, **of_fields(hint))
    return st.from_type(hint)


def of_fields(cls: type, **given_: st.SearchStrategy[Any]) -> dict[str, st.SearchStrategy[Any]]:
    hints = typing.get_type_hints(cls)
    names = [field.name for field in dataclasses.fields(cls) if field.init]
    return {name: given_[name] if name in given_ else anything(hints[name]) for name in names}


def quantity(low: int, more: int | None, *, approximate: bool) -> Quantity:
    return Quantity(low, None if more is None else low + more, approximate)


#: The types whose values must agree with one another, and plain ones kept short.
MADE: dict[Any, Any] = {
    str: lambda: WORDS,
    float: lambda: st.floats(allow_nan=False, allow_infinity=False),
    dt.date: lambda: DAYS,
    dt.datetime: lambda: st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC)),
    Span: lambda: SPANS,
    Quantity: lambda: st.builds(quantity, COUNTS, st.none() | COUNTS, approximate=st.booleans()),
    When: lambda: st.builds(
        lambda start, days, precision: When(start, start + dt.timedelta(days=days), precision),
        DAYS,
        st.integers(1, 400),
        st.sampled_from(Precision),
    ),
    Evidence: lambda: st.one_of(
        st.builds(Evidence, **of_fields(Evidence, kind=st.just(EvidenceKind.TEXT), span=SPANS)),
        st.builds(Evidence, **of_fields(Evidence, kind=st.just(EvidenceKind.NOTE), locator=WORDS)),
    ),
    Attribution: lambda: st.lists(anything(Link), min_size=1, max_size=3).map(lambda chain: Attribution(tuple(chain))),
}

CLAIMS = {kind: st.builds(Claim, **of_fields(Claim, content=anything(content))) for content, kind in KIND_OF.items()}


@pytest.mark.parametrize("kind", KIND_OF.values())
@given(data=st.data())
def test_it_takes_whatever_is_extracted(kind: Any, data: st.DataObject) -> None:
    claims = data.draw(st.lists(CLAIMS[kind], max_size=2))
    document = data.draw(anything(Document))
    VALIDATOR.validate(json.loads(record(document, claims)))


def a_record() -> dict[str, Any]:
    link = Link(LinkKind.OUTLET, "Meridian Wire")
    evidence = Evidence("killed at least 16 people", Span(10, 35), anchor="16")
    document = Document(id="d", locator="a.txt", text="The raid killed at least 16 people.")  # type: ignore[arg-type]
    content = TollContent(Effect.KILLED, Quantity(16, None, words="at least 16"))
    claim = Claim(document.id, content, Attribution((link,)), evidence, "test/1")
    whole = json.loads(record(document, [claim]))
    assert isinstance(whole, dict)
    return whole


SPOILED = {
    "an unknown effect": ("claims", 0, "content", "effect", "slain"),
    "a negative number": ("claims", 0, "content", "quantity", "low", -1),
    "no quote": ("claims", 0, "evidence", "quote", ""),
    "no hand it passed through": ("claims", 0, "attribution", "chain", []),
    "a kind with another kind's content": ("claims", 0, "kind", "control"),
    "a field nobody knows": ("claims", 0, "colour", "red"),
    "a span of one end": ("claims", 0, "evidence", "span", [10]),
    "a time without a zone": ("document", "published", "2024-11-30T10:00:00"),
}


@pytest.mark.parametrize("change", SPOILED.values(), ids=SPOILED)
def test_it_refuses(change: tuple[Any, ...]) -> None:
    whole = a_record()
    VALIDATOR.validate(whole)
    spoiled = copy.deepcopy(whole)
    *path, last, value = change
    place: Any = spoiled
    for step in path:
        place = place[step]
    place[last] = value
    assert not VALIDATOR.is_valid(spoiled)
