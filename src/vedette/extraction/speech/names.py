"""The names of bodies and persons as a text spells them: what a shorter form stands for, and who heads what."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

#: Names whose parts are remembered: a report tells the same few over and over.
REMEMBERED = 1024
BODY_WORDS = frozenset(
    """
    agency observatory ministry network army group monitor statement report organization organisation coalition
    command media council office union committee commission government military police watch centre center staff
    service front forces force tv news television radio channel newspaper website authority department
    administration parliament nations un house kremlin pentagon court bureau mission embassy campaign party
    brigade brigades movement defence defense helmets state states data agency company fund institute university
    hospital institution bank board
    """.split()
)
#: Words for a person's part; what stands before one is the body, what follows is the name.
TITLES = frozenset(
    """
    head chief director chairman president founder leader spokesman spokeswoman spokesperson manager minister
    governor mayor commander secretary envoy ambassador adviser activist official officer analyst expert general
    colonel captain lieutenant major brigadier admiral doctor resident journalist witness king emir sheikh pope
    deputy coordinator representative prosecutor senator historian professor researcher lawyer pm prime dr gen
    mr mrs ms col capt lt
    """.split()
)
_FROM = re.compile(r"((?:[A-Zae][\w’'-]+\s+){1,3}[A-Z][\w’'-]+)\s+(?:of|from|with)\s+(?:the\s+)?(.*[A-Z].*)$")
_SMALL = frozenset(("the", "of", "for", "a", "an", "in", "and", "s"))
_OF = ("of", "for", "at", "in", "from", "to")
_LED_BY = (
    r"head|chief|director|chairman|chairwoman|president|founder|leader|spokes\w+|manager|commander|representative|"
    r"member|official"
)
#: What tells of a person whose name stands before it.
_ROLE = re.compile(
    rf",?\s+(?:who\s+is\s+)?(?:the\s+|a\s+)?((?:\w+\s){{0,3}}?(?:{_LED_BY}))\s+(?:of|for|at|in)\s+(?:the\s+)?"
    r"((?:[A-Z][\w’'-]*|al-\w+)(?:\s+(?:(?:for|of|and)\s+(?:the\s+)?)?(?:[A-Z][\w’'-]*|al-\w+))*)"
)
_CAPITALISED = re.compile(
    r"\b(?!(?:No|But|And|When|After|If|As|While|Since)\b)[A-Z][\w’'-]*"
    r"(?:[ \t]+(?:(?:for|of|and)[ \t]+(?:the[ \t]+)?)?[A-Z][\w’'-]*){0,7}"
)
_KIND = re.compile(
    r"observatory|network|watch|monitor|centre|center|ministry|union|committee|commission|council|organi[sz]ation|"
    r"coalition|agency|office|command|front|forces|army|brigade|nations|helmets",
    re.I,
)
_DESCRIPTIONS = re.compile(
    r"^(?i:\S+-(?:based|run|owned|held)|(?:pro|anti)-\S+|activist|private|state-run|so-called|opposition)\s+(?=\S*[A-Z])"
)
_TAIL = re.compile(
    r"\s+(?:war\s+)?(?:monitoring\s+)?(?:monitor|group|watchdog|ngo|report|statement|organi[sz]ation|\(\w*\)?)$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A person's name, with role and body where the same phrase tells them."""

    name: str
    role: str | None = None
    body: str | None = None


@lru_cache(maxsize=REMEMBERED)
def trimmed(words: str) -> str:
    """A name without article, quotation marks and descriptions ("UK-based", "monitoring group")."""
    words = re.sub(r"\s+", " ", words.strip(" ,\"“”'’()"))
    words = re.sub(r"^(?:the|a|an|its|their|his|her|our)\s+", "", words, flags=re.I)
    bare = _DESCRIPTIONS.sub("", words)
    tail = _TAIL.sub("", bare)
    return tail if re.search(r"[A-Z]", tail) else bare


@lru_cache(maxsize=REMEMBERED)
def key(words: str) -> tuple[str, ...]:
    """The words of a name that tell it apart."""
    return tuple(w for w in re.findall(r"[\w'’]+", words.lower()) if w not in _SMALL)


