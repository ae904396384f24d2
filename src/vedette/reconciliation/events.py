"""From a cluster of testimonies to the event: type, time, place, parties, who did it, tolls, what is disputed."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from vedette.model.claim import Effect, EventContent, EventType, TollContent
from vedette.model.event import Event, Join
from vedette.model.ids import ClaimKey, EventId, digest
from vedette.model.provenance import Status
from vedette.model.resolved import PlaceBasis, PlacePrecision, PlaceResolution
from vedette.model.times import Basis, Precision, When
from vedette.model.toll import LeaveReason, Toll
from vedette.model.verification import Judgement, Rung, Verification
from vedette.reconciliation.counting.tolls import parent_of, tolls_of
from vedette.reconciliation.joining.answers import denies_own_part
from vedette.reconciliation.joining.blocking import gap
from vedette.reconciliation.joining.clustering import Pair, spanning
from vedette.reconciliation.joining.figures import headline
from vedette.reconciliation.joining.pairs import STRETCH, Score
from vedette.reconciliation.parties import parties_of, perpetrator_of
from vedette.reconciliation.testimony.base import Testimony, is_dated
from vedette.reconciliation.testimony.kinds import amid, fit, type_of
from vedette.reconciliation.testimony.places import WIDE, is_list, may_be_province, place_of
from vedette.reconciliation.testimony.victims import of_the_dead
from vedette.reconciliation.voices.independence import Relation, compare, voices
from vedette.reconciliation.voices.narrative import vague
from vedette.reconciliation.voices.statements import is_retraction, quantity_of, taken_back
from vedette.reconciliation.voices.verification import retracted, verify

_STRENGTH = (
    Status.ASSERTED,
    Status.SUSPECTED,
    Status.DENIED,
    Status.PLANNED,
    Status.THREATENED,
    Status.HYPOTHETICAL,
)
_ORDER = tuple(PlacePrecision)
_GROUNDS = tuple(PlaceBasis)
_COUNTRY = PlacePrecision.COUNTRY
#: The finer place has the smaller number. A village on no map says more of where a thing happened than its country.
_FINENESS = {p: _ORDER.index(p) for p in PlacePrecision} | {_COUNTRY: len(_ORDER)}
_POINTS = frozenset({PlacePrecision.EXACT, PlacePrecision.TOWN, PlacePrecision.AROUND})
#: Characters at a report's beginning that tell its news: title and lead.
HEAD = 400
#: Floors of two origins that differ by less than a tenth are one count, as those of one origin are (`pairs.ONE_COUNT`).
ALIKE = 0.9
#: A title ends within as many.
TITLE = 150
DAY = dt.timedelta(days=1)


def event_id(members: Sequence[Testimony]) -> EventId:
    """The hash of the earliest claim, by publication, then key."""
    return id_from(min(members, key=lambda t: t.order).key)


def id_from(earliest: ClaimKey) -> EventId:
    """The id of an event whose earliest claim has this key."""
    return EventId(digest("event", earliest))


def event_of(
    members: Sequence[Testimony],
    *,
    copies: Sequence[Testimony] = (),
    denials: Sequence[Testimony] = (),
    scores: Mapping[Pair, Score],
    judgement: Judgement = Judgement.NONE,
) -> Event:
    """The event that these testimonies tell. `copies` weigh nothing; `denials` are statements that answer it."""
    told = sorted(members, key=lambda t: t.order)
    ident = event_id(told)
    status = min((t.claim.claim.status for t in told), key=_STRENGTH.index)
    denying = [t for t in told if t.claim.claim.status is Status.DENIED] + list(denials)
    asserting = [t for t in told if t.claim.claim.status is not Status.DENIED]
    counts = [t for t in (*told, *copies) if isinstance(t.claim.claim.content, TollContent)]
    tolls = tolls_of(counts, event=ident)
    own = without_hollow(without_relays(asserting, tolls))
    happened = verify(own, denials_of_it(denying) if own else denying, judgement=judgement)
    doer = perpetrator_of(own, [*told, *denials])
    return Event(
        id=ident,
        type=voted_type(told),
        when=settled_time(told),
        place=settled_place(told),
        claims=tuple(t.key for t in (*told, *sorted(denials, key=lambda t: t.order))),
        verification=happened,
        parties=parties_of(asserting or told),
        perpetrator=doer,
        tolls=tolls,
        conflicts=tuple(sorted({c for t in told for c in t.claim.conflicts})),
        copies=tuple(sorted(t.key for t in copies)),
        joins=_joins(told, scores),
        status=status,
        background=all(t.claim.claim.background for t in told) or is_talk(told),
        dispute=_disputes(happened, doer, disagree=disagree(own, tolls)),
        voices=tuple(t.key for t in voices([*told, *denials])),
        taken_back=taken_back(told),
    )


def denials_of_it(denying: Sequence[Testimony]) -> list[Testimony]:
    """The denials that it happened at all: who says that it was not him does not say that it was not."""
    return [t for t in denying if not denies_own_part(t)]


#: "Several", "a number of": so few by themselves are no figure.
FEW = 3
#: "Hundreds", "thousands": what one act seldom costs, and what reports sum up by.
MANY = 200
#: "The attack", "the suspected strike": what was told before is spoken of again.
_POINTING = re.compile(r"\b(?:the|this|these|those)(?: (?:suspected|alleged|deadly|terrorist|same))? $", re.IGNORECASE)

#: An act named beside another: what was fought "during" it, who tried to repel it, its announcement or its end.
_ASIDE = re.compile(
    r"\b(?:(?:announce(?:ment|d|s)?|lack|cessation|freeze|halt|moratorium|pause|end|fears?|threats?|risk|pretext|accused"
    r"|accuses|calls?|called|allegations?|consequences?|effects?|aftermath|anniversary|eve|violations?|outrage|outcry|anger"
    r"|uproar)(?: [\w'’-]+){0,7}? (?:of|on|to|for|in|at|over)|during|despite"
    r"|(?:revenge|retaliation|response|reaction) (?:for|to)"
    r"|(?:part|role|used) in|close to|ahead of|before"
    r"|(?:try|trying|tried|sought|seeking|request\w*|refus\w+|failed|fail|in order|in a bid|help|helped|join\w*)"
    r" (?:[\w'’-]+ ){0,3}?to) (?:(?!and\b)[\w'’-]+ ){0,4}$",
    re.IGNORECASE,
)


def is_talk(members: Sequence[Testimony]) -> bool:
    """Whether acts and figures are only spoken of: an act below the title of a report to which its own words give no
    day, or below its head no place narrower than a country or more days than one act takes, or which is pointed back
    to, named beside another, condemned or demanded to be looked into; an agreement that is over; a figure below the
    head without a place or day, of a few, of vague size, or of who is shut in. "The strike was a crime" is no strike
    besides the one that was told, "six of them were children" are no others, nor are "no deaths" or "five of the dead"
    by themselves. Nor is what lies ahead, or what its own report tells more fully elsewhere."""
    alone = len({t.claim.claim.document for t in members}) == 1
    some = {t.key for t in members if isinstance(t.claim.claim.content, TollContent) and of_the_dead(t)}
    if some and all(t.key in some or parent_of(t) in some for t in members):
        return True
    return all(_is_mention(t) or _is_retold(t, alone=alone) for t in members if not _is_nought(t))


def _is_retold(t: Testimony, *, alone: bool) -> bool:
    """Whether its report tells it more fully elsewhere: what two reports tell below their titles stands by itself."""
    span = t.claim.claim.evidence.span
    return t.retold and (alone or (span is not None and span.start < TITLE))


def _is_broken_off(t: Testimony) -> bool:
    """Whether an agreement is named where it is said to be over or broken."""
    content = t.claim.claim.content
    return isinstance(content, EventContent) and content.type is EventType.AGREEMENT and t.wording.over


def _is_nought(t: Testimony) -> bool:
    content = t.claim.claim.content
    return isinstance(content, TollContent) and content.quantity.high == 0


def _is_pointed_at(before: str) -> bool:
    """Whether the words before an act point back to it or name it beside another."""
    return _POINTING.search(before) is not None or _ASIDE.search(before) is not None


def _is_mention(t: Testimony) -> bool:
    claim, place, span = t.claim.claim, t.claim.place, t.claim.claim.evidence.span
    if span is None:
        return False
    undated = not is_dated(t)
    if claim.when is not None and t.published is not None and claim.when.start > t.published.date() + DAY:
        return True
    if isinstance(claim.content, TollContent) and vague(claim.content.quantity) and claim.content.quantity.low >= MANY:
        return True
    if t.wording.pictured or (undated and t.wording.judged):
        return True
    act = isinstance(claim.content, EventContent)
    if act and (_is_broken_off(t) or (undated and span.start >= TITLE)):
        return True
    country = place is not None and place.precision is _COUNTRY
    own = claim.where is not None and not claim.where.inferred
    if act and t.wording.spread and (country or not own):  # "went on with their operations across the country"
        return True
    if act and span.start >= TITLE and (t.wording.timed or _is_pointed_at(claim.evidence.before)):
        return True
    if span.start < HEAD:
        return False
    placed = own and not country
    if isinstance(claim.content, TollContent):
        loose = vague(claim.content.quantity)
        few = loose and (claim.content.quantity.low <= FEW or undated)
        unset = undated and not placed and t.beside is None
        return unset or few or claim.content.effect is Effect.BESIEGED
    return not placed or undated or (claim.when is not None and claim.when.days > STRETCH)


def without_relays(members: Sequence[Testimony], tolls: Sequence[Toll]) -> list[Testimony]:
    """The testimonies that are not an outlet's own words around somebody else's figure: such a report is a relay."""
    by_key = {t.key: t for t in members}
    relays = {
        (t.claim.claim.document, t.origin.key)
        for toll in tolls
        for x in toll.left_out
        if x.reason is LeaveReason.RELAY
        and (t := by_key.get(x.claim)) is not None
        and x.instead in by_key
        and by_key[x.instead].origin.key != t.origin.key
    }
    return [t for t in members if (t.claim.claim.document, t.origin.key) not in relays]


def without_hollow(members: Sequence[Testimony]) -> list[Testimony]:
    """The testimonies without acts that one report told only with figures which its origin took back: "a strike killed
    25" does not stand as a strike when the 25 are gone."""
    figures = [t for t in members if isinstance(t.claim.claim.content, TollContent)]
    if not any(map(is_retraction, figures)):
        return list(members)
    gone = {t.key for t in figures if retracted(t, (), figures)}
    kept = {t.claim.claim.document for t in figures if t.key not in gone}
    hollow = {t.claim.claim.document for t in figures if t.key in gone} - kept
    return [t for t in members if t in figures or t.claim.claim.document not in hollow]


