"""Whatever is tied across reports meets: the one is found where the other looks."""

from typing import Any

from hypothesis import given

from tests.properties.test_public_clock import reports
from tests.properties.test_reconciliation import story
from vedette.reconciliation.meeting import found_at, looks_at
from vedette.reconciliation.reconcile import weighable
from vedette.reconciliation.ties import ties_of


@given(reports)
def test_tied_claims_of_two_reports_find_each_other(drawn: Any) -> None:
    said = weighable(*story(drawn))
    by_key = {t.key: t for t in said}
    ties = ties_of(said)
    for t in said:
        for other in (by_key[key] for key in ties.near(t.key)):
            if other.claim.claim.document != t.claim.claim.document:
                assert looks_at(t) & found_at(other)
                assert looks_at(other) & found_at(t)
