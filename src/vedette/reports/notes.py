"""Notes: every statement of a brief points to one. A note is a sentence of a report with its source: outlet, claimant,
date and exact words. Claims that stand in one sentence of one speaker share a note."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from vedette.model.document import Document
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.provenance import Attribution, LinkKind, Span, Status
from vedette.model.resolved import ResolvedClaim, Role

#: Characters shown of a sentence before the first quoted words and after the last.
REST = 300
#: How an outlet is called that nobody names.
NO_OUTLET = "outlet unknown"


#: A phrase that names more than a body: two of them, somebody of it, somebody who speaks for it.
_JOINED = re.compile(r"\b(?:and|at|of the|in|from|[Hh]ead|[Cc]hief|[Dd]irector|spokes\w+|official|source)\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a note's sentence. `quoted`: a claim stands on these very words; `joined`: no space before it."""

    text: str
    quoted: bool
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Where a statement comes from. `sentence` holds the quote; `pieces` are the same with the words that claims stand
    on set apart, all of them only in `Notes.all`. `address` is set only for http and https; `caveats` are the report's
    own words. `claims` are the keys of the claims that the brief rests on there, all of them only in `Notes.all`."""

    number: int
    outlet: str
    claimant: str | None
    through: tuple[str, ...]
    published: dt.date | None
    sentence: str
    pieces: tuple[Piece, ...]
    address: str | None
    hedge: str | None
    caveats: tuple[str, ...]
    claims: tuple[ClaimKey, ...] = ()


#: What makes two claims share a note.
_Source = tuple[DocumentId, object, str | None, str | None, tuple[str, ...]]


class Notes:
    """Numbers sentences in the order in which the brief first cites them. One brief, one `Notes`; not shared."""

    def __init__(self, claims: Mapping[ClaimKey, ResolvedClaim], documents: Mapping[DocumentId, Document]) -> None:
        """Nothing is cited yet."""
        self._claims = claims
        self._documents = documents
        self._notes: dict[_Source, Note] = {}
        self._spans: dict[int, set[Span]] = {}
        self._keys: dict[int, dict[ClaimKey, None]] = {}
        self._documents_of: dict[int, tuple[Document, Span]] = {}

    def cite(self, keys: Iterable[ClaimKey], *, most: int | None = None) -> tuple[Note, ...]:
        """The notes of these claims, each once, made where they are new; `most` of them at most. Keys that are not
        among the claims are passed over."""
        found: dict[int, Note] = {}
        for key in keys:
            if most is not None and len(found) >= most:
                break
            claim = self._claims.get(key)
            if claim is not None:
                note = self._of(claim)
                found.setdefault(note.number, note)
        return tuple(found.values())

    def outlet(self, claim: ResolvedClaim) -> str:
        """Who published a claim, as the notes name it; "" where nobody names it."""
        document = self._documents.get(claim.claim.document)
        return (document.outlet if document is not None else claim.claim.attribution.chain[0].name) or ""

    def all(self) -> tuple[Note, ...]:
        """All notes cited so far, by number, with all that was quoted set apart."""
        return tuple(self._whole(note) for note in self._notes.values())

    def _of(self, claim: ResolvedClaim) -> Note:
        document = self._documents.get(claim.claim.document)
        span, sentence = _spans(claim, document)
        hedge = next((s.words for s in claim.claim.statuses if s.words and s.status is not Status.ASSERTED), None)
        caveats = tuple(f"{c.kind}: “{c.words}”" if c.words else str(c.kind) for c in claim.claim.caveats)
        name = claimant_name(claim)
        source: _Source = (claim.claim.document, sentence or claim.claim.key, name, hedge, caveats)
        if source not in self._notes:
            number = len(self._notes) + 1
            self._notes[source] = _note(number, claim, document, hedge=hedge, caveats=caveats)
            self._spans[number] = set()
            self._keys[number] = {}
            if document is not None and sentence is not None:
                self._documents_of[number] = (document, sentence)
        note = self._notes[source]
        self._keys[note.number].setdefault(claim.claim.key)
        if span is not None:
            self._spans[note.number].add(span)
        return note

    def _whole(self, note: Note) -> Note:
        note = replace(note, claims=tuple(self._keys[note.number]))
        if note.number not in self._documents_of:
            return note
        document, sentence = self._documents_of[note.number]
        return replace(note, pieces=pieces_of(document.text, sentence, self._spans[note.number]))


def outlet_of(claim: ResolvedClaim, document: Document | None) -> str:
    """Who published it. A report's place in a folder is no outlet."""
    if document is not None:
        return document.outlet or NO_OUTLET
    return claim.claim.attribution.chain[0].name or NO_OUTLET


