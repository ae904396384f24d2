"""CSV rows to records."""

import json
from pathlib import Path

import pytest

from vedette.errors import BadRecord
from vedette.model.document import Capture
from vedette.model.failure import Failure
from vedette.sources.inputs import captures
from vedette.sources.tables import columns


def read(path: Path, content: bytes | str, **options: object) -> list[Capture | Failure]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(captures(str(path), **options))  # type: ignore[arg-type]


def records(items: list[Capture | Failure]) -> list[dict[str, str]]:
    return [json.loads(item.content) for item in items if isinstance(item, Capture)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_read_off_the_header(tmp_path: Path, delimiter: str) -> None:
    content = delimiter.join(("id", "Headline", "Body")) + "\n" + delimiter.join(("7", "Two dead", "Two were killed."))
    assert records(read(tmp_path / "t.csv", content)) == [{"id": "7", "title": "Two dead", "text": "Two were killed."}]


def test_a_quoted_cell_may_hold_lines(tmp_path: Path) -> None:
    items = read(tmp_path / "t.csv", 'id,text\n1,"One.\nTwo."\n2,Three.\n')
    assert [r["text"] for r in records(items)] == ["One.\nTwo.", "Three."]
    assert [item.locator.rsplit(":", 1)[1] for item in items if isinstance(item, Capture)] == ["row 2", "row 3"]


def test_a_row_with_too_many_cells_is_a_failure_and_the_rest_is_read(tmp_path: Path) -> None:
    items = read(tmp_path / "t.csv", "id,text\n1,Two, were killed\n2,Three.\n")
    assert isinstance(items[0], Failure)
    assert items[0].kind == "BadRecord"
    assert records(items) == [{"id": "2", "text": "Three."}]


def test_a_table_in_windows_encoding_is_read(tmp_path: Path) -> None:
    assert records(read(tmp_path / "t.csv", "text\nAlepé\n".encode("cp1252"))) == [{"text": "Alepé"}]


def test_the_users_map_comes_before_equal_names() -> None:
    assert columns(["text", "story"], (("text", "Story"),)) == {"text": 1}


@pytest.mark.parametrize("mapping", [(), (("text", "story"),)], ids=["no text", "no such column"])
def test_a_table_that_cannot_be_mapped_names_its_columns(mapping: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(BadRecord, match="when, what"):
        columns(["when", "what"], mapping)
