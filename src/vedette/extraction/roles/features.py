"""What can be seen of a noun phrase: its head and modifiers, what governs it, and what its sentence tells.

Each feature is a short string that an analyst can read ("by:kill", "thing|obj:damage"); the weights hang on them. No
feature holds a name, a people or a creed, and loaded synonyms are one word: who they are says nothing of what they did.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from vedette.extraction.acts.triggers import find_triggers
from vedette.extraction.counting.counts import class_of
from vedette.extraction.parsing.forms import lemmas_of, once, words_of
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.parties.phrases import ACTING, is_named
from vedette.extraction.report import Report, Sentence
from vedette.extraction.roles.candidates import Candidate
from vedette.extraction.speech.names import BODY_WORDS
from vedette.extraction.words.event_words import event_words
from vedette.extraction.words.known_places import is_adjective
from vedette.extraction.words.lexicon import lexicon
from vedette.model.claim import VictimClass

#: Steps through lists and appositions to what governs a noun.
CHAIN = 4
_LIGHT = frozenset(
    "carry launch conduct stage commit perpetrate be have make take claim do place plant set suffer".split()
)
#: Words for those who rule and those who rise: which of them is meant is no evidence of what they did.
_SIDES = frozenset(
    "government regime authority authorities opposition rebel insurgency resistance occupation state".split()
)
#: What somebody believes in is no evidence either.
_LEANINGS = frozenset(
    (
        "leftist rightist left right wing left-wing right-wing leftwing rightwing maoist marxist leninist communist "
        "fascist socialist nationalist islamic revolutionary"
    ).split()
)
_FORCES = frozenset("army military force forces police troop militia guard navy".split())
_KILLINGS = frozenset("killing massacre slaughter butchery".split())
_ARMS = frozenset(
    (
        "bomb explosive dynamite grenade rifle machinegun submachinegun gun pistol weapon bullet device charge tnt "
        "stick"
    ).split()
)
_OWNED = frozenset("claim admit accept acknowledge take assume".split())
_ASCRIBED = frozenset("attribute blame ascribe link trace".split())
_CHARGED = frozenset("blame accuse suspect implicate charge".split())
_FORESEEN = frozenset("will would could may might should can must shall".split())
_NAMES = frozenset(("NNP", "NNPS"))
_MODIFIERS = frozenset(("JJ", "NN", "VBN", "NNP", "NNS", "VBG"))
_OBJECTS = {"nsubjpass": "obj", "dobj": "obj", "nsubj": "subj", "attr": "attr", "dative": "dative", "oprd": "oprd"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A report as the features see it, with how many tenths of its sentences tell of events: what it is about."""

    report: Report
    share: int = field(init=False)

    def __post_init__(self) -> None:
        telling = sum(bool(_tellings(s.unit.doc)) for s in self.report.read)
        object.__setattr__(self, "share", 10 * telling // max(1, len(self.report.sentences)))


def features(seen: Seen, sentence: Sentence, candidate: Candidate) -> list[str]:
    """All that is seen of a candidate, each once, in a fixed order: its kind first."""
    core = core_features(sentence, sentence.unit.doc[candidate.head])
    return core + further_features(seen, sentence, candidate, core)


def core_features(sentence: Sentence, token: Token) -> list[str]:
    """What weighs most: the kind, the head, and what governs it."""
    kind = kind_of(sentence, token)
    found = [f"kind:{kind}"]
    if (word := plain(token)) is not None:
        found.append(f"head:{word}")
    for relation, governor in relations(token):
        found.append(f"rel:{relation}")
        if governor is None:
            continue
        found.append(f"{kind}|{relation}")
        if (word := plain(governor)) is not None:
            found += (f"{relation}:{word}", f"{kind}|{relation}:{word}")
        if (told := told_by(governor)) is not None:
            found += (f"{relation}:={told}", f"{kind}|{relation}:={told}")
    if (charge := charged(token)) is not None:
        found.append(charge)
    for child in token.rights:
        if child.dep_ in ("relcl", "acl"):
            tag = child.tag_
            found.append(f"then:{plain(child)}:{tag}")
            if (told := told_by(child)) is not None:
                found.append(f"then:={told}:{tag}")
        elif child.dep_ == "prep" and child.lower_ == "of":
            found += [f"of:{plain(grandchild) or '=name'}" for grandchild in child.children]
    return list(dict.fromkeys(found))


def further_features(seen: Seen, sentence: Sentence, candidate: Candidate, core: list[str]) -> list[str]:
    """What else is seen: modifiers, the manner of telling, the sentences around."""
    token = sentence.unit.doc[candidate.head]
    kind = core[0].removeprefix("kind:")
    found = [*_phrase(token, candidate)]
    if any(p.start <= token.i < p.end for p in sentence.places):
        found.append("place")
    if any(s.source is not None and s.source.start <= token.i < s.source.end for s in sentence.said):
        found.append(f"{kind}|speaker")
    found += _manner(token)
    found += _around(seen, sentence, token, kind)
    return list(dict.fromkeys(found))


def kind_of(sentence: Sentence, token: Token) -> str:
    """What a noun is, roughly: person, party, name, weapon, act, site or thing."""
    if token.tag_ not in _NAMES:
        return _kind_of_word(lemmas_of(token.doc)[token.i], token.lower_)
    if is_named(token):
        return "party"
    words = words_of(token.doc)
    at = token.i
    near = range(max(0, at - 5), at + 1)
    if not BODY_WORDS.isdisjoint(words[near.start : near.stop]) and any(
        words[i] in BODY_WORDS for i in near if i == at or token.doc[i].head.i == at
    ):
        return "body"
    if len(token.text) > 1 and token.text.isupper():
        return "acronym"
    return "placename" if any(p.start <= at < p.end for p in sentence.places) else "name"


@lru_cache(maxsize=16384)
def _kind_of_word(lemma: str, word: str) -> str:
    words = event_words()
    group = class_of(lemma, word)
    if group is not None:
        return "fighter" if group is VictimClass.COMBATANT else "person"
    if lemma in words.weapons or lemma in _ARMS:
        return "weapon"
    if lemma in words.generic or (lemma,) in words.specific:
        return "act"
    if lemma in lexicon().place_kinds:
        return "site"
    return "body" if lemma in BODY_WORDS or lemma in ACTING else "thing"


def plain(token: Token) -> str | None:
    """A word as a feature may know it: no name, no people's adjective, and loaded synonyms as one word."""
    return _plain(token.doc.lemmas[token.i], token.text, token.tag_ in _NAMES or token.pos_ == "PROPN")


@lru_cache(maxsize=65536)
def _plain(lemma: str, text: str, name: bool) -> str | None:
    words = event_words()
    if class_of(lemma, text.lower()) is VictimClass.COMBATANT:
        return "=armed"
    if lemma in _LEANINGS:
        return None
    if lemma in _SIDES or lemma in _FORCES:
        return "=side"
    if lemma in words.kills or lemma in _KILLINGS:
        return "=kill"
    return None if name or is_adjective(text.capitalize()) else lemma


def _phrase(token: Token, candidate: Candidate) -> Iterator[str]:
    if token.tag_ in ("NNS", "NNPS"):
        yield "plural"
    lex = lexicon()
    for other in token.doc[candidate.start : candidate.head]:
        tag = other.tag_
        if tag == "CD":
            yield "number"
        elif tag in _MODIFIERS:
            if (word := plain(other)) is not None:
                yield f"mod:{word}"
            lemma = other.lemma_.lower()
            if lemma in lex.offices:
                yield "office"
            if lemma in lex.persons:
                yield "mod-person"
    if token.tag_ == "NNP" and candidate.head > candidate.start:
        yield "full-name"
    det = next((c.lower_ for c in token.lefts if c.dep_ == "det"), None)
    if det is not None:
        yield f"det:{det}"


@once
def _tellings(doc: Doc) -> dict[int, str]:
    return {i: trigger.type.value for trigger in find_triggers(doc) for i in range(trigger.start, trigger.end)}


def told_by(token: Token) -> str | None:
    """What a word tells of: the type of the event it triggers, else the effect of its verb or noun."""
    kind = _tellings(token.doc).get(token.i)
    if kind is not None:
        return kind
    lex = lexicon()
    effect = (lex.active if token.pos_ == "VERB" else lex.nouns).get(lemmas_of(token.doc)[token.i])
    return effect.value if effect is not None else None


def relations(token: Token) -> Iterator[tuple[str, Token | None]]:
    """What governs a noun and how, nearest first; through lists, appositions and light verbs."""
    node, prefix = token, ""
    for _ in range(CHAIN):
        if node.dep_ == "conj" and node.head.pos_ in ("NOUN", "PROPN"):
            node = node.head
        elif node.dep_ == "appos":
            prefix, node = "appos-", node.head
        else:
            break
    head, dep = node.head, node.dep_
    name = _OBJECTS.get(dep)
    if dep == "pobj":
        yield from _after_preposition(prefix, node)
    elif name is not None:
        yield prefix + name, head
        light = head.lemma_.lower() in _LIGHT
        if not light and dep != "nsubj":
            return
        for other in head.children:
            if light and other.i != node.i and other.dep_ in ("dobj", "attr", "nsubj", "nsubjpass"):
                yield f"{prefix}{name}+", other
            elif dep == "nsubj" and other.dep_ in ("xcomp", "conj", "advcl") and other.pos_ == "VERB":
                yield f"{prefix}subj-{other.dep_}", other
    elif dep in ("compound", "nmod", "poss", "amod"):
        yield prefix + ("poss" if dep == "poss" else "mod"), head
    else:
        yield prefix + dep, head if head.i != node.i else None


def charged(token: Token) -> str | None:
    """Whether a name owns to an act ("claimed responsibility") or is charged with it ("blamed", "attributed to")."""
    head, dep = token.head, token.dep_
    if dep == "conj":
        return charged(head) if head.pos_ in ("NOUN", "PROPN") else None
    if dep == "pobj":
        return "accused" if head.lower_ in ("to", "on") and head.head.lemma_.lower() in _ASCRIBED else None
    lemma = head.lemma_.lower()
    below = words_of(token.doc)[head.i : head.right_edge.i + 1] if lemma in _OWNED or lemma == "hold" else []
    if dep == "nsubj" and lemma in _OWNED and not {"responsibility", "credit"}.isdisjoint(below[:4]):
        return "owned"
    if dep in ("dobj", "nsubjpass") and (lemma in _CHARGED or (lemma == "hold" and "responsible" in below)):
        return "accused"
    return "accused" if dep == "nsubj" and lemma == "be" and _is_to_blame(head) else None


def _is_to_blame(verb: Token) -> bool:
    return any(
        c.dep_ in ("acomp", "attr") and c.lower_ in ("responsible", "behind", "guilty") for c in verb.rights
    ) or (any(c.dep_ == "prep" and c.lower_ == "behind" for c in verb.rights))


def _after_preposition(prefix: str, node: Token) -> Iterator[tuple[str, Token | None]]:
    preposition = node.head
    governor = preposition.head
    yield prefix + preposition.lower_, governor
    if governor.pos_ == "VERB":
        for other in governor.children:
            if other.dep_ in ("dobj", "nsubjpass", "nsubj") and told_by(other) is not None:
                yield f"{prefix}{preposition.lower_}+", other
    elif (
        governor.pos_ in ("NOUN", "PROPN")
        and governor.head.pos_ == "VERB"
        and governor.dep_ in ("dobj", "nsubj", "nsubjpass")
    ):
        yield f"{prefix}{preposition.lower_}-of-{governor.dep_}", governor.head


def _manner(token: Token) -> Iterator[str]:
    """How the verb above tells it: its tense, whether it is denied or only thought of."""
    verb = token
    for _ in range(6):
        if verb.pos_ == "VERB" or verb.head.i == verb.i:
            break
        verb = verb.head
    yield f"tense:{verb.tag_}"
    for child in verb.children:
        if child.dep_ == "neg":
            yield "negated"
        elif child.dep_ == "aux" and child.lower_ in _FORESEEN:
            yield "modal"


def _around(seen: Seen, sentence: Sentence, token: Token, kind: str) -> Iterator[str]:
    own = _tellings(sentence.unit.doc)
    yield f"{kind}|tells:{'yes' if own else 'no'}"
    for told in dict.fromkeys(own.values()):
        yield f"{kind}|sentence:{told}"
    if own:
        gap = min(abs(token.i - i) for i in own)
        yield f"gap:{'0-3' if gap <= 3 else '4-8' if gap <= 8 else 'far'}"
    index = sentence.unit.index
    sentences = seen.report.sentences
    if index and sentences[index - 1].unit.parsed and _tellings(sentences[index - 1].unit.doc):
        yield f"{kind}|told before"
    if index + 1 < len(sentences) and sentences[index + 1].unit.parsed and _tellings(sentences[index + 1].unit.doc):
        yield f"{kind}|told after"
    yield f"at:{min(index, 6)}"
    yield f"share:{seen.share}"
