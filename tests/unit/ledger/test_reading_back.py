"""What the quick reader of JSON can't take is read all the same."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.factories import claim, document, evidence, resolved, toll
from vedette.ledger.opening import open_ledger
from vedette.model.claim import TollContent
from vedette.model.quantity import Quantity


@pytest.mark.parametrize(("number", "quote"), [(10**20, "killed"), (16, "half a pair: \ud800")])
def test_numbers_of_twenty_digits_and_half_pairs_come_back_as_they_were(
    tmp_path: Path, number: int, quote: str
) -> None:
    content = toll()
    assert isinstance(content, TollContent)
    content = replace(content, quantity=Quantity(number, number))
    given = resolved(claim(content, evidence=evidence(quote)))
    ledger = open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    ledger.add_document(document())
    ledger.add_reading(document().id, "rules-1", [given])
    assert list(ledger.claims()) == [given]
    ledger.close()
