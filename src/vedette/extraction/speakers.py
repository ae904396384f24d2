"""Who a speaker is: "the observatory", "he", "a war monitor" become the fullest name that the document gives.

Looks back first, then ahead (a report often opens with "a monitor said" and names it two sentences on). Bodies and
persons are kept apart: "he" is never an agency.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vedette.extraction.attribution import Said, Source, innermost
from vedette.extraction.lexicon import lexicon
from vedette.extraction.report import Report, Sentence
from vedette.model.document import Document
from vedette.model.provenance import Attribution, Link, LinkKind

#: Common nouns for kinds of body, and words that the names of such bodies hold.
_KINDS: dict[str, frozenset[str]] = {
    "monitor": frozenset("observatory monitor monitoring network watch watchdog rights".split()),
    "watchdog": frozenset("observatory monitor network watch rights".split()),
    "observatory": frozenset(("observatory",)),
    "network": frozenset(("network",)),
    "agency": frozenset("agency sana tass irna fars anadolu afp reuters dpa xinhua interfax ria".split()),
    "ministry": frozenset(("ministry",)),
    "organization": frozenset("organization organisation observatory network watch union committee".split()),
    "organisation": frozenset("organization organisation observatory network watch union committee".split()),
    "group": frozenset("observatory network monitor watch group front organisation organization".split()),
    "charity": frozenset("save children doctors charity relief msf".split()),
    "coalition": frozenset(("coalition",)),
    "army": frozenset("army military forces".split()),
    "military": frozenset("army military forces".split()),
    "office": frozenset(("office",)),
    "un": frozenset("un united nations".split()),
}
_GENERIC = frozenset(
    "source sources official officials activist activists witness witnesses resident residents media reports report statement spokesman spokesperson spokeswoman correspondent".split()
)
_OWN = frozenset("correspondent correspondents reporter reporters".split())
_HEADS_BODY = re.compile(r"\b(?:head|chief|director|chairman|president|founder|leader|spokes\w+|manager)\b", re.I)
_PERSON_PRONOUNS = frozenset(("he", "she"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker with the fullest name the document gives, and the body it speaks for where the words say so."""

    name: str
    words: str
    body: str | None = None
    anonymous: bool = False
    outlet: bool = False


def attribution(report: Report, sentence: Sentence, token: int) -> Attribution:
    """The chain for what a token tells: the outlet, whoever handed it on, and the origin."""
    links = [_outlet(report.document)]
    for said in innermost(sentence.said, token):
        if said.relay is not None and not _is_outlet(report, said.relay.words):
            links.append(_link(report, sentence, said, said.relay))
        if said.source is not None and not _is_own(report, said.source.words):
            links.append(_link(report, sentence, said, said.source))
    kept = [links[0], *_without_repeats(links[1:])]
    last = len(kept) - 1
    return Attribution(tuple(_as(kind, link) for link, kind in ((x, _kind(i, last)) for i, x in enumerate(kept))))


def _kind(index: int, last: int) -> LinkKind:
    if index == 0:
        return LinkKind.OUTLET
    return LinkKind.ORIGIN if index == last else LinkKind.RELAY


def _as(kind: LinkKind, link: Link) -> Link:
    return Link(kind, link.name, link.words, link.span, link.role, link.body, link.spoke, link.anonymous)


def _outlet(document: Document) -> Link:
    return Link(LinkKind.OUTLET, document.outlet or document.locator)


def _without_repeats(links: Sequence[Link]) -> list[Link]:
    kept: list[Link] = []
    for link in links:
        if not any(link.name.lower() == other.name.lower() for other in kept):
            kept.append(link)
    return kept


def _link(report: Report, sentence: Sentence, said: Said, source: Source) -> Link:
    speaker = resolve(report, sentence, source)
    span = sentence.unit.chars(source.start, source.end)
    return Link(LinkKind.ORIGIN, speaker.name, said.cue_words, span, body=speaker.body, anonymous=speaker.anonymous)


def resolve(report: Report, sentence: Sentence, source: Source) -> Speaker:
    """The speaker behind a source as named here."""
    words = _trimmed(source.words)
    head = sentence.unit.doc[source.head].lemma_.lower()
    proper = _has_name(sentence, source)
    if source.pronoun:
        found = _nearest(report, sentence.unit.index, source, person=source.words.lower() in _PERSON_PRONOUNS)
        return found or Speaker(words, source.words, anonymous=True)
    if proper:
        return _fullest(report, words, source)
    if head in _GENERIC:
        earlier = _same_description(report, sentence, source, head)
        return earlier or Speaker(words, source.words, anonymous=True)
    found = _by_kind(report, sentence, source, head)
    return found or Speaker(words, source.words, anonymous=True)


def _trimmed(words: str) -> str:
    words = re.sub(r"^(?:the|a|an|its|their|his|her|our)\s+", "", words.strip(" ,\"“”'’"), flags=re.I)
    return re.sub(r"\s+", " ", words)


