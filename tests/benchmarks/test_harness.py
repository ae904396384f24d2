"""The benchmarks' harness."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks import harness
from benchmarks.speed import Speed


@pytest.mark.parametrize("packed", [False, True])
def test_rows_come_from_the_input_alone(tmp_path: Path, packed: bool) -> None:
    content = json.dumps({"id": 1, "text": "Two died."}).encode() + b"\n\n"
    (tmp_path / ("input.jsonl.gz" if packed else "input.jsonl")).write_bytes(
        gzip.compress(content) if packed else content
    )
    (tmp_path / "gold.jsonl").write_text("no JSON: whoever reads this fails")
    assert list(harness.rows(tmp_path)) == [{"id": 1, "text": "Two died."}]


def test_a_row_becomes_the_document_that_the_product_makes_of_it() -> None:
    row = {
        "id": "7",
        "title": "Shells on Homs",
        "text": "Two died.",
        "published": "2016-07-01",
        "outlet": "w",
        "gold": 1,
    }
    document = harness.document(row)
    assert document is not None
    assert document.text == "Shells on Homs\n\nTwo died."
    assert harness.document({"id": "8", "text": ""}) is None


def test_the_ratio_compares_the_whole_road_with_plain_spacy() -> None:
    speed = Speed(10, 100, 1000, 5, 0, 9.0, 1.0, 2.0, 1.0, 4.5, 8.0, 300.0)
    figures = speed.report()
    road = ("road_documents_per_second", "road_sentences_per_second", "road_ratio_to_spacy")
    assert tuple(figures[name] for name in road) == (2.5, 25, 2)
    assert figures["reading_ratio_to_spacy"] > figures["road_ratio_to_spacy"]
