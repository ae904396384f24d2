"""The brief: a situation report as Markdown and as one HTML file that needs nothing beside it.

All text that others wrote is hostile: HTML is escaped by the template engine, Markdown by `markdown.escape`; links are
made only of web addresses. The same input gives the same bytes.
"""

import base64
import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from vedette.model.document import Document
from vedette.model.ids import DocumentId
from vedette.model.resolved import ResolvedClaim
from vedette.reconciliation.base import Reconciled
from vedette.reports import markdown, still_map
from vedette.reports.assemble import assemble
from vedette.reports.contents import Brief, Period
from vedette.reports.wording import METHOD, date

HTML, MARKDOWN, MAP = "brief.html", "brief.md", "brief-map.svg"


def write_brief(
    reconciled: Reconciled,
    claims: Iterable[ResolvedClaim],
    documents: Mapping[DocumentId, Document],
    *,
    out: Path,
    title: str,
    period: tuple[dt.date | None, dt.date | None] = (None, None),
) -> tuple[Path, ...]:
    """Writes `brief.md`, `brief.html` and, if there is something to draw and matplotlib to draw it, `brief-map.svg`.

    `period` is half-open, either end may be None. Gives back the paths written, Markdown first. `out` is made if it is
    not there. Raises OSError where it can't be written.
    """
    brief = assemble(reconciled, list(claims), documents, title=title, period=Period(*period))
    picture = still_map.draw(*brief.mapped)
    out.mkdir(parents=True, exist_ok=True)
    written = [out / MARKDOWN, out / HTML]
    written[0].write_text(render_markdown(brief, has_map=picture is not None), encoding="utf-8")
    written[1].write_text(render_html(brief, picture=picture), encoding="utf-8")
    if picture is not None:
        (out / MAP).write_bytes(picture)
        written.append(out / MAP)
    return tuple(written)


def render_html(brief: Brief, *, picture: bytes | None) -> str:
    """The brief as one HTML file; the map is inside it as a data address."""
    source = None if picture is None else "data:image/svg+xml;base64," + base64.b64encode(picture).decode("ascii")
    return _html().get_template("brief.html.j2").render(brief=brief, map=source, method=METHOD)


def render_markdown(brief: Brief, *, has_map: bool) -> str:
    """The brief as Markdown; the map is a file beside it."""
    text = (
        _markdown()
        .get_template("brief.md.j2")
        .render(brief=brief, map=MAP if has_map else None, method=tuple(map(Markup, METHOD)), md=Markup)
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
