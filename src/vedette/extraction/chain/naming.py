"""Who a speaker is: "the observatory", "he", "a war monitor" become the fullest name that the document gives.

Looks back first, then ahead (a report often opens with "a monitor said" and names it two sentences on). Bodies and
persons are kept apart: "he" is never an agency, "the Observatory" is never its director; a person keeps the body it
speaks for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vedette.extraction.parsing.forms import once
from vedette.extraction.report import Report, Sentence
from vedette.extraction.speech.acts import Source
from vedette.extraction.speech.cues import DOCUMENTS, can_speak
from vedette.extraction.speech.names import (
    BODY_WORDS,
    TITLES,
    Named,
    body_names,
    fullest_body,
    key,
    personal,
    role_and_body,
    trimmed,
)
from vedette.extraction.speech.sources import parsed

#: Common nouns for kinds of body, and words that the names of such bodies hold.
_MONITORS = frozenset(
    """
    observatory monitor monitoring network watch watchdog rights airwars centre center documentation
    """.split()
)
_MEDIA = frozenset("tv news agency radio times post newspaper channel television press media website".split())
_KINDS: dict[str, frozenset[str]] = {
    "monitor": _MONITORS,
    "watchdog": _MONITORS,
    "observatory": frozenset(("observatory",)),
    "network": frozenset(("network",)),
    "agency": _MEDIA | frozenset("sana tass irna fars anadolu afp reuters dpa xinhua interfax ria agency".split()),
    "ministry": frozenset(("ministry",)),
    "organization": _MONITORS | frozenset("organization organisation union committee".split()),
    "organisation": _MONITORS | frozenset("organization organisation union committee".split()),
    "ngo": _MONITORS | frozenset("organization organisation union committee".split()),
    "group": _MONITORS | frozenset("front organisation organization brigade movement".split()),
    "charity": frozenset("save children doctors charity relief msf".split()),
    "coalition": frozenset(("coalition",)),
    "office": frozenset(("office",)),
    "un": frozenset("un united nations".split()),
}
#: Kinds of body that are nobody in particular without a name; "the army", "the ministry" are somebody.
_UNNAMED = frozenset("monitor watchdog group organization organisation ngo charity network agency".split())
#: A group or organisation so called fights: it is no monitor.
_FIGHTING = frozenset(
    "extremist militant armed jihadist jihadi terrorist terror rebel insurgent paramilitary islamist".split()
)
_FIGHTERS = frozenset("front brigade brigades movement army state".split())
_OUTLETS = frozenset("broadcaster newspaper channel website media medium daily station agency outlet".split())
#: Nouns for unnamed persons and papers.
GENERIC = frozenset(
    """
    source official activist witness resident report statement spokesman spokesperson spokeswoman correspondent
    doctor medic commander officer soldier journalist expert analyst diplomat rebel fighter eyewitness local
    survivor
    """.split()
)
#: Of these the plural is a party ("the rebels said", as "the army said"), and only one of them is nobody in particular.
_BANDS = frozenset("rebel fighter".split())
#: How far back a pronoun or "the group" reaches, in sentences.
REACH = 6


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker with the fullest name the document gives, and the body it speaks for where the words say so."""

    name: str
    words: str
    body: str | None = None
    role: str | None = None
    anonymous: bool = False


@once
def resolve(report: Report, sentence: Sentence, source: Source) -> Speaker:
    """The speaker behind a source as named here."""
    if source.pronoun:
        return _pronoun(report, sentence, source) or Speaker(source.words, source.words, anonymous=True)
    head = sentence.unit.doc[source.head].lemma_.lower()
    words = trimmed(_issuer(source.words))
    if has_name(sentence, source) and not _is_only_described(sentence, source, head):
        return _named(report, words, source)
    if head in DOCUMENTS and not set(key(words)) - {head}:
        return _issuer_before(report, sentence, source) or Speaker(words, source.words, anonymous=True)
    if head in GENERIC:
        found = _same_description(report, sentence, source, head)
        band = head in _BANDS and sentence.unit.doc[source.head].tag_ in ("NNS", "NNPS")
        return found or Speaker(words, source.words, anonymous=not band)
    return _by_kind(report, sentence, source, head) or Speaker(words, source.words, anonymous=head in _UNNAMED)


