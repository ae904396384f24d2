"""Generated reports with the skew of a real stream, for measuring what a ledger costs at a size.

The shape follows a ledger of 684 real reports of war (9,000 claims): a report tells of several happenings, its own in
two or three claims and others in passing; most happenings are told once, few by every outlet; a few places see most of
them; some claims say who holds a place or count over days; some doers are in no registry. Of what makes work there is
more here than there, since a ledger of a million claims follows more outlets than that one: a happening is told by 1.8
reports and in 3.8 claims on average (1.1 and 1.7 there), a claim stands among 23 of its happening (5.5 there).
"""

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vedette.model.claim import (
    Claim,
    Content,
    ControlContent,
    ControlRelation,
    Effect,
    EventContent,
    EventType,
    Scope,
    TollContent,
    VictimClass,
    Victims,
)
from vedette.model.document import Document, document_id
from vedette.model.ids import ActorId, ConflictId, PlaceId
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.provenance import Attribution, Evidence, Link, LinkKind, Span
from vedette.model.quantity import Quantity
from vedette.model.resolved import ActorResolution, PlacePrecision, PlaceResolution, ResolvedClaim, Role
from vedette.model.times import day

#: Happenings of a day; places, of which few see most; outlets, each of which tells a happening once.
PER_DAY, PLACES, OUTLETS = 25, 4_000, 60
#: The power law of how many outlets tell a happening, and of how many died in it.
TOLD, DEAD = 1.5, 1.2
#: Happenings that a report tells of in passing, on average and at most; the share of them that others tell of too.
PASSING, MOST, KNOWN = 1.7, 6, 0.3
#: One report in so many is a copy, one says who holds the place; one toll in so many is a total, one doer is in no
#: registry, one is another than most reports name.
COPIED, CONTROL, TOTAL, STRANGE, OTHERWISE = 8, 4, 30, 10, 5
#: Share of the happenings told in passing that come with a toll; of reports that tell of injured, and of displaced.
WITH_TOLL, INJURED, DISPLACED = 0.45, 0.5, 0.1
#: Words of a sentence that a happening lends to its reports, that all reports share, and that there are.
OWN, COMMON, WORDS = 6, 5, 800
FIRST = dt.date(2001, 1, 1)
SIDES = ("government", "opposition", "other")
LETTERS = "bdfgjklmnprstvzx"
TYPES = (EventType.AIR_STRIKE, EventType.SHELLING, EventType.ARMED_CLASH, EventType.EXPLOSIVE)
WAR = (ConflictId("made"),)


