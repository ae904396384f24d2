"""The second language pack proves the interface: tolls and attribution on sentences of our own words."""

import tomllib
from collections import Counter
from pathlib import Path

from vedette.extraction.french.reader import FrenchReader
from vedette.model.claim import TollContent
from vedette.model.document import Document, document_id

SENTENCES = tomllib.loads((Path(__file__).parent / "languages" / "fr.toml").read_text(encoding="utf-8"))["sentence"]
Told = Counter[tuple[str, int, int]]


def read(text: str) -> tuple[Told, Counter[tuple[str, str]]]:
    """The tolls of a text, and each toll's effect with who says so."""
    document = Document(document_id("a.txt"), "a.txt", text, outlet="Wire", language="fr")
    tolls: Told = Counter()
    said: Counter[tuple[str, str]] = Counter()
    for claim in FrenchReader().read(document):
        assert isinstance(claim.content, TollContent)
        assert claim.evidence.span is not None
        assert claim.evidence.span.of(text) == claim.evidence.quote
        quantity = claim.content.quantity
        tolls[(claim.content.effect, quantity.low, -1 if quantity.high is None else quantity.high)] += 1
        claimant = claim.attribution.claimant
        said[(claim.content.effect, claimant.name.lower() if claimant else "")] += 1
    return tolls, said


def f1(found: int, given: int, right: int) -> float:
    return 2 * right / (found + given)


def test_forty_sentences_are_read_well_enough() -> None:
    assert len(SENTENCES) == 40
    totals = {"tolls": [0, 0, 0], "attribution": [0, 0, 0]}
    for sentence in SENTENCES:
        tolls, said = read(sentence["text"])
        gold: Told = Counter((e, low, high) for e, low, high, _ in sentence["tolls"])
        gold_said = Counter((e, who.lower()) for e, _, _, who in sentence["tolls"])
        for name, ours, theirs in (("tolls", tolls, gold), ("attribution", said, gold_said)):
            totals[name][0] += sum(ours.values())
            totals[name][1] += sum(theirs.values())
            totals[name][2] += sum((ours & theirs).values())
        if tolls != gold or said != gold_said:
            print(sentence["text"], dict(tolls), dict(gold), dict(said), dict(gold_said), sep="\n   ")
    scores = {name: round(f1(*counts), 3) for name, counts in totals.items()}
    print(scores)
    assert scores["tolls"] >= 0.7
    assert scores["attribution"] >= 0.7
