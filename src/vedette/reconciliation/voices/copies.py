"""Copied text: which claims stand in words that another report printed first. A copy adds no weight anywhere.

Two grounds, both about the words alone: the sentence is the same, word for word, and long enough to be nobody's
coincidence; or the two reports share most of their five-word shingles and the claim's quote is in both.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vedette.model.document import Document
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.resolved import ResolvedClaim

#: A sentence of fewer words can be alike by chance ("Two soldiers were killed."). Set by hand on our own stories.
SENTENCE_WORDS = 8
#: Reports further apart than this are not one wire story, even with a sentence in common (a ministry's daily formula).
DAYS_APART = 3
#: Words to a shingle, and how many of the smallest hashes are kept of a report.
SHINGLE, SKETCH = 5, 64
#: Share of the smaller sketch found in the other from which two reports are near-duplicates.
NEAR = 0.6

_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """The words, without case and punctuation."""
    return _WORD.findall(text.casefold())


def sketch(text: str) -> frozenset[int]:
    """The `SKETCH` smallest hashes of the text's shingles: alike for alike texts, whatever stands around them."""
    words = words_of(text)
    if len(words) < SHINGLE:
        return frozenset()
    shingles = {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    hashes = (int.from_bytes(hashlib.blake2b(s.encode(), digest_size=8).digest()) for s in shingles)
    return frozenset(sorted(hashes)[:SKETCH])


def near_duplicates(a: frozenset[int], b: frozenset[int]) -> bool:
    """Whether two sketches are of one text, cut or framed. Bottom-k estimate of Jaccard's index over the union."""
    if not a or not b:
        return False
    union = sorted(a | b)[:SKETCH]
    return sum(1 for h in union if h in a and h in b) / len(union) >= NEAR


def copies_among(claims: Sequence[ResolvedClaim], documents: Mapping[DocumentId, Document]) -> dict[ClaimKey, ClaimKey]:
    """For each claim in copied words, the claim of the same words that was printed first.

    First is by publication, then by the document's id; a document is never a copy of itself, and reports of one
    outlet on different days are copies only if their texts are near-duplicates.
    """
    if len({claim.claim.document for claim in claims}) < 2:
        return {}
    sketches: dict[DocumentId, frozenset[int]] = {}
    groups: dict[tuple[str, str, str], list[ResolvedClaim]] = defaultdict(list)
    for claim in claims:
        document = documents.get(claim.claim.document)
        if document is None:
            continue
        groups[words_said(claim)].append(claim)
    copies: dict[ClaimKey, ClaimKey] = {}
    for group in groups.values():
        if len({c.claim.document for c in group}) < 2:
            continue
        ranked = sorted(group, key=lambda c: rank(documents[c.claim.document], c))
        firsts: list[ResolvedClaim] = []
        for claim in ranked:
            original = next((f for f in firsts if _copied(f, claim, documents, sketches)), None)
            if original is None:
                firsts.append(claim)
            else:
                copies[claim.claim.key] = original.claim.key
    return copies


def words_said(claim: ResolvedClaim) -> tuple[str, str, str]:
    """What a claim and its copies have in common: claims with others are none."""
    evidence = claim.claim.evidence
    return (claim.claim.kind, " ".join(words_of(evidence.quote)), evidence.anchor.casefold())


def rank(document: Document, claim: ResolvedClaim) -> tuple[bool, str, str, str]:
    """Which of the same words were printed first: by publication, unknown last, then the document's id."""
    published = document.published
    return (published is None, published.isoformat() if published else "", document.id, claim.claim.key)


def _copied(
    first: ResolvedClaim,
    later: ResolvedClaim,
    documents: Mapping[DocumentId, Document],
    sketches: dict[DocumentId, frozenset[int]],
) -> bool:
    a, b = documents[first.claim.document], documents[later.claim.document]
    if a.id == b.id or not _close(a, b):
        return False
    one, other = _sentence(first, a), _sentence(later, b)
    if len(one) >= SENTENCE_WORDS and one == other:
        return True
    for document in (a, b):
        if document.id not in sketches:
            sketches[document.id] = sketch(document.text)
    return near_duplicates(sketches[a.id], sketches[b.id])


def _close(a: Document, b: Document) -> bool:
    if a.published is None or b.published is None:
        return True
    return abs((a.published - b.published).days) <= DAYS_APART


def _sentence(claim: ResolvedClaim, document: Document) -> list[str]:
    span = claim.claim.evidence.sentence
    return words_of(span.of(document.text) if span else claim.claim.evidence.quote)


def cited_origins(pairs: Iterable[tuple[DocumentId, str]]) -> dict[DocumentId, frozenset[str]]:
    """The keys of all named origins each document quotes."""
    cites: dict[DocumentId, set[str]] = defaultdict(set)
    for document, key in pairs:
        cites[document].add(key)
    return {d: frozenset(keys) for d, keys in cites.items()}
