"""When: which of the days in and around a sentence belong to what a word tells.

A day that dates the telling ("said on Monday") dates no event. Where a sentence has no day of its own, the incident it
goes on with lends its day, and a report's lead takes the day that the next sentences give.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from vedette.extraction.attaching.topics import of_the_talk
from vedette.extraction.parsing.forms import once
from vedette.extraction.parsing.syntax import clauses_between, verb_of
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.parties.perpetrators import ACTS
from vedette.extraction.report import FoundTime, Report, Sentence
from vedette.extraction.times import reckoning
from vedette.extraction.times.expression import Hint
from vedette.extraction.times.lasting import lasting
from vedette.extraction.words.lexicon import lexicon
from vedette.model.times import DAY, Basis, Precision, When, month, year

#: Only a day or a few are lent from sentence to sentence; a longer span is a total's own.
LENT = 3
#: How many sentences a lead looks ahead for its day, and how many days before the report that day may lie.
AHEAD = 2
RECENT = 8
#: What happened so many days before a report is no news of it.
OLD = 60
A_WEEK = 7
#: How far a comparison reaches back from its day, in tokens.
COMPARED = 12

#: Nouns for a run of fighting with a first day.
CAMPAIGNS = frozenset(
    "offensive assault operation campaign insurgence incursion push counteroffensive counter-offensive attack advance "
    "uprising battle invasion".split()
)
_FIGHTS = frozenset("fighting clash violence raid strike shelling bombardment siege".split())
_WARS = frozenset("war conflict crisis uprising insurgency rebellion revolt".split())
_BEGIN = frozenset("start begin erupt break launch trigger spark descend outbreak".split())
_GATHERINGS = frozenset(
    (
        "election vote poll referendum ballot summit meeting conference congress anniversary briefing hearing session "
        "speech"
    ).split()
)
_STRIFE = CAMPAIGNS | ACTS | _WARS
_ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth".split())
_RUNS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
#: How far before the span the ordinal stands.
COUNTED = 9
_POINT = re.compile(r"(\d{4})(-\d\d)?")
_LENGTH = re.compile(r"P(\d+)([DWMY])")


@once
def own_time(report: Report, sentence: Sentence, token: int, *, back: bool = True) -> When | None:
    """The days that the sentence itself ties to a token; without `back` that of its news, also to what it only says
    was so long before ("shelled X on Monday, a day after Y was")."""
    doc = sentence.unit.doc
    usable = [
        t
        for t in sentence.times
        if not t.reporting
        and _days(report, sentence, t, token) is not None
        and not _only_compares(sentence, t, token)
        and not _of_an_aside(doc, t.start, token, old=is_old(t.expression.when, report.anchor))
        and not (is_old(t.expression.when, report.anchor) and _names_another(doc, t.end - 1, token))
        and not _of_an_office(doc, t.start, token)
        and not _of_a_gathering(doc, t, token)
        and not of_the_talk(doc, t, token)
        and not _only_counts(doc, t.start)
        and not _ends_another(doc, t, token)
        and not (token >= t.end and _is_credited(doc, t))
    ]
    if not usable:
        return None

    def rank(found: FoundTime) -> tuple[bool, int, int]:
        gap = found.start - token if found.start >= token else token - found.end + 2
        return (not _says_when(doc, found.start, token), clauses_between(doc, found.start, token), gap)

    best = min(usable, key=rank)
    when = _days(report, sentence, best, token)
    counted = next((t for t in sentence.times if t.expression.when is None and _counts_back(doc, t, token)), None)
    if back and counted is not None and best.end <= counted.start and when is not None and when.days == 1:
        return _before(when, counted)
    run = _days_of_a_run(doc, token) if when is not None and when.days == 1 else 0
    if when is not None and run > 1:
        return When(when.start - (run - 1) * DAY, when.end, Precision.INTERVAL, when.basis, when.words)
    return when


def _days_of_a_run(doc: Doc, token: int) -> int:
    """ "On Wednesday, in a second day of bombing that has killed 32": the days on which those died; 0 of one."""
    verb = verb_of(doc[token])
    if verb.dep_ != "relcl" or not any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in verb.children):
        return 0
    for i in range(verb.i - 1, max(1, verb.i - COUNTED), -1):
        if doc[i].lower_ == "of" and doc[i - 1].lower_ == "day":
            return _RUNS.get(doc[i - 2].lower_, 0)
    return 0


def _says_when(doc: Doc, at: int, token: int) -> bool:
    """ "Left under the deal reached by both sides in March": a day in the participle that describes a noun is of the
    noun, whatever day the sentence's own verb has."""
    if doc[token].pos_ != "NOUN":
        return False
    verb = verb_of(doc[at])
    return verb.dep_ == "acl" and verb.head.i == token