#: What costs nobody by itself.
_HARMLESS = frozenset({EventType.AGREEMENT, EventType.PROPERTY_DESTRUCTION})
_HARM = frozenset(e.value for e in (Effect.KILLED, Effect.INJURED, Effect.CASUALTIES))


def voted_type(members: Sequence[Testimony]) -> EventType:
    """What most origins say happened; ties go to the narrower word than "attack", then to the earliest. Where none of
    the claims says it, what their own sentences tell. What people came to harm in weighs more than what else is told
    beside them: "killed in raids after rebels launched an offensive" tells of raids."""
    if any(_effect(t) in _HARM for t in members):  # people die in no agreement, and of no vehicle that was destroyed
        members = [t for t in members if amid(t) not in _HARMLESS]
        members = [t for t in members if _effect(t) in (*_HARM, "") and not _is_beside_the_cause(t, members)]
    votes: dict[EventType, set[str]] = defaultdict(set)
    first: dict[EventType, int] = {}
    vague = (EventType.OTHER, EventType.ATTACK)
    plain = {kind for t in members if (kind := type_of(t)) is not None}
    said = amid if plain.issubset(vague) else type_of  # "an attack" may be any: what people came to harm in says more
    if not plain and any(_effect(t) == Effect.KILLED.value and amid(t) is not None for t in members):
        members = [t for t in members if _effect(t) != Effect.INJURED.value]  # it is told by those who died of it
    for i, t in enumerate(members):
        kind = said(t)
        if kind is not None and not (plain and kind is EventType.ARMED_CLASH and type_of(t) is None):
            votes[kind].add(t.origin.key)
            first.setdefault(kind, i)
    return min(votes, key=lambda k: (k in vague, -len(votes[k]), first[k]), default=EventType.OTHER)


