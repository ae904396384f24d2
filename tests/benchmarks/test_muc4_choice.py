"""Which incidents MUC-4 would have: gathering, features and the choice by weights. No data of the benchmark is read."""

import datetime as dt
import math
from collections import Counter
from dataclasses import replace

import pytest

from benchmarks.muc4 import date
from benchmarks.muc4_choice import Reported, features, step, words
from benchmarks.muc4_incidents import Incident, gather, in_combat, tolls_of
from benchmarks.muc4_weights import Choice, choice, counted, rarity, shares
from tests.factories import claim, document
from tools.train_muc4_choice import Example, chance, learned, near, paired
from vedette.model.claim import Effect, EventContent, EventType, TollContent, VictimClass, Victims
from vedette.model.mention import ActorMention
from vedette.model.provenance import Evidence, Span
from vedette.model.quantity import Quantity
from vedette.model.resolved import ResolvedClaim
from vedette.model.times import Basis, Precision, When

DAY, BEFORE = dt.date(2024, 3, 5), dt.date(2024, 3, 4)


def told(quote: str, at: int = 0, when: dt.date | None = None, target: str | None = None) -> ResolvedClaim:
    content = EventContent(EventType.ATTACK, target=ActorMention(target, target) if target else None)
    evidence = Evidence(quote, Span(at, at + len(quote)), Span(at, at + 60))
    days = When(when, when + dt.timedelta(days=1), Precision.DAY) if when else None
    return ResolvedClaim(claim(content=content, evidence=evidence, when=days, where=None))


def toll(quote: str, at: int = 0) -> ResolvedClaim:
    content = TollContent(Effect.KILLED, Quantity(2, 2, False, "two"), Victims(words="two drivers"))
    return ResolvedClaim(
        claim(content=content, evidence=Evidence(quote, Span(at, at + len(quote)), Span(at, at + 60)), where=None)
    )


def reported(*claims: ResolvedClaim, text: str = "Men attacked a bus near Torva on Monday, police said.") -> Reported:
    return Reported(document(text=text), text, claims, gather(claims, DAY))


def test_acts_of_two_days_are_two_incidents_and_those_without_a_day_go_on() -> None:
    found = gather([told("attacked", 0, DAY), told("attack", 100), told("raided", 200, BEFORE)], DAY)
    assert [len(incident.claims) for incident in found] == [2, 1]


def counted_toll(words: str, low: int, at: int, when: dt.date, act: ResolvedClaim | None = None) -> ResolvedClaim:
    key = act.claim.key if act else None
    content = TollContent(Effect.KILLED, Quantity(low, low, False, ""), Victims(words=words), act=key)
    days = When(when, when + dt.timedelta(days=1), Precision.DAY)
    span = Span(at, at + len(words))
    return ResolvedClaim(
        claim(content=content, evidence=Evidence(words, span, Span(at, at + 60)), when=days, where=None)
    )


def test_a_toll_goes_with_its_act() -> None:
    act = told("attacked", 0, DAY)
    assert len(gather([act, counted_toll("two drivers", 2, 900, BEFORE, act)], DAY)) == 1
    assert len(gather([act, counted_toll("two drivers", 2, 900, BEFORE)], DAY)) == 2


@pytest.mark.parametrize(
    ("first", "second", "low", "incidents"),
    [
        ("six priests", "six priests of the town", 6, 1),
        ("six priests", "six soldiers", 6, 2),
        ("Mayor Bruno Quelvara", "Quelvara", 1, 1),
        ("Bruno Quelvara", "Ada Torvald", 1, 2),
    ],
)
def test_the_same_dead_are_of_one_incident_on_the_first_day(first: str, second: str, low: int, incidents: int) -> None:
    found = gather([counted_toll(first, low, 0, DAY), counted_toll(second, low, 900, BEFORE)], DAY)
    assert len(found) == incidents
    if incidents == 1:
        assert found[0].when is not None
        assert found[0].when.start == BEFORE


