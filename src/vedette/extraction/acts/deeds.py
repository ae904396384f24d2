"""Who did what to whom in a sentence, in PLOVER's types: the deed its main clause tells, not the telling.

The type is weighed from cues (`data/deeds.toml`) over the clause of the deed and, lighter, the sentence; actors and
recipients are read from the parse. Deeds of two sides at once (they meet, agree) have both as actors and no recipient.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.parties.phrases import phrase
from vedette.extraction.scanning.gist import gist

_SAY = frozenset(
    "say announce report tell add state declare claim confirm believe charge insist argue disclose quote".split()
)
_BOTH = frozenset(("AGREE", "CONSULT", "COOPERATE", "SUPPORT"))
_DAYS = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
        "august september october november december"
    ).split()
)
_TOWARDS = ("on", "against", "to", "with", "at", "from", "in", "of", "for", "into", "by", "over", "between")


@dataclass(frozen=True, slots=True)
class Deed:
    """A PLOVER type (None where no cue is found) with the names of actors and recipients as printed."""

    kind: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


def deed(doc: Doc) -> Deed:
    """The deed of a parsed sentence."""
    if not len(doc):
        return Deed(None, (), ())
    main, speaker = _main(doc)
    clause = sorted(t.i for t in main.subtree) if main.dep_ != "ROOT" else list(range(len(doc)))
    found = _kind(doc, clause) or _kind(doc, range(len(doc)))
    subjects = _subjects(main) or ([speaker] if speaker is not None else [])
    if subjects and subjects[0].pos_ == "PRON" and speaker is not None:
        subjects = [speaker]
    recipients = _recipients(main, subjects)
    if found in _BOTH and len(subjects) > 1:
        recipients = []
    taken = {t.i for s in subjects for t in doc[slice(*phrase(s))]}
    return Deed(found, _names(subjects), _names(r for r in recipients if r.i not in taken))


def _kind(doc: Doc, tokens: Iterable[int]) -> str | None:
    words = [doc[i] for i in tokens]
    found = gist([t.lower_ for t in words], [t.lemma_.lower() for t in words], table="deeds")
    return found.kind if found else None


def _main(doc: Doc) -> tuple[Token, Token | None]:
    """The verb of the deed, and who tells it where the main verb is one of saying."""
    root = next((t for t in doc if t.dep_ == "ROOT"), doc[0])
    speaker = None
    for _ in range(3):
        if root.lemma_.lower() not in _SAY:
            break
        inner = next((c for c in root.children if c.dep_ in ("ccomp", "parataxis") and c.pos_ in ("VERB", "AUX")), None)
        if inner is None:
            break
        own = _subjects(root)
        speaker = own[0] if own else speaker
        root = inner
    return root, speaker


def _subjects(verb: Token) -> list[Token]:
    passive = any(c.dep_ == "nsubjpass" for c in verb.children)
    for child in verb.children:
        if child.dep_ == "agent":
            return [g for g in child.children if g.dep_ == "pobj"]
    if passive:
        return []
    for child in verb.children:
        if child.dep_ == "nsubj":
            return [child, *(c for c in child.conjuncts if c.i > child.i and c.i < verb.i)]
    if verb.dep_ in ("xcomp", "conj", "advcl", "acl") and verb.head.i != verb.i:
        return _subjects(verb.head)
    return []


def _recipients(main: Token, subjects: list[Token]) -> list[Token]:
    """The first names after the deed: its object, or what stands after "on", "with", "against", "to"."""
    passive = next((c for c in main.children if c.dep_ == "nsubjpass"), None)
    if passive is not None:
        return [passive]
    named: list[tuple[int, Token]] = []
    for token in main.subtree:
        if token.i <= main.i or not _is_name(token):
            continue
        role = _role(token, main)
        if role is not None:
            named.append((role, token))
    if not named:
        return []
    named.sort(key=lambda pair: (pair[0], pair[1].i))
    first = named[0][1]
    return [first, *(c for c in first.conjuncts if c.i > first.i and _is_name(c))]


def _is_name(token: Token) -> bool:
    """The head of a phrase with a name in it, and no name inside another's phrase."""
    if token.dep_ in ("compound", "amod", "nmod", "poss", "case") and token.head.pos_ in ("NOUN", "PROPN"):
        return False
    if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    start, end = phrase(token)
    return any(_named(t) for t in token.doc[start:end])


def _named(token: Token) -> bool:
    """A proper name, or an adjective of nation: the model in use has no entities."""
    upper = token.text[:1].isupper() and token.pos_ in ("PROPN", "ADJ", "NOUN")
    return upper and token.lower_ not in _DAYS


def _role(token: Token, main: Token) -> int | None:
    """How near a name is to the deed: its object 0, after a preposition 1, inside a clause below 2; None too far."""
    node, steps = token, 0
    while node.i != main.i and steps < 8:
        if node.dep_ in ("relcl", "advcl") and node.head.i != main.i:
            return 3
        node, steps = node.head, steps + 1
    if node.i != main.i:
        return None
    asked = token.dep_ == "nsubj" and token.head.dep_ == "ccomp" and token.head.head.i == main.i
    if asked or (token.dep_ in ("dobj", "dative") and token.head.i == main.i):
        return 0
    return 1 if token.dep_ == "pobj" and token.head.lower_ in _TOWARDS else 2


def _names(tokens: Iterable[Token]) -> tuple[str, ...]:
    names = []
    for token in tokens:
        start, end = phrase(token)
        own = [c for c in token.conjuncts if start <= c.i < end]
        end = min([end, *(c.left_edge.i for c in own if c.i > token.i)])
        words = [t for t in token.doc[start:end] if t.dep_ not in ("cc", "punct") or t.text == "-"]
        if words:
            names.append(token.doc[words[0].i : words[-1].i + 1].text)
    return tuple(dict.fromkeys(names))
