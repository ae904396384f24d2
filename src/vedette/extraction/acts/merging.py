"""One event for one act: drafts of a report that tell of the same thing become one, and the richest words stand.

Two drafts are one act when their types can be the same, their days can, and their places are the same, unknown, or one
holds the other. A type by default gives way to one with a weapon, a wide place to a narrow one, and "the attack" adds
nothing where an attack was told of.
"""

from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from itertools import accumulate

from vedette.extraction.acts.events import PERIOD, EventDraft
from vedette.extraction.words.known_places import places
from vedette.model.claim import EventType
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.times import When
from vedette.reference.place import PlaceKind

_BLASTS = frozenset((EventType.EXPLOSIVE, EventType.SUICIDE_BOMBING))
_VIOLENT = frozenset(
    (
        EventType.ATTACK, EventType.ARMED_CLASH, EventType.AIR_STRIKE, EventType.SHELLING, EventType.EXPLOSIVE,
        EventType.SUICIDE_BOMBING, EventType.CHEMICAL_ATTACK, EventType.GRENADE,
    )
)  # fmt: skip


_FROM_AFAR = frozenset((EventType.AIR_STRIKE, EventType.SHELLING, EventType.CHEMICAL_ATTACK))
#: What a word of a type by default may turn out to have been.
_MEANT_BY = {
    EventType.ATTACK: _VIOLENT,
    EventType.ARMED_CLASH: _VIOLENT,
    EventType.EXPLOSIVE: _VIOLENT - {EventType.ARMED_CLASH, EventType.ATTACK},
    EventType.AIR_STRIKE: _FROM_AFAR | _BLASTS,
    EventType.SHELLING: _FROM_AFAR,
}


#: Words for the forces of states, and for others.
_REGULAR = frozenset("army military government regime troop warplane jet aircraft helicopter navy coalition".split())
_IRREGULAR = frozenset("rebel insurgent opposition militant terrorist jihadist jihadi gunman gunmen guerrilla".split())
_ON_FOOT = frozenset("gunman gunmen attacker attackers assailant assailants men".split())
#: Sentences behind a sum within which its details are told.
DETAIL = 2
#: Tolls of which the one is so many times the other are not of one act.
APART = 4
#: Sentences within which strikes of one kind are taken to be by one actor.
NEAR = 2
#: Sentences within which a report tells where an act was that it has told of.
TOLD_ON = 4
#: Sentences within which two tellings of one act lend each other who did it, where neither points back.
LENDING = 4


class Fit(IntEnum):
    """How two places go together, worst first."""

    APART = 0
    UNKNOWN = 1
    HOLDS = 2
    SAME = 3


def merge_events(drafts: Sequence[EventDraft]) -> tuple[EventDraft, ...]:
    """Drafts that tell of one act become one. In order of the report."""
    kept: list[EventDraft] = []
    for draft in (d for d in drafts if not _sums_up(d, drafts)):
        best = max(
            (n for n in range(len(kept)) if _one(kept[n], draft)),
            key=lambda n: (kept[n].type is draft.type, _fit(kept[n], draft), kept[n].unit, -n),
            default=None,
        )
        if best is None:
            kept.append(draft)
        else:
            kept[best] = _merged(kept[best], draft)
    return tuple(_with_actors(_absorbed(kept)))


def _with_actors(drafts: Sequence[EventDraft]) -> list[EventDraft]:
    """Strikes without an actor are by whom the nearest of their kind before them are, within a few sentences."""
    out: list[EventDraft] = []
    for draft in drafts:
        if draft.actor is None and draft.type in _FROM_AFAR and not draft.apart:
            alike = (o for o in reversed(out) if o.type is draft.type and o.status is draft.status)
            before = (o for o in alike if o.actor and _one_day(o, draft))
            near = next((o for o in before if abs(draft.unit - o.unit) <= NEAR), None)
            draft = draft if near is None else replace(draft, actor=near.actor)
        out.append(draft)
    return out


