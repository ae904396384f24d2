"""`vedette doctor`: is everything there, is it what it should be, and what to do where it is not."""

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import typer

from vedette.cli.options import Db, sqlite_file
from vedette.errors import MissingPart, ModelMismatch, VedetteError

#: Distributions by the extra that brings them; "" is the base install.
PARTS: dict[str, tuple[str, ...]] = {
    "": ("sqlalchemy", "alembic", "typer", "rich", "pydantic", "jinja2", "anyascii", "rapidfuzz"),
    "read": ("spacy", "trafilatura", "lxml_html_clean", "feedparser", "py3langid", "ahocorasick_rs"),
    "reports": ("matplotlib",),
    "postgres": ("psycopg",),
    "desk": ("openpyxl", "krippendorff"),
    "sealed": ("cryptography",),
}
#: Extras that the main job does without.
OPTIONAL = ("reports", "postgres", "desk", "sealed")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `advice` is what to do about it; a finding that is not `ok` but `optional` fails nothing."""

    name: str
    ok: bool
    found: str
    advice: str = ""
    optional: bool = False


def doctor(*, db: Db = None) -> None:
    """Check versions, the language model's hashes, the ledger and the paths Vedette writes to.

    Says what to do about each failure. The exit code is 3 when something needed is wrong.
    """
    from rich.text import Text

    from vedette.cli.screen import out, safe

    console = out()
    wrong = 0
    for finding in findings(db):
        wrong += not finding.ok and not finding.optional
        mark, style = (
            ("ok", "green") if finding.ok else (("absent", "yellow") if finding.optional else ("WRONG", "red"))
        )
        line = Text(f"{mark:<7}", style=f"bold {style}")
        line.append(safe(f"{finding.name}: {finding.found}"), style="not bold default")
        console.print(line, soft_wrap=True)
        if finding.advice and not finding.ok:
            console.print(Text(safe(f"{'':<7}-> {finding.advice}")), soft_wrap=True)
    raise typer.Exit(3 if wrong else 0)


def findings(db: str | None) -> Iterator[Finding]:
    """Everything looked at, in order."""
    yield Finding("vedette", True, _version("vedette") or "not installed as a package")
    yield python()
    for extra, names in PARTS.items():
        yield from (part(name, extra) for name in names)
    yield checked("language model", model, "reinstall it: pip install --force-reinstall 'vedette[read]'")
    url = ""
    try:
        from vedette.settings import Settings

        url = Settings.load({"db": db}).db
    except VedetteError as error:
        yield Finding("settings", False, str(error), "correct vedette.toml, the environment or the flag")
        return
    yield Finding("settings", True, f"db = {url}")
    yield checked("ledger", lambda: ledger(url), "give another --db, or move the file away and ingest again")
    yield writable("temporary folder", Path(tempfile.gettempdir()))
    file = sqlite_file(url)
    if file is not None:
        yield writable("folder of the ledger", file.absolute().parent)


def python() -> Finding:
    """The interpreter's version."""
    import sys

    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("python", sys.version_info >= (3, 11), version, "Vedette needs Python 3.11 or newer")


def part(name: str, extra: str) -> Finding:
    """One distribution that Vedette uses."""
    version = _version(name)
    install = f"pip install 'vedette[{extra}]'" if extra else "pip install --force-reinstall vedette"
    return Finding(name, version is not None, version or "not installed", install, extra in OPTIONAL)


def checked(name: str, look: Callable[[], str], advice: str) -> Finding:
    """What a look finds; its error is the finding, and an error's own advice comes with its message."""
    try:
        return Finding(name, True, look())
    except VedetteError as error:
        return Finding(name, False, str(error), advice)
    except ImportError as error:
        return Finding(name, False, f"{error}", "pip install 'vedette[read]'")


def model() -> str:
    """The language model, its files held against their pinned hashes. Raises MissingPart or ModelMismatch."""
    from vedette.extraction.parsing.language_model import VERSION, locate, pinned_hashes

    files = locate()
    if files.wrong:
        raise ModelMismatch(f"{files.path}: not as pinned: {', '.join(files.wrong)}")
    return f"en_core_web_sm {VERSION} at {files.path}, {len(pinned_hashes())} files as pinned"


def ledger(url: str) -> str:
    """The ledger's counts; a file that is not there yet is no fault. Raises LedgerError."""
    file = sqlite_file(url)
    if file is not None and not file.exists():
        return f"{url} is not there yet; vedette ingest makes it"
    try:
        from vedette.ledger.opening import open_ledger
    except ImportError as error:
        raise MissingPart(f"the ledger needs {error.name}") from error
    opened = open_ledger(url)
    try:
        counts = opened.counts()
    finally:
        opened.close()
    return f"{url}: {counts.documents:,} reports, {counts.active_claims:,} claims, {counts.failures:,} failures"


def writable(name: str, folder: Path) -> Finding:
    """Whether files can be made in a folder."""
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    ok = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    return Finding(
        name, ok, f"{folder} is {'' if ok else 'not '}writable", f"make {there} writable, or use another folder"
    )


def _mark(finding: Finding) -> tuple[str, str]:
    if finding.ok:
        return "ok", "green"
    return ("absent", "yellow") if finding.optional else ("WRONG", "red")


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
