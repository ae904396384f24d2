"""The reader: a document in, claims out. Puts the rules in their order and nothing else."""

import datetime as dt
import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from spacy.language import Language

from vedette.extraction.assembly import assemble
from vedette.extraction.parsing.batches import Unit, parse, prepared, unparsed
from vedette.extraction.parsing.language_model import VERSION, load_model
from vedette.extraction.parsing.tokens import release
from vedette.extraction.places.find import find_again, find_places, known_place, told_places
from vedette.extraction.report import FoundTime, Report, Sentence
from vedette.extraction.scanning.casing import load_casing, recased
from vedette.extraction.scanning.scan import wanted
from vedette.extraction.scanning.scope import in_scope
from vedette.extraction.scanning.units import filed_from, units
from vedette.extraction.speech.acts import Said
from vedette.extraction.speech.attribution import find_said
from vedette.extraction.times.dateline import dateline, dateline_span
from vedette.extraction.times.expression import TimeExpression
from vedette.extraction.times.find import find_times
from vedette.model.claim import Claim
from vedette.model.document import Document
from vedette.model.provenance import Span

#: Of the rules and the lexicon; raise it when either changes what is read.
RULES = "1"
#: A full date among this many characters at the top is the report's own.
DATELINE = 200
#: Words between a verb of telling and the day of the telling at most, where it was told in a statement or the like.
TELLING = 8
#: Documents whose units share a parser batch.
GROUP = 32


@dataclass(frozen=True, slots=True)
class RuleReader:
    """Reads English documents by rules over a dependency parse. See `vedette.extraction.base.Reader`.

    What is not of armed conflict or political violence has no claims (`vedette.extraction.scanning.scope`), unless
    `everything` is set.
    """

    nlp: Language
    version: str = f"vedette-rules/{RULES}+en_core_web_sm/{VERSION}"
    everything: bool = False

    def read(self, document: Document) -> tuple[Claim, ...]:
        """The claims of one document."""
        return next(self.read_many((document,)))[1]

    def read_many(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
        """The claims of many, in order, lazily."""
        for report in self.reports(documents):
            claims = assemble(report, self.version)
            for sentence in report.read:
                release(sentence.unit.doc)
            yield report.document, claims

    def reports(self, documents: Iterable[Document]) -> Iterator[Report]:
        """The documents parsed, with times, places and speech, as the rules find them."""
        source = iter(documents)
        while group := list(islice(source, GROUP)):
            yield from self._reports(group)

    def _reports(self, group: list[Document]) -> Iterator[Report]:
        spans = [units(d.text, d.headline) for d in group]
        which = [
            wanted(d.text, us) if self.everything or in_scope(d.text, us) else ()
            for d, us in zip(group, spans, strict=True)
        ]
        texts = [recased(self.nlp, d.text) for d in group]
        flat = ((us[i].of(t), us[i], i) for t, us, some in zip(texts, spans, which, strict=True) for i in some)
        parsed = parse(self.nlp, flat)
        for document, us, some in zip(group, spans, which, strict=True):
            by_index = {unit.index: unit for unit in islice(parsed, len(some))}
            sentences = (by_index.get(i) or unparsed(span, i) for i, span in enumerate(us))
            yield build(document, tuple(sentences) if some else ())


def build(document: Document, parsed: tuple[Unit, ...]) -> Report:
    """The report of a document and its parsed units."""
    published = document.published.date() if document.published else None
    anchor = dateline(document.text) or published
    times = find_times(document.text, anchor) if anchor and parsed else ()
    span = filed_from(document.text) if parsed else None
    filed = known_place(document.text, span) if span else None
    printed = dateline_span(document.text)
    sentences = tuple(_sentence(unit, times, printed) for unit in parsed)
    told = told_places(p for s in sentences for p in s.places)
    if told:
        again = (find_again(s.unit, s.places, told) for s in sentences)
        sentences = tuple(s if p is s.places else replace(s, places=p) for s, p in zip(sentences, again, strict=True))
    return Report(document, anchor, sentences, filed)


def _sentence(unit: Unit, times: Iterable[TimeExpression], printed: Span | None) -> Sentence:
    if not unit.parsed:
        return Sentence(unit)
    said = find_said(unit)
    found = []
    for expression in times:
        tokens = unit.tokens_of(expression.span) if unit.span.overlaps(expression.span) else None
        if tokens is not None:
            top = printed is not None and printed.overlaps(expression.span)
            telling = _dates_the_telling(unit, tokens, said) or _names_the_telling(unit, tokens)
            reporting = top or telling or _dates_the_report(unit, tokens, expression)
            found.append(FoundTime(unit.index, *tokens, expression, reporting))
    return Sentence(unit, tuple(found), find_places(unit), said)


def _dates_the_telling(unit: Unit, tokens: tuple[int, int], said: tuple) -> bool:  # type: ignore[type-arg]
    when = unit.doc[tokens[0]]
    return _ends_with_the_telling(unit, tokens) or any(
        (
            -4 <= when.i - s.cue <= 3
            or (s.cue < when.i <= s.cue + TELLING and _by_way_of(unit, s.cue, when.i))
            or (when.head.i == s.cue < when.i and when.dep_ == "npadvmod")
            or (when.i < s.cue and _with_the_telling(unit, when.i, s.cue) and _tells_what_had_been(unit, s))
        )
        and not s.covers(when.i)
        and not (unit.doc[s.cue].tag_ == "VBG" and when.i < s.cue)  # "killed ten on Sunday, adding that"
        and not _closes_an_aside(unit, when.i, s.cue)
        and not _closes_what_is_told(unit, tokens, s)
        for s in said
    )


def _ends_with_the_telling(unit: Unit, tokens: tuple[int, int]) -> bool:
    """ "A strike killed ten a group that watches the war said on Friday." """
    behind = unit.doc[tokens[1] : tokens[1] + 1]
    before = [t.lower_ for t in unit.doc[max(0, tokens[0] - 2) : tokens[0]]]
    ends = not len(behind) or behind[0].text in (".", "as")
    return ends and (before[-1:] == ["said"] or before[-2:] == ["said", "on"])


#: What somebody tells, as a thing.
_TELLINGS = frozenset(
    "claim report statement announcement testimony briefing comment remark accusation allegation".split()
)


_PUT_OUT = frozenset("release issue publish post make".split())


def _names_the_telling(unit: Unit, tokens: tuple[int, int]) -> bool:
    """ "Wednesday's claim, if confirmed", "a statement released on Wednesday": the day of what somebody told."""
    link = unit.doc[tokens[0]].head
    out = link.head if link.pos_ == "ADP" else link
    if out.tag_ == "VBN" and out.dep_ == "acl" and out.lemma_ in _PUT_OUT and out.head.lemma_.lower() in _TELLINGS:
        return True
    behind = unit.doc[tokens[1] : tokens[1] + 2]
    word = next((t for t in behind if t.text not in ("'s", "’s", "'")), None)
    return word is not None and word.pos_ == "NOUN" and word.lemma_.lower() in _TELLINGS


def _with_the_telling(unit: Unit, at: int, cue: int) -> bool:
    """Whether a day hangs on the verb of telling ("On Monday X said", "On Monday X quoted Y as saying")."""
    day, verb = unit.doc[at], unit.doc[cue]
    return {day.head.i, day.head.head.i} & ({cue, verb.head.head.i} if verb.dep_ == "pcomp" else {cue}) != set()


def _by_way_of(unit: Unit, cue: int, at: int) -> bool:
    """ "Announced in a statement on Thursday that": a day behind what somebody told it in."""
    means = unit.doc[cue + 1 : at]
    return any(t.lemma_.lower() in _TELLINGS for t in means) and not any(t.tag_.startswith("VB") for t in means)


def _tells_what_had_been(unit: Unit, said: Said) -> bool:
    """ "On Monday the office said that troops had killed ten": what is told was over when it was told."""
    covered = (t for t in unit.doc[said.cue :] if said.covers(t.i))
    return next((t.lower_ == "had" for t in covered if t.dep_ == "aux"), False)


def _closes_what_is_told(unit: Unit, tokens: tuple[int, int], said: Said) -> bool:
    """ "Raids killed ten on Monday a monitor said", "shelled the quarter on Friday said the office": the day of what is
    told, printed without a comma, where the telling goes on with no clause of its own ("On Monday the army said it
    had ...")."""
    doc, source, end = unit.doc, said.source, tokens[1]
    told = any(t.tag_ == "VBD" and t.dep_ not in ("relcl", "acl") for t in doc[: tokens[0]])
    if not told or source is None or said.covers(tokens[0]):
        return False
    rest = doc[said.cue + 1 :]
    if said.cue == end:  # "said the office": whoever says it, nothing else is told behind
        return not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in rest)
    if not (source.start == end or (source.start == end + 1 and doc[end].tag_ == "DT")):
        return False
    return not len(rest) or rest[0].is_punct or (rest[0].tag_ in ("VBG", "IN", "JJS") and rest[0].lower_ != "that")


