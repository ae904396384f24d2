"""JSON files as people get them: Telegram and X exports, answers of the ReliefWeb API, JSON Feed, lists of records."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from vedette.errors import BadRecord, EmptyDocument, SkipItem, UnreadableInput
from vedette.sources.base import RECORD_KEYS, Found, Opened, failure, note, record_capture
from vedette.sources.bytestream import IN_MEMORY, read_whole
from vedette.sources.links import gdelt_articles
from vedette.text.decoding import decode, not_text

#: A record with its number in the file; None for an item that bears no text of its own.
Items = Iterator[dict[str, Any] | None]


def json_file(opened: Opened) -> Iterator[Found]:
    """A capture a message, post, report or entry. What kind of file it is, its keys tell."""
    try:
        whole = opened.limits.__class__(item=opened.limits.item * IN_MEMORY)
        yield from json_items(read_whole(opened.stream, limits=whole), name=opened.name)
    except SkipItem as error:
        yield failure(opened.name, error)


def json_items(content: bytes, *, name: str) -> Iterator[Found]:
    """The same for content at hand. Raises BadRecord or UnreadableInput for what is none of these."""
    if not content.strip():
        raise EmptyDocument("the file is empty")
    other = not_text(content)
    if other:
        raise UnreadableInput(f"no JSON: {other}")
    text = decode(content).text.lstrip("\ufeff \t\r\n")
    if text.startswith("window.YTD."):  # an X archive is a script that sets a variable
        text = text.partition("=")[2]
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"no sound JSON ({error})") from error
    if articles := gdelt_articles(data):
        yield note(name, f"{len(articles):,} links of GDELT and no text; vedette watch fetches the pages")
        return
    seen = without = 0
    for number, record in enumerate(_items(data), 1):
        seen = number
        if record is None:
            without += 1
        else:
            yield record_capture(f"{name}:entry {number}", record)
    if not seen:
        raise EmptyDocument("no messages, reports or entries in it")
    if without:
        yield note(name, f"{without:,} of {seen:,} messages have no text of their own; not read")


def _items(data: Any) -> Items:
    if isinstance(data, list):
        first = data[0] if data else None
        posts = isinstance(first, dict) and (isinstance(first.get("tweet"), dict) or "full_text" in first)
        return _posts(data) if posts else _records(data)
    if not isinstance(data, dict):
        raise BadRecord(f"a JSON {type(data).__name__}, where reports are needed")
    if isinstance(data.get("messages"), list):
        return _telegram(data)
    if isinstance(data.get("chats"), dict) and isinstance(data["chats"].get("list"), list):
        return (item for chat in data["chats"]["list"] if isinstance(chat, dict) for item in _telegram(chat))
    if str(data.get("version", "")).startswith("https://jsonfeed.org/"):
        return json_feed(data)
    found = data.get("data")
    if isinstance(found, list) and any(isinstance(x, dict) and isinstance(x.get("fields"), dict) for x in found):
        return _reliefweb(found)
    if isinstance(found, list) and any(isinstance(x, dict) and "text" in x for x in found):
        return _posts_of_api(data)
    if "text" in data or "html" in data:
        return _records([data])
    raise BadRecord(f"no kind of report file that is known, by its keys: {', '.join(map(str, list(data)[:10]))}")


def _records(data: list[Any]) -> Items:
    for item in data:
        record = {key: item[key] for key in RECORD_KEYS if key in item} if isinstance(item, dict) else {}
        yield record if record.get("text") or record.get("html") else None


def _telegram(chat: Mapping[str, Any]) -> Items:
    """Messages of one chat of Telegram Desktop's export. Who wrote in a group is not kept: those are private people."""
    messages = chat.get("messages")
    for message in messages if isinstance(messages, list) else ():
        if not isinstance(message, dict) or message.get("type") != "message":
            yield None
            continue
        text = _telegram_text(message.get("text"))
        number = f"telegram:{chat.get('id')}/{message.get('id')}"
        time = message.get("date_unixtime") or message.get("date")
        outlet = message.get("forwarded_from") or chat.get("name")
        yield {"id": number, "text": text, "published": time, "outlet": outlet} if text.strip() else None