def _fuller(a: ActorMention | None, b: ActorMention | None, *, brief: bool = False) -> ActorMention | None:
    """The first, unless the second says it more fully ("terrorist", "terrorists from the north"; "Syrian army", "the
    army's Fourth Division") or the first is the `brief` word of a headline."""
    if a is None or b is None:
        return a or b
    if brief and len(b.text) > 2:
        return b
    x, y = a.text.lower(), b.text.lower()
    return b if " " not in x and y.startswith(x) and len(y) > len(x) else a


def _absorbed(kept: Sequence[EventDraft]) -> list[EventDraft]:
    """Without what a later draft tells better: acts of a weak type, and sums of what is then told place by place."""
    return [d for d in kept if not any(o is not d and (_says_more(o, d) or _details(o, d)) for o in kept)]


def _sums_up(sum_: EventDraft, drafts: Sequence[EventDraft]) -> bool:
    """Whether a title's or lead's figure is the sum of what the body then tells place by place ("Raids and shelling
    killed 19 ... The raids killed 17 in Velm, the shelling two in Kesra")."""
    if not sum_.title or not (sum_.type in _FROM_AFAR or sum_.weak):
        return False
    later = [d for d in drafts if d.type in _FROM_AFAR and d.own and not d.title and _one_day(sum_, d)]
    for effect, number in sum_.figures:
        parts = {d.unit: {n for e, n in d.figures if e is effect} for d in later}
        told = [sum(numbers) for numbers in parts.values() if numbers]
        several = len({d.where.name for d in later if d.where and parts[d.unit]}) > 1
        if several and number in accumulate(told):
            return True
    return False


def _says_more(other: EventDraft, weak: EventDraft) -> bool:
    """Whether an act with a type of its own shares the place and day of one without."""
    if not weak.weak or weak.type not in _VIOLENT or other.weak or other.type not in _VIOLENT or weak.answered:
        return False
    if other.status is not weak.status or _sides_differ(other, weak) or (other.lasting and not weak.lasting):
        return False
    return _can_type(other, weak) and _one_day(other, weak) and _fit(other, weak) is not Fit.APART


def _details(narrow: EventDraft, wide: EventDraft) -> bool:
    """Whether a title or lead sums up, for a wide place, what the body tells of a place in it."""
    if narrow.title or narrow.type is not wide.type or wide.where is None or not narrow.own:
        return False
    if not _one_day(narrow, wide) or _held_apart(wide, narrow):
        return False
    if not wide.title:  # "raids on Kesra and its countryside ... The fiercest hit Velm in Kesra"
        near = 0 < narrow.unit - wide.unit <= DETAIL and not _other_figures(wide, narrow)
        near = near and not _goes_elsewhere(wide, narrow)
        return near and wide.where.name.lower() in narrow.around and wide.level >= narrow.level
    return narrow.level < wide.level or wide.where.name.lower() in narrow.around


def _one(a: EventDraft, b: EventDraft) -> bool:
    if a.status is not b.status or not _one_day(a, b):
        return False
    if not (a.type is b.type or _can_type(a, b) or _can_type(b, a)):
        return False
    if _sides_differ(a, b) or a.counter != b.counter or (a.answered != b.answered and a.type is not b.type):
        return False
    fit = _fit(a, b)
    if fit in (Fit.HOLDS, Fit.UNKNOWN) and _far_on(a, b):
        return False
    if fit is Fit.HOLDS and b.own and (_other_figures(a, b) or _goes_elsewhere(a, b)):
        return False
    if b.apart and b.own and not a.title and a.unit != b.unit and fit in (Fit.HOLDS, Fit.UNKNOWN):
        return False  # "clashes in the area. ... Meanwhile clashes went on in Kesra province"
    if b.actor is not None and not b.own and _far_figures(a, b):
        return False
    if b.anaphoric and a.type is not b.type:
        return fit is not Fit.APART or not b.own
    if a.type is not b.type and fit is Fit.UNKNOWN and not ((a.title and not _told_apart(a, b)) or b.anaphoric):
        return False
    return fit is not Fit.APART


