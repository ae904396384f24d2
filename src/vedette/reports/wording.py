"""The words of a brief. One place for them, so that no side gets other words than another."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from vedette.model.claim import ControlRelation, Effect, EventType, Extent, SpeechAct, StanceRelation
from vedette.model.control import ControlSpan, Holder
from vedette.model.event import Event
from vedette.model.quantity import Quantity
from vedette.model.resolved import OF_THE_REPORT, PlaceBasis, PlacePrecision, PlaceResolution
from vedette.model.times import Basis, When
from vedette.model.toll import Toll
from vedette.model.verification import Rung
from vedette.reference.demonyms import demonym_country
from vedette.reports.catalogues import table

_TYPES = {EventType(k): v for k, v in table("types").items()}
ACTS = {SpeechAct(k): v for k, v in table("acts").items()}
STANCES = {StanceRelation(k): v for k, v in table("stances").items()}
RELATIONS = {ControlRelation(k): v for k, v in table("relations").items()}
RUNGS = {Rung(k): v for k, v in table("rungs").items()}


def event_type(kind: EventType) -> str:
    """What happened, as a heading."""
    return _TYPES.get(kind) or kind.replace("-", " ").capitalize()


#: Effects in the order in which a reader looks for them, and what counts everybody.
EFFECTS = ("killed", "dead-or-missing", "injured", "casualties", "missing", "displaced", "captured")
WHOLE = ("unspecified", "mixed")
#: Common words for people, one and several.
_PEOPLE = {
    "woman": "women",
    "man": "men",
    "child": "children",
    "person": "people",
    "boy": "boys",
    "girl": "girls",
    "soldier": "soldiers",
    "fighter": "fighters",
    "policeman": "policemen",
    "policewoman": "policewomen",
    "gunman": "gunmen",
    "crewman": "crewmen",
    "baby": "babies",
    "infant": "infants",
    "civilian": "civilians",
    "journalist": "journalists",
    "doctor": "doctors",
    **{
        single: f"{single}s"
        for single in (
            "activist citizen commander comrade driver employee guerrilla hostage insurgent leader loyalist medic"
            " member militant minor nurse officer patient pilot prisoner protester rebel rescuer resident student"
            " teacher terrorist victim villager volunteer worker"
        ).split()
    },
}
#: Words that end the head of a party's name: "rebels" of "rebels loyal to X".
_NAME_GOES_ON = re.compile(r",? (?:of|from|loyal|led|backed|in|on|at|and|who|which|that)\b")
#: What acts are done with, in the singular.
_MEANS = frozenset(
    """air aircraft airplane artillery bomb bomber bullet car drone explosive grenade gun gunship helicopter jet mine
    missile mortar munition plane rocket shell tank truck vehicle warplane warship weapon""".split()
)
#: Words of the text around a name that say no more than the name: "city of Aleppo", "off Aleppo".
_KIND_OF = re.compile(r"^(?:(?:off|near|around|outside)\s+)?(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?(?=[A-Z])")
#: What a country calls its first parts, where it is not "province": by ISO 3166-2 and the usage of reports. "": by name
#: alone, since no town is like to be meant.
_PARTS_OF_COUNTRIES = (
    dict.fromkeys("BF ET GE GH KZ ML NE PE RU SN SO TD TG TZ UA UZ".split(), "region")
    | dict.fromkeys("EG JO LB LY OM TN YE".split(), "governorate")
    | dict.fromkeys("BR DE IN MM MX MY NG SD SS VE".split(), "state")
    | dict.fromkeys("BJ BO CI CO GT HN HT NI PY SV UY".split(), "department")
    | dict.fromkeys("AU CA FR GB IT PS US".split(), "")
    | {"IL": "district", "UG": "district", "BD": "division"}
)
_AREA_WORD = re.compile(
    r"\b(?:province|governorate|region|state|district|department|county|division|oblast|krai|territory|city|strip|bank|"
    r"republic)$",
    re.IGNORECASE,
)
#: What a group begins with that says no more of who they are: "a number of", "of them", "of his", "including three".
_GROUP_LEAD = re.compile(
    r"^(?:(?:(?:a )?number of|including|of (?:them|whom|these|those|the)|of|were|are|his|her|its|their|our|year old"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"(?= (?!(?:year|month|week|day)\b)))\s+)+",
    re.IGNORECASE,
)
#: Where a clause goes on behind the people who are counted.
_GROUP_ENDS = re.compile(
    r"(?:^| )(?:leaving|sustain(?:ed|ing)|suffer(?:ed|ing)|includ(?:ed|ing)|who|whom|which|that)\b.*$"
    r"|(?<=\w) (?:killed|injured|wounded|dead)\b.*$",
    re.IGNORECASE,
)
_AGE = re.compile(r"\b(\w+) (year|month|week|day)s? old\b", re.IGNORECASE)


def bare_name(where: PlaceResolution) -> str:
    """The proper name alone: "off Aleppo" is Aleppo."""
    return _KIND_OF.sub("", where.name or where.mention) or where.mention


def area(name: str, *, precision: str, admin1: str | None, country: str | None) -> str:
    """A name; that of a province says that it is one, for many a town has its province's name: "Idlib province"."""
    word = _PARTS_OF_COUNTRIES.get(country or "", "province")
    itself = precision == PlacePrecision.PROVINCE and admin1 == name and word
    return f"{name} {word}" if itself and not _AREA_WORD.search(name) else name


