"""A Frictionless data package around exports: what each file is, its hash, columns, method and licence."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vedette.exports.archive import Archive
from vedette.exports.base import Cut, Format, export, loss_path

#: What a reader has to know of every file, in a sentence each.
METHOD = (
    "A program read reports and took from each sentence what it claims, who claims it and how surely; claims of one "
    "happening were put together by place, time, kind and figures; copies and relays weigh nothing.",
    "Figures are bounds: the low is the highest floor within one source and the lowest over sources that disagree, the "
    "high the highest figure stated, the best the preferred source's point, never a midpoint.",
    "Verification is a rung that follows from who says so and what was said against it; the codebook has each word.",
    "What each format cannot say, and what was left out of this file, stands in its loss report.",
)
#: Types of ours that Table Schema knows by the same name.
_TYPES = ("string", "integer", "number", "boolean", "date")


@dataclass(frozen=True, slots=True)
class Labels:
    """What a publisher says of a package: its name (lower case), and its licence, if one is given."""

    name: str = "vedette-export"
    licence: str | None = None


def write(forms: Sequence[Format], archive: Archive, folder: Path, cut: Cut, labels: Labels) -> Path:
    """Write these formats, their loss reports and `datapackage.json` into a folder; gives the last one's path."""
    resources: list[dict[str, Any]] = []
    for form in forms:
        path = folder / f"{form.name}{form.suffix}"
        found = export(form, archive, path, cut)
        resources.append(_resource(path, form.title, form.media_type, form, found))
        resources.append(_resource(loss_path(path), f"loss report of {form.name}", "application/json", None, {}))
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": labels.name,
        "title": cut.title,
        "description": "\n\n".join(METHOD),
        "resources": resources,
    }
    if labels.licence:
        package["licenses"] = [{"name": labels.licence}]
    target = folder / "datapackage.json"
    target.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return target


def _resource(path: Path, title: str, media_type: str, form: Format | None, found: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "name": path.name.lower().replace(".", "-"),
        "title": title,
        "path": path.name,
        "mediatype": media_type,
        "format": path.suffix.lstrip("."),
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": "sha256:" + _sha256(path),
    }
    if form is not None and form.columns:
        fields = [
            {"name": c.name, "type": c.type if c.type in _TYPES else "string", "description": c.what}
            for c in form.columns
        ]
        # The second line holds HXL tags.
        values |= {
            "type": "table",
            "dialect": {"commentRows": [2]},
            "schema": {"fields": fields, "missingValues": [""]},
        }
    if found:
        values |= {"vedette": {k: found[k] for k in ("as_of", "as_recorded", "codebook", "coded_by", "rows")}}
    return values


def _sha256(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb") as source:
        while block := source.read(1 << 20):
            total.update(block)
    return total.hexdigest()
