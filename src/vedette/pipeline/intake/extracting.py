"""Documents -> claims, in batches, with one bad document costing only itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TypeVar

from vedette.extraction.base import Reader
from vedette.extraction.languages import Selective
from vedette.model.claim import Claim
from vedette.model.document import Document
from vedette.model.failure import Failure
from vedette.pipeline.boundary import guarded

STAGE = "extraction"
#: Documents parsed together. Larger batches gain nothing measurable with the small model; smaller ones lose speed.
BATCH = 32

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read:
    """A document with its claims."""

    document: Document
    claims: tuple[Claim, ...]


def read_claims(items: Iterable[Document | Failure], reader: Reader, *, batch: int = BATCH) -> Iterator[Read | Failure]:
    """The claims of each document, failures passed through in their place; a batch at a time in memory."""
    for some in batches(items, batch):
        read = iter(read_batch([item for item in some if isinstance(item, Document)], reader))
        for item in some:
            yield next(read) if isinstance(item, Document) else item


def read_batch(documents: list[Document], reader: Reader) -> list[Read | Failure]:
    """As many results as documents, in their order.

    A document that the reader does not read (its language has no pack) is an `UnreadLanguage` failure. A batch that
    fails is read one document at a time.
    """
    why = [reader.unread(document) if isinstance(reader, Selective) else None for document in documents]
    read = iter(_read_all([document for document, no in zip(documents, why, strict=True) if no is None], reader))
    return [
        next(read) if no is None else Failure(STAGE, document.id, type(no).__name__, str(no))
        for document, no in zip(documents, why, strict=True)
    ]


def _read_all(documents: list[Document], reader: Reader) -> list[Read | Failure]:
    if not documents:
        return []
    together = guarded(partial(_together, reader, documents), stage=STAGE, item="batch")
    if not isinstance(together, Failure):
        return list(together)
    return [guarded(partial(_alone, reader, document), stage=STAGE, item=document.id) for document in documents]


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Consecutive lists of at most `size`."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def _together(reader: Reader, documents: list[Document]) -> list[Read]:
    return [Read(document, claims) for document, claims in reader.read_many(documents)]


def _alone(reader: Reader, document: Document) -> Read:
    return Read(document, reader.read(document))
