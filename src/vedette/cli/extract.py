"""`vedette extract`: reports in, claims out, one JSON object a report."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated

import typer

from vedette.cli.options import Form, Inputs, Map, Outlet, PublishedOn, WorkersOption, existing, read_options


def extract(
    inputs: Inputs,
    *,
    out: Annotated[
        str, typer.Option("--out", metavar="FILE.jsonl", help="Where to write; .gz packs it; - is standard output.")
    ] = "-",
    outlet: Outlet = None,
    published: PublishedOn = None,
    form: Form = None,
    columns: Map = None,
    workers: WorkersOption = None,
) -> None:
    """Extract the claims of many reports to a file, without a ledger.

    Each line is {"document": {...}, "claims": [...]}, valid against docs/claim.schema.json. A report that cannot be
    read is named on standard error with the reason, the rest goes on, and the exit code is 1. The file appears under
    its name when all of it is written.
    """
    from vedette.cli.progress import counting
    from vedette.cli.reading_crew import crew_of
    from vedette.cli.records import record
    from vedette.cli.screen import Reporter, err
    from vedette.model.failure import Failure
    from vedette.pipeline import parts
    from vedette.pipeline.reading import is_note
    from vedette.pipeline.workers import claims_in
    from vedette.settings import Settings

    options = read_options(outlet, published, form, columns)
    existing(inputs)
    reporter = Reporter()
    count = Settings.load({"workers": workers}).workers
    documents = claims = 0
    with crew_of(count, parts.readers) as crew, writing(out) as stream, counting("reports") as advance:
        for item in claims_in(inputs, options, crew):
            if isinstance(item, Failure):
                (reporter.noted if is_note(item) else reporter.failed)(item)
                continue
            stream.write(record(item.document, item.claims) + "\n")
            documents += 1
            claims += len(item.claims)
            advance(1)
    reporter.close()
    err().print(f"{documents:,} reports, {claims:,} claims, {reporter.failures:,} failed")
    raise typer.Exit(reporter.code)


@contextmanager
def writing(name: str) -> Iterator[IO[str]]:
    """A text stream to a file that takes its name only once it is complete, or to standard output for "-"."""
    if name == "-":
        yield sys.stdout
        return
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with _opened(part, packed=path.suffix == ".gz") as stream:
        yield stream
    part.replace(path)


def _opened(path: Path, *, packed: bool) -> IO[str]:
    if packed:
        import gzip

        return gzip.open(path, "wt", encoding="utf-8", newline="\n")
    return path.open("w", encoding="utf-8", newline="\n")