def _ends_another(doc: Doc, found: FoundTime, token: int) -> bool:
    """ "By Friday the villages taken in the fighting had been recaptured": the limit of what the verb tells, which
    dates nothing that only stands beside it."""
    verb = _over_by(doc, found)
    return verb is not None and verb.i != token and doc[token].pos_ == "NOUN"


def _over_by(doc: Doc, found: FoundTime) -> Token | None:
    """The verb of "by Friday the villages had been recaptured"."""
    if found.start == 0 or doc.words[found.start - 1] != "by":
        return None
    verb = verb_of(doc[found.start])
    return verb if any(c.lower_ == "had" for c in verb.children) else None


def runs_up_to(sentence: Sentence, lent: When | None) -> When | None:
    """The days of what was fought until a sentence's bound ("by Friday the villages had been recaptured"), from the day
    told of before; `lent` where no sentence says so, None where nothing gives the first."""
    last = next((t.expression.when for t in sentence.times if _over_by(sentence.unit.doc, t) is not None), None)
    if last is None:
        return lent
    if lent is None or lent.start >= last.last:
        return None
    return When(lent.start, last.end, Precision.INTERVAL, lent.basis, lent.words)


def _only_compares(sentence: Sentence, found: FoundTime, token: int) -> bool:
    """Whether a day is but the measure of a comparison; "since 2016, when they were ousted" dates its clause."""
    if token >= found.end and _point_of_when_clause(sentence, found) is not None:
        return False
    return only_compares(sentence.unit.doc, found.start)


def only_compares(doc: Doc, at: int) -> bool:
    """ "the first town to fall since the 2021 coup", "the worst day since the war broke out two years ago": a day that
    only says with what something is compared dates nothing."""
    if "since" not in doc.words[max(0, at - COMPARED - 3) : at + 1]:
        return False
    since = next(i for i in range(at, -1, -1) if doc.words[i] == "since")
    for i in range(since - 1, max(-1, since - COMPARED), -1):
        if doc[i].tag_ in ("JJS", "RBS") or doc[i].lower_ in ("first", "only", "second", "third"):
            return doc[i].lower_ != "least" and (doc[i].lower_ != "most" or doc[i + 1].tag_ == "JJ")
        if doc[i].tag_ in ("VBD", "VBZ", "VBP") or doc[i].text in (";", ":"):
            return False
    return False


def _only_counts(doc: Doc, at: int) -> bool:
    """ "for the 12th time this year", "the fifth mayor killed this year": the span in which somebody counts."""
    if doc[at].lower_ != "this":
        return False
    for i in range(at - 1, max(-1, at - COUNTED), -1):
        if doc[i].tag_ == "JJ" and (doc[i].lower_ in _ORDINALS or _ORDINAL.fullmatch(doc[i].lower_)):
            return True
        if doc[i].tag_ in ("VBD", "VBZ", "VBP") or doc[i].text in (",", ";", ":"):
            return False
    return False


def is_old(when: When | None, anchor: dt.date | None) -> bool:
    """Whether what happened then is history to a report of that day, not its news."""
    return when is not None and anchor is not None and (anchor - when.last).days > OLD


def _names_another(doc: Doc, last: int, token: int) -> bool:
    """ "a militant who took part in the October 7 attack": a day that is part of the name of another act."""
    noun = doc[last].head
    if doc[last].dep_ not in ("compound", "nmod", "nummod") or noun.lemma_.lower() not in ACTS:
        return False
    return noun.i != token and noun.head.i != token


def _of_a_gathering(doc: Doc, found: FoundTime, token: int) -> bool:
    """ "Threatened to kill those who run the 19 March elections": a day that is part of the name of a gathering."""
    last = doc[found.end - 1]
    noun = last.head
    while noun.dep_ in ("compound", "nmod", "amod") and noun.head.i > noun.i:
        noun = noun.head
    return last.dep_ in ("compound", "nmod", "nummod", "poss") and noun.i != token and noun.lemma_ in _GATHERINGS


