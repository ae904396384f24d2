"""The days of an event that several claims tell."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.factories import claim, document, event, evidence, resolved, toll
from vedette.model.times import Precision, When, day
from vedette.reconciliation.reconcile import reconcile

DAY = dt.date(2016, 7, 5)


@pytest.mark.parametrize(
    ("back", "precision", "days"),
    [
        (1, Precision.INTERVAL, 2),  # "on Wednesday, in a second day of raids that have killed ten"
        (7, Precision.INTERVAL, 1),  # days of a total
        (1, Precision.WEEK, 1),  # one day, told roughly
    ],
)
def test_a_figure_of_some_days_makes_the_event_one_of_them(back: int, precision: Precision, days: int) -> None:
    span = When(DAY - dt.timedelta(days=back), DAY + dt.timedelta(days=1), precision)
    act = claim(event(), evidence=evidence("raids", 30), when=day(DAY))
    dead = claim(replace(toll(10, 10), act=act.key), evidence=evidence("killed ten", 60), when=span)
    doc = document()
    found = reconcile([resolved(act), resolved(dead)], {doc.id: doc}).events
    assert [e.when.days for e in found if e.when is not None and act.key in e.claims] == [days]
