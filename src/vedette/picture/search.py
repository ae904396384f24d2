"""Full text over documents and events: an index in memory over our own tokens, so that a ledger on SQLite and one on
PostgreSQL find the same set.

What goes in has passed `vedette.resolution.privacy`: a name that no registry vouches for is in no index.
"""

import re
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from anyascii import anyascii

from vedette.model.document import Document
from vedette.picture.cards import Card
from vedette.resolution.privacy import MASK, load_known, mask_persons

_WORD = re.compile(r"[a-z0-9]+")
#: Words in a query beyond these are passed over.
_MOST_WORDS = 12


def tokens(text: str) -> list[str]:
    """Words in small Latin letters without marks; other scripts transliterated."""
    return _WORD.findall(anyascii(text).lower())


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: `kind` is "document" or "event"."""

    kind: str
    id: str
    score: float


class Index:
    """Full text over one picture. May be asked by several threads."""

    def __init__(self, documents: Iterable[Document], events: Iterable[Card]) -> None:
        """Mask, cut into words and index everything; some milliseconds a document."""
        self._lock = threading.Lock()
        self._store = sqlite3.connect(":memory:", check_same_thread=False)
        self._store.execute("CREATE VIRTUAL TABLE found USING fts5 (kind UNINDEXED, id UNINDEXED, head, words)")
        known = load_known()
        rows: list[tuple[str, str, str, str]] = []
        for document in documents:
            title = mask_persons(document.title or "", known).replace(MASK, " ")
            body = mask_persons(document.text, known).replace(MASK, " ")
            head = f"{title} {document.outlet or ''}"
            rows.append(("document", document.id, " ".join(tokens(head)), " ".join(tokens(body))))
        for card in events:
            names = mask_persons(
                ". ".join(p.name for p in card.parties if p.actor and not p.actor.startswith("provisional:")), known
            ).replace(MASK, " ")
            head = f"{card.type} {card.place_name} {card.admin1 or ''} {card.country or ''} {names}"
            rows.append(("event", card.id, " ".join(tokens(head)), ""))
        self._store.executemany("INSERT INTO found VALUES (?, ?, ?, ?)", rows)

    def find(self, words: str, *, most: int = 100) -> list[Hit]:
        """What holds all the words, best first; the last may be the beginning of one."""
        asked = tokens(words)[:_MOST_WORDS]
        if not asked:
            return []
        query = " ".join(f'"{word}"' for word in asked) + "*"
        with self._lock:
            rows = self._store.execute(
                "SELECT kind, id, bm25(found, 0, 0, 4.0, 1.0) AS score FROM found WHERE found MATCH ? "
                "ORDER BY score, kind, id LIMIT ?",
                (query, most),
            ).fetchall()
        return [Hit(kind, id_, score) for kind, id_, score in rows]
