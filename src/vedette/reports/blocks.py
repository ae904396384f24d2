"""A brief as a row of blocks (headings, paragraphs, tables, pictures): what PDF and DOCX are set from.

A block is data, never mark-up: whatever a report says stays text in every form.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vedette.reports import wording
from vedette.reports.catalogues import ENGLISH, method, table
from vedette.reports.contents import Brief, ControlRow, Happening, Line
from vedette.reports.markdown import clean
from vedette.reports.notes import Note

_CITED = 8


@dataclass(frozen=True, slots=True)
class Block:
    """`kind` is title, heading, subheading, text, item, quote, note, table or picture.

    `rows` are a table's, the first its head; `name` says which picture; `marks` are the numbers of notes.
    """

    kind: str
    text: str = ""
    marks: tuple[int, ...] = ()
    rung: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    name: str = ""


def blocks(brief: Brief, *, pictures: Sequence[str] = (), language: str = ENGLISH) -> Iterator[Block]:
    """The blocks in the order in which they are read. `pictures` are those that there are: map, chart."""
    words = table("text", language)
    yield Block("title", clean(brief.title))
    yield Block(
        "text",
        f"Period: {brief.period}. Reports: {brief.reports:,}; claims: {brief.claims:,}; newest: {brief.newest}.",
    )
    yield Block("heading", words["headline_figures"])
    for figure in brief.figures:
        yield _block("item", f"{figure.number} {figure.what}: {figure.basis}", figure.notes, figure.rung)
    if any(figure.added for figure in brief.figures):
        yield Block("text", words["sums_note"])
    yield from _section(words["main"], brief.main, sub=True)
    if brief.last:
        yield Block("heading", f"{words['changed']} ({brief.last})")
        yield from (_line(x) for x in brief.changed) if brief.changed else (Block("text", words["nothing"]),)
    yield from _section(words["stands_out"], brief.signals, sub=True)
    yield Block("heading", words["happened"])
    for day in brief.days:
        yield Block("subheading", day.label)
        for told in day.happenings:
            yield from _happening(told)
        yield from map(_line, day.lines)
        for kind in day.kinds:
            named = "; ".join(f"{x.text} ({x.rung})" for x in kind.lines)
            yield _block("item", f"{kind.label}: {named}", tuple(n for x in kind.lines for n in x.notes))
    if brief.by_day:
        yield Block("heading", words["by_day"])
        days = ("day", "events", "killed", "injured", "disputed", "changed_hands", "notes")
        yield _table(
            tuple(words[name] for name in days),
            (
                (d.day, f"{d.events}", d.killed, d.injured, f"{d.disputed}", d.changes, _marks(d.notes))
                for d in brief.by_day
            ),
        )
    yield from _section(words["stories"], brief.stories, sub=True)
    yield Block("heading", words["areas"])
    head = (words["area"], words["events"], words["how_sure"], words["killed_added"], words["notes"])
    yield _table(
        head,
        (
            (a.name, f"{a.events:,}", ", ".join(f"{n} {r}" for r, n in a.rungs), a.killed, _marks(a.notes))
            for a in brief.areas
        ),
    )
    if "chart" in pictures:
        yield Block("picture", "People killed, by day, as bounds; running totals as sources state them.", name="chart")
    yield from _section(words["humanitarian"], brief.humanitarian)
    yield Block("heading", words["control"])
    if "map" in pictures:
        yield Block("picture", "Circles: events. Squares: places that a claim says somebody holds.", name="map")
    yield from _control(words["control_changes"], brief.changes, words)
    yield from _control(words["latest"], brief.held, words)
    yield from _section(words["statements"], brief.statements)
    yield from _section(words["outlook"], brief.outlook)
    yield from _section(words["expected"], brief.expected, sub=True)
    yield from _section(words["unverified"], (*brief.doubtful, *brief.reserved, *brief.aside))
    yield Block("heading", words["sources"])
    yield _table(
        (words["outlet"], words["reports"], words["claims"], words["from"], words["to"]),
        ((o.name, f"{o.reports:,}", f"{o.claims:,}", o.first, o.last) for o in brief.outlets),
    )
    yield from (Block("text", clean(gap)) for gap in brief.gaps)
    yield Block("heading", words["method"])
    yield from (Block("text", paragraph) for paragraph in method(language))
    yield from (Block("item", f"{name}: {said}") for name, said in table("rungs", language).items())
    yield Block("heading", words["notes"])
    yield from map(_note, brief.notes)


def _happening(told: Happening) -> Iterator[Block]:
    part = f"; part of: {told.whole}" if told.whole else ""
    yield _block("text", f"{told.heading}; {told.when}{part}", told.notes, told.event.verification.rung)
    yield from map(_line, told.said)
    for party in told.parties:
        yield _block("item", f"{party.label} {party.text}", party.notes, party.rung)
    for line in told.taken_back:
        yield _block("item", f"{line.label} {line.text}", line.notes, line.rung)
    for line in told.perhaps:
        yield _block("item", f"perhaps the same, told again: {line.text}", line.notes, line.rung)
    if told.versions:
        for version in told.versions:
            for line in version.lines:
                yield _block("quote", f"{version.claimant} {version.stance}: “{line.quote}”", line.notes)
    else:
        for account in told.accounts:
            yield _block("quote", f"“{account.quote}” ({account.text})", account.notes)


def _section(title: str, lines: Iterable[Line], *, sub: bool = False) -> Iterator[Block]:
    given = list(lines)
    if given or not sub:
        yield Block("subheading" if sub else "heading", title)
    yield from map(_line, given)
    if not given and not sub:
        yield Block("text", "None is reported.")


def _line(line: Line) -> Block:
    text = f"{line.label}: {line.text}" if line.label else line.text
    return _block(
        "item",
        f"{text}, of “{line.quote}”" if line.quote and not line.label and line.rung == "" else text,
        line.notes,
        line.rung,
    )


def _block(kind: str, text: str, notes: Sequence[Note], rung: str = "") -> Block:
    return Block(kind, clean(text), tuple(n.number for n in notes[:_CITED]), rung)


def _control(title: str, rows: Sequence[ControlRow], words: Mapping[str, str]) -> Iterator[Block]:
    if rows:
        yield Block("subheading", title)
        yield _table(
            (words["place"], words["since"], words["holders"], words["flags"], words["how_sure"], words["notes"]),
            ((r.place, r.since, r.holders, r.flags, r.rung, _marks(r.notes)) for r in rows),
        )


def _marks(notes: Sequence[Note]) -> str:
    return " ".join(str(n.number) for n in notes[:_CITED])


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Block:
    return Block("table", rows=(head, *(tuple(clean(cell) for cell in row) for row in rows)))


def _note(note: Note) -> Block:
    dated = wording.date(note.published) if note.published else "not dated"
    who = f"said by {note.claimant}" if note.claimant else "the outlet's own words"
    through = "".join(f" through {t}" for t in note.through)
    hedge = f"; put as “{note.hedge}”" if note.hedge else ""
    caveats = "".join(f" ({c})" for c in note.caveats)
    text = f"{note.outlet}, {dated}; {who}{through}{hedge}: “{note.sentence}”{caveats} [{' '.join(note.claims)}]"
    return Block("note", clean(text), (note.number,))
