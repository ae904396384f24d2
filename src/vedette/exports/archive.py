"""What an export reads: events, tolls and control in their order, and the claims and reports behind them.

It reads through a ledger, a stretch at a time, so that memory does not grow with the number of events. Whatever guard
stands before the ledger (an embargo, a hidden source) holds for exports too: nothing is read past it.
"""

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from vedette.ledger.base import NOW, DerivedKind, Readable, Scope
from vedette.model.claim import ClaimKind
from vedette.model.codec import to_json
from vedette.model.control import ControlSpan
from vedette.model.document import Document
from vedette.model.encoding import JsonObject
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.provenance import Field, LinkKind, Status
from vedette.model.toll import Toll

#: Events whose claims are fetched together.
CHUNK = 400
#: Reports kept at hand: events of neighbouring days stand in the same ones.
_AT_HAND = 1_500


@dataclass(frozen=True, slots=True)
class Report:
    """A report without its text: what a citation needs. `address`: where it stands in the web, "" for a file or any
    other scheme; `day`: that of publication, "" if unknown."""

    id: DocumentId
    locator: str
    outlet: str | None
    published: dt.datetime | None
    title: str | None
    language: str | None
    address: str = field(init=False)
    day: str = field(init=False)

    def __post_init__(self) -> None:
        """Address and day are asked for with every claim."""
        web = self.locator.startswith(("http://", "https://"))
        object.__setattr__(self, "address", self.locator if web else "")
        object.__setattr__(self, "day", self.published.date().isoformat() if self.published else "")


@dataclass(frozen=True, slots=True)
class Account:
    """A claim of an event, as the codec writes it, with the report that it stands in.

    Nothing is built of the claim: a table of a hundred thousand events needs few words of each of its claims.
    """

    claim: JsonObject
    report: Report | None

    @property
    def key(self) -> ClaimKey:
        """The claim's key."""
        return ClaimKey(self.claim["key"])

    @property
    def kind(self) -> str:
        """Which of the six kinds it is."""
        return str(self.claim["kind"])

    @property
    def document(self) -> DocumentId:
        """The report's id."""
        return DocumentId(self.claim["document"])

    @property
    def extractor(self) -> str:
        """The version that read it, or the person who coded it by hand."""
        return str(self.claim["extractor"])

    @property
    def quote(self) -> str:
        """Its words."""
        return str(self.claim["evidence"]["quote"])

    @property
    def span(self) -> tuple[int, int] | None:
        """Where in the report its words stand: first character, and the one after the last; None where in none."""
        span = self.claim["evidence"].get("span")
        return None if span is None else (span[0], span[1])

    @property
    def status(self) -> str:
        """The status of the fact."""
        every = self.claim.get("statuses", ())
        return str(next((s["status"] for s in every if s["field"] == Field.FACT), Status.ASSERTED))

    @property
    def hands(self) -> tuple[str, ...]:
        """The names of those through whom it came, the outlet first."""
        return tuple(link["name"] for link in self.claim["attribution"]["chain"])

    @property
    def floor(self) -> tuple[int, str] | None:
        """The least number of people that it gives, with the words of the number; None where it gives none."""
        if self.kind != ClaimKind.TOLL:
            return None
        quantity = self.claim["content"]["quantity"]
        return quantity["low"], quantity.get("words", "")

    @property
    def outlet(self) -> str:
        """Who published it, "" if nobody is named."""
        if self.report is not None:
            return self.report.outlet or ""
        return self.hands[0]

    @property
    def claimant(self) -> str:
        """Who said it, "" where the outlet states it itself."""
        origin = self.claim["attribution"]["chain"][-1]
        return "" if origin["kind"] == LinkKind.OUTLET else str(origin["name"])

    @property
    def address(self) -> str:
        """The report's web address, "" for a file or any other scheme."""
        return self.report.address if self.report else ""

    @property
    def day(self) -> str:
        """The day of publication, "" if unknown."""
        return self.report.day if self.report else ""


@dataclass(frozen=True, slots=True)
class Told:
    """An event with the claims that tell it, in the event's own order. Those of copies are not among them."""

    event: Event
    accounts: tuple[Account, ...]

    @property
    def by_key(self) -> Mapping[ClaimKey, Account]:
        """The accounts by the claim's key."""
        return {a.key: a for a in self.accounts}

    @property
    def coded_by(self) -> str:
        """The versions that read the claims, or the people who coded them by hand."""
        return "; ".join(sorted({a.extractor for a in self.accounts}))


Found = Callable[[], Iterable[Event]]


@dataclass(slots=True)
class Archive:
    """The read side of an export: `events`, `tolls` and `control` give their things anew at each call.

    `scope` cuts what is read of claims and reports; its days cut events before they come here. `bodies` gives the same
    as JSON data, where they need not be built for it.
    """

    ledger: Readable
    events: Callable[[], Iterable[Event]]
    tolls: Callable[[], Iterable[Toll]]
    control: Callable[[], Iterable[ControlSpan]]
    scope: Scope = NOW
    bodies: Callable[[DerivedKind], Iterable[JsonObject]] | None = None
    _reports: OrderedDict[DocumentId, Report | None] = field(default_factory=OrderedDict)

    @property
    def known(self) -> Scope:
        """The scope without its days: what was known, whenever it happened."""
        return Scope(as_of=self.scope.as_of, as_recorded=self.scope.as_recorded)

    def derived(self, kind: DerivedKind) -> Iterator[JsonObject]:
        """Events, tolls or control as the codec writes them, in their order."""
        if self.bodies is not None:
            return iter(self.bodies(kind))
        things: dict[DerivedKind, Callable[[], Iterable[Any]]] = {
            DerivedKind.EVENT: self.events,
            DerivedKind.TOLL: self.tolls,
            DerivedKind.CONTROL: self.control,
        }
        return map(to_json, things[kind]())

    def told(self) -> Iterator[Told]:
        """The events with their accounts, in the order of the ledger (by first day)."""
        events = iter(self.events())
        while chunk := list(islice(events, CHUNK)):
            accounts = self.accounts(dict.fromkeys(k for e in chunk for k in e.claims))
            for event in chunk:
                yield Told(event, tuple(accounts[k] for k in event.claims if k in accounts))

    def accounts(self, keys: Iterable[ClaimKey]) -> dict[ClaimKey, Account]:
        """The claims of these keys with their reports; a key that the scope does not show is left out."""
        found = list(self.ledger.claims_json(self.known, keys=tuple(keys), bare=True))
        new = {DocumentId(c["claim"]["document"]) for c in found} - self._reports.keys()
        for heading, _ in self.ledger.headings(new, self.known):
            self._reports[heading.id] = _heading(heading)
        accounts = {c["claim"]["key"]: Account(c["claim"], self.report(c["claim"]["document"])) for c in found}
        while len(self._reports) > _AT_HAND:
            self._reports.popitem(last=False)
        return accounts

    def report(self, document: DocumentId) -> Report | None:
        """A report's heading."""
        if document in self._reports:
            self._reports.move_to_end(document)
            return self._reports[document]
        found = next((_heading(heading) for heading, _ in self.ledger.headings([document], self.known)), None)
        self._reports[document] = found
        return found


def _heading(document: Document) -> Report:
    return Report(document.id, document.locator, document.outlet, document.published, document.title, document.language)
