"""Readers of calendar periods: months, seasons, quarters, years, decades, "last week", "the end of the year"."""

import datetime as dt
import re

from vedette.extraction.times import reckoning
from vedette.extraction.times.amounts import amount
from vedette.extraction.times.context import Context
from vedette.extraction.times.dates import month_number
from vedette.extraction.times.expression import Hint, Kind
from vedette.extraction.times.reading import Fields, Reader, Reading
from vedette.extraction.times.vocabulary import ORDINALS, SEASON_WORDS, UNITS
from vedette.model.times import DAY, When, month, year

_LAST = ("last", "past", "this past", "the previous", "the preceding")
_NEXT = ("next", "coming", "this coming", "the coming", "the following", "the next")
_FROM_PREVIOUS = (
    "that",
    "the same",
    "that same",
    "that very",
    "the previous",
    "the preceding",
    "the following",
    "the next",
)
_PREPOSITION = re.compile(
    r"(?<!\w)(?:in|since|of|by|from|until|till|before|after|during|through|throughout|to|and|or|between|around"
    r"|for|last|early"
    r"|late|mid)(?: the)?[ -]+$"
)
#: Before "march" and "may" these make a verb of it where the text has no capitals.
_VERBAL = re.compile(r"(?<!\w)(?:to|and|or|for|by|around) $")
_YEAR_BEFORE = re.compile(
    r"(?:(?<!\w)(?:in|since|of|by|from|until|till|before|after|during|through|throughout|to|and|or|between|around"
    r"|circa|year|the"
    r"|a|an|its|his|her|their|our|post|pre|s|mid|early|late|fiscal)[ -]+|['’]s |[,(;:] ?|\n)$"
)
_YEAR_SURE = re.compile(r"(?<!\w)(?:in|since|year|during|until|mid|early|late)[ -]$")
#: Up to this weekday "this weekend" and "the weekend" are the one that is over: "this weekend" is said of it on Monday
#: and Tuesday, "the weekend" until the next one begins.
_WEEKEND_IS_NEWS = {"this": 2, "the": 5}
_YEARS_BACK, _YEARS_AHEAD = 130, 12
_DECADES = dict(
    zip(
        ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"),
        range(20, 100, 10),
        strict=True,
    )
)


def _count(which: str) -> int:
    return -1 if which in _LAST else 1 if which in _NEXT else 0


def _year_of(fields: Fields, context: Context) -> int | None:
    """The year beside a month or season: stated, or by its relation to the report or to the date before."""
    if fields["y"]:
        return int(fields["y"])
    relation = fields["rely"]
    if not relation:
        return None
    base = context.previous if context.previous and relation in _FROM_PREVIOUS else context.anchor
    return base.year + _count(relation)


