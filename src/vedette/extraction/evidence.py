"""Evidence for a claim: the quote as printed, the sentence around it, and what sets it apart."""

from vedette.extraction.parsing.batches import Unit
from vedette.model.document import Document
from vedette.model.provenance import Evidence, Span

#: Characters kept on either side of a quote; they make a claim's key, so changing this changes every key.
NEIGHBOURS = 40


def evidence(document: Document, unit: Unit, quote: tuple[int, int], anchor: str) -> Evidence:
    """Evidence on tokens `quote` (half-open) of a unit."""
    span = unit.chars(*quote)
    text = document.text
    return Evidence(
        quote=span.of(text),
        span=span,
        sentence=Span(unit.span.start, unit.span.end),
        anchor=anchor,
        before=text[max(0, span.start - NEIGHBOURS) : span.start],
        after=text[span.end : span.end + NEIGHBOURS],
    )