def _is_beside_the_cause(t: Testimony, members: Sequence[Testimony]) -> bool:
    """Whether an act is of another family than what the people whom its own sentence counts came to harm in, or is the
    fighting around an attack in which all those counted did."""
    if not isinstance(t.claim.claim.content, EventContent):
        return False
    causes = [
        (o, content.amid)
        for o in members
        if isinstance(content := o.claim.claim.content, TollContent)
        and content.amid is not None
        and content.effect.value in _HARM
    ]
    if type_of(t) is EventType.ARMED_CLASH and {cause for _, cause in causes} == {EventType.ATTACK}:
        return True  # the executions in a village that an offensive took
    own = {cause for o, cause in causes if gap(t, o) == 0}
    return bool(own) and all(_is_another(type_of(t), cause) for cause in own)


def _is_another(kind: EventType | None, cause: EventType) -> bool:
    """Whether an act of a kind is not what people came to harm in. Shelling is no air strike where one sentence tells
    of both, and counts the dead of the strike."""
    return fit(kind, cause) == 0.0 or {kind, cause} == {EventType.SHELLING, EventType.AIR_STRIKE}


def settled_time(members: Sequence[Testimony]) -> When | None:
    """The narrowest time that is stated; the most often given among those, then the earliest told. Where its figures
    say that they are of some days around that one, it is those: "raids hit Velm on Wednesday, in a second day of
    bombing that has killed 32"."""
    best = _narrowest([t.when for t in members if t.when is not None])
    counted = [t.when for t in members if t.when is not None and is_dated(t) and _effect(t) in _HARM]
    if best is None or not counted or any(not _is_span_around(w, best) for w in counted):
        return best
    return _narrowest(counted)


