"""Where sentences end: the units of parsing, found without a model.

Each unit is parsed alone, whatever stands around it and however many are parsed at once, so that `read`, `extract`,
`ingest` and every benchmark see the same parse. Splitting by rule also lets the scan decide, before any parsing, which
units can matter.
"""

import re
from collections.abc import Iterator
from itertools import islice

from vedette.extraction.scanning.trimmings import prose
from vedette.extraction.times.dateline import masthead
from vedette.extraction.words.known_places import places
from vedette.model.provenance import Span
from vedette.reference.demonyms import demonym_country

#: A unit longer than this is cut at the next space: a parser's time and memory grow with the length.
LONGEST = 1200

#: Words that come twice in one sentence open two: so many characters of them.
OPENING = 40
#: A dateline is not longer than this: "PORT SUDAN, Sudan, March 21, 2025 (Agency) - ".
DATELINE = 100
#: Paragraphs in which it stands: a title, perhaps a line of authors, then the text.
HEAD = 4

_PARAGRAPH = re.compile(r"\n\s*\n")
#: A stop before a capital.
_AT_STOP = r"""([.!?…]["”’')\]]*)(\s+)(?=["“‘'(\[]*[A-Z0-9"“‘(À-ÝА-Я])"""
_STOP = re.compile(_AT_STOP)
#: Or no stop, where a word that only opens sentences stands with a capital in the middle, or behind a picture's credit
#: ("(Meridian Photo) Jets struck ..."); slower to look for.
_OPENERS, _CREDIT = ("Meanwhile", "However"), "hoto)"
_END = re.compile(
    rf"{_AT_STOP}|(?<=[a-z]{{3}})()(\s+)(?=(?:{'|'.join(_OPENERS)})\b(?!\s[A-Z]))|(?<={re.escape(_CREDIT)})()(\s+)(?=[A-Z])"
)
#: A word that opens sentences, with a capital behind a word without a stop: a heading or a caption ended there, whose
#: line break is lost ("... attacks in Velm The death toll rose"). What goes on in capitals is a name ("The Hague"),
#: and behind words that govern it or say it ("said A source") nothing ends. Of 45 in FA-KES looked at, 42 were ends.
_RUN_ON = re.compile(
    r"\b([\w-]*[a-z]{3})(\s)(?=(?:The|A|An|Another|Earlier|Also|According to|At least|In a|In the|"
    r"Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\s[a-z])"
)
_GOVERNING = frozenset(
    "said says say told tells added adds that stated reported reports confirmed announced claimed wrote called titled "
    "and the for with from into over under near between against after before since until than when while because about "
    "are was were has have had will would can could".split()
)
_CLOSING = re.compile(r"""\s?[.!?…"”’')\]]+(?=\s|$)""")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Sen|Rep|Gov|Pres|St|Jr|Sr|No|vs|Inc|Corp|Co|Ltd|Rev|Hon|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Mt|Ft|approx|est|al|fig|ca|etc|GEN|COL|LT|CAPT|MAJ|DR|MR)"
    r"|\b[A-Z](?:\.[A-Z])*|\b(?:a|p)\.m)\.$"
)

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:(?i:{_MONTH})\s\d{{1,2}}|\d{{1,2}}\s(?i:{_MONTH}))(?:,?\s(?:\d{{4}}|\d\d\b))?"
_LOUD = r"[A-ZÀ-Þ][A-ZÀ-Þ'’/-]{2,}(?:[ /][A-ZÀ-Þ.'’/-]+){0,3}"
_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?:[ /](?:(?:de|del|la|el|al|of|the|and|near)\s)?[A-ZÀ-Þ][\w.'’-]*){0,4}"
_DASH = r"\s?(?:--|[-–—])\s(?:\[\w+\]\s)*"
#: Where and when a report was filed, and by whom. A place alone is one in capitals only; with a day or an agency behind
#: it any name is. The text goes on in lower case, or a place in capitals would be a shouted headline's first words.
_FILED = re.compile(
    rf"(?:{_LOUD}(?:,\s{_NAME}){{0,2}}|{_NAME}(?:,\s{_NAME}){{0,2}}(?=,?\s(?:\(|{_DAY})))"
    rf"(?:,?\s{_DAY})?(?:,?\s?\([^()\n]{{2,40}}\))?(?:,?\s{_DAY})?{_DASH}(?=[^\n]{{0,60}}[a-z]{{3}})"
    rf"|{_LOUD}(?:,\s{_NAME}){{0,2}}(?:,?\s{_DAY})?\s\([A-Z][^()\n]{{1,40}}\)[\s:]+(?=[^\n]{{0,60}}[a-z]{{3}})"
    rf"|{_NAME}(?:,\s{_NAME}){{0,2}},?\s{_DAY}\s?(?:\([^()\n]{{2,40}}\))?{_DASH}"
)
#: The place of a dateline: what stands before its first mark.
_PLACE = re.compile(r"[^,(/–—]*?(?=\s?(?:[,(/–—]|-))")

#: The same in small letters, where the dash is lost.
_PLACED = re.compile(r"[.,]? ([A-Z][a-z]{2,})(?= ([A-Z][a-z]*) )")
_GOES_ON = frozenset("A An The At Dozens Scores Hundreds Thousands Several Nearly More".split())


def paragraphs(text: str, first: int = 0, last: int | None = None) -> Iterator[Span]:
    """The paragraphs of a text between two characters, apart from empty ones; trimmed of white space."""
    last = len(text) if last is None else last
    start = first
    for gap in [*_PARAGRAPH.finditer(text, first, last), None]:
        end = gap.start() if gap else last
        yield from _trimmed(text, start, end)
        start = gap.end() if gap else end


def units(text: str, headline: Span | None = None) -> tuple[Span, ...]:
    """The sentences of a text in order, trimmed; none is longer than `LONGEST` characters.

    A headline is a sentence, stop or none. What the printer put before and behind it (date, hour, dateline) is in no
    sentence: parsed with the first words of a report it makes nonsense of them. Nor are tags and links.
    """
    top = (headline.start, _closed(text, headline.end)) if headline else (0, 0)
    found: list[Span] = []
    ends = _END if any(word in text for word in (*_OPENERS, _CREDIT)) else _STOP
    for paragraph in (*paragraphs(text, *top), *paragraphs(text, _begins(text, top[1]))):
        for start, end in prose(text, _filed(text, paragraph), paragraph.end):
            found += _sentences(text, start, end, ends)
    return tuple(found)


def _sentences(text: str, start: int, end: int, ends: re.Pattern[str]) -> Iterator[Span]:
    """The sentences of a stretch of text."""
    for mark in ends.finditer(text, start, end):
        stop = mark.end(1) if mark[1] else mark.start()
        if mark[1] and (_ABBREVIATION.search(text, max(start, mark.start() - 12), stop) or _decimal(text, mark)):
            continue
        yield from _run_on(text, start, stop)
        start = mark.end()
    yield from _run_on(text, start, end)


def _run_on(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of what no stop parts: a heading, and the text that it runs into."""
    for mark in _RUN_ON.finditer(text, start, end):
        if mark[1].lower() not in _GOVERNING:
            yield from _cut(text, start, mark.end(1))
            start = mark.end()
    yield from _cut(text, start, end)


def filed_from(text: str) -> Span | None:
    """The place from which a report was filed, as its first dateline prints it, or None."""
    for paragraph in islice(paragraphs(text), HEAD):
        found = _dateline(text, paragraph)
        if found is not None:
            place = _PLACE.match(text, found.start())
            return Span(*place.span()) if place else None
    return None


def _begins(text: str, start: int) -> int:
    """Where the text begins behind its masthead, if any."""
    end = masthead(text, start)
    return _behind_a_place(text, end) if end > start else end


def _behind_a_place(text: str, end: int) -> int:
    """Behind the place of filing, where its dash is lost and the text goes on with a people or an article: "Jan 20
    2015 Beirut Syrian warplanes struck ..."."""
    found = _PLACED.match(text, end)
    if found is None or places().match([found[1]], 0) != 1:
        return end
    return found.end() if found[2] in _GOES_ON or demonym_country(found[2]) is not None else end


def _filed(text: str, paragraph: Span) -> int:
    """Where a paragraph's own words begin: behind its dateline, where it has one. A dateline tells of no event."""
    found = _dateline(text, paragraph)
    return found.end() if found else paragraph.start


def _dateline(text: str, paragraph: Span) -> re.Match[str] | None:
    found = _FILED.match(text, paragraph.start, min(paragraph.end, paragraph.start + DATELINE + 60))
    return found if found and found.end() - paragraph.start <= DATELINE else None


def _closed(text: str, end: int) -> int:
    """The end of a headline with its stop or closing quotes."""
    closing = _CLOSING.match(text, end)
    return closing.end() if closing else end


def _decimal(text: str, mark: re.Match[str]) -> bool:
    # An initial's or list number's full stop ("1. ") is no end; a number that ends a sentence ("in 2016. The") is.
    before = text[max(0, mark.start() - 2) : mark.start()]
    return mark.group(1) == "." and before.strip().isdigit() and len(before.strip()) == 1 and not before[0].isalnum()


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    opening = text[start : start + OPENING]
    again = text.find(opening, start + OPENING, end) if end - start > 2 * OPENING and " " in opening else -1
    if again > 0 and text[again - 1].isspace():  # a standfirst and the same words below it, with no stop between
        yield from _cut(text, start, again)
        start = again
    while end - start > LONGEST:
        space = text.rfind(" ", start, start + LONGEST)
        middle = space if space > start else start + LONGEST
        yield from _trimmed(text, start, middle)
        start = middle
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
