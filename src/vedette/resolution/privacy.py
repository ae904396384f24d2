"""Private persons stay out of every index: their names are masked in what is handed to a search.

The text and the quotes keep what was printed; only the index's copy is masked. Kept are names that the registry has
(parties, offices and who holds them, outlets) and names of places. Without a language model a person's name can't be
told from any other unknown name, so every run of capitalised words that nothing vouches for is masked: an index that
misses a body is better than one that finds a victim. See `docs/ethics.md`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from vedette.reference.actors import ActorRegistry
from vedette.reference.demonyms import demonym_country
from vedette.reference.outlets import OutletRegistry
from vedette.reference.place_names import PlaceNames
from vedette.resolution.actor_words import FIGHTERS, FORCES, GOVERNMENT

#: What stands for a masked name. It holds no letter of it, nor its length.
MASK = "[name]"

_TOKEN = re.compile(r"\w+(?:[-'’.]\w+)*\.?")
#: Words that tie the parts of a name together in print.
_JOINERS = frozenset("al el bin ibn bint abu abd umm ben van von der de la du da dos di al- of the".split())
_BETWEEN_PARTS = re.compile(r"[\s\-‑'’]*")
#: Titles tell that what follows is a person; they stay.
_TITLES = frozenset(
    "mr mrs ms miss dr prof professor sheikh haj hajj imam father sister judge captain colonel general major "
    "lieutenant sergeant corporal private commander president minister spokesman spokeswoman governor mayor".split()
)
#: Words of public bodies: no part of a person's name, and needed to find what such a body said.
_PUBLIC = (
    GOVERNMENT
    | FORCES
    | FIGHTERS
    | frozenset(
        "council committee commission union nations university hospital school court agency office centre center red "
        "crescent cross health human rights observatory international national united security news".split()
    )
)
#: An article tied to a name by a hyphen: "al-Masri".
_ARTICLED = re.compile(r"(?:al|el|ad|as|ash|an|ar|at|az)[-‑][A-Z]")
#: Words that open English sentences and have none of the endings below.
_OPENERS = frozenset(
    """
    the a an this that these those it its he she they we you i his her their our my your in on at by for from with of
    to as after before since until while when where who what which why how there here then now today yesterday tomorrow
    both all some many most more few several one two three four five six seven eight nine ten dozens hundreds thousands
    no not none nobody but and or if because although though however meanwhile later earlier also another other each
    every between among under over during despite against about around near inside outside across along through
    fighting shelling smoke heavy new last next first second third state local civil both people men women children
    rescue troops rebels fire talks war peace
    """.split()
)
_ENDINGS = re.compile(
    r"\w{3}(?:ing|tions?|ments?|ers|ors|ents|ants|ists|ians|ities|ly|ences?|nesses|ships?|ages|ures|ates|ized|ised)$"
)
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)


@dataclass(frozen=True, slots=True)
class Known:
    """What vouches for a name: the registries that ship with Vedette."""

    actors: ActorRegistry
    outlets: OutletRegistry
    places: PlaceNames


@cache
def load_known() -> Known:
    """The registries that ship with Vedette, read once a process."""
    return Known(ActorRegistry.load(), OutletRegistry.load(), PlaceNames.load())


def mask_persons(text: str, known: Known | None = None, *, keep: Sequence[str] = ()) -> str:
    """The text with the names that nobody vouches for masked; `keep` are further names to leave, as printed.

    A single word at the head of a sentence stays where it opens sentences in English, has the ending of an English
    word or is printed small elsewhere in the text; any other may be a given name. Text without small letters has lost
    what tells names from words, and comes back masked where it names nothing known.
    """
    known = known or load_known()
    tokens = list(_TOKEN.finditer(text))
    words = [t.group() for t in tokens]
    small = frozenset(w.rstrip(".") for w in words if w[:1].islower())
    parts, last = [], 0
    for first, end in _runs(text, tokens, _vouched(text, tokens, known, keep)):
        if (
            _heads_sentence(text, tokens[first].start())
            and not _titled(words, first)
            and _is_common(words[first], small)
        ):
            first += 1  # "Neighbours Ahmad ...": the sentence's first word is no part of the name
        if first == end or not any(_is_name(w) for w in words[first:end]):
            continue
        stop = tokens[end - 1].end() - words[end - 1].endswith(".")
        parts += [text[last : tokens[first].start()], MASK]
        last = stop
    return "".join((*parts, text[last:]))


def _is_common(word: str, small: frozenset[str]) -> bool:
    """Whether a capitalised word at the head of a sentence is an English word rather than a name."""
    lower = word.rstrip(".").lower()
    return lower in small or lower in _OPENERS or bool(_ENDINGS.search(lower))


def _vouched(text: str, tokens: Sequence[re.Match[str]], known: Known, keep: Sequence[str]) -> list[bool]:
    """Which tokens belong to a name that may be indexed."""
    words = [t.group() for t in tokens]
    vouched = [False] * len(words)
    kept = {tuple(name.split()) for name in keep}
    longest = max((len(k) for k in kept), default=0)
    i = 0
    while i < len(words):
        bare = [w.rstrip(".") for w in words[i : i + 8]]
        length = known.actors.names.match(bare, 0, states=True)
        place = known.places.match(bare, 0) if bare[0] else 0
        if place > 1 or not _names_somebody(text, tokens, i):
            length = max(length, place)
        length = max([length, *(n for n in range(1, longest + 1) if tuple(bare[:n]) in kept)])
        length = max([length, *(n for n in (1, 2, 3) if n <= len(bare) and _is_outlet(bare[:n], known))])
        vouched[i : i + length] = [True] * length
        i += max(length, 1)
    return vouched


def _names_somebody(text: str, tokens: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a word that a place also bears stands before another name, as given names do ("Constantine Wolf")."""
    if at + 1 >= len(tokens) or tokens[at].group().endswith("."):
        return False
    between = text[tokens[at].end() : tokens[at + 1].start()]
    return between == " " and _is_name(tokens[at + 1].group())