def _of_an_aside(doc: Doc, at: int, token: int, *, old: bool) -> bool:
    """ "China, which brokered a truce in January, urged ...": a day in what is told of somebody in passing, or of what
    somebody did long ago."""
    verb = verb_of(doc[at])
    for _ in range(4):
        if verb.dep_ == "relcl":
            break
        if verb.head.i == verb.i:
            return False
        verb = verb_of(verb.head)
    else:
        return False
    if any(t.i == token for t in verb.subtree) or verb.head.lemma_.lower() in _STRIFE:
        return False
    pronoun = next((t for t in verb.subtree if t.tag_ in ("WDT", "WP")), None)
    aside = pronoun is not None and pronoun.i > 0 and doc[pronoun.i - 1].text == ","
    return (aside and verb.head.pos_ == "PROPN") or (old and pronoun is not None)


def _of_an_office(doc: Doc, at: int, token: int) -> bool:
    """ "The killing of Ruiz, head of a firm and mayor of Velm in 1984": when somebody was what he is called by."""
    name = at - 2
    while name > 2 and doc[name].tag_ == "NNP":
        name -= 1
    if name < at - 2 and doc[name].lower_ == "of" and doc[at - 1].lower_ == "in":
        return doc[name - 1].lemma_.lower() in lexicon().offices and name - 1 > token
    node = doc[at]
    for _ in range(8):
        if node.dep_ == "appos":
            inside = any(t.i == node.i for t in (doc[token], *doc[token].ancestors))
            return node.lemma_.lower() in lexicon().offices and not inside
        if node.pos_ in ("VERB", "AUX") or node.head.i == node.i:
            return False
        node = node.head
    return False


def _days(report: Report, sentence: Sentence, found: FoundTime, token: int) -> When | None:
    """The days of an expression; what has lasted since then runs to the day of the report."""
    anchor, when = report.anchor, found.expression.when
    if anchor is None:
        return when
    if token >= found.end and (point := _point_of_when_clause(sentence, found)) is not None:
        return point
    if (span := lasting(found.expression, anchor)) is not None:
        return span
    if when is not None and when.last < anchor and _has_been_since(sentence.unit.doc, found.start, token):
        return When(when.start, anchor + DAY, Precision.INTERVAL, when.basis, when.words)
    if when is not None and when.days <= LENT and when.last < anchor and _began_then(sentence, found, token):
        return When(when.start, anchor + DAY, Precision.INTERVAL, when.basis, when.words)
    begun = when is not None and when.days > 1 and when.last < anchor - dt.timedelta(days=90)
    if when is not None and begun and _begins(sentence, found):
        return When(when.start, anchor + DAY, Precision.INTERVAL, when.basis, when.words)
    return when


#: How far up from a day the clause that it stands in may begin.
_CLAUSE = 8


def has_been_since(doc: Doc, at: int) -> Token | None:
    """The verb of the clause in "raids have grown since the army set out from Velm to break the siege on 3 May", where
    what is told has gone on since; None of a day that stands in no such clause."""
    if "since" not in doc.words[:at]:
        return None
    node = doc[at]
    for _ in range(_CLAUSE):
        if node.dep_ == "advcl" and any(c.lower_ == "since" for c in node.lefts):
            perfect = any(c.dep_ in ("aux", "auxpass") and c.lower_ in ("has", "have") for c in node.head.children)
            return node if perfect else None
        if node.head.i == node.i:
            return None
        node = node.head
    return None


def _has_been_since(doc: Doc, at: int, token: int) -> bool:
    clause = has_been_since(doc, at)
    return clause is not None and not any(t.i == token for t in clause.subtree)


def began_on(report: Report) -> When | None:
    """The day on which an offensive began, where a sentence says so ("The assault, which began on Wednesday, ...")."""
    for sentence in report.sentences:
        for found in sentence.times:
            when = found.expression.when
            if when is None or found.reporting or when.days > LENT or not _begins(sentence, found):
                continue
            words = {t.lemma_.lower() for t in sentence.unit.doc[max(0, found.start - 12) : found.start]}
            if words & CAMPAIGNS:
                return replace(when, basis=Basis.INFERRED)
    return None


