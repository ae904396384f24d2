"""The contracts in pyproject.toml, and what import-linter does not see."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "vedette"
ROOMS = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))
#: What may run where nothing of the reading side is wanted: the products, what they stand on, the rebuilding of
#: derived tables, and the frame of the command line. Those that do not exist yet are left out.
LIGHT = ("reports", "exports", "signals", "delivery", "api", "web", "client", "ledger", "reconciliation", "reference")
LIGHT_MODULES = ("pipeline.deriving.rederive", "cli.main", "settings")


def contracts() -> list[dict[str, object]]:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = table["tool"]["importlinter"]["contracts"]
    assert isinstance(found, list)
    return found


def modules_below(package: str) -> list[str]:
    """Every module of a room, migrations aside: Alembic runs those, nobody imports them."""
    paths = sorted((SOURCE / package).rglob("*.py")) if (SOURCE / package).is_dir() else [SOURCE / f"{package}.py"]
    names = (".".join(path.relative_to(SOURCE.parent).with_suffix("").parts) for path in paths if path.is_file())
    return [name.removesuffix(".__init__") for name in names if "migrations" not in name]


def test_the_layers_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-3000:]


def test_every_room_is_named_by_the_contracts_about_spacy_and_sqlalchemy() -> None:
    for contract, exempt in (("parser", "extraction"), ("store", "ledger")):
        named = next(c["source_modules"] for c in contracts() if c["id"] == contract)
        assert isinstance(named, list)
        absent = {f"vedette.{room}" for room in ROOMS if room != exempt} - set(named)
        assert not absent, f"contract {contract!r} in pyproject.toml does not speak of {sorted(absent)}"


def test_every_product_is_kept_from_the_reading_side() -> None:
    named = next(c["source_modules"] for c in contracts() if c["id"] == "products")
    assert isinstance(named, list)
    assert {f"vedette.{room}" for room in ROOMS if room in LIGHT} <= set(named)


def test_a_fresh_interpreter_with_the_products_holds_neither_spacy_nor_ray() -> None:
    """import-linter sees import statements; `sys.modules` also sees what the parents of a package drag in."""
    names = [
        name for room in LIGHT if room in ROOMS or (SOURCE / f"{room}.py").is_file() for name in modules_below(room)
    ]
    names += [f"vedette.{m}" for m in LIGHT_MODULES if (SOURCE / (m.replace(".", "/") + ".py")).is_file()]
    assert names
    code = (
        "import importlib, sys\n"
        "before = set(sys.modules)\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "heavy = {'spacy', 'thinc', 'ray', 'trafilatura', 'torch'}\n"
        "rooms = {'vedette.extraction', 'vedette.sources', 'vedette.documents'}\n"
        "print(*sorted((heavy | rooms) & set(sys.modules)))\n"
    )
    command = [sys.executable, "-W", "error", "-c", code]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert ran.stdout.split() == []


def test_the_model_and_the_errors_use_the_standard_library_only() -> None:
    allowed = set(sys.stdlib_module_names) | {"vedette"}
    for path in [*sorted((SOURCE / "model").glob("*.py")), SOURCE / "errors.py", SOURCE / "settings.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            foreign = [name for name in names if name.split(".")[0] not in allowed]
            assert not foreign, f"{path.relative_to(ROOT)} imports {foreign}"


def test_no_room_has_code_in_its_init() -> None:
    for path in sorted(SOURCE.rglob("__init__.py")):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        plain = len(body) == 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
        assert plain, f"{path.relative_to(ROOT)} holds more, or less, than its docstring"
