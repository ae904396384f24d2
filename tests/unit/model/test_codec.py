import datetime as dt
import math
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import pytest

from tests import factories as f
from vedette.model.claim import Claim, Quantity
from vedette.model.codec import canonical, dumps, from_json, id_of, loads, to_json
from vedette.model.document import Document
from vedette.model.provenance import Evidence, Span
from vedette.model.resolved import ResolvedClaim
from vedette.model.schema import read_body, schema_version


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Left:
    why: str


@dataclass(frozen=True, slots=True)
class Right:
    count: int = 0


@dataclass(frozen=True, slots=True)
class Everything:
    data: bytes
    at: dt.datetime
    on: dt.date
    pair: tuple[int, str]
    either: Left | Right | None = None
    number: float = 0.5
    mixed: str | int | None = None
    names: frozenset[str] = frozenset()
    table: dict[str, Colour] | None = None
    free: Any = None
    nothing: None = None


FULL = Everything(
    data=b"\x00\xff",
    at=dt.datetime(2016, 7, 5, 12, tzinfo=dt.timezone(dt.timedelta(hours=3))),
    on=dt.date(2016, 7, 5),
    pair=(1, "a"),
    either=Left("because"),
    mixed=3,
    names=frozenset({"b", "a"}),
    table={"k": Colour.RED},
    free={"x": [1]},
)


@dataclass(frozen=True, slots=True)
class Empty:
    pass


@dataclass(frozen=True, slots=True)
class Odd:
    thing: complex


@dataclass(frozen=True, slots=True)
class OddUnion:
    thing: complex | str


@pytest.mark.parametrize("content", f.CONTENTS, ids=lambda c: type(c).__name__)
def test_every_kind_of_claim_survives_the_round_trip(content: Any) -> None:
    claim = f.claim(content)
    assert from_json(Claim, loads(canonical(claim))) == claim


def test_a_claim_says_its_kind_key_and_id() -> None:
    claim = f.claim()
    data = to_json(claim)
    assert (data["kind"], data["key"], data["id"]) == ("toll", claim.key, id_of(claim))


def test_the_id_moves_with_content_and_version_and_the_key_does_not() -> None:
    claim = f.claim(f.toll(16))
    other = claim.with_content(f.toll(17))
    newer = replace(claim, extractor="rules-2")
    assert len({id_of(claim), id_of(other), id_of(newer)}) == 3
    assert claim.key == other.key == newer.key


def test_a_claim_whose_words_were_altered_is_refused() -> None:
    data = to_json(f.claim())
    data["evidence"]["quote"] = "At least 60 people were killed"
    with pytest.raises(ValueError, match="the body was altered"):
        from_json(Claim, data)


def test_every_other_type_survives_the_round_trip() -> None:
    read = from_json(Everything, loads(canonical(FULL)))
    assert read == FULL
    assert read.at.tzinfo is dt.UTC
    assert from_json(Everything, to_json(replace(FULL, either=Right(2), table=None))).either == Right(2)
    assert from_json(Empty, to_json(Empty())) == Empty()


def test_values_are_written_by_the_conventions() -> None:
    data = to_json(FULL)
    assert data["at"] == "2016-07-05T09:00:00Z"
    assert data["on"] == "2016-07-05"
    assert data["either"] == {"$type": "Left", "why": "because"}
    assert data["names"] == ["a", "b"]
    assert to_json(f.evidence())["span"] == [0, 30]


def test_what_is_none_or_empty_by_default_is_left_out() -> None:
    data = to_json(f.document(published=None))
    assert "published" not in data
    assert "high" in to_json(Quantity(3, None)), "an open end has no default: it is said"


def test_a_resolved_claim_carries_its_claim_in_full() -> None:
    resolved = f.resolved()
    data = to_json(resolved)
    assert data["claim"] == to_json(resolved.claim)
    assert from_json(ResolvedClaim, loads(dumps(data))) == resolved


def test_half_a_surrogate_pair_is_written_so_that_it_can_be_stored() -> None:
    document = f.document(text="x", title="\ud83d half")
    written = canonical(document)
    written.encode()
    assert from_json(Document, loads(written)) == document
    assert "Алеппо" in canonical(f.document(title="Алеппо"))
    assert "\0" not in canonical(f.document(title="\0"))


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_numbers_that_are_not_finite_are_refused(number: float) -> None:
    with pytest.raises(ValueError, match="no such number"):
        canonical(replace(FULL, number=number))
    with pytest.raises(ValueError, match="JSON"):
        dumps([number])


