"""Mentions by kind, and who fights or helps whom among them."""

import pytest

from vedette.extraction.entities.find import EntityKind, find_entities
from vedette.extraction.entities.relations import RelationKind, find_relations
from vedette.extraction.parsing.language_model import load_model

pytestmark = pytest.mark.model
K = EntityKind


def mentions(text: str) -> dict[str, EntityKind]:
    doc = load_model(("senter",))(text)
    return {text[e.span.start : e.span.end]: e.kind for e in find_entities(doc)}


def relations(text: str) -> set[tuple[RelationKind, str, str]]:
    doc = load_model(("senter",))(text)
    found = find_entities(doc)
    said = [text[e.span.start : e.span.end] for e in found]
    return {(r.kind, said[r.source], said[r.target]) for r in find_relations(doc, found)}


def test_common_nouns_are_mentions_too() -> None:
    found = mentions("The rebels shelled a hospital near Aleppo with two rockets on Friday.")
    assert found["The rebels"] is K.ORGANISATION
    assert found["a hospital"] is K.LOCATION
    assert found["Aleppo"] is K.LOCATION
    assert found["two rockets"] is K.MATERIEL
    assert found["two"] is K.QUANTITY
    assert found["Friday"] is K.TEMPORAL


def test_one_is_a_person_and_many_are_a_body() -> None:
    found = mentions("The minister met us and she said the soldiers saw a soldier fall.")
    assert found["The minister"] is K.PERSON
    assert found["us"] is K.ORGANISATION
    assert found["she"] is K.PERSON
    assert found["the soldiers"] is K.ORGANISATION
    assert found["a soldier"] is K.PERSON


def test_a_holder_of_office_is_a_person() -> None:
    assert mentions("Secretary Kerry met Obama.")["Obama"] is K.PERSON


def test_a_state_that_acts_is_a_body_and_one_that_is_acted_in_a_place() -> None:
    assert mentions("Turkey attacked the militia.")["Turkey"] is K.ORGANISATION
    assert mentions("The militia fled to Turkey.")["Turkey"] is K.LOCATION


def test_who_attacks_fights_whom_it_attacks_and_no_helper_is_a_place() -> None:
    assert relations("The rebels attacked the army near Homs.") == {
        (RelationKind.FIGHTS, "The rebels", "the army"),
    }


def test_an_aim_counts_and_the_doer_is_the_one_who_is_helped() -> None:
    found = relations("The coalition is helping the army to defeat the insurgents.")
    assert (RelationKind.HELPS, "The coalition", "the army") in found
    assert (RelationKind.FIGHTS, "the army", "the insurgents") in found


def test_who_speaks_of_a_fight_is_not_in_it() -> None:
    assert relations("A spokesman condemned the attacks on civilians.") == set()
    assert relations("The minister said the weather was bad.") == set()
