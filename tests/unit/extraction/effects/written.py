"""Parsed sentences written as plain words, for rules of tolls and places without a model.

"At least 16 people were killed" gets its tags by the tables below; "lost/VBD" names a tag,
"people/NNS/nsubjpass>killed" an arc too. A head is a word of the sentence, or the number of a token where the word
stands there twice.
"""

import datetime as dt

import spacy
from spacy.tokens import Doc as SpacyDoc

from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.tokens import Doc, doc_of
from vedette.extraction.reader import build
from vedette.extraction.report import Report
from vedette.model.document import Document, document_id
from vedette.model.provenance import Span

#: A Friday.
DAY = dt.date(2024, 3, 8)
_VOCAB = spacy.blank("en").vocab
_TAGS = {
    **dict.fromkeys(("the", "a", "an", "this", "these", "those", "another", "no", "all", "some"), "DT"),
    **dict.fromkeys(
        "in at of on by from for with near around outside between since during after before over under through "
        "including among about into towards because while if than as against without".split(),
        "IN",
    ),
    **dict.fromkeys("and or but &".split(), "CC"),
    **dict.fromkeys("to".split(), "TO"),
    **dict.fromkeys("he she it they them nobody none".split(), "PRP"),
    **dict.fromkeys("his her their its".split(), "PRP$"),
    **dict.fromkeys("who whom which".split(), "WP"),
    **dict.fromkeys(
        "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand "
        "million".split(),
        "CD",
    ),
    **dict.fromkeys("dead several many few rebel armed local other more young old homeless".split(), "JJ"),
    **dict.fromkeys("was were had said took left rose told hit fell lost died fled gave".split(), "VBD"),
    **dict.fromkeys("is has".split(), "VBZ"),
    **dict.fromkeys("are have".split(), "VBP"),
    **dict.fromkeys("be leave".split(), "VB"),
    **dict.fromkeys("been taken shot held driven given".split(), "VBN"),
    **dict.fromkeys("people police men women children troops others".split(), "NNS"),
    **dict.fromkeys("will would could may might".split(), "MD"),
    **dict.fromkeys("least most not nearly also only further".split(), "RB"),
    **dict.fromkeys(". ! ?".split(), "."),
    **dict.fromkeys("'s ’s".split(), "POS"),
    ",": ",", ":": ":", "-": "HYPH", "(": "-LRB-", ")": "-RRB-",
}  # fmt: skip
_LEMMAS = {
    "was": "be", "were": "be", "is": "be", "are": "be", "been": "be", "had": "have", "has": "have", "said": "say",
    "took": "take", "taken": "take", "held": "hold", "left": "leave", "rose": "rise", "told": "tell", "fell": "fall",
    "lost": "lose", "died": "die", "fled": "flee", "gave": "give", "shot": "shoot", "hit": "hit", "lives": "life",
    "driven": "drive", "people": "people", "police": "police", "men": "man", "women": "woman", "children": "child",
    "given": "give", "stood": "stand", "found": "find", "brought": "bring",
    "troops": "troop", "others": "other", "bodies": "body",
    "began": "begin",
    "gunmen": "gunman", "casualties": "casualty", "families": "family", "injuries": "injury", "put": "put",
}  # fmt: skip
_POS = {"N": "NOUN", "V": "VERB", "J": "ADJ", "R": "ADV", "P": "PRON", "W": "PRON", "I": "ADP", "T": "PART", "D": "DET"}
_OTHER_POS = {"CD": "NUM", "CC": "CCONJ", "MD": "AUX", "POS": "PART", "NNP": "PROPN", "NNPS": "PROPN"}
#: Ends of past forms whose verbs end in e.
_SILENT = ("ured", "ised", "ized", "aced", "ared", "ated", "iged", "ired", "used", "uded")
_TIGHT_BEFORE = frozenset((".", ",", ":", ";", ")", "'s", "’s", "-", "!", "?", "”"))
_TIGHT_AFTER = frozenset(("(", "-", "“"))


