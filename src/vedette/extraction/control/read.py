"""The control statements of a report: every rule on every sentence, repeats folded."""

from collections.abc import Iterable, Iterator, Sequence

from vedette.extraction.control.contests import by_fighting
from vedette.extraction.control.draft import ControlDraft
from vedette.extraction.control.folding import folded
from vedette.extraction.control.held import by_compound
from vedette.extraction.control.nouns import by_noun
from vedette.extraction.control.phrases import by_leaving, by_phrase, match
from vedette.extraction.control.under import by_phrase_of_state
from vedette.extraction.control.verbs import by_fall, by_sending, by_verb
from vedette.extraction.control.where import is_whole_country
from vedette.extraction.control.words import control_words
from vedette.extraction.events import EventDraft
from vedette.extraction.report import Report, Sentence
from vedette.model.claim import ControlRelation, Extent

_SENDING = ("send", "order", "dispatch")
_LEAVING = ("withdraw", "retreat", "pull")
_FALLING = ("fall", "surrender", "pass")


def draft_control(report: Report, events: Sequence[EventDraft]) -> tuple[ControlDraft, ...]:
    """The control statements of a report in order, repeats folded."""
    drafts: list[ControlDraft] = []
    for sentence in report.sentences:
        found = (
            *by_compound(report, sentence),
            *_by_verbs(report, sentence),
            *by_noun(report, sentence),
            *by_phrase_of_state(report, sentence),
        )
        drafts.extend(_sound(sentence, found))
    drafts.extend(by_fighting(report, events))
    return folded(drafts)


def _by_verbs(report: Report, sentence: Sentence) -> Iterator[ControlDraft]:
    words = control_words()
    for token in sentence.unit.doc:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        lemma = token.lemma_.lower()
        phrase = match(token, words)
        if phrase is not None:
            yield from by_phrase(report, sentence, token, *phrase)
        elif lemma in _LEAVING:
            yield from by_leaving(report, sentence, token)
        elif lemma in words.verbs:
            yield from by_verb(report, sentence, token, words.verbs[lemma])
        elif lemma in _FALLING:
            yield from by_fall(report, sentence, token)
        elif lemma in _SENDING:
            yield from by_sending(report, sentence, token)


def _sound(sentence: Sentence, drafts: Iterable[ControlDraft]) -> Iterator[ControlDraft]:
    """Without what is said of a whole country ("fighting the group in X"), apart from coming into it."""
    for draft in drafts:
        entering = draft.relation in (ControlRelation.ENTERED, ControlRelation.WITHDREW)
        if is_whole_country(sentence, draft.where) and draft.extent is Extent.UNSPECIFIED and not entering:
            continue
        yield draft