@lru_cache(maxsize=REMEMBERED)
def personal(words: str) -> Named | None:
    """A phrase that names a person, taken apart: "Observatory director Rami Abdel Rahman"; None for bodies."""
    if ", " in words:
        name, _, rest = words.partition(", ")
        told = re.match(
            rf"(?:the\s+|a\s+)?((?:[\w-]+\s+){{0,3}}?(?:{_LED_BY}))\s+(?:of|for|at|in)\s+(?:the\s+)?(.+)", rest
        )
        person = personal(name)
        if person is None and set(name.lower().split()) & TITLES and _all_names(rest.split()) and len(rest.split()) < 5:
            return Named(rest, name)
        return Named(person.name, told[1], told[2].split(", ")[0]) if person and told else person
    found = _FROM.match(words)
    if found and _all_names(found[1].split()):
        return Named(found[1], None, found[2])
    tokens = words.split()
    lower = [t.lower().strip(",.'’") for t in tokens]
    titles = [i for i, w in enumerate(lower) if w in TITLES]
    if titles:
        first, last = titles[0], titles[-1]
        after = tokens[last + 1 :]
        if after and after[0].lower() in _OF:
            return _headed(tokens, first, last)
        return _titled(tokens, last, set(titles)) if after else None
    if set(lower) & BODY_WORDS or any(_is_acronym(t) or not t[:1].isupper() for t in tokens):
        return None
    return Named(words)


def _headed(tokens: list[str], first: int, last: int) -> Named | None:
    """ "Rami Abdel Rahman, head of the Observatory"; None without the person's name."""
    before = tokens[:first]
    if not before or not _all_names(before):
        return None
    body = re.sub(r"^(?:the|a)\s+", "", " ".join(tokens[last + 2 :]))
    return Named(" ".join(before).strip(","), " ".join(tokens[first : last + 1]), body)


def _titled(tokens: list[str], last: int, titles: set[int]) -> Named | None:
    """ "UN spokesman Farhan Haq": the words before the titles are the body, if they are a body's."""
    after = tokens[last + 1 :]
    if not _all_names(after):
        return None
    first = last
    while first - 1 in titles:
        first -= 1
    before = tokens[:first]
    if {w.lower() for w in before} & BODY_WORDS or any(_is_acronym(t) for t in before):
        return Named(" ".join(after), " ".join(tokens[first : last + 1]), " ".join(before))
    return Named(" ".join(after), " ".join(tokens[: last + 1]))


def _all_names(tokens: list[str]) -> bool:
    """Whether all are capitalised, or begin with an Arabic article, and none is a body's word."""
    return (
        all(t[:1].isupper() or t[:3] in ("al-", "el-") for t in tokens) and not {t.lower() for t in tokens} & BODY_WORDS
    )


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


@lru_cache(maxsize=8)
def body_names(text: str) -> tuple[str, ...]:
    """Capitalised names in a text that hold a word for a body, most frequent first."""
    found = Counter(_CAPITALISED.findall(text))
    return tuple(name for name, _ in found.most_common() if _KIND.search(name))


def fullest_body(text: str, words: str) -> str:
    """The longest form of a body's name in a text; the words themselves where there is none longer."""
    own = set(key(words))
    if not own & _bodies(text):
        return words
    best = words
    for name in body_names(text):
        held = set(key(name))
        if (
            own < held
            and len(held) <= 7
            and not held & TITLES
            and (best == words or (own == set(key(words)) and set(key(best)) < held))
        ):
            best = name
    return best


@lru_cache(maxsize=8)
def _bodies(text: str) -> frozenset[str]:
    return frozenset(w for name in body_names(text) for w in key(name) if _KIND.search(w))


def role_and_body(text: str, name: str) -> tuple[str | None, str | None]:
    """What a text tells of a person in an apposition: "Rami Abdel Rahman, head of the Syrian Observatory"."""
    at = text.find(name)
    while at >= 0:
        found = _ROLE.match(text, at + len(name))
        if found:
            return found[1], found[2]
        at = text.find(name, at + 1)
    return None, None
