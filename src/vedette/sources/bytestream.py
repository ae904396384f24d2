"""Opening an input as a stream of bytes that cannot eat the machine: unpacked on the fly, bounded in size and ratio."""

import gzip
import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from vedette.errors import UnreadableInput
from vedette.sources.base import Limits, Opened

_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 16
#: How many times the size of one report a file may have that must be held in memory whole (an archive, a workbook).
IN_MEMORY = 10
#: Files in an office document or an archive; people's have some tens.
_MEMBERS = 20_000
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    struct.error,
    LookupError,
)


class Bounded(io.RawIOBase):
    """A readable stream that refuses to give more than its limits allow.

    Raises UnreadableInput when the unpacked bytes pass `limits.total`, when they are more than `limits.ratio` times
    the packed ones, or when the packed data is broken.
    """

    def __init__(self, packed: BinaryIO, unpacked: BinaryIO, *, limits: Limits) -> None:
        super().__init__()
        self._packed = packed
        self._unpacked = unpacked
        self._limits = limits
        self._out = 0

    def readable(self) -> bool:
        """Always: it is there to be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer from the unpacked stream, within the limits."""
        try:
            data = self._unpacked.read(len(buffer))
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise UnreadableInput(f"the gzip data is broken ({error}); fetch the file again") from error
        self._out += len(data)
        self._check()
        buffer[: len(data)] = data
        return len(data)

    def _check(self) -> None:
        if self._out > self._limits.total:
            raise UnreadableInput(f"more than {self._limits.total:,} bytes; split the file")
        if self._packed is self._unpacked or self._out < self._limits.ratio_from:
            return
        if self._out > self._limits.ratio * max(1, self._packed.tell()):
            raise UnreadableInput(f"unpacks to more than {self._limits.ratio} times its size: no text does; refused")

    def close(self) -> None:
        """Close both streams."""
        self._unpacked.close()
        self._packed.close()
        super().close()


def bounded(raw: BinaryIO, *, limits: Limits) -> io.BufferedReader:
    """A buffered, bounded view of a binary stream; gzip is recognised by its first bytes, not by a name."""
    peekable = raw if hasattr(raw, "peek") else io.BufferedReader(cast(io.RawIOBase, raw))
    head = peekable.peek(2)[:2]
    if head != _GZIP:
        return io.BufferedReader(Bounded(peekable, peekable, limits=limits), _CHUNK)
    counted = cast(BinaryIO, _Counted(peekable))
    unpacked = cast(BinaryIO, gzip.GzipFile(fileobj=counted, mode="rb"))
    return io.BufferedReader(Bounded(counted, unpacked, limits=limits), _CHUNK)


class _Counted(io.RawIOBase):
    """Counts what is read from a stream that may not know its position (a pipe)."""

    def __init__(self, raw: BinaryIO) -> None:
        super().__init__()
        self._raw = raw
        self._count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        data = self._raw.read(size)
        self._count += len(data)
        return data

    def tell(self) -> int:
        return self._count

    def close(self) -> None:
        self._raw.close()
        super().close()


def read_whole(stream: BinaryIO, *, limits: Limits) -> bytes:
    """All of a stream that holds one report. Raises UnreadableInput when it is larger than a report can be."""
    data = stream.read(limits.item + 1)
    if len(data) > limits.item:
        raise UnreadableInput(f"larger than {limits.item:,} bytes: no single report; split it")
    return data


def anywhere(opened: Opened) -> BinaryIO:
    """The input as a file that can be read in any order: itself, or its bytes where it is packed or piped.

    Raises UnreadableInput where these bytes are more than `IN_MEMORY` times what one report may have.
    """
    if opened.raw is not None:
        opened.raw.seek(0)
        packed = opened.raw.read(2) == _GZIP
        opened.raw.seek(0)
        if not packed:
            return opened.raw
    most = opened.limits.item * IN_MEMORY
    data = opened.stream.read(most + 1)
    if len(data) > most:
        raise UnreadableInput(f"larger than {most:,} bytes, packed or piped; unpack it into a file first")
    return io.BytesIO(data)


def sound_zip(file: BinaryIO, *, limits: Limits) -> zipfile.ZipFile:
    """A ZIP whose members, unpacked, are what it says and no more than the limits allow; read through once to know.

    Raises UnreadableInput for any other.
    """
    try:
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
        packed = sum(member.compress_size for member in members)
        unpacked = sum(member.file_size for member in members)
        if len(members) > _MEMBERS or unpacked > limits.item * IN_MEMORY:
            raise UnreadableInput(f"unpacks to {unpacked:,} bytes in {len(members):,} files; refused")
        if unpacked > limits.ratio_from and unpacked > limits.ratio * max(1, packed):
            raise UnreadableInput(f"unpacks to more than {limits.ratio} times its size: no text does; refused")
        for member in members:
            with archive.open(member) as stream:  # stops at the stated size and compares the checksum
                while stream.read(_CHUNK):
                    pass
    except _BROKEN_ZIP as error:
        raise UnreadableInput(f"no sound ZIP ({type(error).__name__}: {error})") from error
    return archive


def lines(stream: BinaryIO, *, limits: Limits) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines with their line ends, from 1; None for a line longer than `limits.item`, which is passed over."""
    number = 0
    while True:
        line = stream.readline(limits.item + 1)
        if not line:
            return
        number += 1
        if len(line) <= limits.item or line.endswith(b"\n"):
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK)
        yield number, None


def told_path(path: str | os.PathLike[str]) -> str:
    """How a file is named in records: from the working folder where it lies beneath it, else in full; without `.gz`.

    So the same file gets the same document ids however it is given, and a project folder can move to another machine.
    """
    full = os.path.abspath(path)
    here = os.getcwd()
    inside = os.path.commonpath([full, here]) == here
    name = os.path.relpath(full, here) if inside else full
    return name.removesuffix(".gz").replace(os.sep, "/")