def _closes_an_aside(unit: Unit, at: int, cue: int) -> bool:
    """ "The minister, who met them this week, said ...": the day of what is told of the speaker, not of the telling."""
    comma = any(t.text == "," for t in unit.doc[at:cue])
    return comma and any(t.lower_ in ("who", "which") for t in unit.doc[max(0, at - 12) : at])


def _dates_the_report(unit: Unit, tokens: tuple[int, int], expression: TimeExpression) -> bool:
    """The date printed at the top of a report, or at its foot, dates the report."""
    words = [t.lower_ for t in unit.doc[max(0, tokens[0] - 4) : tokens[0]]]
    if any(w in ("posted", "published", "updated", "publication", "update") for w in words):
        return True
    absolute = not expression.relative and expression.when is not None and expression.when.days == 1
    governed = any(w in ("on", "of", "since", "in", "until", "by", "from") for w in words[-2:])
    return absolute and unit.span.start + unit.doc[tokens[0]].idx < DATELINE and not governed


@cache
def load_reader() -> RuleReader:
    """The reader that ships with Vedette, loaded once a process."""
    reader = RuleReader(prepared(load_model()))
    load_casing(reader.nlp)
    # The model and its tables live as long as the process: looking through them for garbage took 7 % of reading.
    gc.collect()
    gc.freeze()
    # What reading leaves behind is untied by hand (`tokens.release`): there is little to be found, seldom will do.
    gc.set_threshold(20_000, 10, 50)
    return reader


def day_of(document: Document) -> dt.date | None:
    """The day a document speaks from: the date printed at its top, else the day it was published."""
    return dateline(document.text) or (document.published.date() if document.published else None)
