"""The words of time in English reports, with what they stand for, and the fragments of grammar built from them.

All fragments are for lower-cased text. They hold no named groups, so that a rule can use one twice.
"""

from vedette.model.times import PartOfDay

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
"""Month names and their short forms."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""Weekday names, Monday first. The first three letters tell them apart."""

UNITS = {
    "second": "TS",
    "minute": "TM",
    "min": "TM",
    "hour": "TH",
    "day": "D",
    "night": "D",
    "weekend": "WE",
    "fortnight": "W2",
    "week": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "centurie": "CE",
}
"""Units (singular) and their TIMEX3 letters; "T" marks those below a day."""

PARTS = {
    "dawn": (PartOfDay.DAWN, "DW"),
    "daybreak": (PartOfDay.DAWN, "DW"),
    "sunrise": (PartOfDay.DAWN, "DW"),
    "early hours": (PartOfDay.DAWN, "MO"),
    "morning": (PartOfDay.MORNING, "MO"),
    "noon": (PartOfDay.NOON, "12:00"),
    "midday": (PartOfDay.NOON, "MI"),
    "afternoon": (PartOfDay.AFTERNOON, "AF"),
    "evening": (PartOfDay.EVENING, "EV"),
    "dusk": (PartOfDay.EVENING, "EV"),
    "sunset": (PartOfDay.EVENING, "EV"),
    "night": (PartOfDay.NIGHT, "NI"),
    "nightfall": (PartOfDay.NIGHT, "NI"),
    "midnight": (PartOfDay.NIGHT, "24:00"),
}
"""Parts of the day, and how TIMEX3 writes them after the T."""

SEASON_WORDS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
"""Seasons and their TIMEX3 letters."""

NUMBERS = {
    word: float(value)
    for value, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen twenty"
        ).split(" ")
    )
} | {"a": 1.0, "an": 1.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "ninety": 90.0}
"""Number words that measure time in reports; larger ones come in figures."""

ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "last": -1,
    "final": -1,
}
"""Ordinals that count days, weeks and quarters of a longer span; the last is -1."""

MONTH = (
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)(?![a-z])"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?:\.|(?![a-z])))"
)
WEEKDAY = "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
SHORT_WEEKDAY = r"(?:(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)(?:\.|(?![a-z])))"
ANY_WEEKDAY = f"(?:{WEEKDAY}|{SHORT_WEEKDAY})"
DAY_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|[:.,]\d)"
YEAR = r"(?:1[6-9]|20)\d\d(?!\d|[:.,]\d|(?:st|nd|rd|th)\b)"
PART = (
    "(?:early hours|small hours|daybreak|sunrise|dawn|morning|noon|midday|afternoon|evening|dusk|sunset|nightfall"
    "|midnight|night)"
)
CLOCK = (
    r"(?:[012]?\d[:.][0-5]\d ?(?:[ap]\.?m\b\.?|hours\b|hrs\b|local time\b|gmt\b|utc\b)(?: gmt\b| utc\b"
    r"| local time\b)?"
    r"|[01]?\d ?[ap]\.?m\b\.?(?: gmt\b| utc\b| local time\b)?"
    r"|[012]?\d:[0-5]\d(?![\d:])"
    r"|[012]\d[0-5]\d ?(?:hours\b|hrs\b|gmt\b|utc\b|local time\b)"
    r"|[01]?\d o'?clock\b)"
)
UNIT = (
    "(?:seconds?|minutes?|mins|hours?|days?|nights?|weekends?|weeks?|fortnights?|months?|quarters?|years?|decades?"
    "|centur(?:y|ies))"
)
UNITS_MANY = "(?:(?:second|minute|hour|day|week|month|year|decade)s|centuries)"
LONG_UNIT = "(?:day|night|weekend|week|fortnight|month|quarter|year|decade|century)"
NUMBER = (
    r"(?:\d{1,4}(?:[.,]\d+)?(?: \d/\d)?(?![\d:])|one and a half|two and a half|half an?|half|an?|one|two|three"
    r"|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight"
    r"|nine))?"
    r"|(?:a )?hundred|(?:the )?couple(?: of)?)"
)
VAGUE = (
    r"(?:a (?:good |great )?few|few|several|many|some|a couple(?: of)?|couple(?: of)?"
    r"|a number of|dozens of|tens of|hundreds of|thousands of|countless)"
)
SEASON = "(?:spring|summer|autumn|fall|winter)"
#: What may stand behind a day of a month that "on" or "the" opens: "the attack on August 21 killed ten".
ACTS = r"(?= (?:killed|wounded|injured|strikes|raids|attacks)\b)"
#: Nouns that make the number before them a count of people or things and no day or year.
COUNTED = (
    r"(?! ?(?:people|persons|civilians?|men|women|children|soldiers?|fighters?|militants?|rebels?|terrorists?"
    r"|troops|others"
    r"|villages?|towns?|houses?|homes?|homeless|families|prisoners?|refugees|bodies|dead|killed|wounded|injured"
    r"|or more|per cent|percent"
    r"|deaths?|casualties|victims|members|police|policemen|officers|guerrillas|peasants|workers|students"
    r"|residents|inhabitants"
    r"|square|sq|kilomet\w+|km|mi(?:les?)?|met(?:er|re)s?|m|hectares|tons?|tonnes|kg|kilos?|kilograms?|pounds?"
    r"|barrels|dollars|euros|pesos"
    r"|rounds|missiles|rockets|shells|bombs|tanks|vehicles|sorties|strikes|raids|attacks|times|hours|minutes|days"
    r"|weeks|months|years"
    r"|hundred|thousand|million|billion|dozen)\b|%)"
)
