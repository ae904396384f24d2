"""Who else speaks of an act: a report lets several tell of one thing, and the event is a claim of the first of them.

"The monitor said the raid hit the market. A local journalist said those killed were traders": the journalist is a
teller of the raid as well. He is where somebody speaks of the act within a few sentences of its telling: by a word for
the act that the report folds into it, or by one that points back to it or to those whom it harmed.
"""

import re
from collections.abc import Sequence

from vedette.extraction.acts.events import EventDraft
from vedette.extraction.chain.speakers import link_of
from vedette.extraction.parsing.forms import word_set
from vedette.extraction.report import Report, Sentence
from vedette.extraction.speech.acts import Said
from vedette.extraction.speech.cues import can_speak
from vedette.extraction.speech.sources import parsed
from vedette.model.provenance import Attribution, Link

#: Sentences behind the last telling of an act within which words that point back are of it.
REACH = 2
_ACTS = (
    r"(?:attack|strike|raid|air ?strike|air raid|bombing|bombardment|shelling|blast|explosion|assault|ambush|shooting|"
    r"killing|massacre|incident|bomb|bomber|missile|rocket|shell|warplane|jet|plane|attacker|gunman|gunmen)s?"
)
#: Words that point back to an act or to those whom it harmed.
_BACK = re.compile(
    rf"\b(?:the|this|that|these|those|its|\w+day['’]?s) (?:[\w-]+ )?{_ACTS}\b"
    r"|\bthose (?:who (?:were )?)?(?:killed|dead|died|wounded|injured|hurt)\b"
    r"|\bthe (?:dead|victims|casualties|bodies|wounded|injured|(?:death )?toll|deaths)\b",
    re.IGNORECASE,
)


def tellers(report: Report, drafts: Sequence[EventDraft], own: Sequence[Attribution]) -> list[tuple[Link, ...]]:
    """For each act those who tell of it beside the one whom its claim is of, in the order of the report."""
    at: dict[tuple[int, int], int] = {}
    last: dict[int, int] = {}
    for n, d in enumerate(drafts):
        for unit, _, end in d.tellings:
            at[unit, end - 1] = n
            last[unit] = n
    found: list[list[Link]] = [[] for _ in drafts]
    heard = [{voice(link) for link in chain.chain} for chain in own]
    for sentence in report.read if drafts else ():
        for said in (*sentence.said, *_owning_up(sentence)):
            act = _of(sentence, said, at, last) if _tells(sentence, said) else None
            link = link_of(report, sentence, said) if act is not None else None
            if act is None or link is None or not _is_somebody(sentence, said, link):
                continue
            if voice(link) in heard[act]:
                continue
            heard[act].add(voice(link))
            if not any(_one_of_them(h, link) for h in (*own[act].chain[1:], *found[act])):
                found[act].append(link)
    return [tuple(links) for links in found]


#: "In the past", "often": of such acts at large, and not of one.
_AT_LARGE = frozenset("past often repeatedly regularly frequently always usually previously never".split())
#: Verbs of saying whose object is the act itself: "confirmed the reports of bombing".
_CONFIRMING = frozenset("confirm report document record acknowledge show".split())


def _tells(sentence: Sentence, said: Said) -> bool:
    """Whether somebody tells of what was done: in the past tense, and not of what is done at large."""
    doc = sentence.unit.doc
    held = (doc[i] for a, b in said.content for i in range(a, b))
    past = (
        said.lemma in _CONFIRMING
        or said.lemma == _OWNING
        or any(t.tag_ == "VBD" or t.lower_ in ("has", "have") for t in held)
    )
    return past and _AT_LARGE.isdisjoint(t.lower_ for t in doc)


#: What the act of owning up to a deed is called.
_OWNING = "claim responsibility"
_NOBODY = frozenset("no nobody none neither nor".split())


def _owning_up(sentence: Sentence) -> list[Said]:
    """ "The Hill Brigades claimed responsibility for the attack": they tell of it."""
    doc = sentence.unit.doc
    found: list[Said] = []
    if "responsibility" not in word_set(doc):
        return found
    for noun in doc:
        verb = noun.head
        if noun.lower_ != "responsibility" or noun.dep_ != "dobj" or verb.lemma_ not in ("claim", "take", "accept"):
            continue
        who = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        if who is None or not can_speak(who) or any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.lefts):
            continue
        source = parsed(sentence.unit, who)
        if _NOBODY.isdisjoint(t.lower_ for t in doc[who.left_edge.i : who.i + 1]):
            content = ((noun.i, max(noun.i, noun.right_edge.i) + 1),)
            found.append(Said(sentence.unit.index, source, verb.i, f"{verb.text} {noun.text}", _OWNING, content))
    return found


def _is_somebody(sentence: Sentence, said: Said, link: Link) -> bool:
    """Whether a speaker is named or can speak: "according to the type of plane" is nobody's word."""
    named = link.anonymous or any(word[:1].isupper() for word in link.name.split())
    return named or (said.source is not None and can_speak(sentence.unit.doc[said.source.head]))


#: People of the place who are told of as some, and of whom one is then named.
_LOCALS = frozenset("resident witness eyewitness activist local villager survivor journalist".split())
_OFFICIAL = re.compile(r"\b(?:military|army|police|security|medical|hospital|intelligence|government|official)\b")


def _one_of_them(a: Link, b: Link) -> bool:
    """Whether one of two is some of the people there and the other is one of those: "residents said", and below "Omar,
    a resident, said"; "local sources said", and then an activist is named."""
    if not (a.anonymous or b.anonymous):
        return False
    unnamed, other = (a, b) if a.anonymous else (b, a)
    if _kind(unnamed) == "source":
        return not other.anonymous and _kind(other) in _LOCALS and _OFFICIAL.search(unnamed.name.lower()) is None
    return _kind(unnamed) in _LOCALS and _kind(unnamed) == _kind(other)


def _kind(link: Link) -> str:
    """What somebody is: the noun of an unnamed source or of a named one's description."""
    words = re.split(r"\b(?:in|at|of|from|near|living|who|and)\b", link.name if link.anonymous else link.role or "")
    last = words[0].lower().split()[-1:]
    return last[0].removesuffix("s") if last and last[0] != "witness" else "".join(last)


def voice(link: Link) -> str:
    """Whose word it is, as far as a report tells: a spokesman's is his body's."""
    return (link.body or link.name).casefold()


def _of(sentence: Sentence, said: Said, at: dict[tuple[int, int], int], last: dict[int, int]) -> int | None:
    """The act that somebody speaks of."""
    unit = sentence.unit.index
    told = [at[unit, i] for a, b in said.content for i in range(a, b) if (unit, i) in at]
    if told:
        return told[0]
    before = next((last[u] for u in range(unit, unit - REACH - 1, -1) if u in last), None)
    if before is None:
        return None
    words = " ".join(sentence.unit.text(a, b) for a, b in said.content)
    return before if _BACK.search(words) is not None else None
