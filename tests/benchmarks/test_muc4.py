"""The roles of MUC-4: which name goes where. No data of the benchmark is read."""

import pytest

from benchmarks.muc4 import unwrapped
from benchmarks.muc4_incidents import weapons
from benchmarks.muc4_roles import Roles, fill_part, fill_perpetrator, fill_victim, named_part
from vedette.model.claim import Effect, Part, PartRole, TollContent, Victims
from vedette.model.mention import ActorMention
from vedette.model.quantity import Quantity


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


def test_each_part_of_an_incident_fills_its_role() -> None:
    roles = Roles()
    fill_part(roles, Part(PartRole.OBJECT, mention("public bus")))
    fill_part(roles, Part(PartRole.PERPETRATOR, mention("two men")))
    assert roles.row() == {
        "PerpInd": [["two men"]], "PerpOrg": [], "Target": [["public bus"]], "Victim": [], "Weapon": [],
    }  # fmt: skip


@pytest.mark.parametrize(("count", "named"), [(1, ["Bruno Quelvara"]), (2, [])])
def test_one_person_by_name_is_a_victim(count: int, named: list[str]) -> None:
    roles = Roles()
    fill_victim(roles, TollContent(Effect.KILLED, Quantity(count, count), Victims(words="Mayor Bruno Quelvara")))
    assert roles.of("Victim") == named


def test_titles_and_parties_before_a_name_are_cut_off() -> None:
    assert named_part("TORVA leader Bruno de la Quelvara") == "Bruno de la Quelvara"


def test_the_weapon_in_the_words_of_the_event_comes_first() -> None:
    assert weapons("CAR BOMB", "car") == ["car bomb"]
    assert weapons("EXPLODED", "dynamite") == ["dynamite"]
    assert weapons("ATTACKED", "helicopter") == []


def test_lines_of_a_paragraph_are_joined() -> None:
    assert unwrapped("   ONE LINE\nAND ANOTHER\n\n   A THIRD") == "ONE LINE AND ANOTHER\n\nA THIRD"
