"""Where an event was, when its figure is of several places."""

import datetime as dt

from tests.stories import tell
from vedette.reconciliation.reconcile import reconcile

TEXT = "Jets killed 90 fighters in the provinces of Qarat, Marsin and Deir Halim on Friday."


def test_the_sum_over_a_list_of_places_is_at_none_of_them() -> None:
    day = dt.date(2031, 5, 2)
    act = {"kind": "event", "in": "Jets", "type": "air-strike", "place": "Qarat", "when": day}
    toll = {"kind": "toll", "in": "killed 90 fighters", "point": 90, "cause": "air-strike", "when": day}
    toll |= {"place": "Qarat, Marsin and Deir Halim"}
    published = dt.datetime(2031, 5, 2, 18, tzinfo=dt.UTC)
    found = reconcile(
        *tell([{"id": "one", "outlet": "Wire", "published": published, "text": TEXT, "claim": [act, toll]}])
    )
    killed = [e for e in found.events if e.tolls]
    assert [e.place.mention for e in killed if e.place] == ["Qarat, Marsin and Deir Halim"]