def _point_of_when_clause(sentence: Sentence, found: FoundTime) -> When | None:
    """ "the largest since 2016, when they were ousted": what stands in the clause happened then, not since then."""
    if Hint.SINCE not in found.expression.hints or "when" not in sentence.unit.doc.words[found.end : found.end + 2]:
        return None
    point = _POINT.fullmatch(found.expression.value)
    if point is None or not found.expression.when:
        return None
    return (month if point[2] else year)(found.expression.when.start)


def begun(report: Report, unit: int) -> When | None:
    """The span from the day on which, as an earlier sentence says, the fighting began to the day of the report."""
    anchor = report.anchor
    for sentence in reversed(report.sentences[: unit + 1]):
        for found in sentence.times:
            when = found.expression.when
            if when is None or found.reporting or when.days > LENT or not _begins(sentence, found):
                continue
            if anchor is not None and when.start < anchor:
                return When(when.start, anchor + DAY, Precision.INTERVAL, Basis.INFERRED, when.words)
    return None


def _begins(sentence: Sentence, found: FoundTime) -> bool:
    """ "the war, which started in 2011": the date opens a span."""
    doc = sentence.unit.doc
    return any(t.lemma_.lower() in _BEGIN for t in doc[max(0, found.start - 8) : found.start])


def _began_then(sentence: Sentence, found: FoundTime, token: int) -> bool:
    """ "Killed in the fighting that began on Thursday": from that day on."""
    verb = verb_of(sentence.unit.doc[found.start])
    if verb.dep_ != "relcl" or verb.lemma_ not in _BEGIN or verb.head.lemma_.lower() not in CAMPAIGNS | _FIGHTS:
        return False
    return not any(t.i == token for t in verb.subtree) and token != verb.head.i


def lent_time(report: Report, sentence: Sentence, token: int, lent: When | None) -> When | None:
    """The day that a sentence without one takes from the incident it goes on with; None where it speaks of another
    time ("a week earlier"), or where somebody spoke of it on a later day. Where he spoke on an earlier one it is
    that day at the latest, and takes it."""
    if lent is None:
        return None
    for found in sentence.times:
        when = found.expression.when
        if when is None and {Hint.EARLIER, Hint.AGO} & found.expression.hints:
            return _before(lent, found)
        if when is None and _counts_on(sentence.unit.doc, found, token):
            return _away(lent, found, 1)
        if when is None and _counts_back(sentence.unit.doc, found, token):
            return _before(lent, found)
        if found.reporting and when is not None and when.days <= LENT:
            if when.last < lent.start:  # what was told on Monday did not happen on Tuesday
                return replace(when, basis=Basis.INFERRED)
            if not when.overlaps(lent, slack=1):
                return None
    if lent.part is not None and sentence.places:  # the hour is that of another place
        lent = replace(lent, precision=Precision.DAY, part=None)
    return replace(lent, basis=Basis.INFERRED)


def _counts_on(doc: Doc, found: FoundTime, token: int) -> bool:
    """ "A day after the assault": counted from the incident that the report has told of."""
    behind = [i for i in range(found.start, min(found.end + 2, len(doc))) if doc[i].lower_ == "after"]
    if not behind:
        return False
    rest = doc[behind[0] + 1 : behind[0] + 5]
    acts = [t for t in rest if t.lemma_.lower() in ACTS]
    return bool(acts) and rest[0].lower_ in ("the", "this", "that") and token not in (t.i for t in acts)


def _counts_back(doc: Doc, found: FoundTime, token: int) -> bool:
    """ "The latest attack comes a week after a blast killed nine": told so long after another, new one."""
    behind = [i for i in range(found.start, min(found.end + 1, len(doc))) if doc[i].lower_ == "after"]
    if not behind or token <= behind[0]:
        return False
    after = doc[behind[0]]
    clause = after.head if after.head.i > after.i else after
    told = doc[after.i + 1].lower_ in ("the", "this", "that")
    new = not told or (
        after.dep_ == "mark" and not any(t.lemma_.lower() in ACTS for t in doc[after.i + 1 : after.i + 5])
    )
    return new and any(t.i == token for t in clause.subtree)


