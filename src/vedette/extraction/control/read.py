"""The control statements of a report: every rule on every sentence, repeats folded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from vedette.extraction.acts.events import EventDraft
from vedette.extraction.control.contests import by_fighting
from vedette.extraction.control.draft import ControlDraft
from vedette.extraction.control.flags import by_flag
from vedette.extraction.control.folding import folded
from vedette.extraction.control.held import by_compound
from vedette.extraction.control.motion import by_motion, direction
from vedette.extraction.control.moves import by_fall, by_handing, by_sending
from vedette.extraction.control.nouns import by_noun
from vedette.extraction.control.phrases import by_bare_control, by_leaving, by_phrase, match
from vedette.extraction.control.repelled import by_repelling
from vedette.extraction.control.under import by_phrase_of_state
from vedette.extraction.control.verbs import by_verb
from vedette.extraction.control.where import is_whole_country
from vedette.extraction.control.who import is_acronym
from vedette.extraction.control.words import control_words
from vedette.extraction.parsing.forms import lemma_set, lemmas_of
from vedette.extraction.parsing.tokens import Token
from vedette.extraction.report import Report, Sentence
from vedette.model.claim import ControlRelation, Extent

_OWNING = (ControlRelation.CAPTURED, ControlRelation.HOLDS, ControlRelation.LOST)
_PROVINCE = 2
_GAINING = (ControlRelation.CAPTURED, ControlRelation.ENTERED)
_SENDING = ("send", "order", "dispatch")
_LEAVING = ("withdraw", "retreat", "pull")
_CONTROLLING = ("take", "regain", "retake", "seize", "lose", "assume", "restore")
_HANDING = ("hand", "surrender", "turn", "cede", "transfer")
_IF = ("if", "unless", "whether")
_FALLING = ("fall", "surrender", "pass", "succumb", "collapse")


def draft_control(report: Report, events: Sequence[EventDraft]) -> tuple[ControlDraft, ...]:
    """The control statements of a report in order, repeats folded."""
    drafts: list[ControlDraft] = []
    for sentence in report.read:
        found = (
            *by_compound(report, sentence),
            *_by_verbs(report, sentence),
            *by_noun(report, sentence),
            *by_phrase_of_state(report, sentence),
            *by_flag(report, sentence),
            *by_repelling(report, sentence),
        )
        drafts.extend(_sound(sentence, found))
    told = {(d.unit, d.where.name.lower()) for d in drafts}
    drafts.extend(d for d in by_fighting(report, events) if (d.unit, d.where.name.lower()) not in told)
    if report.document.title is None:
        return folded(drafts, report.anchor)
    wide = frozenset(p.name.lower() for s in report.sentences[:1] for p in s.places if p.level >= _PROVINCE)
    return folded(drafts, report.anchor, headed=True, wide=wide)


def _by_verbs(report: Report, sentence: Sentence) -> Iterator[ControlDraft]:
    words, telling, doc = control_words(), _telling(), sentence.unit.doc
    if telling.isdisjoint(lemma_set(doc)):
        return
    moving = _moving()
    for i, lemma in enumerate(lemmas_of(doc)):
        if lemma not in telling:
            continue
        token = doc[i]
        if (token.pos_ not in ("VERB", "AUX") and token.dep_ != "relcl") or is_acronym(token) or _is_condition(token):
            continue
        phrase = match(token, words)
        if phrase is not None:
            yield from by_phrase(report, sentence, token, phrase)
        elif lemma in moving and (moved := tuple(by_motion(report, sentence, token))):
            yield from moved
        elif lemma in _CONTROLLING and any(c.lower_ == "control" and c.dep_ == "dobj" for c in token.children):
            yield from by_bare_control(report, sentence, token)
        elif lemma in _LEAVING:
            yield from by_leaving(report, sentence, token)
        elif lemma in _HANDING and (handed := tuple(by_handing(report, sentence, token))):
            yield from handed
        elif lemma in words.particles and (with_it := _with_particle(token, words.particles[lemma])) is not None:
            yield from by_verb(report, sentence, token, with_it, particle=True)
        elif lemma in words.verbs:
            yield from by_verb(report, sentence, token, words.verbs[lemma])
        elif lemma in _FALLING:
            yield from by_fall(report, sentence, token)
        elif lemma in _SENDING:
            yield from by_sending(report, sentence, token)


def ground_taken(sentence: Sentence) -> list[int]:
    """The verbs by which a sentence tells that somebody took ground or came into it: what comes next goes on there."""
    words, telling, doc = control_words(), _telling(), sentence.unit.doc
    if not sentence.places or telling.isdisjoint(lemma_set(doc)):
        return []
    found, moving = [], _moving()
    for i, lemma in enumerate(lemmas_of(doc)):
        token = doc[i]
        if lemma not in telling or token.pos_ != "VERB" or _is_condition(token):
            continue
        if any(c.dep_ == "aux" and (c.tag_ in ("MD", "TO") or c.lower_ in ("has", "have")) for c in token.children):
            continue
        if not _is_news(token):
            continue
        phrase = match(token, words)
        if phrase is None and lemma in moving and (moved := direction(token)) is not None:
            relation: ControlRelation | None = moved[0]
        else:
            relation = phrase.relation if phrase is not None else words.verbs.get(lemma)
        if relation in _GAINING:
            found.append(i)
    return found


def _is_news(verb: Token) -> bool:
    """A main clause or what somebody says, not what is told of a party or a place in passing."""
    while verb.dep_ in ("conj", "xcomp") and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    return verb.dep_ in ("ROOT", "ccomp")


@cache
def _telling() -> frozenset[str]:
    """The lemmas at which a verb of control can stand."""
    words = control_words()
    listed = (*words.phrases, *words.verbs, *words.crossed, *words.particles, *words.pushing, *_moving())
    return frozenset((*listed, *_LEAVING, *_FALLING, *_SENDING, *_HANDING, *_CONTROLLING))


@cache
def _moving() -> frozenset[str]:
    return control_words().moving.verbs()


def _with_particle(verb: Token, particles: Mapping[str, ControlRelation]) -> ControlRelation | None:
    """What a verb says with a particle of its own behind it: "hemmed in X", "which they have given up"."""
    for child in verb.rights:
        if child.lower_ in particles and (child.dep_ in ("prt", "advmod") or child.i == verb.i + 1):
            return particles[child.lower_]
    return None


def _is_condition(verb: Token) -> bool:
    if any(c.dep_ == "mark" and c.lower_ in _IF for c in verb.children):
        return True
    words = verb.doc.words  # "If the generals lose X as well, they ...": whatever the parser ties "if" to
    return words[0] in _IF and "," in words[verb.i :] and "," not in words[: verb.i]


def _is_within(sentence: Sentence, draft: ControlDraft) -> bool:
    """ "oilfields in X", "territory in X": some of the country, where a noun stands between verb and name."""
    place = next((p for p in sentence.places if p.mention.span == draft.where.span), None)
    if place is None or draft.relation not in _OWNING or draft.extent is not Extent.UNSPECIFIED:
        return False
    words = sentence.unit.doc[draft.trigger + 1 : place.start]
    return (
        len(words) > 1 and words[-1].lower_ == "in" and words[-2].pos_ == "NOUN" and words[-2].dep_ in ("dobj", "pobj")
    )


def _sound(sentence: Sentence, drafts: Iterable[ControlDraft]) -> Iterator[ControlDraft]:
    """Without what is said of a whole country ("fighting the group in X"), apart from coming into it."""
    for draft in drafts:
        if is_whole_country(sentence, draft.where) and _is_within(sentence, draft):
            draft = replace(draft, extent=Extent.PART)
        entering = draft.rule != "noun" and draft.relation in (ControlRelation.ENTERED, ControlRelation.WITHDREW)
        if is_whole_country(sentence, draft.where) and draft.extent is Extent.UNSPECIFIED and not entering:
            continue
        yield draft
