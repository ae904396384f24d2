"""Answers that were written once for a picture, kept for the next who asks the same."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

#: Answers and bytes of them kept for one picture at most.
_MOST, _BYTES = 512, 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of an answer, plain and packed, with a tag that is theirs alone."""

    tag: str
    body: bytes
    packed: bytes | None

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self.body) + len(self.packed or b"")


class Answers:
    """The last answers asked for. May be used by several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Written] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> Written | None:
        """The answer to a question, if it is kept."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: str, written: Written) -> None:
        """Keep an answer; the ones longest not asked for make room."""
        with self._lock:
            before = self._kept.pop(key, None)
            self._bytes += written.size - (before.size if before else 0)
            self._kept[key] = written
            while len(self._kept) > _MOST or self._bytes > _BYTES:
                self._bytes -= self._kept.popitem(last=False)[1].size
