"""Who takes, holds, loses and leaves which place, from parsed sentences."""

from collections.abc import Mapping

import pytest

from tests.unit.extraction.control.parsed import report
from vedette.extraction.control.draft import ControlDraft
from vedette.extraction.control.read import draft_control
from vedette.model.claim import ControlRelation, Extent


def drafts(*sentences: tuple[str, Mapping[str, int]]) -> list[ControlDraft]:
    return list(draft_control(report(*sentences), ()))


def only(*sentences: tuple[str, Mapping[str, int]]) -> ControlDraft:
    (draft,) = drafts(*sentences)
    return draft


TAKEN = "Rebels/NNS/nsubj>1 captured/VBD/ROOT>1 Rubaya/NNP/dobj>1"


def test_the_object_of_a_verb_of_capture_is_taken_by_its_subject() -> None:
    draft = only((TAKEN, {"Rubaya": 1}))
    assert draft.relation is ControlRelation.CAPTURED
    assert draft.party is not None
    assert (draft.party.text, draft.where.name) == ("Rebels", "Rubaya")


def test_persons_taken_in_a_place_are_no_place_taken() -> None:
    parse = "Rebels/NNS/nsubj>1 captured/VBD/ROOT>1 20/CD/nummod>3 soldiers/NNS/dobj>1 in/IN/prep>1 Rubaya/NNP/pobj>4"
    assert drafts((parse, {"Rubaya": 1})) == []


def test_in_the_passive_the_agent_takes_the_subject() -> None:
    parse = (
        "Rubaya/NNP/nsubjpass>2 was/VBD/auxpass>2 captured/VBN/ROOT>2 by/IN/agent>2 government/NN/compound>5 "
        "troops/NNS/pobj>3"
    )
    draft = only((parse, {"Rubaya": 1}))
    assert draft.party is not None
    assert (draft.relation, draft.party.text) == (ControlRelation.CAPTURED, "government troops")


def test_a_relative_clause_speaks_of_the_name_before_it() -> None:
    parse = (
        "The/DT/det>1 port/NN/nsubj>8 of/IN/prep>1 Hodeidah/NNP/pobj>2 ,/,/punct>1 which/WDT/dobj>7 "
        "rebels/NNS/nsubj>7 hold/VBP/relcl>1 burned/VBD/ROOT>8"
    )
    draft = only((parse, {"Hodeidah": 1}))
    assert (draft.relation, draft.where.name) == (ControlRelation.HOLDS, "Hodeidah")


def test_the_city_is_the_town_named_before() -> None:
    parse = "Rebels/NNS/nsubj>1 entered/VBD/ROOT>1 the/DT/det>3 city/NN/dobj>1"
    draft = drafts(("Shells/NNS/nsubj>1 hit/VBD/ROOT>1 Goma/NNP/dobj>1", {"Goma": 1}), (parse, {}))[-1]
    assert (draft.relation, draft.where.name, draft.where.inferred) == (ControlRelation.ENTERED, "Goma", True)


def test_a_pronoun_takes_the_party_named_before() -> None:
    second = "They/PRP/nsubj>2 had/VBD/aux>2 seized/VBN/ROOT>2 Goma/NNP/dobj>2"
    draft = drafts((TAKEN, {"Rubaya": 1}), (second, {"Goma": 1}))[-1]
    assert draft.party is not None
    assert (draft.party.text, draft.party.name) == ("They", "Rebels")


def test_civilians_who_flee_leave_no_ground() -> None:
    parse = "Civilians/NNS/nsubj>1 fled/VBD/ROOT>1 from/IN/prep>1 Goma/NNP/pobj>2"
    assert drafts((parse, {"Goma": 1})) == []


def test_who_is_driven_out_has_lost_the_place() -> None:
    parse = "Rebels/NNS/nsubjpass>2 were/VBD/auxpass>2 driven/VBN/ROOT>2 out/IN/prep>2 of/IN/prep>3 Mekelle/NNP/pobj>4"
    draft = only((parse, {"Mekelle": 1}))
    assert draft.party is not None
    assert (draft.relation, draft.party.text) == (ControlRelation.LOST, "Rebels")


def test_what_falls_to_somebody_is_taken_by_them() -> None:
    parse = "Goma/NNP/nsubj>1 fell/VBD/ROOT>1 to/IN/prep>1 rebels/NNS/pobj>2"
    draft = only((parse, {"Goma": 1}))
    assert draft.party is not None
    assert (draft.relation, draft.party.text) == (ControlRelation.CAPTURED, "rebels")


def test_every_place_freed_in_a_list_is_freed() -> None:
    parse = (
        "Envoys/NNS/nsubj>1 saw/VBD/ROOT>1 Bila/NNP/dobj>1 and/CC/cc>2 Orla/NNP/conj>2 liberated/VBN/acl>4 "
        "from/IN/prep>5 rebels/NNS/pobj>6"
    )
    found = drafts((parse, {"Bila": 1, "Orla": 1}))
    assert [(d.where.name, d.from_party and d.from_party.text) for d in found] == [
        ("Bila", "rebels"),
        ("Orla", "rebels"),
    ]


