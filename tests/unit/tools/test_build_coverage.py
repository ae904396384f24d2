import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_coverage", ROOT / "tools" / "build_coverage.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_coverage_is_in_step_with_the_data(tool: ModuleType) -> None:
    assert (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8") == tool.page()


def test_every_conflict_has_a_row(tool: ModuleType) -> None:
    page = tool.page()
    assert all(f"| {war.name} |" in page for war in tool.ActorRegistry.load().conflicts.values())