@dataclass(frozen=True, slots=True)
class Happening:
    """What a report may tell of: `words` are those that its reports are likely to use."""

    number: int
    day: dt.date
    place: int
    type: EventType
    dead: int
    doer: str
    unknown: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A made report with its claims; `happenings` numbers what each claim tells of."""

    document: Document
    claims: tuple[ResolvedClaim, ...]
    happenings: tuple[int, ...]


def days(*, seed: int = 7) -> Iterator[list[Report]]:
    """The reports of one day after the other, without end, by publication. The same seed gives the same."""
    draw, number, count, happenings = random.Random(seed), 0, 0, itertools.count()
    while True:
        on = FIRST + dt.timedelta(days=number)
        happened = [_happening(next(happenings), on, draw) for _ in range(PER_DAY)]
        told: list[Report] = []
        for happening in happened:
            own: list[Report] = []
            for outlet in _outlets(draw):
                count += 1
                if own and draw.randrange(COPIED) == 0:
                    own.append(_copy(own[0], count, outlet, draw))
                else:
                    passing = (
                        draw.choice(happened) if draw.random() < KNOWN else _happening(next(happenings), on, draw)
                        for _ in range(min(MOST, int(draw.expovariate(1 / PASSING))))
                    )
                    others = [h for h in dict.fromkeys(passing) if h is not happening]
                    own.append(_report(count, outlet, happening, others, draw))
            told += own
        yield sorted(told, key=lambda r: (str(r.document.published), r.document.id))
        number += 1


def reports(*, seed: int = 7) -> Iterator[Report]:
    """The same, one by one."""
    for told in days(seed=seed):
        yield from told


def _happening(number: int, on: dt.date, draw: random.Random) -> Happening:
    # A power law: the first of the places sees a sixteenth of all that happens.
    place = int(PLACES * draw.random() ** 3)
    unknown = draw.randrange(STRANGE) == 0
    doer = f"{name_of(draw.randrange(PLACES // 8))} Brigade" if unknown else draw.choice(SIDES)
    words = tuple(_word(draw) for _ in range(OWN * 2))
    return Happening(number, on, place, draw.choice(TYPES), max(1, int(draw.paretovariate(DEAD))), doer, unknown, words)


def _outlets(draw: random.Random) -> list[int]:
    """Who tells of a happening: some outlets tell of more than others do."""
    many = min(OUTLETS, int(draw.paretovariate(TOLD)))
    return sorted(range(OUTLETS), key=lambda o: draw.random() * (1 + o))[:many]


def _report(number: int, outlet: int, happening: Happening, others: list[Happening], draw: random.Random) -> Report:
    """A report of one happening that tells of others in passing, a sentence each."""
    said = {h.number: _said(h, draw) for h in (happening, *others)}
    sentences = {h.number: _sentence(h, said[h.number], draw) for h in (happening, *others)}
    text = " ".join(sentences.values())
    document = _document(number, outlet, text, happening.day, draw)
    claims: list[ResolvedClaim] = []
    about: list[int] = []
    for h in (happening, *others):
        start = text.index(sentences[h.number])
        span = Span(start, start + len(sentences[h.number]))
        for i, (content, role) in enumerate(_contents(h, said[h.number], draw, passing=h is not happening)):
            claims.append(_claim(document, h, content, role, sentences[h.number], span, str(i), draw))
            about.append(h.number)
    return Report(document, tuple(claims), tuple(about))


def _copy(first: Report, number: int, outlet: int, draw: random.Random) -> Report:
    """The same words in another outlet."""
    document = _document(number, outlet, first.document.text, first.claims[0].claim.when.start, draw)  # type: ignore[union-attr]
    chain = Attribution((Link(LinkKind.OUTLET, document.outlet or ""),))
    claims = (replace(c, claim=replace(c.claim, document=document.id, attribution=chain)) for c in first.claims)
    return Report(document, tuple(claims), first.happenings)


def _document(number: int, outlet: int, text: str, on: dt.date, draw: random.Random) -> Document:
    published = dt.datetime.combine(on, dt.time(6), dt.UTC) + dt.timedelta(minutes=draw.randrange(17 * 60))
    name = f"made:{number}"
    return Document(document_id(name), name, text, outlet=f"Outlet {outlet}", published=published)


def _said(happening: Happening, draw: random.Random) -> int:
    """How many died, as one report has it."""
    return max(1, happening.dead + draw.choice((0, 0, 0, 1, -1, happening.dead // 3)))


def _sentence(happening: Happening, said: int, draw: random.Random) -> str:
    own = draw.sample(happening.words, OWN)
    words = " ".join(own + [_word(draw) for _ in range(COMMON)])
    return f"{happening.type.value} near {name_of(happening.place)}, {said} dead: {words}."


def _contents(happening: Happening, said: int, draw: random.Random, *, passing: bool) -> Iterator[tuple[Content, Role]]:
    """What the claims of one report say of one happening."""
    people, cause = Victims(VictimClass.CIVILIAN), happening.type

    def toll(effect: Effect, count: int) -> TollContent:
        scope = Scope.CUMULATIVE if draw.randrange(TOTAL) == 0 else Scope.EVENT
        return TollContent(effect, Quantity(count, count), people, cause=cause, scope=scope)

    yield EventContent(cause, ActorMention(happening.doer, happening.doer)), Role.ACTOR
    if not passing or draw.random() < WITH_TOLL:
        yield toll(Effect.KILLED, said), Role.ACTOR
    if passing:
        return
    if draw.random() < INJURED:
        yield toll(Effect.INJURED, 2 * said), Role.ACTOR
    if draw.random() < DISPLACED:
        yield toll(Effect.DISPLACED, 50 * said), Role.ACTOR
    if draw.randrange(CONTROL) == 0:
        yield ControlContent(draw.choice((ControlRelation.CAPTURED, ControlRelation.HOLDS))), Role.PARTY


def _claim(
    document: Document,
    happening: Happening,
    content: Content,
    role: Role,
    quote: str,
    span: Span,
    anchor: str,
    draw: random.Random,
) -> ResolvedClaim:
    name, unknown = happening.doer, happening.unknown
    if draw.randrange(OTHERWISE) == 0:
        # Another is named, or, of a doer whom no registry knows, another spelling.
        name = f"{name}s" if unknown else draw.choice(SIDES)
    actor = ActorResolution(role, name, ActorId(f"made:{name}"), name, None if unknown else name, unknown)
    place = name_of(happening.place)
    spot = PlaceResolution(
        place,
        PlacePrecision.TOWN,
        PlaceId(f"made:{happening.place}"),
        place,
        30 + happening.place % 90 / 10,
        30 + happening.place // 90 / 10,
        2.0,
        country="XX",
    )
    claim = Claim(
        document.id,
        content,
        Attribution((Link(LinkKind.OUTLET, document.outlet or ""),)),
        Evidence(quote, span, span, anchor=anchor),
        "made@1",
        when=day(happening.day),
        where=PlaceMention(place, place),
    )
    return ResolvedClaim(claim, (actor,), spot, WAR)


def name_of(place: int) -> str:
    """A name for a place that is spelt like no other's."""
    return "".join(LETTERS[place // 16**i % 16] + vowel for i, vowel in enumerate("aiu")).capitalize() + "n"


def _word(draw: random.Random) -> str:
    n = draw.randrange(WORDS)
    return "".join(LETTERS[n // 16**i % 16] + vowel for i, vowel in enumerate("oea")) + "l"
