"""A client of the API (`vedette serve`), on the standard library alone.

with_events = Client("http://127.0.0.1:8472").events(kind="air-strike", as_of="2024-11-30")
for event in with_events:
    print(event["start"], event["place_name"], event["rung"])
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import Request, urlopen

from vedette.errors import VedetteError

Json = dict[str, Any]
Value = str | int | bool | None | list[str]
#: Answers kept to be asked for by their tag only.
_KEPT = 200


class ApiError(VedetteError):
    """The server refused, with its problem (RFC 9457) in `problem` and its status, or can't be reached (status 0)."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        super().__init__(f"{status}: {problem.get('detail') or problem.get('title') or 'no detail'}")
        self.status = status
        self.problem = dict(problem)


class Client:
    """One server. Lists are iterators that fetch page after page; every method takes the API's parameters by name,
    `from_` standing for `from`. An answer asked for again is fetched only if it changed."""

    def __init__(self, url: str, *, token: str | None = None, timeout: float = 30.0) -> None:
        """Raises ValueError for an address that is not http or https."""
        if urlsplit(url).scheme not in ("http", "https"):
            raise ValueError(f"no address of a server: {url!r}; write http://HOST:PORT")
        self._root = url.rstrip("/") + "/api/v1"
        self._token = token
        self._timeout = timeout
        self._known: dict[str, tuple[str, Json]] = {}

    def status(self) -> Json:
        """How much the ledger holds."""
        return self._get("/status", {})

    def events(self, **asked: Value) -> Iterator[Json]:
        """Events in short."""
        return self._pages("/events", asked)

    def event(self, event: str, **asked: Value) -> Json:
        """An event in full."""
        return self._get(f"/events/{quote(event, safe='')}", asked)

    def claims_of(self, event: str, **asked: Value) -> Iterator[Json]:
        """The claims of an event."""
        return self._pages(f"/events/{quote(event, safe='')}/claims", asked)

    def claim(self, key: str, **asked: Value) -> Json:
        """One claim."""
        return self._get(f"/claims/{quote(key, safe='')}", asked)

    def documents(self, **asked: Value) -> Iterator[Json]:
        """Documents without their texts."""
        return self._pages("/documents", asked)

    def document(self, document: str, **asked: Value) -> Json:
        """A document with its text."""
        return self._get(f"/documents/{quote(document, safe='')}", asked)

    def tolls(self, **asked: Value) -> Iterator[Json]:
        """Running totals as stated."""
        return self._pages("/tolls", asked)

    def control(self, **asked: Value) -> Iterator[Json]:
        """Who is said to hold which place."""
        return self._pages("/control", asked)

    def actors(self, **asked: Value) -> Iterator[Json]:
        """Actors that claims speak of."""
        return self._pages("/actors", asked)

    def places(self, **asked: Value) -> Iterator[Json]:
        """Places with anything on record."""
        return self._pages("/places", asked)

    def sources(self, **asked: Value) -> Iterator[Json]:
        """Outlets and named claimants."""
        return self._pages("/sources", asked)

    def decisions(self, **asked: Value) -> Iterator[Json]:
        """What people decided."""
        return self._pages("/decisions", asked)

    def changes(self, before: str, **asked: Value) -> Iterator[Json]:
        """What is different since a moment."""
        return self._pages("/changes", {**asked, "before": before})

    def search(self, words: str, **asked: Value) -> Iterator[Json]:
        """Documents and events that hold all the words."""
        return self._pages("/search", {**asked, "q": words})

    def queue(self, **asked: Value) -> list[Json]:
        """What waits for a person, the highest stake first."""
        found: list[Json] = self._get("/queue", asked)["items"]
        return found

    def versions(self, about: str, subjects: list[str]) -> dict[str, str]:
        """The versions of events, claims, ... as they are now, to be named in a decision upon what was read."""
        found: dict[str, str] = self._get("/versions", {"about": about, "subject": subjects})["versions"]
        return found

    def decide(self, kind: str, about: str, subjects: list[str], *, versions: Mapping[str, str], **more: Any) -> Json:
        """Decide, with a `reason` and, as the kind needs, `field`, `value`, `supersedes`, `adjudicates`, `comment`.

        Raises ApiError with status 409 where a subject is another by now than its version.
        """
        body = {"kind": kind, "about": about, "subjects": subjects, "versions": dict(versions), **more}
        made: Json = self._ask(Request(f"{self._root}/decisions", data=json.dumps(body).encode(), method="POST"))[0]
        return made

    def _pages(self, path: str, asked: Mapping[str, Value]) -> Iterator[Json]:
        cursor: str | None = None
        while True:
            page = self._get(path, {**asked, "cursor": cursor})
            yield from page["items"]
            cursor = page["next"]
            if cursor is None:
                return

    def _get(self, path: str, asked: Mapping[str, Value]) -> Json:
        given = {name.removesuffix("_"): _text(value) for name, value in asked.items() if value is not None}
        url = self._root + path + (f"?{urlencode(given, doseq=True)}" if given else "")
        tag, known = self._known.get(url, ("", {}))
        request = Request(url, headers={"If-None-Match": tag} if tag else {})
        found, fresh = self._ask(request)
        if found is None:
            return known
        data: Json = found
        if fresh:
            while len(self._known) >= _KEPT:
                del self._known[next(iter(self._known))]
            self._known[url] = (fresh, data)
        return data

    def _ask(self, request: Request) -> tuple[Any, str | None]:
        """The answer's data and tag; None for one that is as it was."""
        request.add_header("Accept", "application/json")
        if request.data is not None:
            request.add_header("Content-Type", "application/json")
        if self._token:
            request.add_header("Authorization", f"Bearer {self._token}")
        try:
            with urlopen(request, timeout=self._timeout) as answer:
                return json.load(answer), answer.headers.get("ETag")
        except HTTPError as error:
            if error.code == 304:
                return None, None
            raise ApiError(error.code, _problem(error)) from error
        except URLError as error:
            raise ApiError(0, {"title": f"{self._root} can't be reached: {error.reason}"}) from error


def _text(value: Value) -> Value:
    return str(value).lower() if isinstance(value, bool) else value


def _problem(error: HTTPError) -> Json:
    try:
        found = json.load(error)
    except ValueError:
        return {"title": error.reason}
    return found if isinstance(found, dict) else {"title": error.reason}
