"""The grammar of time expressions: one regular expression a rule, and all of them in one, in order of preference.

A rule's name says which reader takes it. Where two rules begin at the same letter the earlier one wins, so a rule
stands before any that would take only part of what it takes.
"""

import re

from vedette.extraction.times.vocabulary import (
    ACTS,
    ANY_WEEKDAY,
    CLOCK,
    COUNTED,
    DAY_NUMBER,
    LONG_UNIT,
    MONTH,
    NUMBER,
    PART,
    SEASON,
    UNIT,
    UNITS_MANY,
    VAGUE,
    WEEKDAY,
    YEAR,
)

_EDGE = r"(?:(?P<edge>early|earlier|late|later|mid)[- ]{1,3}(?:in )?)?"
_PART_OF = rf"(?:(?:the |early |late ){{0,2}}(?P<partof>{PART})s? (?:of|on|between) (?:the )?)?"
_CLOCK_BEFORE = (
    rf"(?:(?P<clock0>{CLOCK}|(?<=at )[012]\d[0-5]\d(?= (?:on|today|yesterday|this|that)\b))"
    r"(?: in the (?:morning|afternoon|evening))?,? (?:on |in the )?)?"
)
_CLOCK_AFTER = rf"(?:,? (?:at (?:around |about )?)?(?P<clock>{CLOCK}|(?<=at )[012]\d[0-5]\d(?!\d)))?"
_PART_AFTER = rf"(?:,? (?:at |in the )?(?:early |late |mid-?)?(?P<part>{PART}))?"
_AFTER = f"(?:{_CLOCK_AFTER[3:-2]}|{_PART_AFTER[3:-2]})?"
_DIRECTION = (
    "last|next|this coming|this past|this|past|coming|the previous|the following|the preceding|the same|that same|that"
)
_NO_MODAL = (
    r"(?!(?<=may) (?:be|have|not|also|well|still|seem|soon|never|even|lead|yet|now|come|take|need|want|\w+ly)\b)"
)
_BOUND = (
    r"(?:the )?(?P<bound>very beginning|beginning|start|middle|end|close|turn|rest|remainder|course|whole|height) of "
)

