"""Which places of a sentence are only of who tells it: "activists in Velm said", "a nurse at the Velm clinic said"."""

from vedette.extraction.parsing.tokens import Doc
from vedette.extraction.places.find import FoundPlace
from vedette.extraction.report import Sentence
from vedette.extraction.words.lexicon import lexicon

#: How far a speaker's own phrase goes on to his place, and the words that put him there.
_OF_THE_SPEAKER = 5
_PUT_IN = frozenset("in at on from inside near".split())


def is_speakers(sentence: Sentence, place: FoundPlace) -> bool:
    """A place in the speaker's own phrase, or right behind it ("activists in the district of Alwaer in Homs said")."""
    doc = sentence.unit.doc
    for said in sentence.said:
        if said.source is None:
            continue
        behind = said.source.end <= place.start <= said.source.end + 1 and place.end == said.cue
        gap = doc[place.end : said.source.start]
        ours = len(gap) == 1 and gap[0].tag_ in ("NN", "NNS")  # "the Kesra regions authorities said"
        if behind or ours or said.source.start <= place.start < said.source.end or lives_there(doc, place, said.cue):
            return True
        if _goes_with_the_speaker(doc, place, said.source.end) or _works_there(doc, place, said.cue):
            return True
    return False


def lives_there(doc: Doc, place: FoundPlace, cue: int) -> bool:
    """ "A doctor who lives in X said": a place in a clause about the speaker."""
    speakers = (c for c in doc[cue].lefts if c.dep_ == "nsubj" and c.i < place.start <= c.right_edge.i)
    return any(not {"who", "which"}.isdisjoint(doc.words[c.i + 1 : c.i + 3]) for c in speakers)


def _goes_with_the_speaker(doc: Doc, place: FoundPlace, end: int) -> bool:
    """ "By the council | of the old city of X": what a speaker's phrase goes on with."""
    if doc.words[end : end + 1] != ["of"] or not end < place.start <= end + _OF_THE_SPEAKER:
        return False
    return all(
        t.tag_ in ("DT", "JJ", "NN", "IN", "NNP") and t.lower_ not in _PUT_IN for t in doc[end + 1 : place.start]
    )


def _works_there(doc: Doc, place: FoundPlace, cue: int) -> bool:
    """ "A nurse at the X clinic Velmi Kesri said": where somebody is who tells of it, whatever his phrase is cut to."""
    for speaker in doc[cue].lefts:
        if speaker.dep_ != "nsubj" or not speaker.i < place.start <= speaker.right_edge.i:
            continue
        gap = doc[speaker.i + 1 : place.start]
        near = len(gap) <= _OF_THE_SPEAKER and gap[:1] and gap[0].lower_ in _PUT_IN and not speaker.tag_.endswith("S")
        if near and speaker.lemma_.lower() in lexicon().persons and not any(t.tag_.startswith("VB") for t in gap):
            return True
    return False


def is_speaking(sentence: Sentence, token: int) -> bool:
    """Whether a token stands in a speaker's own phrase."""
    return any(s.source is not None and s.source.start <= token < s.source.end for s in sentence.said)