def _telegram_text(text: Any) -> str:
    """Text comes whole, or in pieces of which the formatted ones are objects."""
    pieces = text if isinstance(text, list) else [text]
    return "".join(str(p.get("text") or "") if isinstance(p, dict) else p for p in pieces if isinstance(p, str | dict))


def _posts(data: list[Any]) -> Items:
    """Posts of an X archive (tweets.js)."""
    for item in data:
        post = item.get("tweet", item) if isinstance(item, dict) else {}
        text = post.get("full_text") or post.get("text") if isinstance(post, dict) else None
        if not isinstance(text, str) or not text.strip():
            yield None
            continue
        user = post.get("user")
        outlet = user.get("name") if isinstance(user, dict) else None
        number = f"x:{post.get('id_str') or post.get('id')}"
        yield {
            "id": number,
            "text": text,
            "published": post.get("created_at"),
            "outlet": outlet,
            "language": _code(post),
        }


def _posts_of_api(data: Mapping[str, Any]) -> Items:
    """Posts as the second version of X's API gives them, with their authors in `includes`."""
    users = data["includes"].get("users") if isinstance(data.get("includes"), dict) else None
    names = {str(u.get("id")): u.get("name") for u in users or () if isinstance(u, dict)}
    for post in data["data"]:
        text = post.get("text") if isinstance(post, dict) else None
        if not isinstance(text, str) or not text.strip():
            yield None
            continue
        outlet = names.get(str(post.get("author_id")))
        number = f"x:{post.get('id')}"
        yield {
            "id": number,
            "text": text,
            "published": post.get("created_at"),
            "outlet": outlet,
            "language": _code(post),
        }


def _code(post: Mapping[str, Any]) -> str | None:
    """The language that X says; its codes for "none" and "unknown" begin with q or are und."""
    code = post.get("lang")
    return code if isinstance(code, str) and len(code) == 2 else None


def _reliefweb(data: list[Any]) -> Items:
    """Reports of ReliefWeb's API, asked for with profile=full."""
    for item in data:
        fields = item.get("fields") if isinstance(item, dict) else None
        if not isinstance(fields, dict):
            yield None
            continue
        html, text = fields.get("body-html"), fields.get("body")
        date = fields.get("date")
        sources = fields.get("source")
        languages = fields.get("language")
        record = {
            "id": f"reliefweb:{item.get('id')}",
            "title": fields.get("title"),
            "html": html,
            "text": None if html else text,
            "published": (date.get("original") or date.get("created")) if isinstance(date, dict) else None,
            "outlet": _first(sources, "name"),
            "url": fields.get("url_alias") or fields.get("url"),
            "language": _first(languages, "code"),
        }
        yield record if html or text else None


def _first(items: Any, key: str) -> str | None:
    found = items[0] if isinstance(items, list) and items else items
    value = found.get(key) if isinstance(found, dict) else None
    return value if isinstance(value, str) else None


def json_feed(data: Mapping[str, Any]) -> Items:
    """Entries of a JSON Feed."""
    entries = data.get("items")
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict):
            yield None
            continue
        authors = entry.get("authors")
        record = {
            "id": entry.get("id"),
            "title": entry.get("title"),
            "html": entry.get("content_html"),
            "text": None if entry.get("content_html") else entry.get("content_text") or entry.get("summary"),
            "published": entry.get("date_published") or entry.get("date_modified"),
            "outlet": data.get("title"),
            "url": entry.get("url") or entry.get("external_url"),
            "author": _first(authors, "name") or _first(entry.get("author"), "name"),
            "language": entry.get("language") or data.get("language"),
        }
        yield record if record["html"] or record["text"] else None