def read_month(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """In July; early August; last March; mid-May 2014; October of last year."""
    name, number = fields["m"], month_number(fields["m"])
    stated = _year_of(fields, context)
    which, at = fields["which"], fields.span("m")
    if name in ("may", "march", "mar", "august") and not context.capital(at[0]):
        return ()
    before = context.before(14)
    sure = bool(stated or which or fields["edge"] or fields["bound"] or _PREPOSITION.search(before))
    if name in ("may", "march") and not stated and _VERBAL.search(before):
        return ()
    if not sure and (name in ("may", "march", "mar", "august") or (len(name) <= 4 and name not in ("june", "july"))):
        return ()
    if not sure and name in ("april", "june") and re.match(r" [A-Z][a-z]", context.original[at[1] : at[1] + 3]):
        return ()  # April Jones, June Carter
    if stated:
        first = dt.date(stated, number, 1)
    elif which in ("next", "this coming"):
        first = reckoning.month_near(number, reckoning.shift(month(context.anchor).start, months=1), future=True)
    elif which in ("last", "this past"):
        first = reckoning.month_before(number, reckoning.shift(month(context.anchor).start, months=-1))
    else:
        future = context.future or context.hint is Hint.UNTIL
        first = reckoning.month_near(number, context.anchor, future=future)
    relative = not fields["y"]
    return (Reading(f"{first:%Y-%m}", Kind.DATE, month(first), relative, reference=first),)


def read_season(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """Last summer; the summer of 2014; in spring. The words are also verbs and wells, so something must mark them."""
    code, which, stated = SEASON_WORDS[fields["season"]], fields["which"], _year_of(fields, context)
    marked = stated or which in ("last", "next", "this", "this past", "this coming")
    if not marked and not re.search(
        r"(?<!\w)(?:in|since|during|by|until|late|early|over)(?: the)? ?$", context.before(14)
    ):
        return ()
    if not marked and fields["season"] == "fall" and (which != "the" or context.after(4).startswith(" of")):
        return ()  # "in fall" may be, "since the fall of the town" is not
    if stated is None:
        stated = _season_year(code, which, context)
    return (Reading(f"{stated}-{code}", Kind.DATE, reckoning.season_of(code, stated), not fields["y"]),)


def _season_year(code: str, which: str, context: Context) -> int:
    """The year of a season: the last that has begun, the last that is over ("last"), or the first to come ("next")."""
    anchor = context.anchor
    years = range(anchor.year - 2, anchor.year + 2)
    if which in ("last", "this past"):
        return max(y for y in years if reckoning.season_of(code, y).end <= anchor + DAY)
    if which in ("next", "this coming") or context.future:
        return min(y for y in years if reckoning.season_of(code, y).start > anchor)
    if which == "this":
        return min(y for y in years if reckoning.season_of(code, y).end > anchor)
    return max(y for y in years if reckoning.season_of(code, y).start <= anchor)


def read_unit(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """Last week; this month; next year; earlier this week; the following year."""
    which, unit, edge = fields["which"], UNITS[fields["unit"]], fields["edge"]
    if unit in ("D", "W2"):
        return ()
    if unit == "DE" and which in ("the following", "the previous"):
        return (Reading("P1DE", Kind.DURATION),)
    base = context.anchor
    if which in _FROM_PREVIOUS and which != "the next":
        if context.previous is None:
            return (Reading({"W": "XXXX-WXX", "M": "XXXX-XX"}.get(unit, "XXXX"), Kind.DATE),)
        base = context.previous
    if which == "the" and unit != "WE":
        return ()
    date = reckoning.steps(unit, base, _count(which))
    if which in ("this", "the") and unit == "WE" and not context.future and base.weekday() < _WEEKEND_IS_NEWS[which]:
        date = reckoning.shift(date, days=-7)
    when = reckoning.unit_of(unit, date)
    if edge in ("earlier", "so far") and unit == "W":  # on a Monday, earlier than the week that has just begun
        when = reckoning.through(when.start if when.start < base else reckoning.shift(base, days=-6), base)
    return (Reading(reckoning.stamp(unit, date), Kind.DATE, when, reference=when.start),)


def read_bound(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """The end of the year; the beginning of last week; the rest of the month: known no better than the unit itself."""
    unit, which = UNITS[fields["unit"]], fields["which"]
    if unit in ("D", "W2"):
        return ()
    count = _count(which)
    base = context.anchor
    if (which in _FROM_PREVIOUS or (which in ("", "the") and not context.future)) and context.near:
        base = context.near
    date = reckoning.steps(unit, base, count)
    return (Reading(reckoning.stamp(unit, date), Kind.DATE, reckoning.unit_of(unit, date)),)


def read_nth_of_month(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """The first week of May; the last two days of June; the second half of 2014."""
    if fields["m"]:
        first = read_month(fields, context)[0].when if fields["y"] else None
        whole = first or month(reckoning.month_near(month_number(fields["m"]), context.anchor, future=context.future))
    elif fields["yy"]:
        whole = year(dt.date(int(fields["yy"]), 1, 1))
    else:
        unit = UNITS[fields["span"]]
        whole = reckoning.unit_of(unit, reckoning.steps(unit, context.anchor, _count(fields["which"])))
    relative = not (fields["y"] or fields["yy"])
    when = _slice(whole, fields["unit"], ORDINALS[fields["ordinal"]], fields["n"])
    value = f"{whole.start:%Y-%m}" if whole.days < 32 else f"{whole.start:%Y}"
    return (Reading(value, Kind.DATE, when, relative, reference=when.start),)


def _slice(whole: When, unit: str, ordinal: int, count: str) -> When:
    """The nth week, half or quarter of a month or year, its first three months; the whole where the words are no finer
    ("the last days")."""
    if unit in ("month", "months") and count != "few":
        months = int(amount(count) or 1) if count else 1
        if ordinal < 0:
            return reckoning.through(reckoning.shift(whole.end, months=-months), whole.last)
        first = reckoning.shift(whole.start, months=(ordinal - 1) * months)
        return reckoning.through(first, min(reckoning.shift(first, months=months) - DAY, whole.last))
    length = {"week": 7, "half": (whole.days + 1) // 2, "quarter": (whole.days + 3) // 4, "day": 1}.get(unit)
    if length is None or count:
        return whole
    if ordinal < 0:
        return reckoning.through(whole.end - length * DAY, whole.last)
    start = whole.start + (ordinal - 1) * length * DAY
    return reckoning.through(start, min(start + (length - 1) * DAY, whole.last)) if start < whole.end else whole


def read_quarter(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """The third quarter of 2012; Q1: without a year, the last that has begun."""
    number = int(fields["q"]) if fields["q"] else ORDINALS[fields["n"]]
    if number not in (1, 2, 3, 4):
        return ()
    if not fields["q"] and not fields["y"] and not fields["rely"] and context.after(8).startswith(" of "):
        return ()
    stated = _year_of(fields, context)
    if stated is None:
        stated = context.anchor.year - (reckoning.quarter_of(context.anchor.year, number).start > context.anchor)
    when = reckoning.quarter_of(stated, number)
    return (Reading(f"{stated}-Q{number}", Kind.DATE, when, not fields["y"]),)


def read_decade(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """The 1990s; the '80s; the eighties."""
    if fields["decade"]:
        first = int(fields["decade"])
    else:
        short = int(fields["short"]) if fields["short"] else _DECADES[fields["words"]]
        if not fields.match[0].startswith(("the ", "early", "late", "mid")):
            return ()
        before = context.before(8)
        if before.endswith(("in his ", "in her ", "in their ")):
            return ()
        century = context.anchor.year // 100 * 100
        first = century + short - (100 if century + short > context.anchor.year else 0)
    return (Reading(f"{first // 10}", Kind.DATE, reckoning.years_from(first, 10), relative=not fields["decade"]),)


def read_century(fields: Fields, _: Context) -> tuple[Reading, ...]:
    """The 19th century."""
    number = int(fields["n"])
    if not 2 <= number <= 22:
        return ()
    return (Reading(f"{number - 1:02}", Kind.DATE, reckoning.years_from((number - 1) * 100, 100), relative=False),)


def read_year(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """In 2014; the 2009 offensive; since 2011: four figures count as a year only where the words before it say so."""
    number, before = int(fields["y"]), context.before(14)
    sure = bool(fields["bound"] or _YEAR_SURE.search(before))
    if not sure and not (_YEAR_BEFORE.search(before) and -_YEARS_BACK <= number - context.anchor.year <= _YEARS_AHEAD):
        return ()
    if not sure and number % 100 == 0 and number != context.anchor.year:
        return ()
    if number - context.anchor.year > 5 * _YEARS_AHEAD:
        return ()
    first = dt.date(number, 1, 1)
    return (Reading(fields["y"], Kind.DATE, year(first), relative=False, reference=first),)


def read_year_range(fields: Fields, context: Context) -> tuple[Reading, ...]:
    """2009-2010; 2011/12."""
    first = int(fields["first"])
    last = int(fields["y"]) if len(fields["y"]) == 4 else first // 100 * 100 + int(fields["y"])
    if not first < last <= context.anchor.year + 5 * _YEARS_AHEAD:
        return ()
    when = reckoning.years_from(first, last - first + 1)
    hints = frozenset({Hint.RANGE})
    return tuple(
        Reading(f"{number}", Kind.DATE, when, False, hints, fields.span(name), dt.date(number, 1, 1))
        for number, name in ((first, "first"), (last, "y"))
    )


READERS: dict[str, Reader] = {
    "month": read_month,
    "season": read_season,
    "unit": read_unit,
    "bound": read_bound,
    "nth_of_month": read_nth_of_month,
    "quarter": read_quarter,
    "decade": read_decade,
    "century": read_century,
    "year": read_year,
    "year_range": read_year_range,
}
"""The readers of this module by the rule they read."""
