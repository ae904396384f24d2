"""What a figure adds up: one event, or what a war or some days of it have cost.

Reports close with such totals ("The war has killed more than 280,000 people since 2011"). Taken for the day's event
they drown it. A total is told by its days, by its words ("so far", "since then", "in the long war"), or by its size.
"""

import datetime as dt
import re
from collections.abc import Sequence

from vedette.extraction.attaching.dating import has_been_since, only_compares
from vedette.extraction.counting.counts import Count
from vedette.extraction.parsing.forms import word_set
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.report import Sentence
from vedette.extraction.times.expression import Hint
from vedette.extraction.times.lasting import lasting
from vedette.model.claim import Effect, Scope
from vedette.model.times import DAY, Basis, Precision, When
from vedette.text.numerals import TENS

#: What a sentence's verb may have for its subject where it tells what something has cost so far.
_SPANS = frozenset(
    (
        "war conflict fighting infighting offensive campaign violence insurgency uprising crisis unrest battle assault"
        " escalation onslaught"
    ).split()
)
#: What lasts for years: to be killed "in" it is to be part of a total.
_WARS = frozenset(
    "war conflict rebellion insurgency uprising turmoil revolution revolt crisis crackdown unrest genocide".split()
)
#: What lasts for days and weeks.
_LONG_FIGHTS = frozenset("battle offensive campaign operation".split())
#: Acts that are many where they are told in the plural, and words that add to what was counted before.
_ACTS = frozenset("strike airstrike raid clash bombing bombardment shelling attack battle".split())
#: Tokens from which a sentence's first figure may begin behind "another" ("A further 12", "But another 12").
_OPENS = 3
_MORE = frozenset(("another", "also", "further"))
_LENGTHS = frozenset(("day", "week", "month", "year"))
_SO_FAR = (("so", "far"), ("to", "date"), ("up", "to", "now"), ("until", "now"), ("since", "then"))
_WITHIN = ("conj", "xcomp", "dobj", "ccomp", "advcl", "attr", "nsubj", "prep", "oprd")
#: The last sentence of a title and lead, which tell the day's news in the perfect.
LEAD = 1
#: Steps from a trigger up to the clause that it stands in.
_STEPS = 3
#: More than one raid, battle or massacre costs within days, by judgement: what is larger is a war's or a campaign's.
_MOST = {Effect.KILLED: 20_000, Effect.INJURED: 50_000}
_MOST_OTHER = 1_000_000


def scope_of(sentence: Sentence, count: Count, effect: Effect, trigger: int, when: When | None) -> Scope:
    """Whether a count is of one event or a total."""
    if when is not None and when.precision in (Precision.INTERVAL, Precision.MONTH, Precision.YEAR) and when.days > 2:
        return Scope.CUMULATIVE
    token = sentence.unit.doc[trigger]
    clauses = _clauses(token)
    so_far = any(_perfect(v) and (_is_cost(v) or _is_told_so_far(v) or _is_in_a_war(v)) for v in clauses)
    summed = when is not None and when.days > 1 and any(v.lemma_ == "bring" for v in clauses)
    if summed:  # "bringing to 45 the number killed in 24 hours"
        return Scope.CUMULATIVE
    so_far = so_far or _since_it_began(sentence.unit.doc, trigger)
    so_far = so_far or (_counts_weeks(sentence) and any(_perfect(v) for v in clauses[:1]))
    so_far = so_far or (sentence.unit.index > LEAD and not sentence.times and _goes_on_adding(sentence, clauses))
    return Scope.CUMULATIVE if is_of_a_war(count, effect) or so_far or _over_days(token, clauses) else Scope.EVENT


#: What begins or ends a stretch of days ("since the truce collapsed on Monday").
_TURNS = frozenset("begin start erupt launch resume collapse end expire lapse fail".split())
_RANKS = frozenset("first last only deadliest worst biggest largest heaviest bloodiest".split())


def _since_it_began(doc: Doc, trigger: int) -> bool:
    """ "With reports of 865 people killed, 50 of them civilians, since the strikes began", "since the truce
    collapsed"; not "killed five, the worst attack since the truce began"."""
    words = doc.words
    if "since" not in words[trigger + 1 :]:
        return False
    since = words.index("since", trigger + 1)
    if not _RANKS.isdisjoint(words[trigger + 1 : since]) or any(
        t.tag_ in ("JJS", "RBS") for t in doc[trigger + 1 : since]
    ):
        return False
    verb = doc[since].head
    return verb.lemma_.lower() in _TURNS and verb.dep_ == "advcl" and doc[since].dep_ in ("mark", "prep")


