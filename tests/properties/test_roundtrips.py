import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as f
from tests import strategies as s
from vedette.ledger.opening import open_ledger
from vedette.ledger.rows import bytes_text, text_bytes
from vedette.model.claim import Claim
from vedette.model.codec import canonical, from_json, id_of, loads, to_json
from vedette.model.document import Document
from vedette.model.ids import digest
from vedette.model.resolved import ResolvedClaim

SLOW = settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@SLOW
@given(s.claims())
def test_any_claim_survives_its_json(claim: Claim) -> None:
    read = from_json(Claim, loads(canonical(claim)))
    assert read == claim
    assert canonical(read) == canonical(claim)
    assert id_of(read) == id_of(claim)


@SLOW
@given(s.resolved_claims)
def test_any_resolved_claim_survives_its_json(resolved: ResolvedClaim) -> None:
    assert from_json(ResolvedClaim, loads(canonical(resolved))) == resolved


@SLOW
@given(s.documents)
def test_any_document_survives_its_json(document: Document) -> None:
    assert from_json(Document, to_json(document)) == document


@given(st.text())
def test_any_text_survives_as_bytes(text: str) -> None:
    assert bytes_text(text_bytes(text)) == text


@SLOW
@given(s.claims(), s.claims())
def test_two_claims_share_an_id_only_if_they_are_one(one: Claim, two: Claim) -> None:
    assert (id_of(one) == id_of(two)) == (one == two)


@settings(SLOW, max_examples=15)
@given(s.documents, st.lists(s.resolved_claims, max_size=4))
def test_any_reading_survives_every_ledger(document: Document, claims: list[ResolvedClaim]) -> None:
    odd = [ResolvedClaim(f.claim(c.claim.content, of=document.id), c.actors, c.place, c.conflicts) for c in claims]
    with tempfile.TemporaryDirectory() as folder:
        for url in ("memory://", f"sqlite:///{Path(folder)}/{digest(document.id)}.db"):
            ledger = open_ledger(url)
            ledger.add_document(document)
            ledger.add_reading(document.id, "rules-1", odd)
            assert ledger.document(document.id) == document
            assert ledger.claims_of(document.id) == tuple(odd)
            ledger.close()
