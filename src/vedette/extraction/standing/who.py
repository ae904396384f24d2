"""Who a statement or forecast is by: speakers and subjects by their fullest names."""

from vedette.extraction.chain.naming import resolve
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.report import Report, Sentence
from vedette.extraction.speech.attribution import Source, innermost
from vedette.extraction.speech.cues import can_speak
from vedette.extraction.standing.phrases import around, subject
from vedette.extraction.standing.words import standing_words
from vedette.model.mention import ActorMention


def speaker(report: Report, sentence: Sentence, token: int) -> ActorMention | None:
    """Who says what a token tells, by the fullest name; None where the outlet says it itself."""
    for said in reversed(innermost(sentence.said, token)):
        if said.source is not None:
            return named(report, sentence, said.source)
    return None


def named(report: Report, sentence: Sentence, source: Source) -> ActorMention:
    """A source as an actor, by its fullest name; "one" is one of those the sentence before speaks of."""
    name = resolve(report, sentence, source).name
    if source.words.lower() in ("he", "she"):
        name = _just_named(report, sentence, unknown=name.lower() == source.words.lower()) or name
    if source.words.lower() in ("one", "another"):
        earlier = (t for s in report.before(sentence.unit.index, 1) for t in s.unit.doc if t.tag_ == "NNS")
        many = next((t for t in earlier if t.lemma_.lower() in standing_words().forecasters), None)
        name = many.text if many is not None else name
    return ActorMention(source.words, name, sentence.unit.chars(source.start, source.end))


def _just_named(report: Report, sentence: Sentence, *, unknown: bool) -> str | None:
    """ "An observer sees X. ..., he said": whom the sentence before speaks of, where it quotes nobody.

    Somebody who judges from outside goes before other speakers; anybody who can speak serves where `unknown` is set.
    """
    before = report.before(sentence.unit.index, 1)
    if not before or before[0].said:
        return None
    head = root_subject(before[0].unit.doc)
    if (
        head is None
        or head.tag_ not in ("NN", "NNP")
        or not (is_forecaster_word(head) or (unknown and can_speak(head)))
    ):
        return None
    return before[0].unit.text(*around(before[0].unit.doc, head))


def root_subject(doc: Doc) -> Token | None:
    """The subject of a sentence's main verb."""
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    return subject(root) if root is not None else None


def is_forecaster_word(token: Token | None) -> bool:
    """Whether a noun names one who judges from outside."""
    return token is not None and token.lemma_.lower() in standing_words().forecasters


def subject_mention(report: Report, sentence: Sentence, verb: Token) -> ActorMention | None:
    """The subject of a verb as a speaker, pronouns and short names looked up; None where it has none."""
    heard = next((s.source for s in sentence.said if s.cue == verb.i and s.source is not None), None)
    if heard is not None and verb.dep_ == "conj":
        return named(report, sentence, heard)
    head = subject(verb)
    if head is None or (head.lower_ in ("it", "there", "this", "that", "which", "what") and head.dep_ != "nsubj"):
        return None
    named_too = next((c for c in head.rights if c.dep_ == "appos" and c.tag_ == "NNP" and c.i < verb.i), None)
    if named_too is not None and head.tag_ in ("NN", "NNS"):
        head = named_too
    start, end = around(verb.doc, head)
    if head.pos_ == "PRON":
        start, end = head.i, head.i + 1
    elif end > verb.i > head.i:
        end = verb.i
    source = Source(start, end, head.i, sentence.unit.text(start, end), head.lower_ in ("he", "she", "it", "they"))
    return named(report, sentence, source)


def is_forecaster(who: ActorMention | None) -> bool:
    """Whether a speaker is one who judges from outside: an analyst, an observer, an institute."""
    if who is None:
        return False
    words = {w.strip(".,").lower() for w in f"{who.text} {who.name}".split()}
    return bool({w.removesuffix("s") for w in words} & standing_words().forecasters)
