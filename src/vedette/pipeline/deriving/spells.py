"""Spells: a document as it was public for a while, ready to be weighed. Most have one, to this day; a revision ends one
and begins the next."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass

from vedette.ledger.base import Public
from vedette.model.document import Document
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.resolved import ResolvedClaim
from vedette.reconciliation.reconcile import weighable
from vedette.reconciliation.testimony.base import Tables, Testimony
from vedette.reconciliation.voices.copies import copies_among, rank, words_said


@dataclass(frozen=True, slots=True)
class Spell:
    """A document as it was public for a while: its text, what was said in it, and the claims that a person rejected."""

    document: Document | None
    id: DocumentId
    said: tuple[Testimony, ...]
    rejected: tuple[ClaimKey, ...]
    since: dt.datetime
    until: dt.datetime | None


def spells_of(
    document: DocumentId,
    told: Iterable[Public[ResolvedClaim]],
    texts: Iterable[Public[Document]],
    *,
    rejected: Collection[ClaimKey],
    tables: Tables,
    wanted: Collection[ClaimKey] | None = None,
) -> Iterator[Spell]:
    """The spells of one document, in their order. There is none while it says nothing. `wanted`: of what it says these
    alone are made ready."""
    told, texts = tuple(told), tuple(texts)
    moments = sorted({m for p in (*told, *texts) for m in (p.since, p.until) if m is not None})
    for since, until in zip(moments, [*moments[1:], None], strict=True):
        claims = [p.value for p in told if _holds(p, since)]
        text = next((p.value for p in texts if _holds(p, since)), None)
        if claims:
            kept = [c for c in claims if c.claim.key not in rejected]
            said = weighable(kept, {} if text is None else {document: text}, tables=tables, only=wanted)
            gone = tuple(sorted({c.claim.key for c in claims if c.claim.key in rejected}))
            yield Spell(text, document, said, gone, since, until)


def _holds(public: Public[object], moment: dt.datetime) -> bool:
    return public.since <= moment and (public.until is None or moment < public.until)


def copies_in(
    spells: Iterable[Spell], changing: Collection[DocumentId]
) -> tuple[dict[ClaimKey, ClaimKey], dict[Hashable, list[ClaimKey]]]:
    """The copies that are copies at every time, with their originals, and rings of the same words of which it may
    depend on the moment who had them first.

    Where the same words became public in the order in which they rank, and nothing was taken back, whoever had them
    first has them first at every moment.
    """
    rings: dict[Hashable, list[tuple[Spell, Document, Testimony]]] = defaultdict(list)
    for spell in spells:
        if spell.document is not None:
            for t in spell.said:
                rings["words", *words_said(t.claim)].append((spell, spell.document, t))
    sure: list[ResolvedClaim] = []
    documents: dict[DocumentId, Document] = {}
    unsure: dict[Hashable, list[ClaimKey]] = {}
    for ring, found in rings.items():
        if len({spell.id for spell, _, _ in found}) < 2:
            continue
        found.sort(key=lambda x: rank(x[1], x[2].claim))
        times = [spell.since for spell, _, _ in found]
        if times == sorted(times) and not any(spell.id in changing for spell, _, _ in found):
            sure += [t.claim for _, _, t in found]
            documents |= {document.id: document for _, document, _ in found}
        else:
            unsure[ring] = [t.key for _, _, t in found]
    return copies_among(sure, documents), unsure
