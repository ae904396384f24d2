"""Inputs to documents, with every bad input the monitor must live with."""

import datetime as dt
import gzip
import io
import json
from pathlib import Path

from vedette.documents.base import Hints
from vedette.model.document import Document
from vedette.model.failure import Failure
from vedette.pipeline.intake.reading import ReadOptions, is_note, read_documents
from vedette.sources.base import Limits

NOW = dt.datetime(2024, 12, 2, tzinfo=dt.UTC)
OPTIONS = ReadOptions(now=NOW, limits=Limits(item=100_000))


def line(**fields: object) -> str:
    return json.dumps(fields) + "\n"


def split(items: list[Document | Failure]) -> tuple[list[Document], list[Failure], list[Failure]]:
    documents = [i for i in items if isinstance(i, Document)]
    failures = [i for i in items if isinstance(i, Failure)]
    return documents, [f for f in failures if not is_note(f)], [f for f in failures if is_note(f)]


def test_one_bad_line_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(
        line(id="1", text="One was killed in Homs.", published="2024-11-30")
        + '{"id": "2", "text": "Two were\n'
        + line(id="3", text="", published="2024-11-30")
        + line(id="4", text="Four were killed in Homs.", published="2031-01-01")
        + line(id="5", text="Five were killed in Homs.")
    )
    documents, failures, notes = split(list(read_documents([path], options=OPTIONS)))
    assert [d.identity for d in documents] == ["1", "4", "5"]
    assert [(f.kind, f.item.rsplit(":", 1)[1]) for f in failures] == [("BadRecord", "2"), ("EmptyDocument", "3")]
    assert ["future" in n.reason for n in notes] == [True, False]
    assert documents[1].published is documents[2].published is None


def test_every_kind_of_bad_input_is_one_reason_and_the_rest_goes_on(tmp_path: Path) -> None:
    bad: dict[str, bytes] = {
        "a-empty.txt": b"",
        "b-huge-line.jsonl": b'{"text": "' + b"x" * 200_000 + b'"}',
        "c-binary.txt": bytes(range(256)) * 50,
        "d-no-text.html": b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
        "e-no-feed.xml": b"<a/>",
        "f-no-text-column.csv": b"when,where\n1,2\n",
        "g-broken.txt.gz": gzip.compress(b"x" * 1000)[:20],
        "h-truncated-xml.xml": b"<rss><channel><item><title>T",
    }
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "z-good.txt").write_text("Published: 2024-11-30\n\nFour people were killed in Homs.")
    documents, failures, _ = split(list(read_documents([tmp_path], options=OPTIONS)))
    assert [Path(d.locator).name for d in documents if d.locator.endswith("good.txt")] == ["z-good.txt"]
    failed = {Path(f.item.split(":")[0]).name for f in failures}
    assert failed >= {name.removesuffix(".gz") for name in bad} - {"h-truncated-xml.xml"}
    assert all(f.reason and "\n" not in f.reason and f.kind != "Exception" for f in failures)
    assert all(f.detail is None for f in failures), "a bad input is no fault of ours"


def test_a_wrong_encoding_is_read_and_noted(tmp_path: Path) -> None:
    (tmp_path / "r-2024-11-30.txt").write_bytes("Four were killed in Alepé.".encode("cp1252"))
    documents, failures, notes = split(list(read_documents([tmp_path], options=OPTIONS)))
    assert [d.text for d in documents] == ["Four were killed in Alepé."]
    assert (failures, len(notes)) == ([], 1)


def test_the_date_at_the_top_of_a_report_wins(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(
        line(id="1", text="Wednesday 22 July 2015 Four people were killed in Homs.", published="2016-01-01")
    )
    (document,), _, (note,) = split(list(read_documents([tmp_path], options=OPTIONS)))
    assert document.published == dt.datetime(2015, 7, 22, tzinfo=dt.UTC)
    assert "2016-01-01" in note.reason


def test_standard_input_and_hints() -> None:
    options = ReadOptions(Hints(outlet="Harbour Wire", published=NOW), now=NOW)
    (document,) = read_documents(["-"], options=options, stdin=io.BytesIO(b"Four people were killed in Homs."))
    assert isinstance(document, Document)
    assert (document.outlet, document.published, document.locator) == ("Harbour Wire", NOW, "-")


def test_the_same_folder_gives_the_same_documents_twice(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text("".join(line(text=f"{n} were killed.", published="2024-11-30") for n in range(9)))
    (tmp_path / "r.txt").write_text("Four people were killed.")
    runs = [list(read_documents([tmp_path], options=OPTIONS)) for _ in range(2)]
    assert runs[0] == runs[1]
    ids = [d.id for d in runs[0] if isinstance(d, Document)]
    assert len(ids) == len(set(ids)) == 10
