"""Where a report says that nobody was hurt: a count of none is a count."""

from dataclasses import dataclass

from vedette.extraction.counting.counts import person_class
from vedette.extraction.parsing.forms import word_set
from vedette.extraction.parsing.tokens import Doc
from vedette.extraction.words.lexicon import Lexicon, lexicon
from vedette.model.claim import Effect, VictimClass

#: "No casualties were given": what is told of the figure, not of the people.
_GIVEN = frozenset("given provided released specified disclosed mentioned available issued".split())
#: "No casualty figures".
_FIGURES = frozenset("figure figures toll count number numbers list estimate estimates".split())
#: How far behind "no" stands what befell nobody: "no member of the security forces was hurt".
_REACH = 8
_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_RUN = _NOUNS | {"JJ", "HYPH", "POS"}
_HARM = (Effect.KILLED, Effect.INJURED)


@dataclass(frozen=True, slots=True)
class Nobody:
    """ "No casualties", "nobody was hurt": the tokens, and what befell nobody of that class."""

    start: int
    end: int
    effects: tuple[Effect, ...]
    group: VictimClass = VictimClass.UNSPECIFIED


#: What such words begin with.
_OPENERS = frozenset("no zero without nobody none".split())


def find_nobody(doc: Doc) -> tuple[Nobody, ...]:
    """Where a sentence says that nobody was hurt."""
    found: list[Nobody] = []
    lex = lexicon()
    if _OPENERS.isdisjoint(word_set(doc)):
        return ()
    for i, token in enumerate(doc):
        if token.lower_ == "no" and (head := _noun(doc, i + 1)) is not None:
            group = person_class(doc, head)
            if (
                group is not None
                and doc[head].lower_ != "one"
                and (none := _none_of_them(doc, i, head + 1, group, lex))
            ):
                found.extend(none)
                continue
        if token.lower_ in ("no", "zero", "without"):
            for j in range(i + 1, min(len(doc), i + 5)):
                lemma = doc[j].lemma_.lower()
                if lemma == "casualty":
                    if _of_the_figure(doc, j):
                        break
                    found.append(Nobody(i, j + 1, (Effect.KILLED, Effect.INJURED)))
                    break
                if (
                    lemma in ("death", "fatality", "injury")
                    and not any(doc[k].lower_ in ("external", "apparent", "visible") for k in range(i, j))
                    and (j + 1 >= len(doc) or doc[j + 1].lower_ != "toll")
                ):
                    effects = [lex.counted[lemma]]
                    if (
                        j + 2 < len(doc)
                        and doc[j + 1].lower_ in ("or", "and")
                        and doc[j + 2].lemma_.lower() in ("injury", "death", "fatality")
                    ):
                        effects.append(lex.counted[doc[j + 2].lemma_.lower()])
                    found.append(Nobody(i, j + 1, tuple(effects)))
                    break
                if doc[j].pos_ not in ("ADJ", "NOUN", "VERB", "ADV", "CCONJ"):
                    break
        elif token.lower_ in ("nobody", "none") or (token.lower_ == "one" and i and doc[i - 1].lower_ == "no"):
            of = [person_class(doc, j) for j in range(i + 2, min(len(doc), i + 6)) if doc[i + 1].lower_ == "of"]
            named = next((g for g in of if g is not None), VictimClass.UNSPECIFIED)
            found.extend(_none_of_them(doc, i, i + 1, named, lex))
    return tuple(found)


def _noun(doc: Doc, at: int) -> int | None:
    """The last noun of the run that begins at a token ("Arakan Army fighters"), or None where none does."""
    end = at
    while end < min(len(doc), at + _REACH) and doc[end].tag_ in _RUN:
        end += 1
    return end - 1 if end > at and doc[end - 1].tag_ in _NOUNS else None


def _none_of_them(doc: Doc, start: int, at: int, group: VictimClass, lex: Lexicon) -> tuple[Nobody, ...]:
    """ "No soldiers were killed", "none of the troops was hurt or killed": what befell none of those named."""
    for j in range(at, min(len(doc), at + _REACH)):
        effect = lex.passive.get(doc[j].lower_)
        if effect in _HARM and doc[j].dep_ != "amod":
            joined = doc[j + 1].lower_ == "or" if j + 2 < len(doc) else False
            other = lex.passive.get(doc[j + 2].lower_) if joined else None
            effects = (effect, other) if other in _HARM and other is not effect else (effect,)
            return (Nobody(start, j + 1, effects, group),)
        if doc[j].text in (",", ";", ".") or (doc[j].pos_ == "VERB" and doc[j].lower_ not in ("reported", "believed")):
            return ()
    return ()


def _of_the_figure(doc: Doc, at: int) -> bool:
    """ "No casualties were given", "no casualty toll": nobody says how many there were."""
    behind = [t.lower_ for t in doc[at + 1 : at + 4]]
    return bool(behind[:1]) and (behind[0] in _FIGURES or not _GIVEN.isdisjoint(behind))
