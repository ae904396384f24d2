"""Where a report says that nobody was hurt: a count of none is a count."""

from dataclasses import dataclass

from vedette.extraction.lexicon import lexicon
from vedette.extraction.tokens import Doc
from vedette.model.claim import Effect


@dataclass(frozen=True, slots=True)
class Nobody:
    """ "No casualties", "nobody was hurt": the tokens, and what befell nobody."""

    start: int
    end: int
    effects: tuple[Effect, ...]


def find_nobody(doc: Doc) -> tuple[Nobody, ...]:
    """Where a sentence says that nobody was hurt."""
    found = []
    lex = lexicon()
    for i, token in enumerate(doc):
        if token.lower_ in ("no", "zero", "without"):
            for j in range(i + 1, min(len(doc), i + 5)):
                lemma = doc[j].lemma_.lower()
                if lemma == "casualty":
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
            for j in range(i + 1, min(len(doc), i + 5)):
                effect = lex.passive.get(doc[j].lower_)
                if effect in (Effect.KILLED, Effect.INJURED):
                    found.append(Nobody(i, j + 1, (effect,)))
                    break
    return tuple(found)
