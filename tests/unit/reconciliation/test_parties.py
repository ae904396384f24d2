"""Who takes part in an event, and which names are nobody's."""

from dataclasses import replace

import pytest

from tests.factories import actor, claim, document, event, evidence, place, resolved
from vedette.model.ids import ActorId
from vedette.model.mention import ActorMention
from vedette.model.provenance import Span
from vedette.model.resolved import ActorResolution, Role
from vedette.reconciliation.reconcile import reconcile

KNOWN = ActorId("land-army")


def doer(name: str, *, known: bool = False) -> ActorResolution:
    found = replace(actor(Role.ACTOR, name), mention=name)
    return replace(found, actor=KNOWN) if known else replace(found, actor=None)


def told(*actors: ActorResolution, at: int = 25) -> list[str]:
    """The parties of one claim whose sentence is of the characters 20 to 80, and whose names stand at `at`."""
    named = {a.role: ActorMention(a.mention, a.name, Span(at, at + 4)) for a in actors}
    content = replace(event(), actor=named.get(Role.ACTOR), target=named.get(Role.TARGET))
    stands = replace(evidence("strike", 30), sentence=Span(20, 80))
    said = resolved(claim(content, evidence=stands), actors=actors, place=place())
    doc = document()
    (found,) = reconcile([said], {doc.id: doc}).events
    return [p.name for p in found.parties]


def test_a_name_of_the_own_sentence_or_a_known_one_takes_part() -> None:
    assert told(doer("Hill Brigade")) == ["Hill Brigade"]
    assert told(doer("Hill Brigade"), at=200) == []  # lent, and known to nobody
    assert told(doer("Army", known=True), at=200) == ["Army"]


@pytest.mark.parametrize("name", ["1000 people", "alliances", "predecessors", "helicopters", "motorcycle bomber"])
def test_counts_and_bare_words_do_nothing(name: str) -> None:
    assert told(doer(name)) == []


@pytest.mark.parametrize(
    ("name", "hit"),
    [
        ("town of Kafrun", False),  # the event's place says it
        ("two hospitals", True),
        ("civilians", True),
        ("11 civilians", False),
        ("total 54 civilians", False),
        ("five children", False),
        ("wedding", False),
        ("same hospital", False),
        ("firehoses", False),
        ("will", False),
    ],
)
def test_what_is_hit_is_a_thing_or_people_by_their_kind(name: str, hit: bool) -> None:
    target = replace(actor(Role.TARGET, name), mention=name, actor=None)
    assert told(target) == ([name] if hit else [])
    assert told(target, at=200) == []


def test_who_did_it_did_not_suffer_it() -> None:
    target = replace(actor(Role.TARGET, "Army"), mention="Army", actor=KNOWN)
    assert told(doer("Army", known=True), target) == ["Army"]


def test_a_countrys_bare_name_says_where() -> None:
    here = place()
    state = replace(doer("Land", known=True), actor=ActorId((here.country or "").lower()))
    assert told(state) == []
    assert told(replace(state, mention="Land army")) == ["Land"]


@pytest.mark.parametrize("words", ["Lowland Observatory", "monitoring group", "Civil defence members"])
def test_who_watches_and_who_rescues_did_nothing(words: str) -> None:
    assert told(replace(doer("Watch", known=True), mention=words)) == []


def test_a_state_is_not_told_beside_its_own_army() -> None:
    state = replace(doer("Land", known=True), actor=ActorId("land"), mention="Land's guns", side="government")
    army = replace(doer("Army", known=True), side="government")
    content = replace(event(), actor=ActorMention("Land's army", "Land's army"))
    said = resolved(claim(content, evidence=evidence("strike", 30)), actors=(state, army), place=place())
    doc = document()
    (found,) = reconcile([said], {doc.id: doc}).events
    assert [p.name for p in found.parties] == ["Army"]
