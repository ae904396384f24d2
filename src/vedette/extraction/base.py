"""The contract of extraction: a document in, its claims out.

A reader is a pure function of the document and its own version: the same document and version give the same claims,
alone or in a batch, in any order.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol

from vedette.model.claim import Claim
from vedette.model.document import Document


class Reader(Protocol):
    """Reads documents. `version` names rules, lexicon and model together and is written into every claim."""

    @property
    def version(self) -> str:
        """Names rules, lexicon and model together."""

    def read(self, document: Document) -> tuple[Claim, ...]:
        """The claims of one document in the order of their evidence."""

    def read_many(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
        """The same for many, in their order, parsed in batches; lazily, with bounded memory."""
