"""Everything a careful reader takes from one report: `python -m benchmarks.mission --data DIR --out PRED`.

Tolls, control and events as for WarReports; stances, statements, outlook, signals and what was not verified from the
claims of those kinds. The claimant of a statement is whoever handed it on, if not its speaker.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks import mapping
from benchmarks.harness import Row, arguments, document, rows, write
from vedette.extraction.reader import load_reader
from vedette.model.claim import Claim, OutlookContent, StanceContent, StatementContent
from vedette.model.provenance import CaveatKind
from vedette.resolution.resolver import load_resolver


def stances(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Standing relations, with since when."""
    return [
        {
            "a": c.content.a.name,
            "relation": c.content.relation.value,
            "b": c.content.b.name,
            "since": c.content.since.iso() if c.content.since else None,
            "quote": c.evidence.quote,
        }
        for c in claims
        if isinstance(c.content, StanceContent)
    ]


def statements(claims: Sequence[Claim], text: str) -> list[dict[str, Any]]:
    """What was said or done by saying; words of change are signals."""
    found = []
    for claim in claims:
        content = claim.content
        if not isinstance(content, StatementContent) or content.signal is not None:
            continue
        who = content.who.name if content.who else None
        told = [link.name for link in claim.attribution.chain[1:] if link.name != who]
        found.append(
            {
                "who": who,
                "with": [p.name for p in content.partners] or None,
                "what": content.what,
                "when": claim.when.iso() if claim.when else None,
                "claimant": told[-1] if told else told_outlet(claim, text),
                "quote": claim.evidence.quote,
            }
        )
    return found


def told_outlet(claim: Claim, text: str) -> str | None:
    """The outlet, where the sentence says that it was told."""
    outlet, sentence = claim.attribution.chain[0].name, claim.evidence.sentence
    named = sentence is not None and f"told {outlet}".lower() in sentence.of(text).lower()
    return outlet if named else None


def outlook(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Forecasts and conditions."""
    return [
        {
            "who": c.content.who.name if c.content.who else None,
            "condition": c.content.condition,
            "outcome": c.content.outcome,
            "quote": c.evidence.quote,
        }
        for c in claims
        if isinstance(c.content, OutlookContent)
    ]


def signals(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Words of change."""
    return [
        {
            "kind": c.content.signal.value,
            "since": c.content.since.iso() if c.content.since else None,
            "quote": c.evidence.quote,
        }
        for c in claims
        if isinstance(c.content, StatementContent) and c.content.signal is not None
    ]


def not_verified(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Each reservation once, with the first claim it speaks of."""
    found: dict[str, str] = {}
    for claim in claims:
        for caveat in claim.caveats:
            if caveat.kind is CaveatKind.NOT_VERIFIED:
                found.setdefault(caveat.words, claim.evidence.quote)
    return [{"quote": words, "claim_quote": quote} for words, quote in found.items()]


def predictions(source: Iterator[Row]) -> Iterator[Row]:
    """A row of the gold's format for each report."""
    reader, resolver = load_reader(), load_resolver()
    for row in source:
        built = document(row)
        if built is None:
            continue
        claims = reader.read(built)
        resolved = resolver.resolve(built, claims)
        yield {
            "id": str(row["id"]),
            "tolls": mapping.tolls(claims),
            "control": mapping.control(resolved),
            "events": mapping.events(resolved),
            "stances": stances(claims),
            "statements": statements(claims, built.text),
            "outlook": outlook(claims),
            "signals": signals(claims),
            "not_verified": not_verified(claims),
        }


def main() -> None:
    """Read, extract, write."""
    args = arguments(__doc__)
    write(args.out, predictions(rows(args.data)))


if __name__ == "__main__":
    main()
