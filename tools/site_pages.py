"""The pages of the site that follow from the program: its commands, its API, and how sure it is.

A hook of MkDocs: the pages are made when the site is built, so that they can't fall out of step. Nothing on them is
typed by hand but their heads, and the words for what each set of data is.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from vedette.api.app import create_app
from vedette.cli.main import app
from vedette.ledger.memory import MemoryLedger
from vedette.pipeline.showing.shown import Shown

ROOT = Path(__file__).resolve().parent.parent
BASELINE = ROOT / "tests" / "evaluation" / "baseline.json"
MADE = "Made from the program when this site was built.\n"
#: What each set is. A set that is not named here stands under its own name.
SETS = {
    "corpus": "our own corpus: invented reports, annotated by hand, in `tests/corpus`",
    "warreports": "war reports annotated by hand, outside of the project",
    "headlines": "headlines annotated by hand, outside of the project",
    "mission": "the report that the project was founded on",
    "control": "rows of who held what, coded by hand from reports",
    "status": "sentences: asserted, suspected, denied, planned, recalled",
    "case2021": "CASE 2021, task 2: types of events in short texts",
    "plover": "PLOVER's gold standard of event types and actors",
    "polnear": "PolNeAR: who is quoted, by which words",
    "tempeval3": "TempEval-3: dates in the news",
    "airwars": "Airwars: civilian deaths of strikes",
    "geoparsing": "places named in texts, with their points",
    "links": "pairs of reports: one event or two",
    "muc4": "MUC-4: who did what to whom",
}


FLOORS = """\
A floor is a figure that was measured and below which a change is not let in: `python -m tests.evaluation.gate` measures
all of them, on the data that are there, and fails where one falls. They are **development figures**: the rules were
written with these data in view, and what they are worth elsewhere only unseen data say. 1 is perfect, 0 is nothing
right; `false_alarms` is a count and a ceiling.
"""
DOUBT = """\
Each reading may be wrong, and no figure here says which. That is why every line of a brief names its claim, its words
and its source: `vedette explain KEY` shows how it came about.
"""


def commands() -> str:
    """Every command with its options, as the program's own help has them."""
    lines = ["# Commands\n", MADE, "Every command explains itself: `vedette COMMAND --help`.\n"]
    lines += _commands(typer.main.get_command(app), "vedette")
    return "\n".join(lines)


def _commands(group: Any, name: str) -> Iterator[str]:
    for key, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from _commands(command, f"{name} {key}")
            continue
        yield f"## `{name} {key}`\n"
        yield f"{_plain(command.help or '')}\n"
        rows = [row for row in map(_option, command.params) if row]
        yield "| option or argument | what it does |\n|---|---|\n" + "\n".join(rows) + "\n" if rows else ""


def _option(parameter: Any) -> str:
    if parameter.name in ("help", "help_"):
        return ""
    names = ", ".join(f"`{o}`" for o in parameter.opts) if parameter.param_type_name == "option" else ""
    argument = f"`{parameter.metavar or parameter.name.upper()}`"
    words = _plain(getattr(parameter, "help", None) or "").replace("|", "\\|")
    return f"| {names or argument} | {words} |"


def _plain(words: str) -> str:
    return " ".join(words.split())


def api() -> str:
    """Every route with its parameters, as the schema that the server gives out has them."""
    paths = create_app(Shown(MemoryLedger())).openapi()["paths"]
    lines = [
        "# API\n",
        MADE,
        "`vedette serve` answers under `/api/v1`; the machine-readable schema is at `/api/v1/openapi.json`.\n",
    ]
    for path, methods in sorted(paths.items()):
        for method, route in sorted(methods.items()):
            lines.append(f"## `{method.upper()} {path}`\n")
            lines.append(f"{_plain(route.get('description') or route.get('summary') or '')}\n")
            rows = [
                f"| `{p['name']}` | {p['in']} | {_plain(p.get('description', '')).replace('|', chr(92) + '|')} |"
                for p in route.get("parameters", ())
            ]
            if rows:
                lines.append("| parameter | in | what it does |\n|---|---|---|\n" + "\n".join(rows) + "\n")
    return "\n".join(lines)


def sureness() -> str:
    """Every figure of accuracy that is held by a floor, with the command that measures it."""
    found = json.loads(BASELINE.read_text(encoding="utf-8"))
    lines = [
        "# How sure is it\n",
        MADE,
        FLOORS,
        DOUBT,
    ]
    for name, entry in sorted(found.items()):
        lines.append(f"## {name}\n")
        lines.append(f"{SETS.get(name, name)}; {entry['rows']:,} item{'s' if entry['rows'] > 1 else ''}.\n")
        lines.append(f"```sh\npython -m tests.evaluation.gate --only {name}\n```\n")
        rows = [f"| {measure} | {floor:.2f} |" for measure, floor in sorted(entry["floors"].items())]
        lines.append("| measure | floor |\n|---|--:|\n" + "\n".join(rows) + "\n")
    lines += [
        "## What is measured elsewhere\n",
        "| what | command |\n|---|---|",
        "| signals: hits, misses and false alarms on your own ledger | `vedette signals --backtest` |",
        "| forecasts: CRPS, log score and interval score on your own ledger | `vedette forecast --score` |",
        "| coders: Krippendorff's alpha per field | `vedette agreement` |",
        "| speed of ingest, pages, queries, exports | `python -m benchmarks.ingest`, `.serving`, `.ledger`, `.exports` "
        "|",
        "| evenness of wording and of reading between sides | `pytest tests/neutrality` |\n",
    ]
    return "\n".join(lines)


PAGES = {"reference/commands.md": commands, "reference/api.md": api, "how-sure.md": sureness}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages to those of the folder."""
    for name, make in PAGES.items():
        files.append(File.generated(config, name, content=make()))
    return files
