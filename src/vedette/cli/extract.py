"""`vedette extract`: reports in, claims out, one JSON object a report."""

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from vedette.cli.options import (
    Address,
    Engine,
    Form,
    Inputs,
    Map,
    Outlet,
    PublishedOn,
    WorkersOption,
    existing,
    read_options,
)

if TYPE_CHECKING:
    from vedette.pipeline.intake.reading import ReadOptions


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
    engine: Engine = "processes",
    address: Address = None,
) -> None:
    """Extract the claims of many reports to a file, without a ledger.

    Each line is {"document": {...}, "claims": [...]}, valid against docs/claim.schema.json. A report that cannot be
    read is named on standard error with the reason, the rest goes on, and the exit code is 1. The file appears under
    its name when all of it is written.

    With --engine ray, inputs are shards (files here, or addresses such as s3://bucket/crawl/*.warc.gz), and --out is a
    folder or such an address: it gets Parquet tables of documents, claims and failures, a file of each a shard. What is
    done is not done again: after a crash, run the same command. See docs/scale.md.
    """
    from vedette.cli.progress import counting
    from vedette.cli.reading_crew import crew_of
    from vedette.cli.records import record
    from vedette.cli.screen import Reporter, err
    from vedette.model.failure import Failure
    from vedette.pipeline import parts
    from vedette.pipeline.intake.reading import is_note
    from vedette.pipeline.intake.workers import claims_in
    from vedette.settings import Settings

    options = read_options(outlet, published, form, columns)
    existing([given for given in inputs if "://" not in given or engine != "ray"])
    if engine == "ray":
        raise typer.Exit(_on_a_cluster(inputs, out, options, address=address, actors=workers))
    if engine != "processes":
        raise typer.BadParameter(f"{engine!r}; choose from processes, ray", param_hint="--engine")
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


def _on_a_cluster(
    inputs: list[str], out: str, options: "ReadOptions", *, address: str | None, actors: int | None
) -> int:
    """Read shards on a cluster into a folder; the exit code."""
    from dataclasses import replace

    from vedette.cli.progress import counting
    from vedette.cli.screen import Reporter, err
    from vedette.model.failure import Failure
    from vedette.pipeline import parts
    from vedette.pipeline.intake.reading import is_note
    from vedette.pipeline.intake.shards import Shard, shards_of

    if out == "-":
        raise typer.BadParameter("with --engine ray, name a folder or an address such as s3://...", param_hint="--out")
    from vedette.pipeline.intake import ray_engine

    options = replace(options, now=options.now or dt.datetime.now(dt.UTC))
    reporter = Reporter()
    shards = []
    for item in shards_of(inputs):
        if isinstance(item, Shard):
            shards.append(item)
        elif isinstance(item, Failure):
            (reporter.noted if is_note(item) else reporter.failed)(item)
    where = out if "://" in out else str(Path(out).absolute())
    version = parts.reader().version
    documents = claims = failures = 0
    with ray_engine.cluster(address), counting("shards", total=len(shards)) as advance:
        for done in ray_engine.extract(shards, where, parts.readers, version=version, options=options, actors=actors):
            documents, claims = documents + done.documents, claims + done.claims
            failures += done.failures
            advance(1)
    reporter.close()
    told = f"{len(shards):,} shards, {documents:,} reports, {claims:,} claims, {failures:,} failed (rows in failures/)"
    err().print(told)
    return 1 if failures else reporter.code


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
