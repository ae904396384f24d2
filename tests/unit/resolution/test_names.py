import datetime as dt
from itertools import permutations

import pytest

from vedette.model.decision import Decision, DecisionKind, SubjectKind
from vedette.model.ids import ActorId
from vedette.resolution.names import ActorName, SameName, alike, merge_names

NOON = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


def named(*names: str) -> list[ActorName]:
    """Provisional actors p1, p2, ... the first in most claims."""
    return [ActorName(ActorId(f"provisional:{i}"), name, len(names) - i) for i, name in enumerate(names)]


def decided(kind: DecisionKind, *actors: str, hour: int = 0) -> Decision:
    made = NOON + dt.timedelta(hours=hour)
    return Decision(kind, SubjectKind.ACTOR, actors, "an analyst", made, "their own statement says so")


def pairs(found: tuple[SameName, ...]) -> set[tuple[str, str]]:
    return {(f.kept[-1], f.merged[-1]) for f in found}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Liwa al-Haqq", "Liwa al-Haq"),
        ("Jaysh al-Ababil", "Jaish al-Ababeel"),
        ("the Zouave Brigade", "Zouave fighters"),
        ("Katibat al-Masalama", "Katibat al Masalamah"),
        ("Popular Front of Restoration", "PFR"),
    ],
)
def test_spellings_and_initials_of_one_name_are_one(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the fighters", "armed men"),
        ("13th Division", "16th Division"),
        ("Liwa al-Haqq", "Liwa al-Fath"),
        ("Northern Shield", "Southern Shield"),
        ("Hama Lions", "Homs Lions"),
        ("Free Eagles", "Free Eagles of Daraa Council"),
    ],
)
def test_what_only_resembles_stays_apart(one: str, other: str) -> None:
    assert alike(one, other) is None


def test_a_group_is_named_by_the_actor_in_most_claims_and_says_why() -> None:
    (found,) = merge_names(named("Liwa al-Haqq", "Liwa al-Haq"))
    assert (found.kept, found.merged, found.decided) == ("provisional:0", "provisional:1", False)
    assert "alike by sound" in found.reason


def test_the_order_of_names_changes_nothing() -> None:
    given = named("Liwa al-Haqq", "Liwa al-Haq", "Liwaa al Haqq", "Zouave Brigade")
    assert len({merge_names(order) for order in permutations(given)}) == 1


def test_what_an_analyst_calls_the_same_is_joined_however_it_is_spelt() -> None:
    (found,) = merge_names(
        named("Eagles of Zor", "Desert Lions"), [decided(DecisionKind.SAME, "provisional:0", "provisional:1")]
    )
    assert found.decided
    assert "their own statement" in found.reason


def test_what_an_analyst_tells_apart_is_not_joined_by_way_of_a_third() -> None:
    names = named("Liwa al-Haqq", "Liwa al-Haq", "Liwaa al Haqq")
    apart = decided(DecisionKind.DIFFERENT, "provisional:0", "provisional:1")
    found = merge_names(names, [apart])
    assert len(found) == 1
    assert ("0", "1") not in pairs(found)


def test_the_later_decision_about_a_pair_counts() -> None:
    names = named("Eagles of Zor", "Desert Lions")
    same = decided(DecisionKind.SAME, "provisional:0", "provisional:1")
    apart = decided(DecisionKind.DIFFERENT, "provisional:0", "provisional:1", hour=1)
    assert merge_names(names, [same, apart]) == merge_names(names, [apart, same]) == ()


def test_a_reverted_decision_binds_nobody() -> None:
    apart = decided(DecisionKind.DIFFERENT, "provisional:0", "provisional:1")
    revert = Decision(
        DecisionKind.REVERT, SubjectKind.ACTOR, apart.subjects, "an analyst", NOON, "mistaken", supersedes=apart.id
    )
    assert merge_names(named("Liwa al-Haqq", "Liwa al-Haq"), [apart, revert])


def test_a_registered_actor_stands_for_its_group() -> None:
    names = [ActorName(ActorId("haqq"), "Liwa al-Haqq", 1), ActorName(ActorId("provisional:9"), "Liwa al-Haq", 50)]
    (found,) = merge_names(names)
    assert found.kept == "haqq"
