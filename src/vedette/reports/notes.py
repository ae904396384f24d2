"""Notes: every statement of a brief points to one; a note is a claim's source: outlet, claimant, date, exact quote."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from vedette.model.document import Document
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.provenance import Attribution, LinkKind, Status
from vedette.model.resolved import ResolvedClaim

#: Characters shown of a sentence before and after the quote.
REST = 300


@dataclass(frozen=True, slots=True)
class Note:
    """Where a statement comes from. `before` and `after` are the rest of the quote's sentence. `address` is set only
    for http and https; `caveats` are the report's own words."""

    number: int
    claim: ClaimKey
    outlet: str
    claimant: str | None
    through: tuple[str, ...]
    published: dt.date | None
    quote: str
    title: str | None
    address: str | None
    hedge: str | None
    caveats: tuple[str, ...]
    before: str = ""
    after: str = ""

    @property
    def sentence(self) -> str:
        """The quote in its sentence."""
        return " ".join(f"{self.before}{self.quote}{self.after}".split())


class Notes:
    """Numbers claims in the order in which the brief first cites them. One brief, one `Notes`; not shared."""

    def __init__(self, claims: Mapping[ClaimKey, ResolvedClaim], documents: Mapping[DocumentId, Document]) -> None:
        """Nothing is cited yet."""
        self._claims = claims
        self._documents = documents
        self._notes: dict[ClaimKey, Note] = {}

    def cite(self, keys: Iterable[ClaimKey]) -> tuple[Note, ...]:
        """The notes of these claims, made where they are new. Keys that are not among the claims are passed over."""
        found = []
        for key in keys:
            claim = self._claims.get(key)
            if claim is None:
                continue
            if key not in self._notes:
                self._notes[key] = _note(len(self._notes) + 1, claim, self._documents.get(claim.claim.document))
            found.append(self._notes[key])
        return tuple(found)

    def all(self) -> tuple[Note, ...]:
        """All notes cited so far, by number."""
        return tuple(self._notes.values())


def _note(number: int, claim: ResolvedClaim, document: Document | None) -> Note:
    attribution = claim.claim.attribution
    claimant = attribution.claimant
    hedge = next((s.words for s in claim.claim.statuses if s.words and s.status is not Status.ASSERTED), None)
    before, after = _around(claim, document)
    return Note(
        number=number,
        claim=claim.claim.key,
        outlet=(document.outlet if document else None) or attribution.chain[0].name or "unnamed outlet",
        claimant=None if claimant is None else claimant.name,
        through=_through(attribution),
        published=document.published.date() if document and document.published else None,
        quote=" ".join(claim.claim.evidence.quote.split()),
        title=document.title if document else None,
        address=address_of(document.locator) if document else None,
        hedge=hedge,
        caveats=tuple(f"{c.kind}: “{c.words}”" if c.words else str(c.kind) for c in claim.claim.caveats),
        before=before,
        after=after,
    )


def _around(claim: ResolvedClaim, document: Document | None) -> tuple[str, str]:
    """What stands before and after the quote in its sentence, cut where the sentence runs on and on."""
    span, sentence = claim.claim.evidence.span, claim.claim.evidence.sentence
    if document is None or span is None or sentence is None or not sentence.holds(span):
        return "", ""
    if span.of(document.text) != claim.claim.evidence.quote:
        return "", ""
    before, after = document.text[sentence.start : span.start], document.text[span.end : sentence.end]
    if len(before) > REST:
        before = "… " + before[-REST:]
    if len(after) > REST:
        after = after[:REST] + " …"
    return before, after


def _through(attribution: Attribution) -> tuple[str, ...]:
    return tuple(link.name for link in attribution.chain[:-1] if link.kind is LinkKind.RELAY)


def address_of(locator: str) -> str | None:
    """The locator where it is a web address; None for paths and for schemes that a browser might run."""
    try:
        parts = urlsplit(locator)
    except ValueError:
        return None
    return locator if parts.scheme in ("http", "https") and parts.netloc else None
