"""Arguments and options that several commands share, with one help text each."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from vedette.pipeline.intake.reading import ReadOptions

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Files, folders of these, or - for standard input. Read are text, HTML, PDF, Word (.docx), mail "
        "(.eml .mbox), feeds (.xml .json), records (.jsonl .json), tables (.csv .xlsx .parquet), web archives (.warc "
        ".wacz), Telegram and X exports; each also as .gz.",
    ),
]
Outlet = Annotated[str | None, typer.Option(help="The outlet, for reports that do not name theirs.")]
PublishedOn = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="Publication date, for reports that state none.")
]
Form = Annotated[
    str | None,
    typer.Option(
        "--input-format", metavar="FORMAT", help="txt, html, jsonl, csv, xml, pdf, warc, ..., where names do not tell."
    ),
]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map", metavar="KEY=COLUMN", help="For tables: the column that is id, title, text, published, outlet or url."
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, metavar="N", help="Processes that read; the results are the same. [default: 1, or settings]"
    ),
]
Engine = Annotated[
    str, typer.Option("--engine", metavar="NAME", help="processes (of this machine) or ray (a cluster).")
]
Address = Annotated[
    str | None,
    typer.Option("--address", metavar="ADDRESS", help="For --engine ray: the cluster. [default: this machine alone]"),
]
Outlets = Annotated[
    Path | None,
    typer.Option(
        "--outlets",
        metavar="FILE",
        help="CSV table of outlets that Vedette does not know: whose they are, for whom they speak. Kept with the "
        "ledger until another is given. [default: the setting outlets]",
    ),
]
Db = Annotated[
    str | None, typer.Option("--db", metavar="URL", help="The ledger. [default: sqlite:///vedette.db, or settings]")
]


def read_options(
    outlet: str | None, published: str | None, form: str | None, columns: list[str] | None
) -> "ReadOptions":
    """The options of reading from what was given. Raises typer.BadParameter for what cannot be."""
    from vedette.documents.base import Hints
    from vedette.pipeline.intake.reading import ReadOptions
    from vedette.sources.base import RECORD_KEYS
    from vedette.sources.inputs import FORMATS

    if form is not None and form not in FORMATS:
        raise typer.BadParameter(f"{form!r}; choose from {', '.join(FORMATS)}", param_hint="--input-format")
    pairs: list[tuple[str, str]] = []
    for pair in columns or ():
        key, equals, column = pair.partition("=")
        if not equals or key not in RECORD_KEYS:
            raise typer.BadParameter(
                f"{pair!r}; write KEY=COLUMN with a key of {', '.join(RECORD_KEYS)}", param_hint="--map"
            )
        pairs.append((key, column))
    return ReadOptions(Hints(outlet, day_or_time(published, "--published")), tuple(pairs), form)


def day_or_time(words: str | None, option: str) -> dt.datetime | None:
    """An aware time from an option's words. Raises typer.BadParameter for words that are no date."""
    from vedette.documents.dates import parse_published

    if words is None:
        return None
    time = parse_published(words)
    if time is None:
        raise typer.BadParameter(f"{words!r} is no date; write 2024-11-30 or 2024-11-30T18:00Z", param_hint=option)
    return time


def existing(inputs: list[str]) -> list[str]:
    """The inputs, all there. Raises typer.BadParameter naming the first that is not."""
    for given in inputs:
        if given != "-" and not Path(given).exists():
            raise typer.BadParameter(f"no such file or folder: {given}", param_hint="INPUT")
    return inputs


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite ledger's address; None for other addresses and for one in memory."""
    prefix = "sqlite:///"
    name = url.split("?", 1)[0].removeprefix(prefix)
    return Path(name) if url.startswith(prefix) and name and name != ":memory:" else None
