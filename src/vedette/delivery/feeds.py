"""Atom (RFC 4287) and JSON Feed 1.1: an entry an event, with an id that stays and a time that moves with its reports.

A reader that follows the feed sees an event change, and be taken back, under the same id.
"""

import datetime as dt
import json
import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from vedette.delivery.notices import Notice

#: Characters that no XML file may hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
#: Entries of a feed.
MOST = 200
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def text(value: str) -> str:
    """Text for XML."""
    return escape(_FORBIDDEN.sub("", value))


def attribute(value: str) -> str:
    """A quoted attribute for XML."""
    return quoteattr(_FORBIDDEN.sub("", value))


def urn(one: Notice) -> str:
    """The id of an event in every feed."""
    return f"urn:vedette:event:{one.event}"


def atom(given: Sequence[Notice], *, title: str, address: str | None = None) -> str:
    """The feed as Atom; `address` is its own, if it has one. Times are those of reports, never of the machine."""
    shown = given[:MOST]
    newest = max((n.updated for n in shown if n.updated), default=_EPOCH)
    link = f'<link rel="self" href={attribute(address)}/>' if address else ""
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{text(address or 'urn:vedette:feed')}</id><title>{text(title)}</title>{link}"
        f"<updated>{_time(newest)}</updated><author><name>Vedette</name></author>\n"
    )
    return head + "".join(map(_entry, shown)) + "</feed>\n"


def _entry(one: Notice) -> str:
    links = "".join(f'<link rel="via" href={attribute(s.address)}/>' for s in one.sources if s.address)
    terms = "".join(
        f"<category term={attribute(term)}/>"
        for term in (one.type, f"verification:{one.rung}", f"record:{one.state}", *(("retracted",) if one.gone else ()))
    )
    point = ""
    if one.place is not None and one.place.latitude is not None:
        point = (
            '<georss:point xmlns:georss="http://www.georss.org/georss">'
            f"{one.place.latitude} {one.place.longitude}</georss:point>"
        )
    return (
        f"<entry><id>{urn(one)}</id><title>{text(one.title)}</title><updated>{_time(one.updated or _EPOCH)}</updated>"
        f'{links}{terms}{point}<summary>{text(one.text)}</summary><content type="text">{text(_content(one))}</content>'
        "</entry>\n"
    )


def json_feed(given: Sequence[Notice], *, title: str, address: str | None = None) -> str:
    """The feed as JSON Feed 1.1."""
    feed: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": title}
    if address:
        feed["feed_url"] = address
    feed["items"] = [_item(one) for one in given[:MOST]]
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _item(one: Notice) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": urn(one),
        "title": one.title,
        "content_text": _content(one),
        "summary": one.text,
        "date_modified": _time(one.updated or _EPOCH),
        "tags": [one.type, f"verification:{one.rung}", *(["retracted"] if one.gone else [])],
        "_vedette": {
            "about": "https://jsonfeed.org/version/1.1#extensions",
            "event": one.event,
            "verification": one.rung.value,
            "record_state": one.state.value,
            "claims": [s.claim for s in one.sources],
            "retracted": one.gone,
        },
    }
    first = next((s.address for s in one.sources if s.address), None)
    if first:
        item["external_url"] = first
    return item


def _content(one: Notice) -> str:
    lines = [one.text]
    for source in one.sources:
        who = f"{source.claimant}, {source.outlet}" if source.claimant else source.outlet
        lines.append(f"“{source.quote}” ({who})")
    return "\n".join(lines)


def _time(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
