"""What a brief contains, as plain values: the templates only lay it out. Every line carries the notes it rests on."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from vedette.model.control import ControlSpan
from vedette.model.event import Event
from vedette.model.ids import EventId
from vedette.model.toll import Toll
from vedette.reports.notes import Note


@dataclass(frozen=True, slots=True)
class Period:
    """Days `since` <= d < `until`; either end may be open."""

    since: dt.date | None = None
    until: dt.date | None = None

    def holds(self, start: dt.date, end: dt.date) -> bool:
        """Whether the half-open interval [start, end) shares a day with the period."""
        return (self.until is None or start < self.until) and (self.since is None or self.since < end)


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Line:
    """One statement with its notes. `label` leads it in; `rung` and `rule` say how sure it is, where that is asked;
    `anchor` is where its derivation stands."""

    text: str
    notes: tuple[Note, ...]
    label: str = ""
    rung: str = ""
    rule: str = ""
    quote: str = ""
    anchor: str = ""

    def __post_init__(self) -> None:
        if not self.notes:
            raise ValueError(f"a statement without a claim can't be printed: {self.text or self.label!r}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline figure: the number, what it counts, how it came about; `added`: it is a sum over incidents."""

    number: str
    what: str
    basis: str
    rung: str
    notes: tuple[Note, ...]
    added: bool = False

    def __post_init__(self) -> None:
        if not self.notes:
            raise ValueError(f"a figure without a claim can't be printed: {self.number} {self.what}")


@dataclass(frozen=True, slots=True)
class Derived:
    """A step of a toll's derivation: a claim's note with what it gave, or why it gave nothing."""

    note: Note
    given: str
    value: str
    counts: bool


@dataclass(frozen=True, slots=True)
class TollRow:
    """A toll with its derivation. `remarks` say what is odd about a running total and how it compares with the events
    of its window."""

    subject: str
    toll: Toll
    phrase: str
    steps: tuple[Derived, ...]
    copies: tuple[Note, ...]
    anchor: str = ""
    more: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes of the claims that count."""
        return tuple(s.note for s in self.steps if s.counts)


@dataclass(frozen=True, slots=True)
class Version:
    """One side's account in a dispute."""

    claimant: str
    stance: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as the brief shows it. `said` are its figures, as sentences where they make one; `parties` a line for
    each part that somebody played; `rule` is "" where it says no more than the rung; `whole` is the larger event that
    it is part of, and `within` how many of those shown are part of it; `perhaps` are events that may be this one told
    again."""

    event: Event
    heading: str
    when: str
    rule: str
    said: tuple[Line, ...]
    parties: tuple[Line, ...]
    tolls: tuple[TollRow, ...]
    accounts: tuple[Line, ...]
    versions: tuple[Version, ...]
    notes: tuple[Note, ...]
    copies: int
    cited_more: int = 0
    taken_back: tuple[Line, ...] = ()
    whole: str = ""
    within: int = 0
    perhaps: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """Events of one kind and day without a figure: a line that names their places."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The events of one day, the weightiest first, under them those told in a line, and those without a figure."""

    label: str
    happenings: tuple[Happening, ...]
    lines: tuple[Line, ...] = ()
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of the table of days: how many events, sums of their bounds, what changed hands."""

    day: str
    events: int
    killed: str
    injured: str
    disputed: int
    changes: str
    notes: tuple[Note, ...]

    def __post_init__(self) -> None:
        if not self.notes:
            raise ValueError(f"a day without a claim can't be printed: {self.day}")


@dataclass(frozen=True, slots=True)
class Left:
    """How many of each list stand only in the ledger, by the list's name, and the options that show them there."""

    counts: Mapping[str, int]
    options: str = ""


@dataclass(frozen=True, slots=True)
class ControlRow:
    """A control span as the brief shows it."""

    place: str
    since: str
    until: str
    holders: str
    flags: str
    rung: str
    rule: str
    evidence: str
    current: bool
    notes: tuple[Note, ...]

    def __post_init__(self) -> None:
        if not self.notes:
            raise ValueError(f"a holder without a claim can't be printed: {self.place}")


@dataclass(frozen=True, slots=True)
class Area:
    """A row of the table of areas: events by rung, and the bounds of the dead of those that may be added."""

    name: str
    events: int
    rungs: tuple[tuple[str, int], ...]
    killed: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """How much of the brief an outlet carries."""

    name: str
    reports: int
    claims: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Brief:
    """All of it, in the order in which it is read; `mapped` are the events and control spans for the map."""

    title: str
    period: str
    reports: int
    claims: int
    newest: str
    figures: tuple[Figure, ...]
    main: tuple[Line, ...]
    days: tuple[Day, ...]
    mentioned: tuple[Line, ...]
    changes: tuple[ControlRow, ...]
    held: tuple[ControlRow, ...]
    totals: tuple[TollRow, ...]
    statements: tuple[Line, ...]
    stances: tuple[Line, ...]
    outlook: tuple[Line, ...]
    expected: tuple[Line, ...]
    recalled: tuple[Line, ...]
    reserved: tuple[Line, ...]
    doubtful: tuple[Line, ...]
    aside: tuple[Line, ...]
    outlets: tuple[Outlet, ...]
    notes: tuple[Note, ...]
    left: Left
    mapped: tuple[tuple[Event, ...], tuple[ControlSpan, ...]] = ((), ())
    extractors: tuple[str, ...] = ()
    last: str = ""
    changed: tuple[Line, ...] = ()
    areas: tuple[Area, ...] = ()
    humanitarian: tuple[Line, ...] = ()
    signals: tuple[Line, ...] = ()
    gaps: tuple[str, ...] = ()
    charted: tuple[tuple[Event, ...], tuple[Toll, ...], frozenset[EventId]] = ((), (), frozenset())
    by_day: tuple[DayRow, ...] = ()
    stories: tuple[Line, ...] = ()
