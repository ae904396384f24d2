"""The parse that rules walk says what spaCy's says."""

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc as SpacyDoc
from spacy.tokens import Token as SpacyToken

from vedette.extraction.parsing.tokens import Doc, Token, blank, doc_of, release

VOCAB = English().vocab
NAMES = (
    "text lower_ lemma_ pos_ tag_ dep_ ent_type_ whitespace_ i idx is_alpha is_punct is_quote is_space is_title "
    "is_upper like_num"
).split()
ROWS = [
    ("The", "DT", "det", 1, ""), ("rebels", "NNS", "nsubj", 6, ""), ("and", "CC", "cc", 1, ""),
    ("soldiers", "NNS", "conj", 1, ""), ("of", "IN", "prep", 3, ""), ("Dorva", "NNP", "pobj", 4, "GPE"),
    ("left", "VBD", "ROOT", 6, ""), ("“", "``", "punct", 9, ""), ("TWELVE", "CD", "nummod", 9, ""),
    ("villages", "NNS", "dobj", 6, ""), (".", ".", "punct", 6, ""), ("Nobody", "NN", "nsubj", 12, ""),
    ("stayed", "VBD", "ROOT", 12, ""), ("\n", "_SP", "dep", 12, ""), ("!", ".", "punct", 12, ""),
]  # fmt: skip
CROSSING = [3, 3, 3, 3, 2]


def spacy_doc() -> SpacyDoc:
    words, tags, deps, heads, entities = (list(column) for column in zip(*ROWS, strict=True))
    return SpacyDoc(
        VOCAB,
        words=words,
        spaces=[w not in ("“", "villages", "stayed", "\n") for w in words],
        tags=tags,
        pos=["X"] * len(words),
        lemmas=[w.lower() for w in words],
        deps=deps,
        heads=heads,
        ents=[f"B-{e}" if e else "O" for e in entities],
    )


def near(token: SpacyToken | Token) -> dict[str, object]:
    return {
        "head": token.head.i,
        "edges": (token.left_edge.i, token.right_edge.i),
        "sent": (token.sent.start, token.sent.end, token.sent.text),
        **{
            name: [t.i for t in getattr(token, name)]
            for name in ("lefts", "rights", "children", "subtree", "ancestors", "conjuncts")
        },
    }


def test_a_token_says_of_itself_what_spacy_says() -> None:
    theirs = spacy_doc()
    for one, other in zip(theirs, doc_of(theirs), strict=True):
        assert {n: getattr(one, n) for n in NAMES} == {n: getattr(other, n) for n in NAMES}
        assert (str(one), len(one)) == (str(other), len(other))


def test_a_token_has_the_relations_that_spacy_gives_it() -> None:
    theirs = spacy_doc()
    assert [near(t) for t in theirs] == [near(t) for t in doc_of(theirs)]


def test_arcs_may_cross() -> None:
    words = list("abcde")
    theirs = SpacyDoc(VOCAB, words=words, heads=CROSSING, deps=["dep", "dep", "dep", "ROOT", "dep"])
    assert [near(t) for t in theirs] == [near(t) for t in doc_of(theirs)]


@pytest.mark.parametrize("piece", [slice(1, 4), slice(-3, None), slice(4, 2), slice(2, 99), slice(None, -1)])
def test_a_phrase_is_cut_as_spacy_cuts_it(piece: slice) -> None:
    theirs = spacy_doc()
    ours = doc_of(theirs)
    one, other = theirs[piece], ours[piece]
    assert (one.text, len(one), [t.i for t in one]) == (other.text, len(other), [t.i for t in other])
    if len(one):
        assert (one.start, one.end, one[-1].i, one[0].i) == (other.start, other.end, other[-1].i, other[0].i)
    assert one[1:3].text == other[1:3].text


def test_a_token_is_one_object_and_knows_its_neighbours() -> None:
    doc = doc_of(spacy_doc())
    assert doc[2] is doc[1].nbor() is list(doc)[2] is doc[3].nbor(-1)
    assert all(t.doc is doc for t in doc)
    with pytest.raises(IndexError):
        doc[0].nbor(-1)
    with pytest.raises(IndexError):
        doc[-1].nbor()


def test_words_stand_in_lists() -> None:
    doc: Doc = doc_of(spacy_doc())
    assert (doc.texts[0], doc.words[0], doc.lemmas[8]) == ("The", "the", "twelve")
    assert doc.text == spacy_doc().text


def test_a_sentence_nobody_reads_is_a_full_stop() -> None:
    assert [(t.text, t.pos_, t.dep_, t.is_punct) for t in blank()] == [(".", "PUNCT", "ROOT", True)]


def test_a_released_parse_leaves_no_token_tied_to_another() -> None:
    doc = doc_of(spacy_doc())
    tokens = list(doc)
    release(doc)
    assert len(doc) == 0
    tied = {name for t in tokens for name in Token.__slots__ if isinstance(getattr(t, name, None), Token | Doc | list)}
    assert tied == set()
    assert [t.text for t in tokens][:2] == ["The", "rebels"]