def test_what_is_two_months_old_is_no_incident() -> None:
    assert not gather([told("attacked", 0, DAY - dt.timedelta(days=90))], DAY)


def test_the_dead_of_combat_are_not_counted() -> None:
    fallen = toll("two drivers killed in clashes")
    assert in_combat(fallen.claim)
    civil = replace(fallen.claim.content, victims=Victims(VictimClass.CIVILIAN, "two drivers"))
    assert not in_combat(replace(fallen.claim, content=civil))
    assert not tolls_of(Incident("attack", None, None, 0, [fallen]))
    assert tolls_of(Incident("attack", None, None, 0, [toll("two drivers killed")]))


@pytest.mark.parametrize(
    ("quote", "target", "dead"),
    [
        ("the murder", "Senator Bruno Quelvara", [(1, 1)]),
        ("the murders", "Bruno Quelvara, Colonel Ada Torvald, and Senator Iven Marak", [(1, 1)] * 3),
        ("the attack", "Senator Bruno Quelvara", []),
        ("murders", "drivers", [(2, None)]),
        ("the murder", "another teacher", [(1, 1)]),
        ("murdered", "two drivers", [(2, 2)]),
        ("murdered", "200,000 people", []),
        ("murdered", "hopes", []),
    ],
)
def test_whom_a_killing_befell_is_dead(quote: str, target: str, dead: list[tuple[int, int | None]]) -> None:
    incident = Incident("attack", None, None, 0, [told(quote, target=target)])
    assert [(row["low"], row["high"]) for row in tolls_of(incident)] == dead
    incident.claims.append(toll("two drivers killed"))
    assert len(tolls_of(incident)) == 1 + dead.count((1, 1))


def test_whom_an_attempt_was_made_on_is_not_dead() -> None:
    tried = told("assassination", target="Senator Bruno Quelvara").claim
    tried = replace(tried, evidence=replace(tried.evidence, after="attempt failed"))
    assert not tolls_of(Incident("attack", None, None, 0, [ResolvedClaim(tried)]))


@pytest.mark.parametrize(
    ("before", "quote", "incidents"),
    [
        ("after the", "attack", 1),
        ("after a second", "attack", 2),
        ("the", "attacked", 2),
        ("in this brutal", "Attack", 1),
    ],
)
def test_what_is_told_again_goes_on_with_an_act_of_any_kind(before: str, quote: str, incidents: int) -> None:
    bombed = told("explosion", 0, DAY)
    bombed = ResolvedClaim(replace(bombed.claim, content=EventContent(EventType.EXPLOSIVE)))
    again = told(quote, 900).claim
    again = replace(again, evidence=replace(again.evidence, before=before))
    assert len(gather([bombed, ResolvedClaim(again)], DAY)) == incidents


def test_the_dead_are_counted_without_an_act_beside_them() -> None:
    assert tolls_of(Incident("", None, None, 0, [toll("two drivers killed")]))


@pytest.mark.parametrize(
    ("when", "written"),
    [
        (None, (None, "2024-03-05")),
        (When(DAY, DAY + dt.timedelta(days=1), Precision.DAY, Basis.PUBLISHED), (None, "2024-03-05")),
        (When(dt.date(2024, 3, 4), DAY, Precision.DAY), ("2024-03-04", "2024-03-04")),
        (When(dt.date(2024, 1, 1), dt.date(2025, 1, 1), Precision.YEAR), ("2024-01-01", "2024-03-05")),
        (When(dt.date(2024, 3, 19), dt.date(2024, 3, 20), Precision.DAY), (None, "2024-03-05")),
        (When(BEFORE, DAY, Precision.DAY, Basis.INFERRED), (None, "2024-03-05")),
        (When(DAY, DAY + dt.timedelta(days=1), Precision.DAY, Basis.INFERRED), ("2024-03-05", "2024-03-05")),
        (When(dt.date(2024, 2, 1), dt.date(2024, 2, 2), Precision.DAY, Basis.INFERRED), ("2024-02-01", "2024-02-01")),
    ],
    ids=["no day", "of the report", "a day", "a year", "yet to come", "lent", "lent, the report's", "lent, long ago"],
)
def test_days_are_written_as_the_key_does(when: When | None, written: tuple[str | None, str]) -> None:
    row = date(when, DAY)
    assert row is not None
    assert (row["from"], row["to"]) == written


