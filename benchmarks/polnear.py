"""Who says what in the PolNeAR articles, as predictions for its scorer.

    python -m benchmarks.polnear --data DIR --out PRED

Every act of speech that the reader finds, with the characters of its speaker, cue and words; a quotation is taken
whole, through all its sentences.
"""

from collections.abc import Iterator
from typing import Any

from benchmarks.harness import arguments, rows, write
from vedette.extraction.chain.carrying import carried
from vedette.extraction.parsing.batches import Unit, parse, prepared
from vedette.extraction.parsing.language_model import load_model
from vedette.extraction.report import Report, Sentence
from vedette.extraction.scanning.units import units
from vedette.extraction.speech.attitudes import find_attitudes
from vedette.extraction.speech.attribution import Said, find_said
from vedette.extraction.speech.quotes import quotation_at, quotations
from vedette.model.document import Document, document_id
from vedette.model.provenance import Span


def attribution(unit: Unit, said: Said, content: list[Span]) -> dict[str, Any]:
    """One act in the scorer's form."""

    def chars(start: int, end: int) -> list[int]:
        span = unit.chars(start, end)
        return [span.start, span.end]

    return {
        "source": chars(said.source.start, said.source.end) if said.source else None,
        "cue": chars(said.cue, said.cue + 1),
        "content": [[span.start, span.end] for span in content],
    }


def acts(report: Report) -> Iterator[dict[str, Any]]:
    """The acts of an article, each with the quotations that it begins, ends or goes on with."""
    found = [(s, said) for s in report.sentences for said in (*s.said, *find_attitudes(s.unit, s.said))]
    found = [act for act in found if act[1] in act[0].said or not quotation_at(report.document.text, _cue(*act))]
    contents = [[s.unit.chars(*piece) for piece in said.content] for s, said in found]
    for quote in quotations(report.document.text):
        around = [n for n, act in enumerate(found) if not quote.start <= _cue(*act) < quote.end]
        owners = [n for n in around if any(quote.overlaps(span) for span in contents[n])][:1]
        for n in owners or _carrier(report, quote, found):
            contents[n].append(quote)
    for (sentence, said), spans in zip(found, contents, strict=True):
        yield attribution(sentence.unit, said, spans)


def _cue(sentence: Sentence, said: Said) -> int:
    return sentence.unit.chars(said.cue, said.cue + 1).start


def _carrier(report: Report, quote: Span, found: list[tuple[Sentence, Said]]) -> list[int]:
    """The act that a quotation without speaker of its own goes on with."""
    for sentence in report.sentences:
        tokens = sentence.unit.tokens_of(quote) if sentence.unit.span.overlaps(quote) else None
        if tokens is not None and tokens[1] - tokens[0] > 3:
            return [found.index(act) for act in carried(report, sentence, tokens[0] + 1) if act in found][:1]
    return []


def predictions(articles: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The acts of every article."""
    nlp = prepared(load_model())
    for article in articles:
        text = article["text"]
        parsed = parse(nlp, ((span.of(text), span, n) for n, span in enumerate(units(text))))
        sentences = tuple(Sentence(unit, said=find_said(unit)) for unit in parsed)
        document = Document(document_id(str(article["id"])), str(article["id"]), text)
        yield {"id": article["id"], "attributions": list(acts(Report(document, None, sentences)))}


def main() -> None:
    """Read, find, write."""
    options = arguments((__doc__ or "").splitlines()[0])
    write(options.out, predictions(rows(options.data)))


if __name__ == "__main__":
    main()
