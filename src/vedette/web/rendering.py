"""Templates to pages. Everything is escaped; nothing that was fetched is ever marked as safe."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from vedette.access.visiting import visitor_of
from vedette.picture.picture import Picture
from vedette.reports import wording
from vedette.web import words
from vedette.web.state import State

#: The places of the menu, in its order.
MENU = (
    ("/", "Map"),
    ("/events", "Events"),
    ("/tolls", "Tolls"),
    ("/control", "Control"),
    ("/changes", "Changes"),
    ("/signals", "Signals"),
    ("/sources", "Sources"),
    ("/search", "Search"),
)


@cache
def environment() -> Environment:
    """The templates, with the words as filters."""
    made = Environment(
        loader=PackageLoader("vedette.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(words.FILTERS)
    made.globals.update(
        menu=MENU,
        rungs={rung.value: text for rung, text in wording.RUNGS.items()},
        shapes=words.SHAPES,
        version=version("vedette"),
    )
    return made


def fragment(request: Request, name: str, context: Mapping[str, Any]) -> str:
    """Part of a page as text."""
    given = {"csrf": visitor_of(request).csrf, **context}
    return (
        environment()
        .get_template(name)
        .render(
            state=State(request),
            path=request.url.path,
            visitor=visitor_of(request),
            doored=request.app.state.door.store is not None,
            **given,
        )
    )


def page(request: Request, name: str, picture: Picture | None = None, **context: Any) -> HTMLResponse:
    """A whole page. It may differ by reader and changes with the ledger, so nobody keeps it unasked."""
    text = fragment(request, name, {"picture": picture, **context})
    return HTMLResponse(text, headers={"Cache-Control": "no-cache", "Vary": "Cookie"})
