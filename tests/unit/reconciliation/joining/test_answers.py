"""Denials find what they answer."""

from dataclasses import replace

import pytest

from tests.factories import actor, claim, document, evidence, mention, place, resolved, toll
from vedette.model.claim import SpeechAct, StatementContent
from vedette.model.ids import ActorId
from vedette.model.provenance import Span
from vedette.model.resolved import Role
from vedette.reconciliation.reconcile import reconcile

TEXT = "Chad killed six people, the ministry said. "


@pytest.mark.parametrize(("office", "disputes"), [("Chadian", ("perpetrator",)), ("Peruvian", ())])
def test_an_officer_of_the_accused_country_speaks_for_it(office: str, disputes: tuple[str, ...]) -> None:
    said = f"{office} army spokeswoman Ana Ruiz denied its air force was active in the area"
    report = document(text=f"{TEXT}{'A house fell in. ' * 5}{said}.")
    start = report.text.index(said)
    by = replace(actor(Role.BY, "Chad"), mention="Chad", actor=ActorId("td"))
    stands = replace(evidence("killed six people", 5), sentence=Span(0, len(TEXT) - 1))
    killed = resolved(claim(toll(6, 6), of=report.id, evidence=stands), actors=(by,), place=place())
    content = StatementContent(SpeechAct.DENIES, said, mention("Ana Ruiz"))
    words = replace(evidence(said, start), sentence=Span(start, start + len(said) + 1))
    who = replace(actor(Role.WHO, "Ana Ruiz"), mention="Ana Ruiz", actor=None)
    denial = resolved(claim(content, of=report.id, evidence=words), actors=(who,), place=None)
    (found,) = reconcile([killed, denial], {report.id: report}).events
    assert found.dispute == disputes