def named(where: PlaceResolution) -> str:
    """A place by its name alone, as `area` says it; the words of the text where it is not resolved."""
    name = bare_name(where)
    return area(name, precision=where.precision, admin1=where.admin1, country=where.country)


def place(where: PlaceResolution | None) -> str:
    """A place with how well it is known. Where no report gives it, all that is known is what theirs told of elsewhere:
    "place not given (the report tells of Aleppo)"."""
    if where is None:
        return "place not given"
    if where.basis is PlaceBasis.REPORT:
        return of_the_report(named(where))
    name = named(where)
    if where.precision is PlacePrecision.UNRESOLVED:
        return f"{name} (not located)"
    if where.admin1 and where.admin1 != bare_name(where):
        name = f"{name}, {where.admin1}"
    return f"around {name}" if where.precision is PlacePrecision.AROUND else name


def of_the_report(name: str) -> str:
    """A place that is not given, and the one that its report told of."""
    return OF_THE_REPORT.format(name)


def date(day: dt.date) -> str:
    """A day as people write it."""
    return f"{day.day} {day:%B %Y}"


def next_day(day: dt.date) -> dt.date:
    """The day after."""
    return day + dt.timedelta(days=1)


def days(first: dt.date, last: dt.date) -> str:
    """From one day to another, both included, without saying month or year twice."""
    if first == last:
        return date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {date(last)}"
    return f"{first.day} {first:%B} to {date(last)}" if first.year == last.year else f"{date(first)} to {date(last)}"


def when(time: When | None) -> str:
    """A time with its precision. Where no report gives the day, all that is known is that it had happened when it was
    published: "by 3 May 2016 (day not given)"."""
    if time is None:
        return "date not given"
    if time.days == 1:
        text = date(time.start)
    elif time.start.day == 1 and time.precision == "month":
        text = f"{time.start:%B %Y}"
    elif time.precision == "year":
        text = f"{time.start:%Y}"
    else:
        text = days(time.start, time.last)
    if time.basis is Basis.PUBLISHED:
        return f"by {text} (day not given)"
    return text + (f", {time.part}" if time.part else "")


def effect(kind: Effect) -> str:
    """What befell the people, for use behind a number."""
    return kind.replace("-", " ")


def people(toll: Toll, *, low: int | None = None) -> str:
    """Who is counted; `low` of 1 makes it one person where nothing more may be meant."""
    side = f" of the {toll.victims_side} side" if toll.victims_side else ""
    one = low == 1 and (toll.high is None or (toll.high == 1 and not toll.open))
    if toll.group and (words := _group(toll.group)):
        return in_number(proper(words), one=one) + side
    if one:
        return {"civilian": "civilian", "combatant": "combatant"}.get(toll.victim_class, "person") + side
    several = {"civilian": "civilians", "combatant": "combatants", "mixed": "people", "unspecified": "people"}
    return several[toll.victim_class] + side


def _group(printed: str) -> str:
    """Who a group is, without what its sentence says before and behind it; empty where nothing is left, or but a name
    ("20 of Daesh")."""
    words = _AGE.sub(r"\1-\2-old", _GROUP_ENDS.sub("", _GROUP_LEAD.sub("", printed)).strip()).split()
    if len(words) == 1 and re.fullmatch(r"of \w+", printed) and words[0] not in _PEOPLE.values():
        return ""
    if words and words[-1] not in _PEOPLE and words[-1] not in _PEOPLE.values():
        people = next((i for i, w in enumerate(words[:-2]) if w in _PEOPLE.values()), None)
        words = words if people is None else words[: people + 1]  # "children state media" runs into the next words
    return " ".join(words)


def in_number(words: str, *, one: bool) -> str:
    """The words with their head, where it is a common word for people, as it is for one, or for several."""
    *rest, head = words.split(" ")
    for single, several in _PEOPLE.items():
        if head.casefold() in (single, several):
            head = single if one else several
    return " ".join((*rest, head))


def proper(words: str) -> str:
    """The words with the names of peoples in capitals, as English writes them: "syrians" are Syrians."""
    return " ".join(
        w.capitalize() if w.islower() and demonym_country(w.rstrip("s").capitalize()) else w for w in words.split()
    )


