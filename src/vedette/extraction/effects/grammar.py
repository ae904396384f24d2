"""Effects by the dependency parse: for counts that stand apart from the word that says what befell them."""

from collections.abc import Sequence

from vedette.extraction.counting.counts import Count, person_class
from vedette.extraction.effects.link import Link
from vedette.extraction.effects.patterns import HURT, RISE
from vedette.extraction.parsing.forms import words_of
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.words.lexicon import Lexicon, lexicon
from vedette.model.claim import Effect


def by_grammar(doc: Doc, counts: Sequence[Count], n: int) -> Link | None:
    """The effect of a count by the relations of its head, or of the head it is joined to; None where none shows."""
    lex, count = lexicon(), counts[n]
    token = doc[count.head if count.head is not None else count.number]
    if token.dep_ == "pobj" and token.head.lower_ == "of" and count.start <= token.head.head.i < token.head.i:
        token = token.head.head  # "two of its soldiers, part of a mission, were killed"
    if count.head is None:
        while (
            token.dep_ in ("nummod", "quantmod", "compound", "amod", "advmod")
            and count.start <= token.head.i < count.end
            and token.head.i != token.i
        ):
            token = token.head
    if count.head is None and _counts_things(token):
        return None
    for _ in range(4):
        link = _by_relation(token, lex, count)
        if link is not None:
            return link
        if (
            token.dep_ in ("conj", "appos", "nmod", "nummod", "compound")
            and token.head.i != token.i
            and not (token.dep_ == "conj" and token.head.pos_ == "VERB")
        ):
            token = token.head
        else:
            return None
    return None


def _counts_things(number: Token) -> bool:
    """Whether a bare number stands before a common noun that names no people: "seven all-terrain vehicles"."""
    noun = number.head
    return (
        number.dep_ == "nummod"
        and noun.i > number.i
        and noun.tag_ in ("NN", "NNS")
        and (person_class(noun.doc, noun.i) is None and noun.lemma_.lower() not in lexicon().counted)
    )


