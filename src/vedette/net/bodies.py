"""The body of an answer: unpacked piece by piece, never more of it than was agreed."""

import zlib
from collections.abc import Iterable

from vedette.errors import FetchFailed, FetchRefused

#: What we say that we understand. Others pack better and have had more holes.
ACCEPTED = "gzip, deflate"
#: Unpacked bytes to packed ones beyond which no page is a page; looked at once so many bytes are out.
RATIO, RATIO_FROM = 300, 2_000_000


def read_body(pieces: Iterable[bytes], *, coding: str, size: int) -> bytes:
    """The unpacked body. Raises FetchRefused for one that is too large, packed too well or in an unknown way, and
    FetchFailed for one whose packing is broken."""
    coding = coding.strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchRefused(f"the body is packed as {coding[:40]!r}, which was not asked for; refused")
    unpack = None if coding in ("", "identity") else _Unpacker(coding)
    body = bytearray()
    packed = 0
    for piece in pieces:
        packed += len(piece)
        body += piece if unpack is None else unpack.more(piece, size - len(body) + 1)
        if len(body) > size:
            raise FetchRefused(f"more than {size:,} bytes; no report is")
        if unpack is not None and len(body) > RATIO_FROM and len(body) > RATIO * packed:
            raise FetchRefused(f"unpacks to more than {RATIO} times its size: no page does; refused")
    if unpack is not None and not unpack.whole:
        raise FetchFailed("the packed body ends before its end")
    return bytes(body)


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

    def more(self, piece: bytes, most: int) -> bytes:
        """What a piece unpacks to, at most so many bytes."""
        out = bytearray()
        while piece and len(out) < most:
            if self._inner.eof:
                if not self._gzip or not piece.startswith(b"\x1f"):
                    break  # what follows the end is padding
                self._inner = zlib.decompressobj(zlib.MAX_WBITS | 16)
            out += self._step(piece, most - len(out))
            piece = self._inner.unused_data or self._inner.unconsumed_tail
        return bytes(out)

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