@once
def has_name(sentence: Sentence, source: Source) -> bool:
    """Whether a source holds a proper name, in the parser's tags or by its capitals inside a sentence."""
    doc = sentence.unit.doc
    return any(
        doc[i].tag_ in ("NNP", "NNPS") or (doc[i].text[:1].isupper() and i > 0 and doc[i].pos_ != "DET")
        for i in range(source.start, source.end)
    )


def _is_only_described(sentence: Sentence, source: Source, head: str) -> bool:
    """ "The London-based group", "the monitor, which reports on the Ardan war": the names say of a body named before
    where it is and what it does, and not how it is called."""
    doc = sentence.unit.doc
    if head not in _UNNAMED or doc[source.head].text[:1].isupper():
        return False
    if not (doc[source.start].lower_ == "the" or (source.start and doc[source.start - 1].lower_ == "the")):
        return False
    ends = source.head + 1
    if ends < source.end and doc[ends].tag_ not in ("WDT", "WP"):
        return False
    named = [i for i in range(source.start, source.head) if doc[i].text[:1].isupper() and doc[i].pos_ != "DET"]
    return all(
        doc[i].lower_.endswith("-based") or (i + 2 < ends and doc[i + 1].text == "-" and doc[i + 2].lower_ == "based")
        for i in named
    )


def is_person(sentence: Sentence, source: Source) -> bool:
    """Whether "he" or "she" can stand for a source."""
    if source.pronoun:
        return source.words.lower() in ("he", "she", "him", "her")
    doc = sentence.unit.doc
    head = doc[source.head]
    if head.tag_ in ("NNS", "NNPS") and head.lower_ not in BODY_WORDS and head.tag_ == "NNS":
        return False
    words = {doc[i].lower_ for i in range(source.start, source.end)}
    if head.lemma_.lower() == "command":  # "the General Command of the Army"
        return False
    if words & TITLES or head.lemma_.lower() in GENERIC - {"report", "statement"}:
        return True
    if words & BODY_WORDS or head.lemma_.lower() in BODY_WORDS:
        return False
    return (head.tag_ in ("NNP", "NNPS") and not head.text.isupper()) or head.tag_ == "NN"


def _issuer(words: str) -> str:
    """ "data provided by the Prosecutor's Office" is that office's."""
    found = re.match(
        r"(?:[\w’'-]+\s){0,3}?(\w+)\s+(?:(?:provided|issued|released|published|compiled|given|cited)\s+)?(?:by|from|of)\s+(?:the\s+)?(.+)",
        words,
    )
    if found and (found[1].lower() in DOCUMENTS or found[1].lower().rstrip("s") in DOCUMENTS):
        return found[2]
    return words


@once
def _sources(report: Report) -> tuple[tuple[Sentence, Source], ...]:
    return tuple((s, said.source) for s in report.sentences for said in s.said if said.source is not None)


def _before(report: Report, sentence: Sentence, source: Source) -> Iterator[tuple[Sentence, Source]]:
    """Sources named before one, nearest first, pronouns left out."""
    index = sentence.unit.index
    for other, found in reversed(_sources(report)):
        at = other.unit.index
        if found.pronoun or at > index or index - at > REACH or (at == index and found.start >= source.start):
            continue
        yield other, found


def _named(report: Report, words: str, source: Source) -> Speaker:
    """A name in full; a person with its role and body, from any place of the document that tells them."""
    person = personal(words)
    if person is None:
        return Speaker(fullest_body(report.document.text, words), source.words)
    best = person
    for sentence, other in _sources(report):
        if other.pronoun or not has_name(sentence, other):
            continue
        found = personal(trimmed(other.words))
        if found is not None and _fuller(found, best):
            best = Named(found.name, found.role or best.role, found.body or best.body)
    role, body = best.role, best.body
    if body is None:
        told = role_and_body(report.document.text, best.name)
        role, body = (role or told[0], told[1])
    return Speaker(best.name, source.words, fullest_body(report.document.text, body) if body else None, role)


def _fuller(found: Named, best: Named) -> bool:
    """Whether a name holds another's words and tells more."""
    mine, theirs = set(key(best.name)), set(key(found.name))
    if not mine <= theirs or not any(len(k) > 2 for k in mine):
        return False
    return len(theirs) > len(mine) or (best.body is None and found.body is not None)