def is_of_a_war(count: Count, effect: Effect) -> bool:
    """Whether a count is so large that only a whole war can have cost it."""
    return count.quantity.low >= _MOST.get(effect, _MOST_OTHER)


def _counts_weeks(sentence: Sentence) -> bool:
    """ "In less than two weeks": how long it took, of no days that are told."""
    return any(
        t.expression.when is None and Hint.WITHIN in t.expression.hints and t.expression.value[-1:] in ("W", "M")
        for t in sentence.times
        if t.expression.value.startswith("P") and not t.expression.value.startswith("PT")
    )


#: Longer spans are those of a war, not of what is being told.
A_STORY = 120
A_YEAR = 400
_SUMMED = frozenset("dead death toll figure victim casualty fatality number".split())


def frame_of(before: Sentence, anchor: dt.date | None) -> When | None:
    """The days over which, as a sentence says, something has gone on ("Raids have grown since the army set out on 3
    May", "raids went on for the tenth day in a row"): what the next one says people "have" suffered is the sum of those
    days. None where it says no such thing."""
    if anchor is None:
        return None
    doc = before.unit.doc
    running = days_running(doc)
    if LONG < running <= A_YEAR:
        return When(anchor - (running - 1) * DAY, anchor + DAY, Precision.INTERVAL, Basis.INFERRED)
    for found in before.times:
        when = found.expression.when
        if found.reporting or only_compares(doc, found.start):
            continue
        span = lasting(found.expression, anchor) if found.expression.hints else None
        if span is None and when is not None and when.last < anchor and has_been_since(doc, found.start):
            span = When(when.start, anchor + DAY, Precision.INTERVAL, when.basis, when.words)
        if span is not None and LONG < span.days <= A_YEAR and any(map(_lasts, _above(doc[found.start]))):
            return span
    return None


_RUNNING = frozenset(("consecutive", "straight", "successive", "running"))
_FIRSTS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
_ORDINALS = {word: n for n, word in enumerate(_FIRSTS.split(), start=1)}
_ORDINALS |= {"fifteenth": 15, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
_NUMERAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")


def days_running(doc: Doc) -> int:
    """The how-many-eth day on end a sentence speaks of ("for the 45th consecutive day", "the tenth day in a row"); 0
    where it speaks of none."""
    words = doc.words
    for i, word in enumerate(words):
        if word != "day" or not (words[i - 1] in _RUNNING or words[i + 1 : i + 4] == ["in", "a", "row"]):
            continue
        said = "".join(words[max(0, i - 4) : i - (words[i - 1] in _RUNNING)])
        tens = next((n for name, n in TENS.items() if name in said), 0)
        numeral = _NUMERAL.search(said)
        if numeral is not None:
            return int(numeral[1])
        unit = max((n for name, n in _ORDINALS.items() if said.endswith(name)), default=0)
        return tens + unit if 0 < unit < 10 else unit
    return 0


def _lasts(verb: Token) -> bool:
    """Whether a verb tells of what has gone on, or, by who tells it, "had"."""
    had = any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)
    return _perfect(verb) or (had and verb.dep_ == "ccomp" and verb.tag_ == "VBN")


def _above(token: Token) -> list[Token]:
    """The verbs in whose clauses a word stands, nearest first."""
    found = []
    for _ in range(2 * _STEPS):
        if token.head.i == token.i:
            break
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            found.append(token)
    return found


#: From so many days on, a span is no single happening's.
LONG = 3


def counted_over(after: Sentence, anchor: dt.date | None) -> When | None:
    """ "30 children were among those killed over the last two weeks": the days of the count told just before it."""
    words = after.unit.doc.words
    if (
        anchor is None
        or "among" not in words
        or words[words.index("among") + 1 : words.index("among") + 2] != ["those"]
    ):
        return None
    spans = (lasting(t.expression, anchor) for t in after.times if t.expression.hints and not t.reporting)
    return next((s for s in spans if s is not None and LONG < s.days <= A_STORY), None)


def is_further(doc: Doc, start: int) -> bool:
    """Whether a sentence opens with a figure of other people than those told of before it: "Another seven were
    killed in ...", "A further 12 died"."""
    return start <= _OPENS and (doc.words[:start][-1:] == ["another"] or doc.words[:start][-2:] == ["a", "further"])


