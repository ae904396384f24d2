"""Fighting for a place."""

from tests.unit.extraction.control.parsed import report
from vedette.extraction.acts.events import EventDraft
from vedette.extraction.acts.triggers import Trigger
from vedette.extraction.control.contests import by_fighting
from vedette.extraction.control.draft import ControlDraft
from vedette.model.claim import ControlRelation, EventType, Extent
from vedette.model.mention import ActorMention

BETWEEN = (
    "Clashes/NNS/nsubj>1 raged/VBD/ROOT>1 between/IN/prep>0 the/DT/det>4 army/NN/pobj>2 and/CC/cc>4 "
    "rebels/NNS/conj>4 in/IN/prep>1 parts/NNS/pobj>7 of/IN/prep>8 {place}/NNP/pobj>9 ././punct>1"
)


def contests(
    place: str = "Marib", level: int = 1, word: str = "Clashes", actor: str | None = None
) -> list[ControlDraft]:
    """The statements from one clash."""
    told = report((BETWEEN.format(place=place), {place: level}))
    sentence = told.sentences[0]
    event = EventDraft(
        unit=0,
        trigger=Trigger(0, 1, EventType.ARMED_CLASH, False, word),
        type=EventType.ARMED_CLASH,
        actor=ActorMention(actor, actor) if actor else None,
        target=None,
        when=None,
        where=sentence.places[0].mention,
        anaphoric=False,
    )
    return list(by_fighting(told, [event]))


def test_the_party_named_first_contests_the_place() -> None:
    (said,) = contests()
    assert (said.relation, said.where.name, said.extent) == (ControlRelation.CONTESTS, "Marib", Extent.PART)
    assert said.party is not None
    assert said.party.text.startswith("army")


def test_fighting_in_a_country_contests_nothing() -> None:
    assert contests("Yemen", 3) == []


def test_an_ambush_is_not_for_ground() -> None:
    assert contests(word="ambush") == []