def _by_relation(token: Token, lex: Lexicon, count: Count) -> Link | None:
    head, dep = token.head, token.dep_
    lemma = head.lemma_.lower()
    if dep == "nsubjpass" and (effect := lex.passive.get(head.lower_) or lex.active.get(lemma)):
        return Link(effect, head.i, "parsed subject")
    if dep == "nsubjpass" and (state := _found_to_be(head, lex)) is not None:
        return Link(lex.passive[state.lower_], state.i, "parsed subject")
    if dep == "nsubjpass" and (fate := _phrase(head, lex)) is not None:
        return Link(fate[0], fate[1], "parsed subject")
    if dep == "nsubj" and head.lemma_ in ("remain", "be", "stay") and (state := _state(head, lex)) is not None:
        return Link(lex.passive[state.lower_], state.i, "parsed subject")
    if dep == "nsubj" and head.lower_ in (
        "died",
        "die",
        "dies",
        "dying",
        "perished",
        "fled",
        "flee",
        "surrendered",
        "drowned",
    ):
        return Link(lex.passive.get(head.lower_, Effect.KILLED), head.i, "parsed subject")
    if (
        dep == "nsubj"
        and head.dep_ in ("ROOT", "conj")
        and lemma in lex.active
        and not any(c.dep_ == "dobj" for c in head.children)
        and head.tag_ in ("VBD", "VBN")
        and any(c.dep_ == "agent" or c.lower_ in ("in", "when", "by") for c in head.children)
    ):
        return Link(lex.active[lemma], head.i, "parsed subject")
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in head.children)
    if dep in ("dobj", "obj") and lemma in lex.active and lemma not in ("round", "gun", "lose") and not passive:
        return Link(lex.active[lemma], head.i, "parsed object")
    if (
        dep in ("dobj", "nsubjpass")
        and lemma in lex.capture
        and count.group is not None
        and not count.weak
        and lemma in ("capture", "seize")
    ):
        return Link(lex.capture[lemma], head.i, "people taken")
    if dep == "nsubj" and lemma in ("suffer", "sustain") and any(t.lower_.startswith(HURT) for t in head.subtree):
        return Link(Effect.INJURED, head.i, "suffered injuries")
    if dep == "dobj" and lemma == "include" and (told := _those_harmed(head, lex)) is not None:
        return Link(lex.passive.get(told.lower_, Effect.KILLED), told.i, "among the dead")
    if dep == "nsubj" and head.lemma_ == "be":
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in ("among", "amongst"):
                told = next((t for t in child.subtree if t.lower_ in lex.passive), None)
                if told is not None:
                    return Link(lex.passive[told.lower_], told.i, "among the dead")
    for child in token.children:
        if child.dep_ in ("acl", "relcl", "amod") and child.lower_ in lex.passive and child.i != count.number:
            acts = child.dep_ == "relcl" or child.tag_ == "VBG"  # "killing two women injuring 15 others"
            if acts and any(c.dep_ == "dobj" for c in child.children):
                continue
            return Link(lex.passive[child.lower_], child.i, "participle of it")
        if child.dep_ == "acl" and child.lemma_ in lex.active and child.tag_ == "VBN":
            return Link(lex.active[child.lemma_], child.i, "participle of it")
    if (
        dep == "pobj"
        and head.lower_ in ("of", "to", "at")
        and head.head.lemma_.lower() in lex.nouns
        and head.lower_ == "of"
    ) and lemma != "toll":
        return Link(lex.nouns[head.head.lemma_.lower()], head.head.i, "of a noun")
    if dep in ("attr", "dobj", "pobj", "npadvmod"):
        verb = head if dep != "pobj" else head.head
        if verb.lemma_ in RISE:
            for subject in verb.children:
                if subject.dep_ in ("nsubj", "nsubjpass") and (
                    subject.lemma_.lower() in ("toll", "number", "fatality", "death", "casualty", "figure")
                ):
                    words = [t.lower_ for t in subject.subtree]
                    if "wounded" in words or "injured" in words or "injuries" in words:
                        return Link(Effect.INJURED, subject.i, "toll")
                    if (
                        subject.lemma_.lower() in ("toll", "fatality", "death")
                        or "dead" in words
                        or "killed" in words
                        or "deaths" in words
                    ):
                        return Link(Effect.KILLED, subject.i, "toll")
                    if "displaced" in words or "refugees" in words:
                        return Link(Effect.DISPLACED, subject.i, "toll")
    return None


def _phrase(verb: Token, lex: Lexicon) -> tuple[Effect, int] | None:
    """What a verb and the words behind it say in a row ("burned to death"), and the last of them."""
    behind = words_of(verb.doc)[verb.i : verb.i + 4]
    for phrase, effect in lex.phrases_after.get(verb.lower_, ()):
        if tuple(behind[: len(phrase)]) == phrase and effect is Effect.KILLED:
            return effect, verb.i + len(phrase) - 1
    return None


def _found_to_be(verb: Token, lex: Lexicon) -> Token | None:
    """ "Three employees of a charity were found dead", "left wounded": the state that they were in."""
    if verb.lemma_ not in ("find", "leave", "fear", "believe", "presume", "report", "confirm"):
        return None
    states = (c for c in verb.children if c.dep_ in ("oprd", "acomp", "xcomp") and c.i > verb.i)
    return next((c for c in states if c.lower_ in lex.passive), None)


def _state(verb: Token, lex: Lexicon) -> Token | None:
    """ "Three workers of a partner organisation remain unaccounted for": the state they are told to be in."""
    return next((c for c in verb.rights if c.dep_ in ("acomp", "oprd") and c.lower_ in lex.passive), None)


def _those_harmed(verb: Token, lex: Lexicon) -> Token | None:
    """The subject of "the wounded include a child", "the victims included two nurses"."""
    subjects = (c for c in verb.lefts if c.dep_ == "nsubj" and any(g.lower_ == "the" for g in c.lefts))
    return next((c for c in subjects if c.lower_ in lex.passive or c.lower_ in ("victims", "fatalities")), None)