def test_a_place_under_control_is_held_by_whose_control_it_is() -> None:
    parse = "Goma/NNP/nsubj>1 is/VBZ/ROOT>1 under/IN/prep>1 rebel/NN/compound>4 control/NN/pobj>2"
    draft = only((parse, {"Goma": 1}))
    assert draft.party is not None
    assert (draft.relation, draft.party.text) == (ControlRelation.HOLDS, "rebel")


def test_out_of_control_is_lost() -> None:
    parse = "Goma/NNP/nsubj>1 is/VBZ/ROOT>1 out/IN/prep>1 of/IN/prep>2 government/NN/compound>5 control/NN/pobj>3"
    assert only((parse, {"Goma": 1})).relation is ControlRelation.LOST


@pytest.mark.parametrize(
    ("governor", "relation", "planned"),
    [("tried/VBD", ControlRelation.CONTESTS, False), ("planned/VBD", ControlRelation.CAPTURED, True)],
)
def test_what_is_tried_contests_and_what_is_planned_is_planned(
    governor: str, relation: ControlRelation, planned: bool
) -> None:
    lemma = {"tried/VBD": "try/VBP", "planned/VBD": "plan/VBP"}[governor]
    parse = f"Rebels/NNS/nsubj>1 {lemma}/ROOT>1 to/TO/aux>3 capture/VB/xcomp>1 Goma/NNP/dobj>3"
    draft = only((parse, {"Goma": 1}))
    assert (draft.relation, draft.planned) == (relation, planned)


def test_a_condition_claims_nothing() -> None:
    parse = (
        "If/IN/mark>2 rebels/NNS/nsubj>2 capture/VBP/advcl>6 Goma/NNP/dobj>2 ,/,/punct>6 many/JJ/nsubj>6 "
        "flee/VBP/ROOT>6"
    )
    assert drafts((parse, {"Goma": 1})) == []


def test_a_whole_country_is_entered_but_not_taken() -> None:
    parse = "Rebels/NNS/nsubj>1 captured/VBD/ROOT>1 Congo/NNP/dobj>1"
    assert drafts((parse, {"Congo": 3})) == []
    sent = "Rwanda/NNP/nsubj>1 sent/VBD/ROOT>1 troops/NNS/dobj>1 into/IN/prep>1 Congo/NNP/pobj>3"
    assert only((sent, {"Congo": 3})).relation is ControlRelation.ENTERED


def test_most_of_a_place_is_most_of_it() -> None:
    parse = "Rebels/NNS/nsubj>1 control/VBP/ROOT>1 most/JJS/dobj>1 of/IN/prep>2 Goma/NNP/pobj>3"
    assert only((parse, {"Goma": 1})).extent is Extent.MOST


def test_a_name_in_capitals_that_parses_as_a_verb_still_acts() -> None:
    parse = "IS/VBZ/auxpass>1 seized/VBN/ROOT>1 Mosul/NNP/dobj>1"
    draft = only((parse, {"Mosul": 1}))
    assert draft.party is not None
    assert draft.party.text == "IS"


def test_troops_ordered_out_withdraw() -> None:
    parse = (
        "Ukraine/NNP/nsubj>1 ordered/VBD/ROOT>1 its/PRP$/poss>3 troops/NNS/dobj>1 out/IN/prep>1 of/IN/prep>4 "
        "Orla/NNP/pobj>5"
    )
    assert only((parse, {"Orla": 1})).relation is ControlRelation.WITHDREW


def test_gunmen_who_storm_a_school_hold_no_ground() -> None:
    parse = "Gunmen/NNS/nsubj>1 stormed/VBD/ROOT>1 a/DT/det>3 school/NN/dobj>1 in/IN/prep>3 Orla/NNP/pobj>4"
    assert drafts((parse, {"Orla": 1})) == []


def test_what_a_report_repeats_is_said_once() -> None:
    assert len(drafts((TAKEN, {"Rubaya": 1}), (TAKEN, {"Rubaya": 1}))) == 1


def test_rebel_held_places_are_held() -> None:
    parse = "Shells/NNS/nsubj>1 hit/VBD/ROOT>1 rebel/NN/npadvmod>4 -/HYPH/punct>4 held/VBN/amod>5 Marib/NNP/dobj>1"
    draft = only((parse, {"Marib": 1}))
    assert draft.party is not None
    assert (draft.relation, draft.party.text) == (ControlRelation.HOLDS, "rebel")


def test_who_confirms_a_fall_did_not_bring_it_about() -> None:
    parse = (
        "The/DT/det>1 fall/NN/nsubjpass>5 of/IN/prep>1 Orla/NNP/pobj>2 was/VBD/auxpass>5 confirmed/VBN/ROOT>5 "
        "by/IN/agent>5 rebels/NNS/pobj>6"
    )
    draft = only((parse, {"Orla": 1}))
    assert (draft.relation, draft.party) == (ControlRelation.CAPTURED, None)


def test_a_stronghold_of_somebody_is_held_by_them() -> None:
    parse = (
        "Orla/NNP/nsubj>1 is/VBZ/ROOT>1 the/DT/det>3 stronghold/NN/attr>1 of/IN/prep>3 the/DT/det>6 rebels/NNS/pobj>4"
    )
    draft = only((parse, {"Orla": 1}))
    assert draft.party is not None
    assert (draft.relation, draft.party.text) == (ControlRelation.HOLDS, "rebels")
