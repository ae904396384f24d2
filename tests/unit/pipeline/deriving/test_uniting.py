"""Provisional actors under several spellings become one, unless an analyst says otherwise."""

from dataclasses import replace

from tests import factories as f
from vedette.model.decision import Decision, DecisionKind, SubjectKind
from vedette.model.ids import ActorId
from vedette.model.resolved import ResolvedClaim, Role
from vedette.pipeline.deriving.uniting import names_in


def told(*names: str) -> list[ResolvedClaim]:
    claims = []
    for number, name in enumerate(names):
        actor = replace(f.actor(Role.ACTOR, name), actor=ActorId(f"provisional:{name.casefold()}"), provisional=True)
        claims.append(f.resolved(f.claim(evidence=f.evidence(start=number)), actors=(actor,)))
    return claims


def united(claims: list[ResolvedClaim], decisions: tuple[Decision, ...] = ()) -> list[ResolvedClaim]:
    return [names_in(claims, decisions).of(claim) for claim in claims]


SPELT = ("Liwa Ardan", "Liwa Ardan", "Liwaa Ardaan", "Hill Brigades")


def ids(claims: list[ResolvedClaim]) -> list[str | None]:
    return [claim.actors[0].actor for claim in claims]


def test_spellings_of_one_name_are_one_actor_with_the_reason() -> None:
    found = united(told(*SPELT))
    assert ids(found) == ["provisional:liwa ardan"] * 3 + ["provisional:hill brigades"]
    assert found[2].actors[0].name == "Liwa Ardan"
    assert "alike by sound" in found[2].actors[0].reason
    assert found[2].actors[0].mention == "Liwaa Ardaan"


def test_the_order_of_claims_changes_nothing() -> None:
    assert names_in(told(*SPELT), ()) == names_in(told(*reversed(SPELT)), ())


def test_who_was_told_apart_stays_apart() -> None:
    apart = f.decision(
        DecisionKind.DIFFERENT,
        ("provisional:liwa ardan", "provisional:liwaa ardaan"),
        subject_kind=SubjectKind.ACTOR,
    )
    assert ids(united(told(*SPELT), (apart,)))[2] == "provisional:liwaa ardaan"


def test_registered_actors_are_left_alone() -> None:
    claims = [f.resolved(f.claim(), actors=(f.actor(Role.ACTOR, name),)) for name in ("Liwa Ardan", "Liwaa Ardaan")]
    assert united(claims) == claims
