import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_reference", ROOT / "tools" / "check_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_compiled_file_is_in_step_with_the_yaml(tool: ModuleType) -> None:
    compiled = tool.rendered(tool.compile_all())
    written = (tool.DATA / "actors.json").read_text(encoding="utf-8")
    assert compiled == written, "run: python tools/check_reference.py --write"


@pytest.mark.parametrize(
    ("value", "first", "after"),
    [
        (2011, "2011-01-01", "2012-01-01"),
        ("2011-12", "2011-12-01", "2012-01-01"),
        ("2024-12-08", "2024-12-08", "2024-12-09"),
    ],
)
def test_dates_become_half_open(tool: ModuleType, value: object, first: str, after: str) -> None:
    assert tool.first_day(value) == first
    assert tool.after_last_day(value) == after


def test_no_date_stays_none(tool: ModuleType) -> None:
    assert tool.first_day(None) is None
    assert tool.after_last_day(None) is None


BOOK = """
conflicts: [w]
sources: {s: "A source"}
parties:
- {id: st, name: Stateland, type: state, src: [s], side: government}
- {id: g, name: Group, type: rebel-group, side: opposition, src: [s]}
"""
WAR = "conflicts:\n- {id: w, name: War, countries: [ZZ], state: st, since: 2000, src: [x]}\n"


def compiled(tool: ModuleType, folder: Path, book: str) -> dict[str, object]:
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "actors").mkdir(parents=True)
    (folder / "conflicts.yaml").write_text(WAR, encoding="utf-8")
    (folder / "actors" / "w.yaml").write_text(book, encoding="utf-8")
    result: dict[str, object] = tool.compile_all(folder)
    return result


def test_a_sound_book_compiles(tool: ModuleType, tmp_path: Path) -> None:
    assert len(compiled(tool, tmp_path / "d", BOOK)["parties"]) == 2  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("- {id: g, name: Twin, type: militia, src: [s]}", "g: twice"),
        ("- {id: h, name: H, type: gang, src: [s]}", "unknown type 'gang'"),
        ("- {id: h, name: H, type: militia}", "no source"),
        ("- {id: h, name: H, type: militia, src: [s], part_of: nobody}", "unknown party 'nobody'"),
        ("- {id: h, name: H, type: militia, src: [s], side: good}", "unknown side 'good'"),
        ("- {id: h, name: H, type: militia, src: [s], colour: red}", "unknown key 'colour'"),
        ("- {id: h, name: H, type: militia, src: [s], since: 2011, until: 2010}", "ends before it starts"),
        ("- {id: h, name: H, type: militia, src: [s], aka: [2011]}", "is not text"),
        ("- {id: h, name: '...', type: militia, src: [s]}", "has no letters"),
    ],
)
def test_what_is_wrong_is_said(tool: ModuleType, tmp_path: Path, wrong: str, message: str) -> None:
    with pytest.raises(tool.Faults, match=message):
        compiled(tool, tmp_path / "d", f"{BOOK}{wrong}\n")
