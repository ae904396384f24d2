"""What holds for any text that is read."""

import datetime as dt
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.extraction.parsing.batches import prepared
from vedette.extraction.parsing.language_model import load_model
from vedette.extraction.reader import RuleReader
from vedette.extraction.scanning.units import LONGEST, units
from vedette.model.claim import Claim
from vedette.model.document import Document, document_id

#: Pieces that texts are cut at, beside letters.
PIECES = st.sampled_from(
    ["A", "b", " ", "\n", "\n\n", ". ", "! ", "…", "”", '"', "Gen.", "5", "2.5", "U.S.", "é", "\t", "(", "—"]
)
TEXTS = (
    "Shells kill 18 in Kafrun\n\nAt least 18 villagers, including five children, were killed on "
    "Monday when shells hit a "
    "market in the town of Kafrun, residents said. Dozens of others were wounded.",
    (
        "The army said on Tuesday that its forces had taken the village of Dorva, 15 km north of Hama. "
        "The rebels denied it."
    ),
    (
        "A car bomb went off outside a mosque in Aleppo on Friday, killing a man, a woman and a child. "
        "No group claimed it."
    ),
    "There were no casualties, the governor of Idlib told reporters. Two houses were destroyed.",
    "Gunmen took 12 people hostage near the border. The ministry put the number at nine. All were freed on Thursday.",
    (
        "“We will not leave,” said Karim Aro, a commander of the Northern Brigade. His men hold the "
        "eastern districts of Homs."
    ),
    (
        "More than 300 families fled. Between 20 and 30 soldiers were killed or wounded, a monitor "
        "said, citing activists."
    ),
    (
        "BEIRUT (Meridian) - Russian warplanes struck three villages in Idlib province overnight. One "
        "nurse died, a medic said."
    ),
    "The war, which began in 2011, has killed hundreds of thousands of people and driven millions from their homes.",
    "The choir sang on Sunday. Tickets cost five pounds. The mayor opened the new bridge and thanked the builders.",
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=60).map("".join))
def test_units_cover_the_text_in_order_without_overlap(text: str) -> None:
    at = 0
    for span in units(text):
        assert at <= span.start < span.end <= len(text)
        assert text[at : span.start].strip() == ""
        assert span.of(text) == span.of(text).strip()
        assert span.end - span.start <= LONGEST
        at = span.end
    assert text[at:].strip() == ""


@cache
def reader() -> RuleReader:
    return RuleReader(prepared(load_model()))


def documents() -> list[Document]:
    published = dt.datetime(2024, 3, 8, 9, tzinfo=dt.UTC)
    return [Document(document_id(f"text-{n}"), f"text-{n}", text, published=published) for n, text in enumerate(TEXTS)]


@cache
def alone() -> dict[str, tuple[Claim, ...]]:
    return {d.id: reader().read(d) for d in documents()}


@pytest.mark.model
@pytest.mark.parametrize("document", documents(), ids=lambda d: d.locator)
def test_the_quote_of_a_claim_is_what_stands_at_its_span(document: Document) -> None:
    for claim in alone()[document.id]:
        span, sentence = claim.evidence.span, claim.evidence.sentence
        assert span is not None
        assert sentence is not None
        assert span.of(document.text) == claim.evidence.quote
        assert sentence.holds(span)
        assert document.text[: span.start].endswith(claim.evidence.before)
        assert document.text[span.end :].startswith(claim.evidence.after)


@pytest.mark.model
def test_the_texts_have_claims_at_all() -> None:
    assert sum(bool(claims) for claims in alone().values()) >= 8
    assert alone()[document_id("text-9")] == ()


@pytest.mark.model
@pytest.mark.parametrize("step", [1, -1], ids=["in order", "backwards"])
def test_claims_are_the_same_alone_and_in_a_batch(step: int) -> None:
    batch = documents()[::step]
    read = list(reader().read_many(batch))
    assert [d for d, _ in read] == batch
    assert {d.id: claims for d, claims in read} == alone()