def _sides_differ(a: EventDraft, b: EventDraft) -> bool:
    """Whether one strike is by a state's forces and the other by irregular ones: shelling by both is two shellings.
    Gunmen strike nobody from the air."""
    if (_flies(a) and _walks(b)) or (_flies(b) and _walks(a)):
        return True
    if a.type not in _FROM_AFAR or b.type not in _FROM_AFAR or a.actor is None or b.actor is None:
        return False
    x, y = _force(a.actor), _force(b.actor)
    return x is not None and y is not None and x is not y


def _flies(draft: EventDraft) -> bool:
    return draft.type is EventType.AIR_STRIKE and not draft.weak


def _walks(draft: EventDraft) -> bool:
    return draft.actor is not None and not _ON_FOOT.isdisjoint(draft.actor.text.lower().split())


def _force(actor: ActorMention) -> frozenset[str] | None:
    """The one kind of force that words for a party name; None where they name neither or both."""
    words = {w.removesuffix("s") for w in actor.text.lower().replace("-", " ").split()}
    kinds = [kind for kind in (_REGULAR, _IRREGULAR) if words & kind]
    return kinds[0] if len(kinds) == 1 else None


def _other_figures(a: EventDraft, b: EventDraft) -> bool:
    """Whether two acts have tolls of their own: the same effect on other numbers of people."""
    if a.title and a.level > b.level:
        return False  # a lead's sum
    shared = {effect for effect, _ in a.figures} & {effect for effect, _ in b.figures}
    return bool(shared) and not a.figures & b.figures


def _goes_elsewhere(a: EventDraft, b: EventDraft) -> bool:
    """Whether a report goes on to another act, at a narrower place that it names, from one that it counted the dead of
    without naming its own."""
    return bool(a.figures) and not (b.figures or a.own or a.title or b.anaphoric) and a.unit != b.unit


def _far_on(a: EventDraft, b: EventDraft) -> bool:
    """Whether a report comes only much later to an act at a place of its own, and does not point back: that is no
    telling of where the act before was."""
    if not b.own or b.anaphoric or a.figures & b.figures:
        return False
    return b.unit - max(unit for unit, _, _ in a.tellings) > TOLD_ON


def _told_apart(title: EventDraft, b: EventDraft) -> bool:
    """Whether a report comes behind its lead to an act of another type at a place of its own."""
    return b.own and b.unit - title.unit > DETAIL


def _far_figures(a: EventDraft, b: EventDraft) -> bool:
    """Whether the tolls of one effect that two acts have lie far apart: 16 killed in the one, 300 in the other."""
    pairs = [(n, m) for effect, n in a.figures for other, m in b.figures if effect is other]
    return bool(pairs) and all(max(p) > APART * max(1, min(p)) for p in pairs)


def _can_type(a: EventDraft, b: EventDraft) -> bool:
    """Whether `a`'s type can be what `b` tells of less exactly."""
    if {a.type, b.type} <= _BLASTS:
        return _fit(a, b) in (Fit.SAME, Fit.HOLDS) or not b.own
    return b.weak and a.type in _MEANT_BY.get(b.type, frozenset())


def _one_day(a: EventDraft, b: EventDraft) -> bool:
    x, y = a.when, b.when
    if x is None or y is None:
        return (not _period(x) and not _period(y)) or a.unit == b.unit
    return x.overlaps(y, slack=0) and _period(x) == _period(y)


def _period(when: When | None) -> bool:
    return when is not None and when.days >= PERIOD


def _fit(a: EventDraft, b: EventDraft) -> Fit:
    x, y = a.where, b.where
    if x is None or y is None:
        return Fit.UNKNOWN
    if _same_name(x, y):
        return Fit.SAME
    if _inside(a, b) or _inside(b, a):
        return Fit.HOLDS
    if _held_apart(a, b):
        return Fit.APART
    wide, narrow = (a, b) if a.level > b.level else (b, a)
    if wide is b and not (b.title or b.anaphoric or (a.around and y.name.lower() in a.around)):
        return Fit.APART  # a report goes from the whole to its parts: what is wider than before is elsewhere
    if (
        wide.level > narrow.level
        and (wide.level >= 2 or wide.title)
        and (wide.title or not wide.own or abs(a.unit - b.unit) <= 1)
    ):
        return Fit.HOLDS
    return Fit.APART