def _pronoun(report: Report, sentence: Sentence, source: Source) -> Speaker | None:
    low = source.words.lower()
    for other, found in _before(report, sentence, source):
        person = is_person(other, found)
        plural = other.unit.doc[found.head].tag_ in ("NNS", "NNPS")
        if low in ("he", "she", "him", "her") and not person:
            continue
        if low == "it" and (plural or (person and not _may_be_body(found))):
            continue
        if low == "they" and person and not plural:
            continue
        return resolve(report, other, found)
    return _subject_before(report, sentence, source) if low == "it" else None


def _subject_before(report: Report, sentence: Sentence, source: Source) -> Speaker | None:
    """ "The army disputes this: it says ...": a body that was the subject just before."""
    for token in reversed(sentence.unit.doc[: source.start]):
        if token.dep_ == "nsubj" and token.lower_ in BODY_WORDS and can_speak(token):
            return resolve(report, sentence, parsed(sentence.unit, token))
    return None


def _may_be_body(source: Source) -> bool:
    """A name of one word can be a paper's as well as a person's."""
    return source.end - source.start == 1


def _issuer_before(report: Report, sentence: Sentence, source: Source) -> Speaker | None:
    """ "the report said": whoever was speaking before."""
    for other, found in _before(report, sentence, source):
        return resolve(report, other, found)
    return None


def _same_description(report: Report, sentence: Sentence, source: Source, head: str) -> Speaker | None:
    """ "the source" -> "a medical source in Aleppo" earlier; kept as an anonymous source."""
    doc = sentence.unit.doc
    definite = (source.start > 0 and doc[source.start - 1].lower_ in ("the", "that", "same")) or doc[
        source.start
    ].lower_ == "the"
    if not definite or len(key(source.words)) > 1:
        return None
    for other, found in _before(report, sentence, source):
        if other.unit.doc[found.head].lemma_.lower() == head and len(found.words) > len(source.words):
            full = resolve(report, other, found)
            return Speaker(full.name, source.words, full.body, full.role, full.anonymous)
    return None


def _by_kind(report: Report, sentence: Sentence, source: Source, head: str) -> Speaker | None:
    """ "the monitor", "a war monitor", "the agency": the nearest named speaker of that kind, before or after."""
    if (
        head in ("group", "organisation", "organization", "movement")
        and sentence.unit.doc[max(0, source.start - 1)].lower_ == "the"
    ):
        for other, found in _before(report, sentence, source):
            if has_name(other, found) and not is_person(other, found):
                return resolve(report, other, found)
    index, own = sentence.unit.index, set(key(source.words)) - {head}
    fights = bool(own & _FIGHTING)
    kinds = _FIGHTERS if fights else _KINDS.get(head, frozenset((head,)))
    near = sorted(_sources(report), key=lambda x: (x[0].unit.index > index, abs(x[0].unit.index - index)))
    if head == "group" and own and sentence.unit.doc[max(0, source.start - 1)].lower_ in ("a", "an", "another"):
        near = [x for x in near if x[0].unit.index > index]  # "a local group" is not whoever spoke before
    if head == "group" and not own and sentence.unit.doc[max(0, source.start - 1)].lower_ == "the":
        near = [x for x in near if x[0].unit.index <= index]  # nor is "the group" one that is named only later
    for other, found in near:
        if found.pronoun or not has_name(other, found) or personal(trimmed(found.words)) is not None:
            continue
        held = set(key(found.words))
        if held & kinds and not (own and head not in _KINDS and not own & held):
            return _named(report, trimmed(found.words), found)
    monitors = ("monitor", "watchdog", "observatory", "group", "ngo", "organisation", "organization")
    if not fights and head in monitors and own | {head} != {"group"}:
        names = [
            n for n in body_names(report.document.text) if set(key(n)) & {"observatory", "monitor", "watch", "network"}
        ]
        if names:
            return Speaker(fullest_body(report.document.text, names[0]), source.words)
    if head in _OUTLETS:
        return _outlet_near(report, near, index, source)
    return None


def _outlet_near(report: Report, near: list[tuple[Sentence, Source]], index: int, source: Source) -> Speaker | None:
    """ "a Turkish broadcaster", "local media": the outlet that the next sentences name."""
    for other, found in near:
        if not 0 < other.unit.index - index <= 2 or found.pronoun or not has_name(other, found):
            continue
        words = set(key(found.words))
        if words & _MEDIA or (
            len(words) == 1 and other.unit.doc[found.head].tag_ == "NNP" and found.head == found.end - 1
        ):
            return Speaker(fullest_body(report.document.text, trimmed(found.words)), source.words)
    return None
