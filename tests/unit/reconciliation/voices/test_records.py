"""What becomes of what claimants say, on invented reports."""

import datetime as dt
from typing import Any

from tests.stories import tell
from vedette.model.ids import ActorId
from vedette.reconciliation.reconcile import reconcile, weighable
from vedette.reconciliation.voices.records import OTHERS, UNNAMED, Fate, Record, records_of

DAY = dt.date(2031, 5, 2)
KNOWN = (ActorId("ridge-office"), ActorId("valley-monitor"), ActorId("army"))


def told(hour: int, outlet: str, text: str, **claim: Any) -> dict[str, Any]:
    basis = {"kind": "toll", "in": "killed 12", "point": 12, "cause": "air-strike", "place": "Qarat", "when": DAY}
    time = dt.datetime.combine(DAY, dt.time(hour), dt.UTC)
    return {"id": outlet, "outlet": outlet, "published": time, "text": text, "claim": [basis | claim]}


def records(*reports: dict[str, Any]) -> dict[str, Record]:
    claims, documents = tell(list(reports))
    found = reconcile(claims, documents)
    return {r.name: r for r in records_of(found.events, weighable(claims, documents), KNOWN)}


FIRST = told(8, "Meridian Wire", "Jets killed 12 in Qarat, the office said.", who="Ridge Office")
SECOND = told(11, "Harbour Post", "In Qarat a raid killed 12, says the monitor.", who="Valley Monitor")


def test_a_word_is_corroborated_by_a_later_one_and_not_by_an_earlier() -> None:
    found = records(FIRST, SECOND)
    assert found["Ridge Office"].fates == {Fate.CORROBORATED: 1}
    assert found["Valley Monitor"].fates == {Fate.ALONE: 1}


def test_an_admission_concedes_what_was_said_before() -> None:
    army = {"who": "Army/government", "by": "Army/government", "victims": "civilian"}
    found = records(FIRST | {}, told(12, "Coast Daily", "Our raid on Qarat killed 12, said the army.", **army))
    assert found["Ridge Office"].fates == {Fate.CONCEDED: 1}


def test_who_is_in_no_registry_has_no_row_of_its_own() -> None:
    found = records(
        told(8, "Meridian Wire", "Jets killed 12 in Qarat, said Anna Berg.", who="Anna Berg"),
        told(9, "Harbour Post", "A raid killed 12 in Qarat, witnesses said.", who="witnesses", anonymous=True),
    )
    assert set(found) <= {OTHERS, UNNAMED, "Meridian Wire", "Harbour Post"}
    assert OTHERS in found


def test_shares_are_of_the_events_told() -> None:
    assert records(FIRST, SECOND)["Ridge Office"].share(Fate.CORROBORATED) == 1.0