def pieces_of(text: str, sentence: Span, quoted: Iterable[Span]) -> tuple[Piece, ...]:
    """A sentence in stretches, the quoted ones apart; its ends are cut where it runs on and on."""
    marks = sorted(s for s in quoted if sentence.holds(s))
    start = max(sentence.start, marks[0].start - REST) if marks else sentence.start
    end = min(sentence.end, max(m.end for m in marks) + REST) if marks else min(sentence.end, sentence.start + 2 * REST)
    found: list[tuple[int, int, bool]] = []
    at = start
    for mark in marks:
        if mark.end <= at:
            continue
        if mark.start > at:
            found.append((at, mark.start, False))
        found.append((max(at, mark.start), mark.end, True))
        at = mark.end
    if at < end:
        found.append((at, end, False))
    pieces = []
    for first, last, is_quote in found:
        words = " ".join(text[first:last].split())
        if words:
            joined = first > start and not text[first - 1].isspace() and not text[first].isspace()
            pieces.append(Piece(words, is_quote, joined))
    if pieces and start > sentence.start:
        pieces.insert(0, Piece("…", False))
    if pieces and end < sentence.end:
        pieces.append(Piece("…", False))
    return tuple(pieces)


def claimant_name(claim: ResolvedClaim) -> str | None:
    """Who says it, as the report names him; a known body by its own name alone where the report's words hold it and
    more ("the Britain-based River Observatory"). None where the outlet speaks itself."""
    claimant, known = claim.claim.attribution.claimant, claim.actor(Role.CLAIMANT)
    if claimant is None:
        return None
    held = known is not None and not known.provisional and known.name in claimant.name
    return known.name if known is not None and held and not _JOINED.search(claimant.name) else claimant.name


def _note(
    number: int, claim: ResolvedClaim, document: Document | None, *, hedge: str | None, caveats: tuple[str, ...]
) -> Note:
    attribution = claim.claim.attribution
    span, sentence = _spans(claim, document)
    quote = Piece(" ".join(claim.claim.evidence.quote.split()), True)
    pieces: tuple[Piece, ...] = (quote,)
    if document is not None and span is not None and sentence is not None:
        pieces = pieces_of(document.text, sentence, (span,))
    return Note(
        number=number,
        outlet=outlet_of(claim, document),
        claimant=claimant_name(claim),
        through=_through(attribution),
        published=document.published.date() if document and document.published else None,
        sentence="".join(("" if p.joined or i == 0 else " ") + p.text for i, p in enumerate(pieces)),
        pieces=pieces,
        address=address_of(document.locator) if document else None,
        hedge=hedge,
        caveats=caveats,
    )


def _spans(claim: ResolvedClaim, document: Document | None) -> tuple[Span | None, Span | None]:
    """The words of the claim and their sentence, where both stand in the document as the claim says."""
    span, sentence = claim.claim.evidence.span, claim.claim.evidence.sentence
    if document is None or span is None or sentence is None or not sentence.holds(span):
        return None, None
    if span.of(document.text) != claim.claim.evidence.quote:
        return None, None
    return span, sentence


def _through(attribution: Attribution) -> tuple[str, ...]:
    return tuple(link.name for link in attribution.chain[:-1] if link.kind is LinkKind.RELAY)


def address_of(locator: str) -> str | None:
    """The locator where it is a web address; None for paths and for schemes that a browser might run."""
    try:
        parts = urlsplit(locator)
    except ValueError:
        return None
    return locator if parts.scheme in ("http", "https") and parts.netloc else None
