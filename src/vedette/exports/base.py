"""The formats by name, and writing one: beside its final name first, so that a broken export leaves nothing."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from vedette.exports import acled, days, flat, maps, native, plover, statements, tables, traces, ucdp
from vedette.exports.archive import Archive
from vedette.exports.flat import Column
from vedette.exports.losses import Head, Losses, report
from vedette.garbage import seldom_collected
from vedette.reference.codebook import CODEBOOK

Write = Callable[[Archive, Path, Losses], None]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name, what it is, the ending and media type of its files, what it cannot say, how it is written.

    `columns` are those of a flat table; `strict` writes it without the columns of our own.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    cannot: tuple[str, ...]
    write: Write
    columns: tuple[Column, ...] = ()
    strict: Write | None = None


_CSV, _JSON = "text/csv", "application/json"

FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format(
            "native",
            "everything, lossless; read back by vedette import",
            ".jsonl",
            "application/jsonl",
            native.CANNOT,
            native.write,
        ),
        Format("csv", "events as a table with HXL tags", ".csv", _CSV, flat.CANNOT, tables.write_csv, flat.COLUMNS),
        Format(
            "xlsx",
            "events as a workbook",
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            tables.CANNOT_XLSX,
            tables.write_xlsx,
        ),
        Format(
            "parquet",
            "events as Parquet with points (GeoParquet)",
            ".parquet",
            "application/vnd.apache.parquet",
            flat.CANNOT,
            tables.write_parquet,
        ),
        Format(
            "acled",
            "ACLED's 31 columns",
            ".csv",
            _CSV,
            acled.CANNOT,
            acled.write,
            strict=partial(acled.write, strict=True),
        ),
        Format(
            "ucdp",
            "UCDP GED's 49 columns",
            ".csv",
            _CSV,
            ucdp.CANNOT,
            ucdp.write,
            strict=partial(ucdp.write, strict=True),
        ),
        Format("plover", "PLOVER events", ".jsonl", "application/jsonl", plover.CANNOT_PLOVER, plover.write_plover),
        Format(
            "polecat",
            "POLECAT's 40 columns",
            ".tsv",
            "text/tab-separated-values",
            plover.CANNOT_POLECAT,
            plover.write_polecat,
        ),
        Format(
            "geojson", "events as points", ".geojson", "application/geo+json", maps.CANNOT_GEOJSON, maps.write_geojson
        ),
        Format(
            "control",
            "who is said to hold what, as GeoJSON",
            ".geojson",
            "application/geo+json",
            maps.CANNOT_CONTROL,
            maps.write_control,
        ),
        Format(
            "kml",
            "events and control with time spans",
            ".kml",
            "application/vnd.google-earth.kml+xml",
            maps.CANNOT_KML,
            maps.write_kml,
        ),
        Format("days", "conflict days as a table with HXL tags", ".csv", _CSV, days.CANNOT, days.write),
        Format("timemap", "events of TimeMap", ".json", _JSON, maps.CANNOT_TIMEMAP, maps.write_timemap),
        Format("ftm", "FollowTheMoney statements", ".csv", _CSV, statements.CANNOT, statements.write),
        Format("prov", "W3C PROV: where each event comes from", ".json", _JSON, traces.CANNOT_PROV, traces.write_prov),
        Format(
            "annotations",
            "W3C Web Annotations: each claim on its words",
            ".jsonld",
            "application/ld+json",
            traces.CANNOT_ANNOTATION,
            traces.write_annotations,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Cut:
    """How the export was cut, in words for its loss report."""

    title: str = "Vedette export"
    since: str | None = None
    until: str | None = None
    approved_only: bool = False
    strict: bool = False


def export(form: Format, archive: Archive, path: Path, cut: Cut) -> dict[str, Any]:
    """Write one format to `path` and its loss report beside it (`NAME.loss.json`), and give the report.

    Raises MissingPart where the format needs a library that is not installed, OSError where nothing can be written.
    """
    losses = Losses()
    path.parent.mkdir(parents=True, exist_ok=True)
    partial_file = path.with_name(f".{path.name}.part")
    try:
        with seldom_collected():
            (form.strict if cut.strict and form.strict else form.write)(archive, partial_file, losses)
        os.replace(partial_file, path)
    finally:
        partial_file.unlink(missing_ok=True)
    head = Head(
        format=form.name,
        title=cut.title,
        codebook=CODEBOOK,
        version=version("vedette"),
        as_of=archive.scope.as_of.isoformat() if archive.scope.as_of else None,
        as_recorded=archive.scope.as_recorded.isoformat() if archive.scope.as_recorded else None,
        since=cut.since,
        until=cut.until,
        approved_only=cut.approved_only,
    )
    found = report(head, form.cannot, losses, _coders(archive))
    loss_path(path).write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return found


def loss_path(path: Path) -> Path:
    """Where the loss report of an export lies."""
    return path.with_name(f"{path.name}.loss.json")


def _coders(archive: Archive) -> tuple[str, ...]:
    """The versions of the machine that the ledger's runs name, and the people who decided."""
    stages = {
        f"{s.name} {s.version}"
        for m in archive.ledger.manifests(archive.known)
        for s in m.stages
        if s.name != "vedette"
    }
    people = {f"person:{d.person}" for d in archive.ledger.decisions(archive.known)}
    return (*sorted(stages), *sorted(people))
