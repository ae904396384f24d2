"""The documents say what the code does: schema, codebook, settings, commands and links."""

import functools
import importlib
import json
import re
import tomllib
from enum import StrEnum
from pathlib import Path

import jsonschema
import pytest
import typer

from tools import build_schema
from vedette import settings

ROOT = Path(__file__).resolve().parents[2]
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
#: The modules whose words are published, in claims or in products.
VOCABULARY = (
    "claim",
    "provenance",
    "mention",
    "times",
    "resolved",
    "verification",
    "event",
    "toll",
    "decision",
    "entry",
)


def enums() -> list[type[StrEnum]]:
    found = {}
    for name in VOCABULARY:
        if (ROOT / "src" / "vedette" / "model" / f"{name}.py").is_file():
            module = importlib.import_module(f"vedette.model.{name}")
            for value in vars(module).values():
                if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum:
                    found[value.__name__] = value
    return list(found.values())


def sections() -> dict[str, list[tuple[str, str, str]]]:
    """For each section of the codebook that is about an enumeration, its rows."""
    rows: dict[str, list[tuple[str, str, str]]] = {}
    current: list[tuple[str, str, str]] = []
    for line in (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            named = re.search(r"\(`(\w+)`\)$", line)
            current = rows.setdefault(named[1], []) if named else []
        elif row := re.match(r"\| `([^`]+)` \| (.+?) \| ?(.*?) ?\|$", line):
            current.append((row[1], row[2], row[3]))
    return rows


@pytest.mark.parametrize("enum", enums(), ids=lambda e: e.__name__)
def test_the_codebook_explains_every_word_once_and_no_other(enum: type[StrEnum]) -> None:
    explained = [code for code, _, _ in sections().get(enum.__name__, [])]
    assert sorted(explained) == sorted(member.value for member in enum)


@pytest.mark.parametrize("name", ["ClaimKind", "ControlRelation", "StanceRelation", "Status", "Effect", "EventType"])
def test_the_words_of_claims_have_an_example_each(name: str) -> None:
    assert [code for code, _, example in sections()[name] if not example] == []


def test_the_codebook_has_a_version() -> None:
    assert re.search(r"^Version \d+$", (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_schema_is_in_step_with_the_types() -> None:
    published = (ROOT / "docs" / "claim.schema.json").read_text(encoding="utf-8")
    assert published == build_schema.text(), "run python -m tools.build_schema"


def test_the_settings_are_all_described() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| `([^`]+)` \| (.+) \|$", text, re.MULTILINE)
    wanted = [(name, f"VEDETTE_{name.upper()}", default, text) for name, default, text in settings.describe()]
    assert rows == wanted


def shell_lines() -> list[tuple[str, str]]:
    found = []
    for path in DOCS:
        for block in re.findall(r"```(?:sh|bash|console)\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
            found += [(path.name, line.split("#")[0].strip()) for line in block.splitlines()]
    return [(name, line) for name, line in found if line]


@functools.cache
def commands() -> frozenset[str]:
    """The commands of the program, as its own help lists them."""
    main = importlib.import_module("vedette.cli.main")
    command = typer.main.get_command(main.app)
    return frozenset(getattr(command, "commands", ()))


@pytest.mark.parametrize(("document", "line"), shell_lines())
def test_a_shell_block_names_only_what_exists(document: str, line: str) -> None:
    words = re.sub(r"^(\w+=\S+ )+", "", line).removeprefix(".venv/bin/").split()
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    if words[0] == "make":
        assert set(words[1:]) <= targets
    elif words[0] == "vedette":
        assert words[1] in commands()
    elif words[:2] == ["python", "-m"] and not words[2].startswith(("venv", "pip", "pytest")):
        module = ROOT / (words[2].replace(".", "/"))
        assert module.with_suffix(".py").is_file() or (module / "__main__.py").is_file()
    elif words[0] in {"cd", "git", "pip", "python", "ruff", "mypy", "lint-imports", "pytest"}:
        assert True
    else:
        assert (ROOT / words[0]).exists(), f"{document} tells the reader to run {words[0]!r}"


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_inside_the_project_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    dead = [link for link in links if "://" not in link and not (path.parent / link).exists()]
    assert dead == []


def test_the_changelog_knows_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_schema_is_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(
        json.loads((ROOT / "docs" / "claim.schema.json").read_text(encoding="utf-8"))
    )


def _rooms_named(section: str) -> set[str]:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.+?) \|", page.split(f"## {section}\n", 1)[1].split("\n## ", 1)[0], re.MULTILINE)
    return set(re.findall(r"`(\w+)`", " ".join(rows)))


def test_the_architecture_page_names_every_room() -> None:
    rooms = {path.parent.name for path in (ROOT / "src" / "vedette").glob("*/__init__.py")}
    assert _rooms_named("Rooms") == rooms | {"settings", "errors", "garbage"}


@pytest.mark.parametrize(
    ("section", "room"),
    [
        ("Inside extraction", "extraction"),
        ("Inside reconciliation", "reconciliation"),
        ("Inside the pipeline", "pipeline"),
    ],
)
def test_the_architecture_page_names_the_rooms_inside(section: str, room: str) -> None:
    inside = ROOT / "src" / "vedette" / room
    named = _rooms_named(section)
    assert {path.parent.name for path in inside.glob("*/__init__.py")} <= named
    assert named <= {path.stem for path in inside.iterdir()}


def test_the_exit_codes_are_documented() -> None:
    main = importlib.import_module("vedette.cli.main")
    text = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    documented = {int(code) for code in re.findall(r"^\| (\d) \|", text, re.MULTILINE)}
    assert documented == {0, 2} | {code for _, code in main.EXIT_CODES}
    for kind, code in main.EXIT_CODES[:-1]:
        assert f"`{kind.__name__}` ({code})" in text
