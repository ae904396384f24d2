"""Full text over documents and events: an index in memory over our own tokens, so that a ledger on SQLite and one on
PostgreSQL find the same set.

What goes in has passed `vedette.resolution.privacy`: a name that no registry vouches for is in no index.
"""

import hashlib
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
    """Full text of documents, to which more can be added. May be asked by several threads."""

    def __init__(self, documents: Iterable[Document] = (), events: Iterable[Card] = ()) -> None:
        """Mask, cut into words and index what is given; some milliseconds a document."""
        self._lock = threading.Lock()
        self._names: dict[int, tuple[str, str]] = {}
        self._store = sqlite3.connect(":memory:", check_same_thread=False)
        self._store.execute("CREATE VIRTUAL TABLE found USING fts5 (head, words)")
        self._heads: dict[str, str] = {}
        self.add(documents)
        self.hold(events)

    def add(self, documents: Iterable[Document]) -> None:
        """Index more documents; none of them may be there already."""
        known = load_known()
        rows = []
        for document in documents:
            title = mask_persons(document.title or "", known).replace(MASK, " ")
            body = mask_persons(document.text, known).replace(MASK, " ")
            rows.append(("document", document.id, f"{title} {document.outlet or ''}", body))
        self._put(rows)

    def hold(self, events: Iterable[Card]) -> None:
        """Index these events, by kind, place and parties, and no others; those that are there already stay."""
        known = load_known()
        masked: dict[str, str] = {}
        heads: dict[str, str] = {}
        for card in events:
            parties = [p.name for p in card.parties if p.actor and not p.actor.startswith("provisional:")]
            names = ". ".join(parties)
            if names not in masked:
                masked[names] = mask_persons(names, known).replace(MASK, " ")
            heads[card.id] = f"{card.type} {card.place_name} {card.admin1 or ''} {card.country or ''} {masked[names]}"
        gone = [(_number("event", id_),) for id_ in self._heads.keys() - heads.keys()]
        with self._lock:
            self._store.executemany("DELETE FROM found WHERE rowid = ?", gone)
        self._put([("event", id_, head, "") for id_, head in heads.items() if self._heads.get(id_) != head])
        self._heads = heads

    def _put(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        """Rows by a number that goes by kind and id alone, so that ties come out the same whatever came first."""
        cut: dict[str, str] = {}
        made = []
        for kind, id_, head, words in rows:
            number = _number(kind, id_)
            if head not in cut:
                cut[head] = " ".join(tokens(head))
            made.append((number, cut[head], " ".join(tokens(words))))
            self._names[number] = (kind, id_)
        with self._lock:
            self._store.executemany("INSERT OR REPLACE INTO found (rowid, head, words) VALUES (?, ?, ?)", made)

    def find(self, words: str, *, most: int = 100) -> list[Hit]:
        """What holds all the words, best first; the last may be the beginning of one."""
        asked = tokens(words)[:_MOST_WORDS]
        if not asked:
            return []
        query = " ".join(f'"{word}"' for word in asked) + "*"
        with self._lock:
            rows = self._store.execute(
                "SELECT rowid, bm25(found, 4.0, 1.0) AS score FROM found WHERE found MATCH ? "
                "ORDER BY score, rowid LIMIT ?",
                (query, most),
            ).fetchall()
        return [Hit(*self._names[number], score) for number, score in rows]


def _number(kind: str, id_: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{kind}:{id_}".encode()).digest()[:7], "big")
