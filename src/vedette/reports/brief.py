"""The brief: a situation report as Markdown, as one HTML file that needs nothing beside it, as PDF and as DOCX.

All text that others wrote is hostile: HTML is escaped by the template engine, Markdown by `markdown.escape`; links are
made only of web addresses. The same input gives the same bytes.
"""

import base64
import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from vedette.model.document import Document
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.resolved import ResolvedClaim
from vedette.reconciliation.testimony.base import Reconciled
from vedette.reports import chart, markdown, pages, still_map
from vedette.reports.assemble import assemble
from vedette.reports.blocks import blocks
from vedette.reports.catalogues import ENGLISH, method, table
from vedette.reports.changes import Beside, Last
from vedette.reports.contents import Brief, Period
from vedette.reports.wording import date

HTML, MARKDOWN, MAP, CHART = "brief.html", "brief.md", "brief-map.svg", "brief-chart.svg"
PDF, DOCX = "brief.pdf", "brief.docx"
#: The files of the pictures, by name.
FILES = {"map": MAP, "chart": CHART}


@dataclass(frozen=True, slots=True)
class Options:
    """`period` is half-open, either end may be None; `last` is what the last brief knew, if there was one; `forms` are
    written beside Markdown and HTML: pdf, docx. `signals` are what stands out: words, then the claims they rest on;
    `language` is that of headings and of the note on method."""

    title: str = "Situation brief"
    period: tuple[dt.date | None, dt.date | None] = (None, None)
    last: Last | None = None
    forms: tuple[str, ...] = ()
    signals: tuple[tuple[str, tuple[ClaimKey, ...]], ...] = ()
    language: str = ENGLISH


def write_brief(
    reconciled: Reconciled,
    claims: Iterable[ResolvedClaim],
    documents: Mapping[DocumentId, Document],
    *,
    out: Path,
    options: Options | None = None,
) -> tuple[Path, ...]:
    """Writes `brief.md`, `brief.html`, the forms asked for and, where there is something to draw and matplotlib to draw
    it, `brief-map.svg` and `brief-chart.svg`.

    Gives back the paths written, Markdown first. `out` is made if it is not there. Raises OSError where it can't be
    written, MissingPart where a form needs a library that is not installed.
    """
    options = options or Options()
    brief = assemble(
        reconciled,
        list(claims),
        documents,
        title=options.title,
        period=Period(*options.period),
        beside=Beside(options.last, options.signals),
    )
    drawn = {"map": still_map.draw(*brief.mapped), "chart": chart.draw(*brief.charted)}
    pictures = {name: picture for name, picture in drawn.items() if picture is not None}
    page = list(blocks(brief, pictures=tuple(pictures), language=options.language))
    made = {
        MARKDOWN: render_markdown(brief, pictures=tuple(pictures), language=options.language).encode(),
        HTML: render_html(brief, pictures=pictures, language=options.language).encode(),
    }
    if "pdf" in options.forms:
        made[PDF] = pages.pdf(page, pictures)
    if "docx" in options.forms:
        made[DOCX] = pages.docx(page)
    made |= {FILES[name]: picture for name, picture in pictures.items()}
    out.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (out / name).write_bytes(content)
    return tuple(out / name for name in made)


def render_html(brief: Brief, *, pictures: Mapping[str, bytes], language: str = ENGLISH) -> str:
    """The brief as one HTML file; the pictures are inside it as data addresses."""
    inside = {n: "data:image/svg+xml;base64," + base64.b64encode(p).decode("ascii") for n, p in pictures.items()}
    page = _html().get_template("brief.html.j2")
    return page.render(
        brief=brief,
        map=inside.get("map"),
        chart=inside.get("chart"),
        method=method(language),
        rungs=tuple(table("rungs", language).items()),
        say=table("text", language),
        language=language,
    )


def render_markdown(brief: Brief, *, pictures: Collection[str], language: str = ENGLISH) -> str:
    """The brief as Markdown; the pictures are files beside it."""
    beside = {name: FILES[name] for name in pictures}
    text = (
        _markdown()
        .get_template("brief.md.j2")
        .render(
            brief=brief,
            map=beside.get("map"),
            chart=beside.get("chart"),
            method=tuple(map(Markup, method(language))),
            rungs=tuple(table("rungs", language).items()),
            say={key: Markup(words) for key, words in table("text", language).items()},  # noqa: S704 - our own words
            md=Markup,
        )
    )
    lines = (line.rstrip() for line in text.splitlines())
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip() + "\n"


def address(url: str) -> Markup:
    """A web address for an autolink in Markdown: nothing in it can end the link."""
    return Markup("<" + quote(url, safe=":/?#@!$&'*+,;=%-._~[]") + ">")  # noqa: S704 - quoted above


@lru_cache(maxsize=1)
def _html() -> Environment:
    environment = Environment(
        loader=PackageLoader("vedette.reports"),
        autoescape=True,
        finalize=lambda value: markdown.clean(value) if type(value) is str else value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = date
    return environment


@lru_cache(maxsize=1)
def _markdown() -> Environment:
    environment = Environment(
        loader=PackageLoader("vedette.reports"),
        autoescape=False,
        finalize=markdown.escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["address"] = address
    environment.filters["day"] = date
    return environment
