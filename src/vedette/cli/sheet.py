"""One read report on the screen: its claims by kind, each under the sentence it came from."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from vedette.cli.screen import safe
from vedette.model.claim import Claim, ClaimKind
from vedette.model.document import Document
from vedette.model.provenance import Span
from vedette.reports.claim_words import day, headline, place, said_by, statuses

TITLES = {
    ClaimKind.TOLL: "Tolls",
    ClaimKind.CONTROL: "Control",
    ClaimKind.EVENT: "Events",
    ClaimKind.STANCE: "Stances",
    ClaimKind.STATEMENT: "Statements",
    ClaimKind.OUTLOOK: "Outlook",
}
_LABEL = 9
_EVIDENCE = "bold underline"


def print_sheet(console: Console, document: Document, claims: Sequence[Claim], *, explain: bool = False) -> None:
    """Print one document's claims; `explain` adds the rules that made each."""
    _print_head(console, document, len(claims))
    if not claims:
        console.print("No claims: it tells of no armed conflict or political violence that Vedette can read.")
    for kind, title in TITLES.items():
        chosen = [claim for claim in claims if claim.kind is kind]
        if chosen:
            console.print()
            console.print(Text(f"{title} ({len(chosen)})", style="bold cyan"))
            _print_kind(console, document, chosen, explain=explain)


def _print_head(console: Console, document: Document, count: int) -> None:
    console.print(Text(safe(document.title or document.locator), style="bold"))
    published = f"{document.published:%Y-%m-%d}" if document.published else "date unknown"
    claims = f"{count} claim{'' if count == 1 else 's'}"
    told = [document.outlet or "outlet unknown", published, document.language or "", claims]
    console.print(Text(safe(" | ".join(t for t in told if t)), style="dim"))


def _print_kind(console: Console, document: Document, claims: Iterable[Claim], *, explain: bool) -> None:
    ordered = sorted(claims, key=_where_in_text)
    for sentence, group in groupby(ordered, key=_sentence):
        together = list(group)
        console.print()
        console.print(Padding(marked(document, sentence, together, plain=not console.is_terminal), (0, 0, 0, 2)))
        for claim in together:
            console.print(Padding(Text(f"* {safe(headline(claim))}", style="bold green"), (0, 0, 0, 4)))
            console.print(Padding(_grid(_rows(document, claim, explain=explain)), (0, 0, 0, 6)))


def marked(document: Document, sentence: Span | None, claims: Sequence[Claim], *, plain: bool) -> Text:
    """The sentence with the words of evidence set off: by style, or by square brackets where styles don't show."""
    spans = sorted({claim.evidence.span for claim in claims if claim.evidence.span})
    if sentence is None:
        return Text(safe(" ... ".join(dict.fromkeys(claim.evidence.quote for claim in claims))), style="italic")
    text = Text(style="italic")
    at = sentence.start
    for span in _merged(spans):
        if not sentence.overlaps(span):
            continue
        start, end = max(span.start, at), min(span.end, sentence.end)
        text.append(_flat(document.text[at:start]))
        words = _flat(document.text[start:end])
        text.append(f"[{words}]" if plain else words, style=_EVIDENCE)
        at = end
    text.append(_flat(document.text[at : sentence.end]))
    return text


def _rows(document: Document, claim: Claim, *, explain: bool) -> list[tuple[str, str]]:
    rows = [("claimant", said_by(claim, unnamed=document.outlet is None)), ("status", statuses(claim))]
    if claim.when:
        rows.append(("when", day(claim.when)))
    if claim.where and claim.kind is not ClaimKind.CONTROL:
        rows.append(("where", place(claim.where)))
    for caveat in claim.caveats:
        rows.append(("caveat", f'{caveat.kind}{f" by {caveat.by}" if caveat.by else ""}: "{_flat(caveat.words)}"'))
    if explain:
        rows += [("rules" if at == 0 else "", reason) for at, reason in enumerate(claim.reasons)]
        if span := claim.evidence.span:
            on = f' on "{_flat(claim.evidence.anchor)}"' if claim.evidence.anchor else ""
            rows.append(("words", f'"{_flat(span.of(document.text))}"{on}, characters {span.start} to {span.end}'))
        rows.append(("key", claim.key))
    return rows


def _grid(rows: Sequence[tuple[str, str]]) -> Table:
    """Labels on the left, values hanging beside them however long they are."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=_LABEL, style="dim")
    grid.add_column(overflow="fold")
    for label, value in rows:
        grid.add_row(label, Text(safe(value)))
    return grid


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _sentence(claim: Claim) -> Span | None:
    return claim.evidence.sentence or claim.evidence.span


def _where_in_text(claim: Claim) -> tuple[int, int, int]:
    sentence, span = _sentence(claim), claim.evidence.span
    return (sentence.start if sentence else 0, sentence.end if sentence else 0, span.start if span else 0)


def _flat(text: str) -> str:
    return safe(" ".join(text.split(" ")).replace("\n", " "))
