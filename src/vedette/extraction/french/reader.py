"""The reader of the French pack: a document in, its tolls out, each with who says so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vedette.extraction.french.speakers import Speaker, speaker_of
from vedette.extraction.french.tolls import Toll, tolls_of
from vedette.extraction.scanning.units import units
from vedette.model.claim import Claim, TollContent
from vedette.model.document import Document
from vedette.model.provenance import Attribution, Evidence, Link, LinkKind, Span

#: Characters beside the quote that a claim's key is made with.
_BESIDE = 30


@dataclass(frozen=True, slots=True)
class FrenchReader:
    """Reads tolls and attribution in French, by rules over tokens. Sees no places, times, actors or hedges yet."""

    version: str = "vedette-french/1"

    def read(self, document: Document) -> tuple[Claim, ...]:
        """The claims of one document."""
        return tuple(claim for span in units(document.text) for claim in self._sentence(document, span))

    def read_many(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
        """The claims of many, in order."""
        for document in documents:
            yield document, self.read(document)

    def _sentence(self, document: Document, span: Span) -> Iterator[Claim]:
        sentence = span.of(document.text)
        tolls = tolls_of(sentence)
        if not tolls:
            return
        speaker = speaker_of(sentence)
        claims: list[Claim] = []
        for toll in tolls:
            claims.append(self._claim(document, span, toll, speaker, claims))
        yield from claims

    def _claim(self, document: Document, span: Span, toll: Toll, speaker: Speaker | None, before: list[Claim]) -> Claim:
        whole = before[toll.whole].key if toll.whole is not None and toll.whole < len(before) else None
        chain = [Link(LinkKind.OUTLET, document.outlet or document.locator)]
        if speaker is not None:
            place = Span(span.start + speaker.start, span.start + speaker.end)
            chain.append(
                Link(LinkKind.ORIGIN, speaker.name, words=speaker.cue, span=place, anonymous=speaker.anonymous)
            )
        start, end = span.start + toll.start, span.start + toll.end
        evidence = Evidence(
            document.text[start:end],
            Span(start, end),
            span,
            anchor=toll.quantity.words,
            before=document.text[max(span.start, start - _BESIDE) : start],
            after=document.text[end : min(span.end, end + _BESIDE)],
        )
        content = TollContent(toll.effect, toll.quantity, toll.victims, subset_of=whole)
        reasons = ("fr.toll", *((speaker.rule,) if speaker else ()))
        return Claim(document.id, content, Attribution(tuple(chain)), evidence, self.version, reasons=reasons)


def load_reader() -> FrenchReader:
    """The reader; there is nothing to load."""
    return FrenchReader()