def _is_outlet(words: Sequence[str], known: Known) -> bool:
    return all(w[:1].isupper() for w in words) and known.outlets.lookup(" ".join(words)) is not None


def _runs(text: str, tokens: Sequence[re.Match[str]], vouched: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised tokens that nothing vouches for, with the small words that tie them."""
    i = 0
    while i < len(tokens):
        if not _is_name(tokens[i].group()) or vouched[i]:
            i += 1
            continue
        end = i + 1
        while not tokens[end - 1].group().endswith(".") or len(tokens[end - 1].group()) <= 3:
            step = _next_part(text, tokens, vouched, end)
            if step == end:
                break
            end = step
        yield i, end
        i = end


def _next_part(text: str, tokens: Sequence[re.Match[str]], vouched: Sequence[bool], end: int) -> int:
    """The end of a name's run after one more part; `end` again where it is over. A town's name inside a person's name
    ("Ahmad Halabi", "Salah al-Homsi") does not vouch for it when the next word is none's."""
    i = end
    while i < len(tokens) and i < end + 3:
        between = text[tokens[i - 1].end() : tokens[i].start()]
        if not _BETWEEN_PARTS.fullmatch(between) or "\n" in between:
            return end
        word = tokens[i].group()
        if _is_name(word) and not vouched[i]:
            return i + 1
        if word.lower() not in _JOINERS or word.lower() in {"of", "the"}:
            return end
        i += 1
    return end


def _is_name(word: str) -> bool:
    bare = word.rstrip(".")
    lower = bare.lower()
    if lower in _TITLES or lower in _DAYS or lower in _PUBLIC or lower == "i":
        return False
    if not (bare[:1].isupper() or _ARTICLED.match(bare)):
        return False
    return demonym_country(bare) is None


def _heads_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"'“‘(")
    return not before or before[-1] in ".!?:;\n" or text[:start].endswith("\n")


def _titled(words: Sequence[str], at: int) -> bool:
    return at > 0 and words[at - 1].rstrip(".").lower() in _TITLES