#: More days than one act takes are a total's, which says nothing of the day of each.
_SPAN = 3


def _is_span_around(counted: When, day: When) -> bool:
    """Whether a figure's days are several, of which the event's day is one; "last week" is one day, told roughly."""
    inside = counted.start <= day.start and day.end <= counted.end
    return counted.precision is Precision.INTERVAL and day.days < counted.days <= _SPAN and inside


def _narrowest(known: Sequence[When]) -> When | None:
    if not known:
        return None
    order = tuple(Basis)
    times: dict[tuple[int, int], list[When]] = defaultdict(list)
    for when in known:
        times[(order.index(when.basis), when.days)].append(when)
    best = times[min(times)]
    given = Counter(w.start for w in best)
    return min(best, key=lambda w: (-given[w.start], w.start, w.part or "", w.words or ""))


def settled_place(members: Sequence[Testimony]) -> PlaceResolution | None:
    """The most exact place that is given; among equals the most often given, then the earliest told. A bare name that
    may as well be the province's is less exact than a village, and gives way to the province where that is named. What
    a report only told of elsewhere gives way to any place that a claim states."""
    members = _without_namesakes(_on_firm_ground(members))
    known = [p for t in members if (p := place_of(t.claim)) is not None]
    if not known:
        return None
    wide = [p for t in members if _counts_over_places(t, members) and (p := place_of(t.claim)) is not None]
    listed = [p for t in members if is_list(t.claim) and (p := place_of(t.claim)) is not None]
    if wide and (coarse := [p for p in wide if p.precision in WIDE or p in listed]):
        known = coarse
    elif whole := _places_of_the_whole(members):
        known = whole
    bare = {
        (p.place, p.precision) for t in members if may_be_province(t.claim) and (p := place_of(t.claim)) is not None
    }
    exact = [p for p in known if (p.place, p.precision) not in bare and p.precision in _POINTS] or known
    finest = min(_FINENESS[p.precision] for p in exact)
    best = [p for p in exact if _FINENESS[p.precision] == finest]
    given = Counter((p.place, p.name) for p in best)
    chosen = max(best, key=lambda p: given[p.place, p.name])  # the first of equals
    same = [p for p in best if (p.place, p.name) == (chosen.place, chosen.name)]
    return min(same, key=lambda p: _GROUNDS.index(p.basis))


def _on_firm_ground(members: Sequence[Testimony]) -> Sequence[Testimony]:
    """The claims without those whose place is only what their report told of elsewhere, where others have a better."""
    firm = [t for t in members if (p := place_of(t.claim)) is not None and p.basis is not PlaceBasis.REPORT]
    return firm or members


