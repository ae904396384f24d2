"""Tiles of the base map, out of the packaged file; nothing is fetched from anywhere."""

import functools
import threading
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request
from pmtiles.reader import MmapSource, Reader
from starlette.responses import Response

router = APIRouter(include_in_schema=False)

DEEPEST = 6
_LOCK = threading.Lock()


@functools.cache
def _reader() -> Reader:
    # The file stays open as long as the process: tiles are read through a memory map.
    with (files("vedette.web") / "data" / "basemap.pmtiles").open("rb") as file:
        return Reader(MmapSource(file))  # type: ignore[no-untyped-call]


@functools.lru_cache(maxsize=2048)
def tile(z: int, x: int, y: int) -> bytes | None:
    """A tile as gzipped Mapbox vector tile; None for open sea without anything in it."""
    with _LOCK:
        found: bytes | None = _reader().get(z, x, y)  # type: ignore[no-untyped-call]
    return found


@router.get("/tiles/{z}/{x}/{y}")
def serve_tile(
    request: Request,
    z: Annotated[int, Path(ge=0, le=DEEPEST)],
    x: Annotated[int, Path(ge=0)],
    y: Annotated[int, Path(ge=0)],
) -> Response:
    """One tile. An address outside the world is a 404."""
    if x >= 2**z or y >= 2**z:
        raise HTTPException(404, f"no tile {z}/{x}/{y}")
    content = tile(z, x, y)
    headers = {"Cache-Control": "public, max-age=86400"}
    if content is None:
        return Response(status_code=204, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(content, media_type="application/vnd.mapbox-vector-tile", headers=headers)
