"""How fast reading is: `python -m benchmarks.speed --reports FILE [--limit N] [--json]`.

Documents and sentences a second, the peak of memory, and in the same run the ratio to plain spaCy (every component of
en_core_web_sm) over the same texts: once for reading (text to claims: scan, parse, rules), once for the whole road
(bytes to resolved claims). Sentences are spaCy's. Seconds are of processor time, so that other work on the machine
disturbs less; BLAS is held to one thread. Loading, and whatever a process does once, is timed apart.
"""

import argparse
import json
import os
import resource
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from vedette.documents.language import make_ready
from vedette.extraction.base import Reader
from vedette.model.document import Document
from vedette.model.failure import Failure
from vedette.pipeline import parts
from vedette.pipeline.intake.extracting import BATCH, Read, batches, read_batch
from vedette.pipeline.intake.reading import Taken, is_note, take
from vedette.resolution.base import ClaimResolver

if TYPE_CHECKING:
    from spacy.language import Language

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured; seconds of processor time but for `wall_seconds`. `peak_mb` is without plain spaCy."""

    documents: int
    sentences: int
    characters: int
    claims: int
    failures: int
    load_seconds: float
    intake_seconds: float
    read_seconds: float
    resolve_seconds: float
    wall_seconds: float
    spacy_seconds: float
    peak_mb: float

    @property
    def seconds(self) -> float:
        """The whole road: from bytes to resolved claims."""
        return self.intake_seconds + self.read_seconds + self.resolve_seconds

    def report(self) -> dict[str, float]:
        """Everything, with the rates."""
        rates = {
            "reading_sentences_per_second": self.sentences / self.read_seconds,
            "reading_ratio_to_spacy": self.spacy_seconds / self.read_seconds,
            "road_documents_per_second": self.documents / self.seconds,
            "road_sentences_per_second": self.sentences / self.seconds,
            "road_ratio_to_spacy": self.spacy_seconds / self.seconds,
            "resolving_adds_percent": 100 * self.resolve_seconds / (self.intake_seconds + self.read_seconds),
        }
        return {name: round(value, 2) for name, value in (asdict(self) | rates).items()}


def measure(reports: Path, *, limit: int | None = None) -> Speed:
    """Read the reports, then plain spaCy the same texts."""
    (reader, resolver), load = timed(lambda: warmed(reports))
    began = time.perf_counter()
    (documents, failures), intake = timed(lambda: intake_of(reports, limit))
    read_seconds = resolve_seconds = 0.0
    claims = 0
    for some in batches(documents, BATCH):
        read, seconds = timed(lambda some=some: read_batch(some, reader))  # type: ignore[misc]
        read_seconds += seconds
        sound = [item for item in read if isinstance(item, Read)]
        failures += len(read) - len(sound)
        _, seconds = timed(lambda sound=sound: [resolver.resolve(r.document, r.claims) for r in sound])  # type: ignore[misc]
        resolve_seconds += seconds
        claims += sum(len(item.claims) for item in sound)
    wall = time.perf_counter() - began
    peak = peak_mb()
    nlp = plain_spacy()
    sentences, spacy_seconds = timed(lambda: sum(len(list(doc.sents)) for doc in nlp.pipe(d.text for d in documents)))
    return Speed(
        documents=len(documents),
        sentences=sentences,
        characters=sum(len(document.text) for document in documents),
        claims=claims,
        failures=failures,
        load_seconds=load,
        intake_seconds=intake,
        read_seconds=read_seconds,
        resolve_seconds=resolve_seconds,
        wall_seconds=wall,
        spacy_seconds=spacy_seconds,
        peak_mb=peak,
    )


def warmed(reports: Path) -> tuple[Reader, ClaimResolver]:
    """A reader and a resolver that have done one document: what a process builds once, it has built."""
    reader, resolver = parts.reader(), parts.resolver()
    make_ready()
    first = intake_of(reports, 1)[0][0]
    resolver.resolve(first, reader.read(first))
    return reader, resolver


def intake_of(reports: Path, limit: int | None) -> tuple[list[Document], int]:
    """The documents of a file or folder, and how many items failed."""
    documents: list[Document] = []
    failures = 0
    for item in take([reports]):
        if isinstance(item, Taken):
            documents.append(item.document)
        elif isinstance(item, Failure) and not is_note(item):
            failures += 1
        if limit is not None and len(documents) >= limit:
            break
    if not documents:
        raise SystemExit(f"no report in {reports}")
    return documents, failures


def plain_spacy() -> "Language":
    """All of en_core_web_sm's components, warmed up."""
    from vedette.extraction.parsing.language_model import load_model

    nlp = load_model(())
    list(nlp.pipe(["A first sentence builds the caches."]))
    return nlp


def timed(call: Callable[[], T]) -> tuple[T, float]:
    """The result, and the seconds of processor time it took."""
    began = time.process_time()
    result = call()
    return result, time.process_time() - began


def peak_mb() -> float:
    """The most memory this process has held so far, in megabytes (Linux counts kilobytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, required=True, help="reports in any format that Vedette reads")
    parser.add_argument("--limit", type=int, help="at most so many reports")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    args = parser.parse_args()
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ[threads] = "1"  # read when spaCy is imported, which happens below
    figures = measure(args.reports, limit=args.limit).report()
    if args.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name.replace('_', ' '):<24}{value:>12,.2f}")


if __name__ == "__main__":
    main()