def test_a_time_without_a_zone_is_refused_both_ways() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        to_json(replace(FULL, at=dt.datetime(2016, 7, 5)))
    with pytest.raises(ValueError, match="at: a time without a zone"):
        from_json(Everything, {**to_json(FULL), "at": "2016-07-05T09:00:00"})


BAD: list[tuple[str, Any, str]] = [
    ("data", 3, "data: expected base64"),
    ("data", "?", "data: "),
    ("at", 3, "at: expected a time"),
    ("on", "05.07.2016", "on: "),
    ("on", "2016-07", "on: expected a date"),
    ("pair", [1], "pair: expected a list of 2"),
    ("pair", ["1", "a"], r"pair: \[0\]: expected a whole number"),
    ("either", {"$type": "Up"}, "either: expected an object with .type, one of Left, Right"),
    ("either", {"$type": "Left"}, "either: missing: why"),
    ("either", {"$type": "Right", "count": True}, "either: count: expected a whole number"),
    ("number", "1", "number: expected a number"),
    ("number", True, "number: expected a number"),
    ("mixed", 1.5, "mixed: expected one of str, int"),
    ("names", "ab", "names: expected a list"),
    ("table", [], "table: expected an object"),
    ("table", {"k": "blue"}, "table: k: no Colour 'blue'; valid: red"),
    ("nothing", 1, "nothing: expected null"),
    ("more", 1, "unknown: more"),
]


@pytest.mark.parametrize(("name", "value", "message"), BAD, ids=[f"{n}-{v!r}" for n, v, _ in BAD])
def test_bad_data_is_refused_with_its_path(name: str, value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=f"^Everything: {message}"):
        from_json(Everything, {**to_json(FULL), name: value})


def test_what_is_no_object_is_refused() -> None:
    for cls in (Everything, Claim):
        with pytest.raises(ValueError, match="expected an object, found 3"):
            from_json(cls, 3)


@pytest.mark.parametrize("span", [[1], [1, 2, 3], ["1", 2], [2, 1], {"start": 1}])
def test_a_span_is_two_whole_numbers_in_order(span: Any) -> None:
    with pytest.raises(ValueError, match="span"):
        from_json(Evidence, {**to_json(f.evidence()), "span": span})
    assert from_json(Evidence, {**to_json(f.evidence()), "span": [1, 2]}).span == Span(1, 2)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "rumour"}, "kind: no ClaimKind"),
        ({"kind": "event"}, "content: unknown"),
        ({"more": 1}, "unknown: more"),
    ],
)
def test_a_claim_is_read_by_its_kind(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        from_json(Claim, {**to_json(f.claim()), **change})


def test_a_claim_without_its_words_is_refused() -> None:
    data = to_json(f.claim())
    del data["evidence"]
    with pytest.raises(ValueError, match="missing: evidence"):
        from_json(Claim, data)


def test_a_type_without_a_json_form_is_named() -> None:
    for odd in (Odd(1j), OddUnion("x")):
        with pytest.raises(TypeError, match="no JSON form"):
            to_json(odd)
    with pytest.raises(TypeError, match="no JSON form"):
        from_json(Odd, {"thing": 1})


def test_old_bodies_are_read_through_the_upcasters_that_follow() -> None:
    def renamed(data: dict[str, Any]) -> dict[str, Any]:
        return {"why": data["reason"]}

    def louder(data: dict[str, Any]) -> dict[str, Any]:
        return {"why": data["why"].upper()}

    upcasters = MappingProxyType({"Left": (renamed, louder)})
    assert schema_version(Left, upcasters=upcasters) == 3
    assert schema_version(Left) == 1
    assert read_body(Left, '{"reason":"x"}', 1, upcasters=upcasters) == Left("X")
    assert read_body(Left, '{"why":"x"}', 2, upcasters=upcasters) == Left("X")
    assert read_body(Left, '{"why":"x"}', 3, upcasters=upcasters) == Left("x")


def test_a_body_of_a_newer_version_is_refused() -> None:
    with pytest.raises(ValueError, match="install a newer one"):
        read_body(Left, '{"why":"x"}', 2)
