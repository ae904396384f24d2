"""The body of an answer: unpacked piece by piece, never more of it than was agreed."""

import threading
import zlib
from collections.abc import Iterable, Iterator

from vedette.errors import FetchFailed, FetchRefused

#: What we say that we understand. Others pack better and have had more holes.
ACCEPTED = "gzip, deflate"
#: Unpacked bytes to packed ones beyond which no page is a page; looked at once so many bytes are out.
RATIO, RATIO_FROM = 300, 2_000_000
#: Bodies beyond this wait for room; feeds and pages are far below. Bytes unpacked at a time.
LARGE, _STEP = 2_000_000, 262_144


class Room:
    """Memory for large bodies: only so many threads may hold one at a time, the others wait before they read on."""

    def __init__(self, slots: int = 4, *, patience: float = 30.0) -> None:
        self._slots = threading.BoundedSemaphore(slots)
        self._patience = patience

    def take(self) -> None:
        """A slot. Raises FetchFailed where none comes free in time."""
        if not self._slots.acquire(timeout=self._patience):
            raise FetchFailed("too many large answers at a time")

    def leave(self) -> None:
        """Give it back."""
        self._slots.release()


def read_body(pieces: Iterable[bytes], *, coding: str, size: int, room: Room | None = None) -> bytes:
    """The unpacked body.

    Raises FetchRefused for one that is too large, packed too well or in an unknown way, and FetchFailed for one whose
    packing is broken or that finds no room.
    """
    coding = coding.strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchRefused(f"the body is packed as {coding[:40]!r}, which was not asked for; refused")
    unpack = None if coding in ("", "identity") else _Unpacker(coding)
    body = bytearray()
    packed = 0
    holding = False
    try:
        for piece in pieces:
            packed += len(piece)
            for part in (piece,) if unpack is None else unpack.more(piece):
                body += part
                if len(body) > size:
                    raise FetchRefused(f"more than {size:,} bytes; no report is")
                if unpack is not None and len(body) > RATIO_FROM and len(body) > RATIO * packed:
                    raise FetchRefused(f"unpacks to more than {RATIO} times its size: no page does; refused")
                if room is not None and not holding and len(body) > LARGE:
                    room.take()
                    holding = True
        if unpack is not None and not unpack.whole:
            raise FetchFailed("the packed body ends before its end")
        return bytes(body)
    finally:
        if room is not None and holding:
            room.leave()


class _Unpacker:
    """Unpacks gzip (members one after another) or deflate, with or without zlib's frame."""

    def __init__(self, coding: str) -> None:
        self._gzip = coding.endswith("gzip")
        self._inner = zlib.decompressobj(zlib.MAX_WBITS | 16 if self._gzip else zlib.MAX_WBITS)
        self._begun = False

    @property
    def whole(self) -> bool:
        """Whether the last member came to its end, or nothing came at all."""
        return self._inner.eof or not self._begun

    def more(self, piece: bytes) -> Iterator[bytes]:
        """What a piece unpacks to, some at a time."""
        while piece:
            if self._inner.eof:
                if not self._gzip or not piece.startswith(b"\x1f"):
                    return  # what follows the end is padding
                self._inner = zlib.decompressobj(zlib.MAX_WBITS | 16)
            yield self._step(piece, _STEP)
            piece = self._inner.unused_data or self._inner.unconsumed_tail

    def _step(self, piece: bytes, most: int) -> bytes:
        try:
            got = self._inner.decompress(piece, most)
        except zlib.error as error:
            if self._gzip or self._begun:
                raise FetchFailed(f"the packed body is broken ({error})") from error
            self._inner = zlib.decompressobj(-zlib.MAX_WBITS)
            self._begun = True
            return self._step(piece, most)
        self._begun = True
        return got