def parsed(text: str) -> Doc:
    """The parse of words that stand for a sentence."""
    rows = [_row(token, first=i == 0) for i, token in enumerate(text.split())]
    words = [r[0] for r in rows]
    spaces = [
        w not in _TIGHT_AFTER and following not in _TIGHT_BEFORE
        for w, following in zip(words, [*words[1:], "."], strict=True)
    ]
    tags = [r[1] for r in rows]
    heads = [_head(words, i, r[3]) for i, r in enumerate(rows)]
    deps = [r[2] for r in rows]
    pos = [_pos(w, t, d) for w, t, d in zip(words, tags, deps, strict=True)]
    lemmas = [_lemma(w.lower() if t not in ("NNP", "NNPS") else w, t) for w, t in zip(words, tags, strict=True)]
    return doc_of(
        SpacyDoc(_VOCAB, words=words, spaces=spaces, tags=tags, pos=pos, lemmas=lemmas, heads=heads, deps=deps)
    )


def unit(text: str, index: int = 0, start: int = 0) -> Unit:
    """The sentence as a unit of a document."""
    doc = parsed(text)
    return Unit(index, Span(start, start + len(doc.text)), doc)


def report(*texts: str, day: dt.date | None = DAY, outlet: str = "Meridian Wire") -> Report:
    """A report of written sentences, published on a day, with the times, places and speech that are found in it."""
    units: list[Unit] = []
    start = 0
    for index, text in enumerate(texts):
        units.append(unit(text, index, start))
        start = units[-1].span.end + 1
    published = dt.datetime.combine(day, dt.time(12), dt.UTC) if day else None
    text = " ".join(u.doc.text for u in units)
    document = Document(document_id("test"), "test", text, outlet, published=published)
    return build(document, tuple(units))


def _row(token: str, *, first: bool) -> tuple[str, str, str, str]:
    word, _, rest = token.partition("/")
    tag, _, arc = rest.partition("/")
    relation, _, head = arc.partition(">")
    return word, tag or _tag(word, first=first), relation, head


def _tag(word: str, *, first: bool) -> str:
    low = word.lower()
    if low in _TAGS:
        return _TAGS[low]
    if word[0].isdigit() or ("-" in low and low.split("-")[0] in _TAGS and _TAGS[low.split("-")[0]] == "CD"):
        return "CD"
    if word[0].isupper() and not first:
        return "NNP"
    for ending, tag in (("ly", "RB"), ("ed", "VBN"), ("ing", "VBG"), ("s", "NNS")):
        if low.endswith(ending):
            return tag
    return "NN"


def _pos(word: str, tag: str, relation: str) -> str:
    if relation in ("aux", "auxpass") or (word.lower() in ("was", "were", "is", "are", "been", "be") and not relation):
        return "AUX"
    return _OTHER_POS.get(tag) or _POS.get(tag[0], "PUNCT")


def _lemma(word: str, tag: str) -> str:
    if word in _LEMMAS:
        return _LEMMAS[word]
    if tag in ("NNS", "VBZ") and word.endswith("s"):
        return word[:-2] if word.endswith(("shes", "ches")) else word[:-1]
    if tag in ("VBD", "VBN") and word.endswith("ed"):
        return (
            word[:-1]
            if word.endswith(("ured", "ised", "ized", "aced", "ared", "ated", "iged", "ired", "used", "uded"))
            else word[:-2]
        )
    if tag == "VBG" and word.endswith("ing"):
        return word[:-3] + "e" if word.endswith(("uring", "ising", "acing", "aving")) else word[:-3]
    return word


def _head(words: list[str], i: int, head: str) -> int:
    if not head:
        return i
    if head.isdigit() and head not in words:
        return int(head)
    places = [k for k, w in enumerate(words) if w == head]
    if len(places) != 1:
        raise ValueError(f"{head!r} stands {len(places)} times in {' '.join(words)!r}; give its number")
    return places[0]