RULES: tuple[tuple[str, str], ...] = (
    (
        "iso_date",
        r"(?P<y>(?:1[6-9]|20)\d\d)(?P<sep>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d/-])"
        rf"(?:[t ,]+(?P<clock>[012]?\d:[0-5]\d|{CLOCK}))?",
    ),
    (
        "figure_date",
        r"(?P<a>[0-3]?\d)(?P<sep>[-/.])(?P<b>[0-3]?\d)(?P=sep)(?P<y>(?:1[6-9]|20)\d\d)(?![\d/-])" + _CLOCK_AFTER,
    ),
    (
        "figure_date",
        r"(?P<a>[0-3]?\d)(?P<sep>[/.])(?P<b>[0-3]?\d)(?P=sep)(?P<y>\d\d)(?![\d/-]|\.\d)" + _CLOCK_AFTER,
    ),
    (
        "day_range",
        rf"(?:the )?(?P<first>{DAY_NUMBER})(?: ?[-–/] ?| (?:and|to|until|through|till"
        rf"|or) (?:the )?)(?P<d>{DAY_NUMBER}) (?:of )?"
        rf"(?P<m>{MONTH})(?:,? (?:of )?(?P<y>{YEAR})|{COUNTED})",
    ),
    (
        "month_day_range",
        rf"(?P<m>{MONTH}) (?P<first>{DAY_NUMBER})(?: ?[-–] ?| (?:and|to|until|through|till|or) )(?P<d>{DAY_NUMBER})"
        rf"(?:,? (?P<y>{YEAR})|{COUNTED})",
    ),
    (
        "month_day",
        _CLOCK_BEFORE + _PART_OF + rf"(?:(?P<weekday>{ANY_WEEKDAY}),? (?:(?P<part0>{PART}),? )?(?:the )?)?"
        rf"(?P<sure>(?<=\bon )|(?<=\bthe ))?(?P<m>{MONTH}) ?(?:"
        r"(?P<glued>3[01]|[12]\d|0[1-9])(?P<gluedy>(?:19|20)\d\d)(?!\d)"
        rf"|(?P<d>{DAY_NUMBER})(?:(?:,? |,)(?P<y>{YEAR})|{COUNTED}|(?(sure){ACTS}|(?!))))" + _AFTER,
    ),
    (
        "day_month",
        _CLOCK_BEFORE + _PART_OF + rf"(?:(?P<weekday>{ANY_WEEKDAY}),? (?:(?P<part0>{PART}),? )?(?:the )?)?(?:the )?"
        rf"(?P<d>{DAY_NUMBER})(?:[- ]| of | day of )(?P<m>{MONTH}){_NO_MODAL}(?:(?:,? |,|-)(?:of )?(?P<y>{YEAR}))?"
        + _AFTER,
    ),
    (
        "weekday",
        _CLOCK_BEFORE
        + _PART_OF
        + rf"(?:(?P<edge>early|late|later|earlier|overnight|noon|midday|midnight),? (?:on |(?P<into>into |to ))?)?"
        rf"(?:(?P<which>{_DIRECTION}) )?(?:(?P<edge2>early"
        rf"|late) )?(?P<weekday>{WEEKDAY})(?:s(?= [a-z]))?(?![a-z])(?: (?P<after>last|next))?" + _AFTER,
    ),
    (
        "weekdays",
        rf"(?P<weekday>{WEEKDAY})s\b",
    ),
    (
        "deictic_day",
        r"(?:the )?(?P<word>day before yesterday|day after tomorrow)\b" + _PART_AFTER,
    ),
    (
        "deictic_day",
        _CLOCK_BEFORE
        + rf"(?:(?:the |early |late ){{0,2}}(?P<partof>{PART}) (?:of )?)?(?:(?P<edge>early|late|later|earlier),? )?"
        r"(?P<word>today|yesterday|tomorrow|tonight)(?:s(?= [a-z]))?\b" + _AFTER,
    ),
    ("overnight", r"(?P<word>overnight)\b"),
    (
        "this_part",
        _CLOCK_BEFORE + r"(?:(?P<edge>early|late|later|earlier),? )?(?P<which>this|last|that|the same|the previous"
        r"|the following|the next) "
        r"(?:(?:early|late|very) )?(?P<part>morning|afternoon|evening|night|dawn)\b" + _CLOCK_AFTER,
    ),
    (
        "other_day",
        r"(?P<which>the same|that same|that very|that|the following|the next|the previous|the preceding) day\b",
    ),
    (
        "unit",
        rf"(?:(?P<edge>earlier|later|early|late|so far|mid)[- ])?(?P<which>this coming|this past|this"
        rf"|(?<!the )last|(?<!the )next|that same|that|the same"
        rf"|the current|the following|the previous|the(?= weekend)) (?P<unit>{LONG_UNIT})\b",
    ),
    (
        "bound",
        _BOUND + rf"(?P<which>last|next|this|the|that|the same|the following|the previous)? ?(?P<unit>{LONG_UNIT})\b",
    ),
    (
        "nth_of_month",
        rf"the (?P<ordinal>first|second|third|fourth|last|final) (?:(?P<n>{NUMBER}|few) )?(?P<unit>days?|weeks?"
        rf"|months?|half) of "
        rf"(?:(?P<m>{MONTH})(?:,? (?P<y>{YEAR}))?|(?P<yy>{YEAR})|(?P<which>this|last|next|the) (?P<span>year|month))",
    ),
    (
        "month",
        rf"(?:(?:{_BOUND})|{_EDGE})(?:(?P<which>last|next|this|this past|this coming|the month of"
        rf"|the whole of) )?(?P<m>{MONTH}){_NO_MODAL}"
        rf"(?:(?:,? |,|-)(?:of )?(?:(?P<y>{YEAR})|(?P<rely>last|this|next|that|the same|the following"
        rf"|the previous) year))?",
    ),
    (
        "season",
        rf"(?:(?P<edge>early|late|mid)[- ]{{1,3}})?(?:(?P<which>last|next|this|this past|this coming"
        rf"|the) )?(?P<season>{SEASON})"
        rf"(?:(?:,? | of |,? of )(?:(?P<y>{YEAR}){COUNTED}|(?P<rely>last|this|next) year))?(?![a-z]|-[a-z])",
    ),
    (
        "quarter",
        rf"(?:the )?(?:(?P<n>first|second|third|fourth|last|final)|q(?P<q>[1-4]))[- ]?(?(q)|quarter)(?:(?:,? of "
        rf"|,? )(?:the )?(?:(?:fiscal |financial )?(?P<y>{YEAR})|(?P<rely>last|this|next) year))?\b",
    ),
    (
        "decade",
        r"(?:the )?(?:(?P<edge>early|late|mid)[- ]{1,3})?(?:(?P<decade>(?:1[6-9]|20)\d0)s|'?(?P<short>[2-9]0)s"
        r"|(?P<words>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b",
    ),
    ("century", r"(?:the )?(?:(?P<edge>early|late|mid)[- ]{1,3})?(?P<n>\d{1,2})(?:st|nd|rd|th)[- ]century\b"),
    (
        "ago",
        rf"(?:(?P<n>{NUMBER})|(?P<vague>{VAGUE}))[- ](?:more |full |long )?(?P<unit>{UNIT}) ago\b"
        rf"|(?:(?P<bareunit>{UNITS_MANY})|a long time|long|a short while|a while|moments) ago\b",
    ),
    (
        "window",
        rf"(?:(?:the|these|those|over) )?(?P<which>past|last|recent|most recent|next|coming|upcoming|following"
        rf"|previous|preceding)[- ]"
        rf"(?:(?:(?P<n>{NUMBER})|(?P<vague>{VAGUE}))[- ])?(?P<unit>{UNIT})\b",
    ),
    (
        "window",
        rf"(?P<n>{NUMBER}|few|several) (?P<which>past|last|next|coming|following|previous"
        rf"|preceding) (?P<unit>{UNIT})\b",
    ),
    (
        "offset",
        rf"(?:(?:(?P<n>{NUMBER})|(?P<vague>{VAGUE})) (?:full )?(?P<unit>{UNIT})|(?P<bareunit>{UNITS_MANY})) "
        r"(?P<side>earlier|later|before|after|beforehand|afterwards?|prior)\b(?P<than> than\b)?",
    ),
    (
        "day_before",
        r"(?P<unit>(?:the )?(?:day|night|evening|morning|week|month|year)) (?P<side>before|after)\b(?! yesterday"
        r"| tomorrow)",
    ),
    (
        "rate",
        rf"(?:(?:once|twice|{NUMBER} times) (?:an?|every|each|per)|every|each|per) (?P<n>{NUMBER} |other |few "
        rf"|second )?(?P<unit>{UNIT}|season|{WEEKDAY}|morning|night)\b",
    ),
    ("adverb", r"(?P<word>daily|nightly|weekly|monthly|quarterly|yearly|annually|annual|hourly)\b"),
    (
        "amount_range",
        rf"(?P<first>{NUMBER})(?: ?[-–] ?| (?:and|to|or) )(?P<n>{NUMBER})[- ](?P<unit>{UNIT})\b(?![- ]{1, 3}old"
        rf"| of age)",
    ),
    (
        "amount",
        rf"(?:(?P<n>{NUMBER})|(?P<vague>{VAGUE}))(?: ?- ?| )(?:more |full |long |straight |consecutive |whole "
        rf"|calendar )?(?P<unit>{UNIT})(?P<half> and a half)?\b(?![- ]{1, 3}olds?\b| of age)",
    ),
    ("bare_unit", r"(?P<unit>(?:second|minute|hour|day|night|week|month|year|decade|centurie)s)\b(?! old| of age)"),
    ("clock", rf"(?P<clock>{CLOCK})|(?<=at )(?P<military>[012]\d[0-5]\d)(?!\d|[.,]\d|[- ]?(?:st|nd|rd|th))" + COUNTED),
    (
        "part",
        rf"(?:the )?(?:early |late |middle of the )?(?P<part>{PART})\b",
    ),
    (
        "present",
        r"(?P<word>now|currently|presently|nowadays|at present|at the moment|these days|to date|right now)\b",
    ),
    (
        "past",
        r"(?P<word>recently|lately|the recent past|the distant past|the past)\b(?! (?:and present|\w+ (?:of"
        r"|that))\b)",
    ),
    ("future", r"(?P<word>(?:the )?(?:near|foreseeable|distant) future|the future)\b"),
    (
        "holiday",
        rf"(?P<word>christmas(?: eve| day)?|new year's (?:eve|day)|new years (?:eve|day))(?: (?P<y>{YEAR}))?\b",
    ),
    ("year_range", rf"(?P<first>{YEAR}) ?[-–/] ?(?P<y>{YEAR}|\d\d(?!\d))"),
    ("year", rf"(?:(?P<bound>the (?:beginning|start|middle|end) of|early|late|mid)[- ]+)?(?P<y>{YEAR})\b" + COUNTED),
)

_FIELD = re.compile(r"\(\?(?:P<|P=|\()(?=[a-z])")


def _prefixed(rule: str, number: int) -> str:
    """A rule whose group names carry its number, so that all rules fit into one expression."""
    return _FIELD.sub(lambda found: f"{found.group()}r{number}_", rule)


#: Not inside a word, an amount of money, or a longer number.
_START = r"(?<![\w$€£])(?<!\d[.,:/])"

#: All rules in one. `lastgroup` of a match is "r" and the number of the rule.
EXPRESSION = re.compile(
    _START + "(?:" + "|".join(f"(?P<r{i}>{_prefixed(rule, i)})" for i, (_, rule) in enumerate(RULES)) + ")"
)

#: For each rule by its group: its name, and its fields with the names they have in the whole expression.
FIELDS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    f"r{i}": (
        name,
        tuple((group.removeprefix(f"r{i}_"), group) for group in EXPRESSION.groupindex if group.startswith(f"r{i}_")),
    )
    for i, (name, _) in enumerate(RULES)
}
