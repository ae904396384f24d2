"""Inputs -> documents: sources and the documents stage run one after the other, item by item."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

from vedette.documents.base import STAGE, Hints
from vedette.documents.build import build_document
from vedette.errors import UnreadLanguage
from vedette.extraction.times.dateline import dateline
from vedette.model.document import Capture, Document
from vedette.model.failure import Failure
from vedette.pipeline.boundary import guarded, guarded_items
from vedette.reference.outlets import COLUMNS
from vedette.sources import base as sources
from vedette.sources.inputs import captures, walk

#: Characters of a CSV file's first line that are looked at.
_HEAD = 1000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How inputs are read: what the user says of all of them, the table's header map, the format where names tell none.

    `now` is the clock against which dates lie in the future; the real one unless given. `sensitive`: their source is to
    be protected.
    """

    hints: Hints = field(default_factory=Hints)
    columns: tuple[tuple[str, str], ...] = ()
    form: str | None = None
    limits: sources.Limits = field(default_factory=sources.Limits)
    now: dt.datetime | None = None
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A capture and the document it became, and whether their source is to be protected."""

    capture: Capture
    document: Document
    sensitive: bool = False


def is_note(failure: Failure) -> bool:
    """Whether a row says something worth knowing of an item that was used, or kept for later, all the same."""
    return failure.kind in (sources.NOTE, UnreadLanguage.__name__)


def take(
    inputs: Iterable[str | Path], *, options: ReadOptions | None = None, stdin: BinaryIO | None = None
) -> Iterator[Taken | Failure]:
    """Every item of the inputs: taken, or a failure with its reason. Notes on an item come just after it.

    Needs the memory of one item at a time. Raises FixSetup when a part for a format is not installed.
    """
    options = options or ReadOptions()
    for item in found_in(inputs, options=options, stdin=stdin):
        if isinstance(item, Failure):
            yield item
        else:
            yield from document_of(item, options=options)


def found_in(
    inputs: Iterable[str | Path], *, options: ReadOptions, stdin: BinaryIO | None = None
) -> Iterator[Capture | Failure]:
    """The items of the inputs as they come, before anything is made of them."""
    for path in walk(inputs):
        if not isinstance(path, str):
            yield path
            continue
        if path.endswith(".csv") and lists_outlets(Path(path)):
            yield Failure(sources.STAGE, path, sources.NOTE, "not read: a table of outlets; give it with --outlets")
            continue
        found = captures(path, form=options.form, columns=options.columns, limits=options.limits, stdin=stdin)
        yield from guarded_items(found, stage=sources.STAGE, item=path)


def read_documents(
    inputs: Iterable[str | Path], *, options: ReadOptions | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document | Failure]:
    """The documents of the inputs in their order, with a failure in the place of each that could not be read."""
    for item in take(inputs, options=options, stdin=stdin):
        yield item.document if isinstance(item, Taken) else item


def document_of(capture: Capture, *, options: ReadOptions | None = None) -> Iterator[Taken | Failure]:
    """The document of one capture and the notes on it, or the failure."""
    options = options or ReadOptions()
    build = partial(build_document, capture, options.hints, printed_date=dateline, now=options.now)
    built = guarded(build, stage=STAGE, item=capture.locator)
    if isinstance(built, Failure):
        yield built
        return
    yield Taken(capture, built.document, options.sensitive)
    for words in built.notes:
        yield Failure(STAGE, capture.locator, sources.NOTE, words)


def lists_outlets(path: Path) -> bool:
    """Whether a CSV file is a table of outlets, which may lie among the reports, and not of reports."""
    try:
        with path.open(encoding="utf-8-sig") as stream:
            return stream.readline(_HEAD).strip().split(",") == list(COLUMNS)
    except (OSError, UnicodeDecodeError):
        return False  # whoever reads it as reports says what is wrong
