"""House rules that a reader of the tree relies on."""

import ast
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "vedette"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if path.name != "__init__.py")
HARD_CAP = 500
MEDIAN_CAP = 150
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "stuff", "base_utils"}
MOST_PARAMETERS = 6


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def test_no_module_is_too_long() -> None:
    long = {name(path): lines(path) for path in MODULES if lines(path) > HARD_CAP}
    assert not long, f"over {HARD_CAP} lines; split by thing: {long}"


def test_the_median_module_is_short() -> None:
    assert statistics.median(lines(path) for path in MODULES) <= MEDIAN_CAP


def test_modules_are_named_after_a_thing() -> None:
    assert [name(path) for path in MODULES if path.stem in VAGUE] == []


def test_no_file_of_the_project_is_empty_of_words() -> None:
    bare = [name(p) for p in MODULES if not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))]
    assert bare == [], "no module docstring"


@pytest.mark.parametrize("path", sorted((SOURCE / "model").glob("*.py")), ids=name)
def test_every_dataclass_of_the_model_is_frozen_and_slotted(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ClassDef):
            continue
        for decorator in node.decorator_list:
            call = decorator if isinstance(decorator, ast.Call) else None
            target = call.func if call else decorator
            if (target.id if isinstance(target, ast.Name) else getattr(target, "attr", "")) != "dataclass":
                continue
            options = {k.arg: getattr(k.value, "value", None) for k in call.keywords} if call else {}
            assert options.get("frozen") is True, f"{node.name} is not frozen"
            assert options.get("slots") is True, f"{node.name} has no slots"


@pytest.mark.parametrize("path", [p for p in MODULES if not {"cli", "migrations"} & set(p.parts)], ids=name)
def test_functions_take_few_parameters(path: Path) -> None:
    """A command is left out: each of its options is a parameter of its function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count = len(node.args.posonlyargs) + len(node.args.args) + len(node.args.kwonlyargs)
            first = node.args.args[0].arg if node.args.args else ""
            count -= first in {"self", "cls"}
            assert count <= MOST_PARAMETERS, f"{node.name} takes {count} parameters; group them in a frozen dataclass"


def test_no_except_is_broad_but_the_one_at_the_item_boundary() -> None:
    """One that tidies up and raises again swallows nothing and does not count."""
    broad = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
                names = {c.id for c in caught if isinstance(c, ast.Name)}
                passed_on = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
                if (node.type is None or names & {"Exception", "BaseException"}) and not passed_on:
                    broad.append(f"{name(path)}:{node.lineno}")
    elsewhere = [place for place in broad if not place.startswith("pipeline/")]
    assert elsewhere == [], "catch what you expect; unforeseen errors belong to the item boundary in the pipeline"
    assert len(broad) <= 1, f"one item boundary is enough: {broad}"