def is_long_before(sentence: Sentence, token: int) -> bool:
    """ "The attack comes a week after a man blew himself up": what lay a week and more before the news is history."""
    counted = (t for t in sentence.times if t.expression.when is None and _counts_back(sentence.unit.doc, t, token))
    lengths = [_LENGTH.fullmatch(t.expression.value) for t in counted]
    return any(m is not None and (m[2] != "D" or int(m[1]) >= A_WEEK) for m in lengths)


def _before(day: When, found: FoundTime) -> When | None:
    """ "a fortnight earlier": so long before the day of the incident."""
    return _away(day, found, -1)


def _away(day: When, found: FoundTime, way: int) -> When | None:
    """The day so long after the day of the incident (`way` 1) or before it (-1)."""
    length = _LENGTH.fullmatch(found.expression.value)
    if length is None:
        return None
    start = reckoning.steps(length[2], day.start, way * int(length[1]))
    return When(start, start + DAY, Precision.DAY, Basis.INFERRED, day.words)


#: What came of an act, told of by when it came.
_HARMS = frozenset("incident casualty death killing fatality violence".split())


def _took_place(sentence: Sentence) -> int | None:
    """The verb of "the operation was carried out on Sunday": when the act that was told was, without telling it."""
    for token in sentence.unit.doc:
        if token.lemma_ not in ("carry", "take", "happen", "occur") or token.pos_ != "VERB":
            continue
        subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        definite = subject is not None and any(c.lower_ in ("the", "this") for c in subject.lefts)
        if subject is not None and definite and subject.lemma_.lower() in ACTS | CAMPAIGNS | _HARMS:
            return token.i
    return None


def is_bound(sentence: Sentence, when: When) -> bool:
    """ "By Friday the villages had been retaken": the last day of what went on before, and not that of what follows."""
    doc = sentence.unit.doc
    return any(t.start > 0 and doc.words[t.start - 1] == "by" and t.expression.when == when for t in sentence.times)


def opens_another_day(sentence: Sentence) -> bool:
    """ "On Saturday the army took a hill": a day that stands before all else turns to another thing."""
    doc = sentence.unit.doc
    first = next((t for t in doc if not t.is_punct), None)
    return first is not None and any(first.i <= t.start <= first.i + 1 and first.pos_ != "DET" for t in sentence.times)


def _is_credited(doc: Doc, found: FoundTime) -> bool:
    """ "Smoke over Velm, June 18 2016 (Agencies) Ten people died": the date of a picture, before who took it."""
    return not found.expression.relative and doc[found.end : found.end + 1].text == "("


def is_picture(sentence: Sentence) -> bool:
    """ "Smoke rises after a strike on Velm 5 September 2016.": what stands below a picture is told in the present and
    closes with the full date on which it was taken."""
    doc = sentence.unit.doc
    for found in sentence.times:
        when = found.expression.when
        if when is None or when.days > 1 or found.expression.relative or found.start < 1:
            continue
        governed = doc[found.start - 1].lower_ in ("on", "of", "since", "until", "by", "from")
        behind = (
            next((t.i + 1 for t in doc[found.end :] if t.text == ")"), found.end) if _is_credited(doc, found) else 0
        )
        closes = not any(t.is_alpha for t in doc[max(behind, found.end) :])
        verb = next((t for t in doc if t.tag_ in ("VBZ", "VBP", "VBD", "MD")), None)
        if closes and not governed and verb is not None and verb.tag_ in ("VBZ", "VBP"):
            return True
    return False


def told_later(
    report: Report,
    unit: int,
    triggers: tuple[tuple[int, ...], ...],
    goes_on: Callable[[Sentence], bool] = lambda _: True,
) -> When | None:
    """The day that the sentences after a lead give for what it opened with, or None; `goes_on` says of a sentence
    whether it tells of that."""
    if unit > 1 or report.anchor is None:
        return None
    for later in range(unit + 1, min(len(triggers), unit + 1 + AHEAD)):
        took = _took_place(report.sentences[later])
        trigger = took if took is not None else triggers[later][0] if triggers[later] else None
        if trigger is None or is_picture(report.sentences[later]) or not goes_on(report.sentences[later]):
            continue
        when = own_time(report, report.sentences[later], trigger)
        if (
            when is not None
            and when.days <= (LENT if took is None else A_WEEK)
            and 0 <= (report.anchor - when.start).days <= RECENT
        ):
            return replace(when, basis=Basis.INFERRED)
    return None