def test_features_tell_whom_an_act_hit_and_how_it_is_told() -> None:
    one = reported(told("attacked", 4, DAY, target="an army patrol"), told("ATTACKS", 100))
    seen = next(features(one))
    assert {"hit:military only", "target", "form:ed", "kind:attack", "untold", "day:stated"} <= set(seen)
    assert seen == tuple(sorted(set(seen)))


def test_names_are_no_features() -> None:
    assert words("Men attacked a bus near Torva") == {"attacked", "bus", "near"}


def test_counts_go_up_in_steps() -> None:
    assert [step(n) for n in (0, 2, 4, 6)] == ["0", "2", "5", "+"]


def test_a_score_is_the_sum_of_what_is_seen() -> None:
    weights = Choice(-1.0, 0.0, {"Target": 0.5, "control": -0.25})
    assert math.isclose(weights.score(("Target", "control", "unknown")), -0.75)


def test_a_rare_word_has_the_greater_share_and_length_does_not_tell() -> None:
    rare = {"bomb": rarity(1, 9), "said": rarity(9, 9)}
    found = shares(counted("a bomb, he said; Torva"), rare)
    assert found["bomb"] > found["said"]
    assert math.isclose(sum(value**2 for value in found.values()), 1)
    assert shares(counted("bomb said bomb said"), rare) == pytest.approx(found)
    assert not shares(counted("nothing known"), rare)


def test_a_report_leans_by_its_words() -> None:
    weights = Choice(-1.0, 0.0, {"Target": 0.5}, {"bomb": 1.0, "vote": 1.0}, {"bomb": 3.0, "vote": -3.0})
    assert math.isclose(weights.lean(counted("a bomb exploded")), 3.0)
    assert math.isclose(weights.score(("Target",), weights.lean(counted("they vote"))), -3.5)


def test_topics_are_learned_as_leans_of_words() -> None:
    known = [
        Example(f"r{n}", ("kind:attack",), Counter({word: 1, "said": 1}), word == "bomb")
        for n, word in enumerate(["bomb", "vote"] * 20)
    ]
    found = learned(known)
    assert found.leans["bomb"] > 0 > found.leans["vote"]
    assert [chance(found.choice(), example) > 0.5 for example in known] == [example.wanted for example in known]


def test_packaged_weights_prefer_a_thing_hit_to_a_fight() -> None:
    packaged = choice()
    assert packaged.features["hit:other"] > packaged.features["combat told"]
    assert not any(
        name.split(":")[-1] != name.split(":")[-1].lower() for name in packaged.features if "report:" in name
    )


def test_each_incident_is_paired_with_one_template() -> None:
    header = {"from": None, "to": "2024-03-05"}
    key = {"type": ["ATTACK"], "date": [header], "location": [], "tolls": [], "optional": False}
    found = gather([told("attacked", 0, DAY), told("raided", 400, DAY - dt.timedelta(days=3))], DAY)
    assert paired([key], found, DAY) == {0}
    assert paired([key, key], found, DAY) == {0, 1}
    assert paired([], found, DAY) == set()


def test_on_or_before_a_day_reaches_back_two_weeks() -> None:
    header = {"from": None, "to": "2024-03-05"}
    assert near(header, {"from": "2024-02-20", "to": "2024-02-20"})
    assert not near(header, {"from": "2024-02-01", "to": "2024-02-01"})
    assert not near(header, None)