def are_many(name: str) -> bool:
    """Whether somebody is told of in the plural: "rebels", "forces of X"; a name like "Abbas" is one."""
    head = _NAME_GOES_ON.split(name, maxsplit=1)[0].rsplit(" ", 1)[-1]
    return head in _PEOPLE.values() or (head.islower() and head.endswith("s") and not head.endswith("ss"))


def is_means(name: str) -> bool:
    """Whether a name is no party but what an act was done with: "helicopter", "Russian-made rockets"."""
    last = name.split()[-1:]
    common = name[1:].islower()  # "Suicide bomber" opens a sentence
    return bool(last) and last[0].casefold().removesuffix("s") in _MEANS and common


def listed(names: Sequence[str]) -> str:
    """Names as people list them: "A, B and C"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def toll(value: Toll, *, best: bool = True) -> str:
    """A toll as one phrase: "16 to 19 people killed"; `best`: with the preferred point."""
    point = f" (best {value.best:,})" if best and value.best is not None and value.low != value.high else ""
    whom, befell = people(value, low=value.low), effect(value.effect)
    return f"{number(value)}{point} " + (whom if whom == befell else f"{whom} {befell}")  # "25 casualties"


def number(value: Toll) -> str:
    """The bounds as people write them: a floor one above a round number is "more than" that number."""
    if value.high is None:
        above = value.low > 20 and value.low % 10 == 1
        return f"more than {value.low - 1:,}" if above else f"at least {value.low:,}"
    if value.low == 0 and value.high > 0 and value.best is None and not value.open:
        return f"up to {value.high:,}"
    if value.low == value.high:
        return f"{value.low:,}" + (" or more" if value.open else "")
    return f"{value.low:,} to {value.high:,}" + (" or more" if value.open else "")


def stated(figure: Quantity) -> str:
    """A figure as one claim gives it, told as `number` tells a toll."""
    if figure.high is None and figure.low > 20 and figure.low % 10 == 1 and not figure.approximate:
        return f"more than {figure.low - 1:,}"
    return str(figure)


class _Figure(Protocol):
    """A toll, or a figure of a card: of whom, or of a group among them."""

    @property
    def effect(self) -> str: ...
    @property
    def group(self) -> str | None: ...


_F = TypeVar("_F", bound=_Figure)


def wholes(figures: Iterable[_F]) -> list[_F]:
    """Figures of wholes, and of parts where nobody counts the whole."""
    figures = list(figures)
    counted = {f.effect for f in figures if f.group is None}
    return [f for f in figures if f.group is None or f.effect not in counted]


def telling(tolls: Sequence[Toll]) -> list[Toll]:
    """The tolls of an event in the order in which they are read (the dead first, everybody before some of them), but
    without a figure of everybody that a figure of some of them makes empty: "50 people killed" beside "50 combatants
    killed", "at least 22 people" beside "22 to 40 civilians"."""
    kept = [t for t in tolls if t.group or t.victim_class not in WHOLE or not any(_says_as_much(o, t) for o in tolls)]
    order = {e: i for i, e in enumerate(EFFECTS)}
    told: dict[str, Toll] = {}
    for t in kept:
        told.setdefault(toll(t), t)  # "a leader" and "one of its leaders" are told alike
    return sorted(
        told.values(),
        key=lambda t: (order.get(t.effect, len(order)), t.group is not None, t.victim_class not in WHOLE, -t.low),
    )


def _says_as_much(part: Toll, whole: Toll) -> bool:
    if part.effect is not whole.effect or part.group or part.victim_class in WHOLE:
        return False
    same = (part.low, part.high, part.open) == (whole.low, whole.high, whole.open)
    return same or (whole.high is None and part.low >= whole.low)


def sentence_case(words: str) -> str:
    """The words with a capital at their head."""
    return words[:1].upper() + words[1:]


def holder(party: Holder) -> str:
    """A holder with how much of the place it is said to have."""
    return party.name if party.extent in (Extent.UNSPECIFIED, Extent.ALL) else f"{party.name} ({party.extent})"


def holders(span: ControlSpan) -> str:
    """Who holds a place, or what else is known."""
    parts = []
    if span.holders:
        parts.append(listed([holder(h) for h in span.holders]))
    elif not span.presence:
        parts.append("not known who holds it")
    if span.presence:
        parts.append(f"present: {listed([holder(h) for h in span.presence])}")
    if span.besiegers:
        parts.append(f"besieged by {listed([h.name for h in span.besiegers])}")
    return "; ".join(parts)


def heading(event: Event) -> str:
    """An event as a heading: what and where."""
    kind = event_type(event.type)
    return f"{kind}, {place(event.place)}" if event.place is not None else kind