def _has_name(sentence: Sentence, source: Source) -> bool:
    doc = sentence.unit.doc
    return any(
        doc[i].tag_ in ("NNP", "NNPS") or (doc[i].text[:1].isupper() and i > 0) for i in range(source.start, source.end)
    )


def _named(report: Report) -> list[tuple[int, Sentence, Source]]:
    return [
        (s.unit.index, s, said.source)
        for s in report.sentences
        for said in s.said
        if said.source is not None and not said.source.pronoun and _has_name(s, said.source)
    ]


def _fullest(report: Report, words: str, source: Source) -> Speaker:
    """The longest form of the same name among the document's speakers; a head of a body keeps the body's name."""
    own = set(_key(words))
    best = words
    for _, _, other in _named(report):
        name = _trimmed(other.words)
        key = set(_key(name))
        if own < key and len(key) > len(set(_key(best))) and len(key) <= 9 and own & {k for k in key if len(k) > 3}:
            best = name
    body = None
    if _HEADS_BODY.search(words):
        body = _body_of(report, words)
    return Speaker(best, source.words, body)


def _body_of(report: Report, words: str) -> str | None:
    key = set(_key(words))
    for _, _, other in _named(report):
        name = _trimmed(other.words)
        if _HEADS_BODY.search(name):
            continue
        shared = (
            key & set(_key(name)) & {"observatory", "network", "coalition", "ministry", "agency", "union", "committee"}
        )
        if shared:
            return name
    return None


def _key(words: str) -> list[str]:
    return [
        w for w in re.findall(r"[\w']+", words.lower()) if w not in ("the", "of", "for", "a", "an", "in", "and", "s")
    ]


def _nearest(report: Report, index: int, source: Source, *, person: bool) -> Speaker | None:
    for sentence in (report.sentences[index], *report.before(index, 4)):
        candidates = [s for s in sentence.said if s.source is not None and not s.source.pronoun]
        for said in reversed(candidates):
            if said.source is None or (sentence.unit.index == index and said.source.start >= source.start):
                continue
            speaker = resolve(report, sentence, said.source)
            if person and not _is_person(sentence, said.source):
                continue
            return speaker
    return None


def _is_person(sentence: Sentence, source: Source) -> bool:
    head = sentence.unit.doc[source.head]
    lemma = head.lemma_.lower()
    if lemma in (
        "agency",
        "observatory",
        "ministry",
        "network",
        "army",
        "group",
        "monitor",
        "statement",
        "report",
        "organization",
        "organisation",
        "coalition",
        "command",
        "media",
        "council",
        "office",
    ):
        return False
    return True


def _same_description(report: Report, sentence: Sentence, source: Source, head: str) -> Speaker | None:
    """ "the source" -> "a medical source in Aleppo" earlier; kept as an anonymous source."""
    words = _trimmed(source.words)
    definite = (
        source.start > 0
        and sentence.unit.doc[source.start - 1].lower_ in ("the", "that", "same")
        or source.words.lower().startswith("the ")
    )
    if not definite or len(words.split()) > 2:
        return Speaker(words, source.words, anonymous=True)
    for other in report.before(sentence.unit.index, 8):
        for said in other.said:
            if (
                said.source is not None
                and other.unit.doc[said.source.head].lemma_.lower() == head
                and len(said.source.words) > len(words)
            ):
                return Speaker(_trimmed(said.source.words), source.words, anonymous=not _has_name(other, said.source))
    return None


def _by_kind(report: Report, sentence: Sentence, source: Source, head: str) -> Speaker | None:
    """ "the monitor", "a war monitor", "the agency": the nearest named speaker of that kind, before or after."""
    kinds = _KINDS.get(head)
    words = set(_key(source.words))
    index = sentence.unit.index
    named = sorted(_named(report), key=lambda item: (item[0] > index, abs(item[0] - index)))
    for _, _, other in named:
        key = set(_key(other.words))
        if head in key or (kinds is not None and key & kinds):
            descriptive = words - {head}
            if descriptive and head not in _KINDS and not descriptive & key:
                continue
            return _fullest(report, _trimmed(other.words), other)
    return None


def _is_outlet(report: Report, words: str) -> bool:
    outlet = re.sub(r"[^a-z0-9]", "", (report.document.outlet or "").lower())
    plain = re.sub(r"[^a-z0-9]", "", _trimmed(words).lower())
    return bool(outlet) and bool(plain) and (plain in outlet or outlet in plain)


def _is_own(report: Report, words: str) -> bool:
    """The outlet's own correspondent is the outlet."""
    plain = words.lower()
    return (
        any(w in _OWN for w in re.findall(r"\w+", plain))
        or plain in ("we", "i")
        or (_is_outlet(report, words) and not _HEADS_BODY.search(words))
    )


def source_heads() -> frozenset[str]:
    """Nouns that name speakers, for the surface rules."""
    return lexicon().source_heads
