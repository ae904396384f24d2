"""On what ground a claim's place stands."""

from dataclasses import replace

import pytest

from tests import factories
from vedette.model.mention import PlaceMention
from vedette.model.provenance import Span
from vedette.model.resolved import PlaceBasis
from vedette.resolution.basis import basis_of

NEXT = "Shells fell on Velm at dawn. Two people were killed."
FAR = "Shells fell on Velm at dawn. Envoys met abroad. They spoke of a truce. Ten fighters were killed on Sunday."
BACK = "Shells fell on Velm at dawn. Envoys met abroad. They spoke of a truce. Ten fighters were killed in the town."


@pytest.mark.parametrize(
    ("text", "inferred", "basis"),
    [
        (NEXT, False, PlaceBasis.STATED),
        (NEXT, True, PlaceBasis.INFERRED),
        (FAR, True, PlaceBasis.REPORT),
        (BACK, True, PlaceBasis.INFERRED),
        (FAR.replace("on Sunday", "in the shelling"), True, PlaceBasis.INFERRED),
    ],
    ids=["its own", "the sentence before", "two sentences between", "words that point back", "an act that was told"],
)
def test_the_ground_is_how_far_the_place_was_told(text: str, inferred: bool, basis: PlaceBasis) -> None:
    start, last = text.index("Velm"), text.rindex(". ") + 2
    where = PlaceMention("Velm", "Velm", Span(start, start + 4), inferred=inferred)
    claim = factories.claim()
    evidence = replace(claim.evidence, span=Span(last, len(text)), sentence=Span(last, len(text)))
    assert basis_of(replace(claim, where=where, evidence=evidence), text) is basis
