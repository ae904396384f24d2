"""In which act the people of a toll came to harm: the one that its own sentence tells, or the one just told before.

A figure that knows its act is no happening of its own: "The attack left six dead" counts the dead of the attack that
the sentence before told of, wherever and whenever that was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vedette.extraction.acts.events import LEAD, EventDraft, typed
from vedette.extraction.acts.occasions import hand_of, occasion_of
from vedette.extraction.acts.triggers import find_triggers, head_of
from vedette.extraction.attaching.turns import is_answered
from vedette.extraction.figures.tolls import TollDraft
from vedette.extraction.parsing.forms import word_set
from vedette.extraction.parsing.syntax import clauses_between
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.report import Report, Sentence
from vedette.model.claim import Effect, EventType, Scope
from vedette.model.mention import PlaceMention
from vedette.model.provenance import Status
from vedette.model.times import Basis

_T = EventType
_HURTING = frozenset(
    {
        _T.AIR_STRIKE, _T.SHELLING, _T.CHEMICAL_ATTACK, _T.EXPLOSIVE, _T.SUICIDE_BOMBING, _T.GRENADE, _T.ATTACK,
        _T.ARMED_CLASH, _T.MOB_VIOLENCE, _T.EXCESSIVE_FORCE, _T.VIOLENT_DEMONSTRATION, _T.OTHER,
    }
)  # fmt: skip
_TAKING = frozenset({_T.ABDUCTION, _T.ARRESTS, _T.ARMED_CLASH})
#: Sentences from a figure back to the act that it goes on from.
NEAR = 1
_BACK = frozenset("the this that these those".split())
_ELSEWHERE = frozenset("another other elsewhere separate separately".split())
_ANEW = frozenset("latest other new second third further".split())
#: The acts in which something can befall people.
ACTS_OF: Mapping[Effect, frozenset[EventType]] = {
    Effect.KILLED: _HURTING | {_T.ABDUCTION},
    Effect.INJURED: _HURTING,
    Effect.CASUALTIES: _HURTING,
    Effect.MISSING: _HURTING | {_T.ABDUCTION},
    Effect.DEAD_OR_MISSING: _HURTING,
    Effect.CAPTURED: _TAKING,
}


#: Steps from the word for what befell people up to the word for their deaths.
_STEPS = 4
#: What people die of in a war without an act of force.
_WANT = frozenset(
    "hunger starvation malnutrition famine thirst dehydration lack shortage disease illness sickness cholera "
    "measles fever cold exposure hypothermia".split()
)


@dataclass(frozen=True, slots=True)
class Cause:
    """What people came to harm in: an act, by its index, or, where that is not `sure`, another of its type."""

    act: int
    sure: bool


def causes_of(
    report: Report, tolls: Mapping[int, TollDraft], acts: Sequence[EventDraft], at: Sequence[int]
) -> dict[int, Cause]:
    """The cause of each toll that has one, by its index; `at` are the sentences that claims of the acts stand on.

    Totals over many acts have none, and an act costs so many of one effect once: with a second figure comes another.
    """
    told: dict[int, list[tuple[int, int]]] = {}
    for k, draft in enumerate(acts):
        for unit, _, end in draft.tellings:
            told.setdefault(unit, []).append((end - 1, k))
    found: dict[int, Cause] = {}
    counted: set[tuple[int, Effect]] = set()
    doubt: set[tuple[int, int]] = set()
    for n, toll in tolls.items():
        if toll.scope is Scope.CUMULATIVE or toll.quantity.high == 0 or _of_want(report.sentences[toll.unit], toll):
            continue
        if _is_avenged(report.sentences[toll.unit].unit.doc[toll.trigger]):
            continue
        near = [(token, k) for token, k in told.get(toll.unit, ()) if _can_cost(acts[k], toll)]
        others = any(acts[k].type in _HURTING for _, k in told.get(toll.unit, ()))
        goes_on = not near and not others and _is_of_what_came_before(toll)
        goes_on = goes_on and occasion_of(report.sentences[toll.unit], toll) is None
        before = (told[unit] for unit in range(toll.unit - 1, toll.unit - NEAR - 1, -1) if unit in told)
        last = next(before, []) if goes_on else []
        if near:
            act = _nearest(report.sentences[toll.unit], toll.trigger, near)
            if _in_another(report.sentences[toll.unit], toll, near):
                continue
        elif (
            len({k for _, k in last}) == 1
            and _goes_on(report, at[last[0][1]], toll)
            and _can_cost(acts[last[0][1]], toll)
        ):
            act = last[0][1]
        else:
            continue
        again = toll.part_of is None and (act, toll.effect) in counted
        counted.add((act, toll.effect))
        doubt |= {(act, toll.unit)} if again else set()
        told_here = (not near or _is_told_in(report, acts[act], at[act], toll)) and _at_one_place(
            acts[act].where, toll.where
        )
        found[n] = Cause(act, told_here)
    return {n: Cause(c.act, c.sure and (c.act, tolls[n].unit) not in doubt) for n, c in found.items()}


def _in_another(sentence: Sentence, toll: TollDraft, near: Sequence[tuple[int, int]]) -> bool:
    """Whether a toll's clause tells another act that is no claim here, since it is told in full elsewhere: "killed in
    air strikes after rebels fired mortar rounds"."""
    doc, can = sentence.unit.doc, ACTS_OF.get(toll.effect, frozenset())
    told = {token for token, _ in near}
    others = [t for t in find_triggers(doc) if t.end - 1 not in told and not t.start <= toll.trigger < t.end]
    others = [t for t in others if not (t.weak or t.generic) and t.type in can]
    least = min(clauses_between(doc, token, toll.trigger) for token in told)
    return any(clauses_between(doc, t.end - 1, toll.trigger) < least for t in others)


