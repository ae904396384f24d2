"""Files, folders and standard input to captures."""

import gzip
import io
import json
from pathlib import Path

import pytest

from vedette.errors import BadSetting
from vedette.model.document import Capture
from vedette.model.failure import Failure
from vedette.sources.base import Limits
from vedette.sources.bytestream import told_path
from vedette.sources.inputs import captures, walk

SMALL = Limits(item=1000, total=100_000, ratio=50, ratio_from=1000)


def found(path: Path | str, **options: object) -> list[Capture | Failure]:
    return list(captures(str(path), **options))  # type: ignore[arg-type]


def kinds(items: list[Capture | Failure]) -> list[str]:
    return [item.kind if isinstance(item, Failure) else "capture" for item in items]


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def record(text: str) -> str:
    return json.dumps({"id": "1", "text": text}) + "\n"


def test_a_folder_gives_its_files_in_sorted_order_and_notes_what_is_no_report(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.html", "a.jsonl", ".hidden.txt", "README.md"):
        write(tmp_path / name, "x")
    walked = list(walk([tmp_path]))
    names = [Path(item).name for item in walked if isinstance(item, str)]
    notes = [item for item in walked if isinstance(item, Failure)]
    assert names == ["a.jsonl", "1.html", "2.txt"]
    assert [(Path(note.item).name, note.kind) for note in notes] == [("README.md", "Note")]


def test_a_file_that_is_not_there_is_a_failure_and_the_rest_goes_on(tmp_path: Path) -> None:
    there = write(tmp_path / "there.txt", "x")
    missing, path = walk([tmp_path / "gone.txt", there])
    assert isinstance(missing, Failure)
    assert missing.kind == "SourceFailed"
    assert path == str(there)


@pytest.mark.parametrize("name", ["empty.txt", "empty.html", "empty.jsonl", "empty.csv", "empty.xml"])
@pytest.mark.parametrize("content", [b"", b" \n\n"], ids=["nothing", "blanks"])
def test_an_empty_file_is_one_failure(tmp_path: Path, name: str, content: bytes) -> None:
    assert kinds(found(write(tmp_path / name, content))) == ["EmptyDocument"]


@pytest.mark.parametrize("suffix", [".txt", ".html", ".jsonl", ".csv", ".xml"])
def test_a_binary_file_is_one_failure(tmp_path: Path, suffix: str) -> None:
    binary = write(tmp_path / f"picture{suffix}", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (failure,) = found(binary)
    assert isinstance(failure, Failure)
    assert "PNG" in failure.reason


def test_a_line_too_long_is_passed_over_and_the_rest_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "long.jsonl", record("one") + record("x" * 5000) + record("three"))
    items = found(path, limits=SMALL)
    assert kinds(items) == ["capture", "UnreadableInput", "capture"]
    assert isinstance(items[1], Failure)
    assert items[1].item.endswith("long.jsonl:2")


def test_a_long_last_line_without_an_end_is_a_failure(tmp_path: Path) -> None:
    assert kinds(found(write(tmp_path / "long.jsonl", "x" * 5000), limits=SMALL)) == ["UnreadableInput"]


def test_a_report_larger_than_any_report_is_refused(tmp_path: Path) -> None:
    assert kinds(found(write(tmp_path / "book.txt", "x" * 5000), limits=SMALL)) == ["UnreadableInput"]


def test_a_decompression_bomb_is_stopped_and_what_came_before_stays(tmp_path: Path) -> None:
    content = record("one") + (" " * 500 + "\n") * 2000
    path = write(tmp_path / "bomb.jsonl.gz", gzip.compress(content.encode()))
    items = found(path, limits=Limits(item=1000, ratio=50, ratio_from=100_000))
    assert kinds(items) == ["capture", "UnreadableInput"]
    assert isinstance(items[1], Failure)
    assert "50 times" in items[1].reason


def test_a_truncated_gzip_gives_what_it_holds_and_a_failure(tmp_path: Path) -> None:
    import random

    noise = random.Random(1)
    content = "".join(record("".join(noise.choices("abcdefgh", k=900))) for _ in range(300))
    packed = gzip.compress(content.encode())
    items = found(write(tmp_path / "cut.jsonl.gz", packed[: len(packed) // 2]))
    assert len(items) > 1
    assert kinds(items)[-1] == "UnreadableInput"
    assert set(kinds(items)[:-1]) == {"capture"}


@pytest.mark.parametrize("name", ["r.txt", "r.html", "r.jsonl"])
def test_a_packed_file_gives_the_same_capture_as_the_plain_one(tmp_path: Path, name: str) -> None:
    content = record("Four people were killed.").encode()
    plain = found(write(tmp_path / name, content))
    packed = found(write(tmp_path / f"{name}.gz", gzip.compress(content)))
    assert plain == packed


def test_a_file_has_one_name_however_it_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "in" / "r.txt", "x")
    names = {told_path(given) for given in ("in/r.txt", "./in/r.txt", tmp_path / "in" / "r.txt", "in/../in/r.txt.gz")}
    assert names == {"in/r.txt"}
    assert told_path("/elsewhere/r.txt") == "/elsewhere/r.txt"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (record("one"), "application/json"),
        ("<html><p>One.</p></html>", "text/html"),
        ("One was killed.", "text/plain"),
        (
            "<?xml version='1.0'?><rss version='2.0'><channel><item><title>T</title></item></channel></rss>",
            "application/json",
        ),
    ],
    ids=["jsonl", "html", "text", "feed"],
)
def test_standard_input_tells_its_format_by_its_first_bytes(content: str, media_type: str) -> None:
    (capture,) = found("-", stdin=io.BytesIO(content.encode()))
    assert isinstance(capture, Capture)
    assert (capture.media_type, capture.locator.split(":")[0]) == (media_type, "-")


def test_packed_standard_input_is_unpacked() -> None:
    (capture,) = found("-", stdin=io.BytesIO(gzip.compress(b"One was killed.")))
    assert isinstance(capture, Capture)
    assert capture.content == b"One was killed."


def test_an_empty_standard_input_is_a_failure() -> None:
    assert kinds(found("-", stdin=io.BytesIO(b""))) == ["EmptyDocument"]


def test_an_unknown_kind_of_file_named_by_the_user_is_a_failure_that_names_the_known_ones(tmp_path: Path) -> None:
    (failure,) = found(write(tmp_path / "report.odt", b"text"))
    assert isinstance(failure, Failure)
    assert ".jsonl" in failure.reason


def test_an_unknown_format_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="jsonl"):
        found(write(tmp_path / "r.txt", "x"), form="word")


def test_memory_stays_bounded_on_a_long_file(tmp_path: Path) -> None:
    import tracemalloc

    line = record("x" * 10_000)
    path = write(tmp_path / "many.jsonl", line * 3000)
    tracemalloc.start()
    count = sum(1 for _ in captures(str(path)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 3000
    assert peak < 3_000_000
