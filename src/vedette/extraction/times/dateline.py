"""The date printed at the top of a report. It wins over metadata: feeds and archives stamp the day they were filled."""

import datetime as dt
import re

from vedette.extraction.times import reckoning
from vedette.extraction.times.find import lower
from vedette.extraction.times.vocabulary import ANY_WEEKDAY, MONTH, MONTHS
from vedette.model.provenance import Span

#: Characters from the top in which a printed date is looked for; a headline fits before it.
HEAD = 250

_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:19|20)\d\d(?![\d])"
_DATE = re.compile(
    r"(?<![\w.,:/-])(?:"
    rf"(?P<y1>{_YEAR})(?P<s1>[-/.])(?P<m1>0?[1-9]|1[0-2])(?P=s1)(?P<d1>{_DAY})(?!\d)"
    rf"|(?P<d2>\d\d?)(?P<s2>[-/.])(?P<m2>\d\d?)(?P=s2)(?P<y2>{_YEAR})"
    rf"|(?:{ANY_WEEKDAY},? )?(?P<d3>{_DAY})(?:st|nd|rd|th)?(?: of)?[ -](?P<m3>{MONTH}),?[ -]?(?P<y3>{_YEAR})"
    rf"|(?:{ANY_WEEKDAY},? )?(?P<m4>{MONTH}) ?(?P<d4>{_DAY})(?:st|nd|rd|th)?,? ?(?P<y4>{_YEAR})"
    rf"|(?P<d5>{_DAY}) (?P<m5>{MONTH}) (?P<y5>\d\d)(?= ?(?:--|-|–|—|\(|\)|\[|\]|$))"
    r")"
)
#: Words before a date that make it part of a sentence; "posted on" and the like are the printer's.
_IN_SENTENCE = re.compile(
    r"(?<!\w)(?:in|on|since|until|till|from|of|before|after|the|to|and|for|by|between|dated|during|through|around"
    r"|early|late|when"
    r"|as of|that)(?: the)? $"
)
_PRINTED = re.compile(
    r"(?<!\w)(?:posted|published|updated|modified|created|printed|written|publication|release|date)(?: (?:on|at"
    r"|date|of)){0,2}:? $"
)


def dateline(text: str) -> dt.date | None:
    """The date printed in the head of a report, with day, month and year, or None.

    Reads "Wednesday 22 July 2015", "Posted on August 12 2016", "Jul 012016", "31.10.2016" and "3 JAN 90 --". A date
    inside a sentence ("on 21 August 2013 rockets fell") is none. Figures are day first, unless only month first is one.
    """
    found = _printed(text)
    return _date(found) if found else None


def dateline_span(text: str) -> Span | None:
    """Where that date stands."""
    found = _printed(text)
    return Span(found.start(), found.end()) if found else None


def _printed(text: str) -> re.Match[str] | None:
    head = lower(text[: HEAD + 20])
    for found in _DATE.finditer(head, 0, HEAD):
        before = head[max(0, found.start() - 40) : found.start()]
        if _IN_SENTENCE.search(before) and not _PRINTED.search(before):
            continue
        if _date(found) is not None:
            return found
    return None


#: The printer's words around a date at a report's top: "Last updated at Jan 20 2015 0914 GMT BEIRUT", "AFP Sunday 29
#: Jun 2014". Agencies and places of filing stand in capitals.
_BEFORE = re.compile(
    r"(?:(?:last )?(?:posted|published|updated|modified|created|date)(?: (?:on|at|date|of|publication)){0,2}:? "
    r"|[A-Z]{3,8} |Reuters )?"
    rf"(?:{ANY_WEEKDAY},? )?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?: at)? ?\d{1,2}:\d\d\b|,? at \d{4}\b|,? \d{4}(?= ?(?:UTC|GMT))")
_ZONE = re.compile(r" ?(?:UTC|GMT)(?:[+-]\d{1,2})?")
_FILED = re.compile(r"[.,]? [A-Z]{4,}(?: \([A-Z]\w+\))?(?: ?[-–—])?(?= [A-Z\d][a-z\d])")


def masthead(text: str, start: int = 0) -> int:
    """Where the report's own words begin at its top: behind a date printed there, its hour, and the place of filing.

    `start` itself where no date is printed or what follows goes on in small letters.
    """
    head = lower(text[start : start + HEAD])
    at = len(head) - len(head.lstrip(" .\n"))
    before = _BEFORE.match(head, at)
    found = _DATE.match(head, before.end()) or _DATE.match(head, at) if before else None
    if found is None or _date(found) is None:
        return start
    end = start + found.end()
    for rule in (_CLOCK, _ZONE, _FILED):
        match = rule.match(text, end)
        end = match.end() if match else end
    rest = text[end : end + 3].lstrip(" .,:;)-–—")
    return end if rest[:1].isupper() or rest[:1].isdigit() else start


def _date(found: re.Match[str]) -> dt.date | None:
    """The date of a match, whichever of its forms it took."""
    if found["y1"]:
        return reckoning.date_or_none(int(found["y1"]), int(found["m1"]), int(found["d1"]))
    if found["y2"]:
        stated, first, second = int(found["y2"]), int(found["d2"]), int(found["m2"])
        return reckoning.date_or_none(stated, second, first) or reckoning.date_or_none(stated, first, second)
    for number in "34":
        if found[f"y{number}"]:
            month = MONTHS[found[f"m{number}"].rstrip(".")]
            return reckoning.date_or_none(int(found[f"y{number}"]), month, int(found[f"d{number}"]))
    short = int(found["y5"])
    # two figures: the wires of the twentieth century wrote years so
    century = 2000 if short < 70 else 1900
    return reckoning.date_or_none(century + short, MONTHS[found["m5"].rstrip(".")], int(found["d5"]))
