"""Where in a text an expression of time can begin: one pass for the words that all of them hold, then the words before.

The grammar is slow to say no. Each of its rules needs one of a few hundred strings (a weekday, a month, a unit, a
year), so it is tried only where one of them is near, and there only at words that can open an expression.
"""

import re
from collections.abc import Iterator
from itertools import product

import ahocorasick_rs

#: No expression has its first trigger further than this from its beginning.
REACH = 48

#: No opening is longer, what it looks ahead to included.
_LONGEST = 24

_SPACES = (" ", "\n", '"', "“", "(", "'", "‘", "-")
_WORDS = (
    "now",
    "ago",
    "fall",
    "second",
    "q1",
    "q2",
    "q3",
    "q4",
    "annual",
    "to date",
    "the past",
    "at present",
    "lately",
    "presently",
)
_PARTS = (
    "day",
    "daily",
    "night",
    "morrow",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "hour",
    "minute",
    "mins",
    "week",
    "month",
    "year",
    "decade",
    "centur",
    "quarter",
    "dawn",
    "dusk",
    "noon",
    "morning",
    "evening",
    "sunrise",
    "sunset",
    "summer",
    "winter",
    "spring",
    "autumn",
    "currently",
    "nowadays",
    "at the moment",
    "recently",
    "recent past",
    "distant past",
    "future",
    "christmas",
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
    "0s",
    "gmt",
    "utc",
    "a.m",
    "p.m",
    "0am",
    "0pm",
    " am",
    " pm",
    "clock",
    "local time",
)
_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec")


def _triggers() -> list[str]:
    words = {f"{space}{word}" for space, word in product(_SPACES, _WORDS)}
    months = {
        f"{a}{month}{b}" for a, month, b in product((" ", "-", "(", "\n"), _SHORT_MONTHS, (" ", ".", "-", ",", "\n"))
    }
    years = {f"{century}{digit}" for century, digit in product(("16", "17", "18", "19", "20"), "0123456789")}
    clocks = {f"{hour}{sep}{minute}" for hour, sep, minute in product("0123456789", ":", "012345")}
    figures = {
        f"{sep}{month}{sep}"
        for sep, month in product("./", (*map(str, range(1, 13)), *"01 02 03 04 05 06 07 08 09".split(" ")))
    }
    halves = {f"{digit}{half}m" for digit, half in product("0123456789", "ap")}
    return sorted(
        words | months | years | clocks | figures | halves | {f" at {digit}" for digit in "012"} | set(_PARTS)
    )


# Overlapping: " dec " must not take the space that " now" begins with.
_AUTOMATON = ahocorasick_rs.AhoCorasick(_triggers(), matchkind=ahocorasick_rs.MatchKind.Standard)

_TIME_WORDS = (
    "early|earlier|late|later|mid|midday|midnight|mid-|overnight|last|next|this|that|those|these|past|coming"
    "|upcoming|recent|most recent"
    "|following|previous|preceding|same|noon|dawn|daybreak|sunrise|morning|afternoon|evening|night|nightfall|dusk"
    "|sunset|small hours"
    "|spring|summer|autumn|fall|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    "|january|february|march|april|may|june|july|august|september|october|november|december"
    "|first|second|third|fourth|fifth|sixth|final|couple|few|several"
    "|very beginning|beginning|start|middle|end|close|turn|rest|remainder|course|whole|height"
    "|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|future|near future|foreseeable"
    "|distant|day|week|month|year"
)
_OPENER = re.compile(
    r"(?<![\w$€£])(?<!\d[.,:/])(?:'?\d|(?:"
    rf"(?:the|over) (?=(?:{_TIME_WORDS}|current|day|q[1-4]|\d|one|two|three|four|five|six|seven|eight|nine|ten))"
    r"|an? (?=few|good|great|couple|number|long|short|while|hundred|second|minute|hour|day|night|week|fortnight"
    r"|month|quarter|year|decade"
    r"|centur|full|whole|half)"
    rf"|{_TIME_WORDS}|today|yesterday|tomorrow|tonight|half|one|two|three|four|five|six|seven|eight|nine|ten"
    rf"|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundred|many|some"
    r"|dozens of|tens of|hundreds of|thousands of|countless|so far|half an?|hours|minutes|days|weeks|months|years"
    r"|decades|centuries|seconds"
    r"|every|each|per|once|twice|daily|nightly|weekly|monthly|quarterly|yearly|annual|hourly|now|currently"
    r"|presently|nowadays|at present"
    r"|at the moment|to date|right now|recently|lately|christmas|new year|long|moments|q[1-4](?!\w)"
    r"|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec))"
)


def openings(lowered: str) -> Iterator[int]:
    """The places where an expression can begin, in order. A superset: the grammar decides."""
    until = 0
    size = len(lowered)
    head = ((0, 0, min(REACH, size)),)
    for _, start, end in (*head, *_AUTOMATON.find_matches_as_indexes(lowered, overlapping=True)):
        first = max(until, start - REACH)
        for opener in _OPENER.finditer(lowered, first, end + _LONGEST):
            if opener.start() >= end:
                break
            yield opener.start()
        until = max(until, end)