def _without_namesakes(members: Sequence[Testimony]) -> Sequence[Testimony]:
    """The claims without those that name by a bare name what others of them say is the province of that name."""
    provinces = {
        (p.country, p.name)
        for t in members
        if (p := place_of(t.claim)) is not None and p.precision is PlacePrecision.PROVINCE
    }
    left = [
        t
        for t in members
        if not (may_be_province(t.claim) and (p := t.claim.place) is not None and (p.country, p.admin1) in provinces)
    ]
    return left if any(t.claim.place is not None for t in left) else members


def _places_of_the_whole(members: Sequence[Testimony]) -> list[PlaceResolution]:
    """Where all those counted were, when a part of them is counted at another place of its own ("54 killed in Aleppo,
    five of them in Velm"): the places that the largest figure's own words give. None where no figure is such a part."""
    counts = [t for t in members if isinstance(t.claim.claim.content, TollContent) and _is_placed(t)]
    for effect in sorted({_effect(t) for t in counts}):
        own = [t for t in counts if _effect(t) == effect]
        most = max(headline(quantity_of(t)) for t in own)
        exact = max((headline(quantity_of(t)) for t in own if not quantity_of(t).approximate), default=0)
        if exact >= ALIKE * most:  # "almost a dozen" is no more than 11
            own, most = [t for t in own if headline(quantity_of(t)) <= exact], exact
        largest = [p for t in own if headline(quantity_of(t)) == most and (p := place_of(t.claim)) is not None]
        less = [p for t in own if headline(quantity_of(t)) < most and (p := place_of(t.claim)) is not None]
        named = {(p.place, p.name) for p in largest}
        if any((p.place, p.name) not in named for p in less):
            return largest
    return []


def _is_placed(t: Testimony) -> bool:
    where = t.claim.claim.where
    return where is not None and not where.inferred


def _effect(t: Testimony) -> str:
    content = t.claim.claim.content
    return content.effect.value if isinstance(content, TollContent) else ""


def _counts_over_places(t: Testimony, members: Sequence[Testimony]) -> bool:
    """Whether a figure is of many places by its own sentence or its own words for where ("Aleppo, Homs and Idlib"),
    and none of the event's figures is larger: where one of them lies is not where all those people were."""
    if not (t.wording.spread or is_list(t.claim)) or not isinstance(t.claim.claim.content, TollContent):
        return False
    mine = t.claim.claim.content
    return all(
        headline(quantity_of(t)) >= headline(quantity_of(o))
        for o in members
        if isinstance(o.claim.claim.content, TollContent) and o.claim.claim.content.effect is mine.effect
    )


def _joins(told: Sequence[Testimony], scores: Mapping[Pair, Score]) -> tuple[Join, ...]:
    """The joins that hold the claims together at their strongest: as many as it takes. All that join are as many as
    the square of the claims."""
    return tuple(
        Join(a, b, scores[a, b].value, scores[a, b].reasons) for a, b in spanning((t.key for t in told), scores)
    )


def disagree(members: Sequence[Testimony], tolls: Sequence[Toll]) -> bool:
    """Whether origins that may be two count differently: in figures that can't both be, or in floors far apart. Such
    floors contest nothing by themselves, but a reader must see both."""
    if any(t.verification.rung is Rung.CONTESTED for t in tolls):
        return True
    by_key = {t.key: t for t in members}
    for toll in tolls:
        used = [by_key[u.claim] for u in toll.used if u.claim in by_key]
        sure = [t for t in used if not quantity_of(t).approximate]
        for i, a in enumerate(sure):
            for b in sure[i + 1 :]:
                p, q = headline(quantity_of(a)), headline(quantity_of(b))
                if min(p, q) < ALIKE * max(p, q) and compare(a, b).relation is not Relation.SAME:
                    return True
    return False


def _disputes(happened: Verification, doer: Verification | None, *, disagree: bool) -> tuple[str, ...]:
    found = []
    if happened.rung is Rung.CONTESTED:
        found.append("existence")
    if doer is not None and doer.rung is Rung.CONTESTED:
        found.append("perpetrator")
    if disagree:
        found.append("toll")
    return tuple(found)
