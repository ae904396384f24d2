"""The roles of MUC-4: which name goes where. No data of the benchmark is read."""

import pytest

from benchmarks.muc4 import unwrapped, weapons
from benchmarks.muc4_roles import Roles, fill_perpetrator, fill_target, named_part
from vedette.model.mention import ActorMention


def mention(text: str) -> ActorMention:
    """A mention of some words."""
    return ActorMention(text, text)


@pytest.mark.parametrize(
    ("text", "role", "filler"),
    [
        ("TORVA guerrillas", "PerpInd", "TORVA guerrillas"),
        ("TORVA guerrillas", "PerpOrg", "TORVA"),
        ("group of armed men", "PerpOrg", "group of armed men"),
        ("Salvadoran Army", "PerpOrg", "Salvadoran Army"),
        ("unidentified individuals", "PerpInd", "unidentified individuals"),
    ],
)
def test_a_perpetrator_is_person_or_organisation(text: str, role: str, filler: str) -> None:
    roles = Roles()
    fill_perpetrator(roles, mention(text), None)
    assert filler in roles.of(role)


def test_named_persons_are_victims_and_things_are_targets() -> None:
    roles = Roles()
    fill_target(roles, mention("Mayor Bruno Quelvara and public bus"))
    assert roles.row() == {
        "PerpInd": [], "PerpOrg": [], "Target": [["public bus"]], "Victim": [["Bruno Quelvara"]], "Weapon": [],
    }  # fmt: skip


def test_persons_without_a_name_fill_no_role() -> None:
    roles = Roles()
    fill_target(roles, mention("two peasants"))
    assert not any(roles.row().values())


def test_titles_and_parties_before_a_name_are_cut_off() -> None:
    assert named_part("TORVA leader Bruno de la Quelvara") == "Bruno de la Quelvara"


def test_the_weapon_in_the_words_of_the_event_comes_first() -> None:
    assert weapons("CAR BOMB", "car") == ["car bomb"]
    assert weapons("EXPLODED", "dynamite") == ["dynamite"]
    assert weapons("ATTACKED", "helicopter") == []


def test_lines_of_a_paragraph_are_joined() -> None:
    assert unwrapped("   ONE LINE\nAND ANOTHER\n\n   A THIRD") == "ONE LINE AND ANOTHER\n\nA THIRD"
