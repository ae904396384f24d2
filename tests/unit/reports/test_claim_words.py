"""A claim in plain words."""

import datetime as dt

import pytest

from vedette.model.claim import (
    Claim,
    Content,
    ControlContent,
    ControlRelation,
    Effect,
    EventContent,
    EventType,
    Extent,
    OutlookContent,
    Part,
    PartRole,
    SpeechAct,
    StanceContent,
    StanceRelation,
    StatementContent,
    TollContent,
    VictimClass,
    Victims,
)
from vedette.model.ids import DocumentId
from vedette.model.mention import ActorMention, PlaceMention, PlaceRelation
from vedette.model.provenance import Attribution, Evidence, Field, FieldStatus, Link, LinkKind, Span, Status
from vedette.model.quantity import Quantity
from vedette.model.times import Basis
from vedette.model.times import day as one_day
from vedette.reports.claim_words import day, headline, place, said_by, statuses

ARMY = ActorMention("the army", "Northern Army")
REBELS = ActorMention("rebels", "rebels")
HOMS = PlaceMention("Homs", "Homs")
OUTLET = Link(LinkKind.OUTLET, "Harbour Wire")


def claim(content: Content, *links: Link, **fields: object) -> Claim:
    evidence = Evidence("4 were killed", Span(0, 13))
    return Claim(DocumentId("d"), content, Attribution((OUTLET, *links)), evidence, "x/1", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (TollContent(Effect.KILLED, Quantity(16, None, words="at least 16")), "killed: 16 or more"),
        (
            TollContent(
                Effect.KILLED,
                Quantity(4, 4, words="four"),
                Victims(VictimClass.CIVILIAN, "four children", "children"),
                by=ARMY,
                cause=EventType.SHELLING,
            ),
            "killed: 4 children (civilian), by Northern Army, shelling",
        ),
        (
            ControlContent(ControlRelation.CAPTURED, REBELS, Extent.MOST, ARMY),
            "rebels captured most of Homs, from Northern Army",
        ),
        (ControlContent(ControlRelation.LOST), "somebody lost Homs"),
        (
            EventContent(
                EventType.GRENADE,
                parts=(
                    Part(PartRole.ORGANISATION, REBELS, Status.SUSPECTED),
                    Part(PartRole.OBJECT, ARMY),
                    Part(PartRole.VICTIM, ActorMention("Pablo Ruiz", "Pablo Ruiz")),
                    Part(PartRole.PERPETRATOR, ActorMention("Juan Diaz", "Juan Diaz")),
                ),
            ),
            "grenade; organisation: rebels (suspected); object: Northern Army",
        ),
        (EventContent(EventType.AIR_STRIKE, ARMY, REBELS, "bombs"), "air-strike by Northern Army on rebels (bombs)"),
        (StanceContent(REBELS, StanceRelation.OPPOSED_TO, ARMY), "rebels opposed to Northern Army"),
        (StatementContent(SpeechAct.DEMANDS, "a truce", ARMY), "demand (Northern Army): a truce"),
        (OutlookContent("Homs may fall", "no help comes"), "Homs may fall (if: no help comes)"),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else "",
)
def test_each_kind_reads_as_a_sentence(content: Content, words: str) -> None:
    assert headline(claim(content, where=HOMS)) == words


def test_the_chain_reads_from_the_origin_to_the_outlet() -> None:
    toll = TollContent(Effect.KILLED, Quantity(1, 1))
    relay = Link(LinkKind.RELAY, "State Agency")
    origin = Link(LinkKind.ORIGIN, "the mayor", role="of Homs")
    assert said_by(claim(toll, relay, origin)) == "the mayor, of Homs <- State Agency <- Harbour Wire"
    assert said_by(claim(toll)) == "Harbour Wire (states it itself)"
    assert said_by(claim(toll, origin), unnamed=True) == "the mayor, of Homs <- this report"


def test_status_tells_each_field_that_is_not_simply_asserted() -> None:
    suspected = FieldStatus(Field.PERPETRATOR, Status.SUSPECTED, "suspected")
    told = statuses(claim(TollContent(Effect.KILLED, Quantity(1, 1)), statuses=(suspected,), background=True))
    assert told == 'asserted; perpetrator: suspected ("suspected"); recalled history'


def test_times_and_places_tell_what_is_inferred() -> None:
    inferred = one_day(dt.date(2024, 11, 30), basis=Basis.INFERRED, words="Saturday")
    assert day(inferred) == '2024-11-30 ("Saturday", inferred)'
    offset = PlaceMention("15 km north of Homs", "Homs", None, PlaceRelation.OFFSET, 15, "north", inferred=True)
    assert place(offset) == "15 km north of Homs (from the sentences around)"