def adds_to(sentence: Sentence, trigger: int) -> bool:
    """ "Another 40 have been killed in raids", "The dead include 22 children", "five more deaths": what adds to the
    total told before."""
    doc = sentence.unit.doc
    if "another" in doc.words[:4] or doc.words[:2] in (["a", "further"], ["an", "additional"]):
        return _goes_on(doc[trigger])
    verb = next((t for t in doc[:6] if t.lemma_ == "include"), None)
    if verb is not None and any(t.lemma_.lower() in _SUMMED for t in doc[: verb.i]):
        return True
    return doc[trigger].pos_ == "NOUN" and any(c.lower_ == "more" for c in doc[trigger].lefts)


def _goes_on(trigger: Token) -> bool:
    return any(_perfect(v) for v in _clauses(trigger))


def counts_on(sentence: Sentence, trigger: int) -> bool:
    """ "The strikes have killed 40", "40 have been killed": a count up to the report, whose own words give no days."""
    return any(_perfect(v) for v in _clauses(sentence.unit.doc[trigger])[:1])


def _perfect(verb: Token) -> bool:
    return any(c.dep_ in ("aux", "auxpass") and c.lower_ in ("has", "have") for c in verb.children)


def _clauses(trigger: Token) -> list[Token]:
    """The trigger and the verbs that it is joined to or hangs on, nearest first."""
    found, node = [trigger], trigger
    for _ in range(_STEPS):
        if node.head.i == node.i or node.dep_ not in _WITHIN:
            break
        node = node.head
        found.append(node)
    return [t for t in found if t.pos_ in ("VERB", "AUX")]


def _is_cost(verb: Token) -> bool:
    """ "The war has killed", "a conflict that has claimed the lives of"."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and subject.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        subject = verb.head
    if subject is None:
        return False
    return subject.lemma_.lower() in _SPANS or (subject.lemma_.lower() in _LENGTHS and _of_fighting(subject))


def _is_told_so_far(verb: Token) -> bool:
    """ "have been killed so far", "since then more than 300 have died", "since the conflict began"."""
    words = [t.lower_ for t in verb.doc[verb.left_edge.i : verb.right_edge.i + 1]]
    if any(tuple(words[i : i + len(p)]) == p for p in _SO_FAR for i in range(len(words))):
        return True
    return any(c.dep_ == "mark" and c.lower_ == "since" for child in verb.children for c in child.children)


def _goes_on_adding(sentence: Sentence, clauses: Sequence[Token]) -> bool:
    """ "Another 40 people have been killed in strikes on the east": what is added to a total in the perfect, in acts of
    no one day."""
    if _MORE.isdisjoint(word_set(sentence.unit.doc)):
        return False
    return any(
        _perfect(verb)
        and any(
            g.dep_ == "pobj" and (g.lemma_.lower() in _SPANS or (g.tag_ == "NNS" and g.lemma_.lower() in _ACTS))
            for child in verb.children
            if child.dep_ in ("prep", "agent") and child.lower_ in ("in", "by")
            for g in child.children
        )
        for verb in clauses
    )


def _is_in_a_war(verb: Token) -> bool:
    """ "have been killed in Syria's conflict", "has lost 90 in the battle", "a war in which more than 300,000 have been
    killed"."""
    if verb.dep_ == "relcl" and verb.head.lemma_.lower() in _WARS:
        return True
    return any(
        g.dep_ == "pobj" and (g.lemma_.lower() in _WARS or (g.lemma_.lower() in _LONG_FIGHTS and _is_the(g)))
        for child in verb.children
        if child.dep_ == "prep" and child.lower_ in ("in", "during", "by")
        for g in child.children
    )


def _is_the(noun: Token) -> bool:
    return any(c.lower_ in ("the", "this") for c in noun.lefts)


def _over_days(trigger: Token, clauses: Sequence[Token]) -> bool:
    """ "killed in the three days of the offensive", "the toll from two days of fighting rose to 182"."""
    heads = [*clauses, trigger]
    heads += [c for verb in clauses for c in verb.children if c.lemma_.lower() in ("toll", "number", "count")]
    return any(
        days.lemma_.lower() in _LENGTHS and days.tag_ == "NNS" and _of_fighting(days)
        for head in heads
        for child in head.children
        if child.dep_ == "prep" and child.lower_ in ("in", "over", "during", "from", "after", "within")
        for days in child.children
        if days.dep_ == "pobj"
    )


def _of_fighting(days: Token) -> bool:
    """ "Days of fighting" are what a toll adds up; days alone may say when one event was."""
    return any(g.lemma_.lower() in _SPANS | _WARS for c in days.children if c.lower_ == "of" for g in c.children)
