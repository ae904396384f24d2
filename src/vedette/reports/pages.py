"""The brief as PDF (set by typst) and as DOCX (python-docx), from its blocks; the same input gives the same bytes."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from vedette.errors import MissingPart
from vedette.reports.blocks import Block

#: The time that files bear inside: one that says nothing.
_EPOCH = dt.datetime(1980, 1, 1)


def pdf(given: Sequence[Block], pictures: Mapping[str, bytes]) -> bytes:
    """The brief as PDF; `pictures` are SVG by name. Nothing is read from outside. Raises MissingPart without typst."""
    try:
        import typst
    except ImportError as error:
        raise MissingPart("PDF needs one more part: pip install 'vedette[reports]'") from error
    template = (files("vedette.reports") / "templates" / "brief.typ").read_bytes()
    data = json.dumps({"title": given[0].text, "blocks": [asdict(b) for b in given]}, ensure_ascii=False)
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "main.typ").write_bytes(template)
        (root / "brief.json").write_text(data, encoding="utf-8")
        for name, picture in pictures.items():
            (root / f"{name}.svg").write_bytes(picture)
        return typst.compile(root / "main.typ", root=root, timestamp=0, ignore_system_fonts=True, format="pdf")


def docx(given: Sequence[Block]) -> bytes:
    """The brief as DOCX, without its pictures: Word takes no SVG. Raises MissingPart without python-docx."""
    try:
        from docx import Document
    except ImportError as error:
        raise MissingPart("DOCX needs one more part: pip install 'vedette[reports]'") from error
    page = Document()
    page.core_properties.title = given[0].text
    page.core_properties.author = "Vedette"
    page.core_properties.created = page.core_properties.modified = _EPOCH
    for block in given:
        match block.kind:
            case "title":
                page.add_heading(block.text, 0)
            case "heading":
                page.add_heading(block.text, 1)
            case "subheading":
                page.add_heading(block.text, 2)
            case "table":
                _table(page, block)
            case "picture":
                continue
            case kind:
                style = {"item": "List Bullet", "quote": "Quote"}.get(kind)
                _paragraph(page.add_paragraph(style=style), block)
    out = io.BytesIO()
    page.save(out)
    return _timeless(out.getvalue())


def _paragraph(paragraph: Any, block: Block) -> None:
    if block.kind == "note":
        paragraph.add_run(f"{block.marks[0]}. ").bold = True
        paragraph.add_run(block.text)
        return
    paragraph.add_run(block.text)
    if block.rung:
        paragraph.add_run(f" ({block.rung})").italic = True
    if block.marks:
        paragraph.add_run(" " + " ".join(map(str, block.marks))).font.superscript = True


def _table(page: Any, block: Block) -> None:
    table = page.add_table(rows=0, cols=len(block.rows[0]))
    table.style = "Table Grid"
    for number, row in enumerate(block.rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(text).bold = number == 0


def _timeless(content: bytes) -> bytes:
    """The same archive with one time for all its members."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(zipfile.ZipInfo(name, _EPOCH.timetuple()[:6]), given.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