def amid_of(sentence: Sentence, toll: TollDraft) -> EventType | None:
    """The type of the act that a toll's own sentence tells beside it, be it no claim of its own: a headline's "strikes"
    are told again below."""
    if toll.scope is Scope.CUMULATIVE or toll.quantity.high == 0 or _of_want(sentence, toll):
        return None
    if _is_avenged(sentence.unit.doc[toll.trigger]):
        return None
    doc, can = sentence.unit.doc, ACTS_OF.get(toll.effect, frozenset())
    near = [(t, typed(t, head_of(doc, t))) for t in find_triggers(doc)]
    told = [(t.end - 1, n) for n, (t, kind) in enumerate(near) if kind in can and not t.start <= toll.trigger < t.end]
    return (
        near[_nearest(sentence, toll.trigger, told)][1]
        if told
        else occasion_of(sentence, toll) or hand_of(sentence, toll)
    )


def _is_avenged(trigger: Token) -> bool:
    """ "Raids came in revenge for the death of five airmen whose helicopter crashed": they died in no raid."""
    node = trigger
    for _ in range(_STEPS):
        if is_answered(node) and node.lemma_.lower() in ("death", "loss"):
            return True
        if node.head.i == node.i or (node.pos_ == "VERB" and node.dep_ not in ("acl", "relcl")):
            return False
        node = node.head
    return False


def _of_want(sentence: Sentence, toll: TollDraft) -> bool:
    """ "Two more died from lack of food": of no act of force, whatever was told beside it."""
    verb = sentence.unit.doc[toll.trigger]
    ends = (g for c in verb.rights if c.lower_ in ("from", "of") for g in c.children if g.dep_ == "pobj")
    return verb.lemma_.lower() in ("die", "death") and any(g.lemma_.lower() in _WANT for g in ends)


def _is_of_what_came_before(toll: TollDraft) -> bool:
    """Whether a toll has neither a place nor a day of its own ("Three people died, the source added")."""
    stated = toll.when is not None and toll.when.basis is Basis.STATED
    return not stated and (toll.where is None or toll.where.inferred)


def _goes_on(report: Report, act: int, toll: TollDraft) -> bool:
    """Whether a figure can be of the act that the sentences before it tell first, and not of others beside it."""
    words = word_set(report.sentences[toll.unit].unit.doc)
    return 0 < toll.unit - act <= NEAR and words.isdisjoint(_ELSEWHERE)


def _can_cost(act: EventDraft, toll: TollDraft) -> bool:
    """Whether an act that happened can have befallen the people of a toll, on its day."""
    if act.type not in ACTS_OF.get(toll.effect, frozenset()) or act.status is not Status.ASSERTED:
        return False
    return act.when is None or toll.when is None or act.when.overlaps(toll.when, slack=1)


def _is_told_in(report: Report, act: EventDraft, at: int, toll: TollDraft) -> bool:
    """Whether the sentence of a toll is the one that tells its act, or comes back to it ("the attack"): "shelling"
    told of again may be other shelling. A headline and its lead tell one thing."""
    lead = toll.unit <= LEAD and all(unit <= LEAD for unit, *_ in act.tellings)
    if toll.unit == at or lead:
        return True
    doc = report.sentences[toll.unit].unit.doc
    heads = [doc[end - 1] for unit, _, end in act.tellings if unit == toll.unit]
    return any(
        any(c.lower_ in _BACK for c in head.lefts) and not any(c.lower_ in _ANEW for c in head.lefts) for head in heads
    )


def _at_one_place(a: PlaceMention | None, b: PlaceMention | None) -> bool:
    """Whether two claims of one report can lie at one place: one names none of its own, or both the same."""
    if a is None or b is None or a.inferred or b.inferred:
        return True
    if a.name in b.listed or b.name in a.listed:
        return True
    x, y = a.name.lower(), b.name.lower()
    return x == y or x in ((b.within or "").lower(), y) or y == (a.within or "").lower()


def _nearest(sentence: Sentence, trigger: int, near: Sequence[tuple[int, int]]) -> int:
    """The act whose clause is nearest to the word that says what befell them; among equals the one beside it. What they
    were killed "following" is another."""
    doc = sentence.unit.doc

    def distance(act: tuple[int, int]) -> tuple[bool, int, int, int]:
        token, before = act[0], doc[act[0]].head.lower_ == "following"
        return before, clauses_between(doc, token, trigger), abs(token - trigger), token

    return min(near, key=distance)[1]
