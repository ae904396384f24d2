"""A reader for tests: a claim for every number of people killed, by a regular expression; no model."""

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vedette.model.claim import Claim, Effect, TollContent
from vedette.model.document import Document
from vedette.model.provenance import Attribution, Evidence, Link, LinkKind, Span
from vedette.model.quantity import Quantity

KILLED = re.compile(r"(\d+) (?:people )?(?:were )?killed")


@dataclass(frozen=True, slots=True)
class CountingReader:
    """Reads "4 people were killed". A text with BREAK in it breaks the batch it is in."""

    version: str = "counting/1"

    def read(self, document: Document) -> tuple[Claim, ...]:
        if "BREAK" in document.text:
            raise RuntimeError(document.text)
        return tuple(self._claims(document))

    def read_many(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
        for document in documents:
            yield document, self.read(document)

    def _claims(self, document: Document) -> Iterator[Claim]:
        for match in KILLED.finditer(document.text):
            span = Span(*match.span())
            number = int(match[1])
            yield Claim(
                document.id,
                TollContent(Effect.KILLED, Quantity(number, number, words=match[1])),
                Attribution((Link(LinkKind.OUTLET, document.outlet or document.locator),)),
                Evidence(match[0], span, span, anchor=match[1]),
                self.version,
                reasons=("test.counting",),
            )


@dataclass(frozen=True, slots=True)
class SlowReader(CountingReader):
    """The same at the pace of a parser, so that a run lasts long enough to be interrupted."""

    version: str = "slow/1"

    def read(self, document: Document) -> tuple[Claim, ...]:
        time.sleep(0.005)
        return tuple(self._claims(document))
