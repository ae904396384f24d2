import datetime as dt
from typing import Any

import pytest

from tests.stories import tell
from vedette.model.verification import Interest
from vedette.reconciliation.reconcile import weighable
from vedette.reconciliation.testimony.sides import interest_of, same_side

ARMY, FRONT = "Lowland army/government", "Ridge Front/opposition"
AID = "Lake Aid Union/humanitarian"


def interest(**claim: Any) -> Interest:
    raw = {"in": "Words of the report", "place": "Qarat", "when": dt.date(2031, 5, 3)} | claim
    report = {
        "id": "r",
        "outlet": "Wire",
        "published": dt.datetime(2031, 5, 3, tzinfo=dt.UTC),
        "text": "Words of the report.",
    }
    (said,) = weighable(*tell([report | {"claim": [raw]}]))
    return interest_of(said)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ({"kind": "toll", "point": 9, "victims": "civilian", "by": ARMY, "who": ARMY}, Interest.AGAINST_OWN),
        ({"kind": "toll", "point": 9, "victims": "civilian", "by": ARMY, "who": FRONT}, Interest.ALLIED),
        ({"kind": "toll", "point": 9, "victims": "combatant", "victims_of": ARMY, "who": ARMY}, Interest.AGAINST_OWN),
        ({"kind": "toll", "point": 9, "victims": "combatant", "victims_of": FRONT, "who": ARMY}, Interest.ALLIED),
        ({"kind": "toll", "point": 9, "victims": "civilian", "by": ARMY, "who": "Medics"}, Interest.NONE),
        ({"kind": "toll", "point": 9, "by": ARMY, "who": ARMY}, Interest.PARTY),
        ({"kind": "toll", "point": 9, "victims": "civilian", "by": AID, "who": AID}, Interest.PARTY),
        ({"kind": "control", "relation": "lost", "party": ARMY, "who": ARMY}, Interest.AGAINST_OWN),
        ({"kind": "control", "relation": "captured", "party": FRONT, "from": ARMY, "who": ARMY}, Interest.AGAINST_OWN),
        ({"kind": "control", "relation": "captured", "party": FRONT, "who": FRONT}, Interest.PARTY),
        (
            {"kind": "event", "type": "air-strike", "actor": ARMY, "target": "a hospital", "who": ARMY},
            Interest.AGAINST_OWN,
        ),
        ({"kind": "event", "type": "armed-clash", "actor": ARMY, "target": "the attack", "who": ARMY}, Interest.PARTY),
    ],
)
def test_interest_follows_from_who_says_what_of_whom(claim: dict[str, Any], expected: Interest) -> None:
    assert interest(**claim) is expected


def test_swapping_the_parties_swaps_nothing_else() -> None:
    assert same_side("government", "government")
    assert same_side("opposition", "opposition")
    assert not same_side("government", "opposition")
    assert not same_side("other", "other")
    assert not same_side(None, None)