def _held_apart(a: EventDraft, b: EventDraft) -> bool:
    """Whether two places are told with what each lies in, and that is not the same ("Velm in Kesra", "in Ardan")."""
    around, beside = _provinces(a.around), _provinces(b.around)
    if not around or not beside or not around.isdisjoint(beside):
        return False
    names = {m.name.lower() for m in (a.where, b.where) if m is not None}
    return names.isdisjoint(around | beside)


def _provinces(names: frozenset[str]) -> frozenset[str]:
    return frozenset(n for n in names if places().kind(n.title().split()) is not PlaceKind.COUNTRY)


def _same_name(a: PlaceMention, b: PlaceMention) -> bool:
    x, y = a.name.lower(), b.name.lower()
    return x == y or x.split() == y.split()[-len(x.split()) :] or y.split() == x.split()[-len(y.split()) :]


def _inside(narrow: EventDraft, wide: EventDraft) -> bool:
    """Whether the text prints the wide place beside the narrow one, as what holds it."""
    if narrow.where is None or wide.where is None:
        return False
    if narrow.where.name in wide.where.listed:
        return True
    return (narrow.where.within or "").lower() == wide.where.name.lower()


def _calls_a_province(title: EventDraft, lead: EventDraft) -> bool:
    """Whether a lead calls a province what the title only named ("34 dead in Kesra", "in the province of Kesra")."""
    x, y = title.where, lead.where
    if x is None or y is None or not (title.title and lead.own) or title.unit or lead.unit > 1:
        return False
    return x.kind is None and y.kind == "province" and x.name == y.name


#: Acts of one side alone; who began a clash, or killed somebody in one, is seldom said by the next sentence about it.
_ONE_SIDED = _FROM_AFAR | _BLASTS


def _lends(giver: EventDraft, taker: EventDraft) -> bool:
    """Whether a telling of an act says who did it for another telling: not what is told of other days ("is often bombed
    by X"), nor another act than the one before, nor far from it what does not point back to it."""
    if giver.accused and giver.unit > taker.unit:
        return False  # the later word of who is accused is one side's
    if giver.unit == taker.unit or giver.title or taker.title:
        return not giver.lasting and (giver.title or not giver.standing)
    if taker.type not in _ONE_SIDED:
        return False
    if giver.standing or giver.lasting or giver.apart or taker.apart:
        return False
    return abs(giver.unit - taker.unit) <= LENDING or giver.anaphoric or taker.anaphoric


def _merged(a: EventDraft, b: EventDraft) -> EventDraft:
    """The two as one: the surer type, the narrower place and finer day, the first actor and target named. "Rebels
    regularly fire rockets into the capital" says nothing of the blast of a day."""
    if b.lasting and not a.lasting and a.type is not b.type:
        return replace(a, others=(*a.others, *b.tellings))
    surer, other = (
        (b, a)
        if (a.weak and not b.weak) or (a.type is EventType.EXPLOSIVE and b.type is EventType.SUICIDE_BOMBING)
        else (a, b)
    )
    takes_place = b.where is not None and (
        a.where is None or (b.own and (not a.own or b.level < a.level or _inside(b, a)))
    )
    takes_place = takes_place or _calls_a_province(a, b)
    takes_day = b.when is not None and (a.when is None or (a.when.days > b.when.days >= 1 and b.own and not a.own))
    return replace(
        surer,
        when=b.when if takes_day else a.when,
        where=b.where if takes_place else a.where,
        level=b.level if takes_place else a.level,
        around=b.around if takes_place else a.around,
        own=a.own or b.own,
        actor=_fuller(surer.actor, other.actor if _lends(other, surer) else None, brief=surer.unit == 0 < other.unit),
        target=_fuller(surer.target, other.target if _lends(other, surer) else None),
        anaphoric=a.anaphoric and b.anaphoric,
        title=a.title or b.title,
        lasting=a.lasting and b.lasting,
        others=(*surer.others, *other.tellings),
        figures=a.figures | b.figures,
    )
