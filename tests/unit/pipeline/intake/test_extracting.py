"""Documents to claims."""

from tests.unit.pipeline.readers import CountingReader
from vedette.model.document import Document, document_id
from vedette.model.failure import Failure
from vedette.model.provenance import Span
from vedette.pipeline.intake.extracting import Read, read_claims


def document(text: str) -> Document:
    return Document(document_id(text), "in/r.txt", text, headline=Span(0, 1))


def test_results_keep_the_order_of_the_items_failures_among_them() -> None:
    failure = Failure("sources", "x", "BadRecord", "broken")
    items = [document("1 killed"), failure, document("2 killed"), document("none")]
    read = list(read_claims(items, CountingReader(), batch=2))
    assert [r if isinstance(r, Failure) else len(r.claims) for r in read] == [1, failure, 1, 0]


def test_a_document_that_breaks_its_batch_costs_only_itself() -> None:
    items = [document("1 killed"), document("2 killed BREAK"), document("3 killed")]
    first, broken, last = read_claims(items, CountingReader())
    assert isinstance(first, Read)
    assert isinstance(last, Read)
    assert isinstance(broken, Failure)
    assert (broken.item, broken.kind) == (items[1].id, "RuntimeError")
    assert "killed" not in repr(broken)
