"""How many of whom: finds every stated number of people in a sentence, with its bounds and the noun counted.

A surface grammar, not the parse, finds numbers and their modifiers: it is right where commas are lost and where a
headline has no verb. Whether a count is a toll is for `tolls` to say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from vedette.extraction.counting.quantities import OPENERS, bounded, modifier_at, number_at
from vedette.extraction.parsing.forms import once, words_of
from vedette.extraction.parsing.tokens import Doc
from vedette.extraction.words.known_places import is_adjective
from vedette.extraction.words.lexicon import lexicon
from vedette.model.claim import VictimClass
from vedette.model.quantity import Quantity
from vedette.text.numerals import match_number, may_begin

#: What may stand before a headline's first person.
_TITLE_MARKS = frozenset((":", "|", "–", "—"))
ARTICLES = {"a", "an", "another", "one"}
_OPENERS = OPENERS | ARTICLES
_SPANS = frozenset("year month week day hour".split())
DAYS_AND_MONTHS = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
        "august september october november december today yesterday tomorrow overnight"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Count:
    """Tokens `start` <= i < `end` from the first modifier to the head of the counted noun phrase.

    `number` is the number's first token, `head` the counted noun (None for a bare number), `group` the class of the
    head by the lexicon (None: unknown word). `weak` marks an article ("a soldier"), which is a count only where a verb
    makes it one.
    """

    start: int
    end: int
    number: int
    head: int | None
    quantity: Quantity
    group: VictimClass | None
    weak: bool = False

    def __hash__(self) -> int:
        return hash((self.start, self.number))  # a sentence has one count there, and it is asked of very often


@once
def find_counts(doc: Doc, dated: frozenset[int] = frozenset()) -> tuple[Count, ...]:
    """Every count of people, or of nothing named, in order; numbers of other things are left out.

    `dated` are tokens of time expressions, whose numbers count nothing and end what stands before them.
    """
    words = ["" if i in dated else word for i, word in enumerate(words_of(doc))] if dated else words_of(doc)
    found: list[Count] = []
    at = 0
    for i, (word, before) in enumerate(zip(words, ["", *doc.texts[:-1]], strict=True)):
        if i < at or not (word in _OPENERS or i == 0 or before in _TITLE_MARKS or may_begin(word)):
            continue  # most words need no further look: no count begins there
        count = _count_at(doc, words, i)
        if count is None:
            continue
        found.append(count)
        # Behind one article another count may stand inside the phrase; behind persons joined to one count none does.
        inside = count.weak and count.head is not None and count.quantity.high == 1
        at = max(count.number + 1 if inside else count.end, i + 1)
    return tuple(found)


def _count_at(doc: Doc, words: Sequence[str], i: int) -> Count | None:
    start, bounds, at = i, set(), i
    while (modifier := modifier_at(words, at)) is not None:
        bounds.add(modifier[1])
        at += modifier[0]
    if at - start > 6:
        return None
    if words[at : at + 1] == ["one"] and words[at - 1 : at] == ["no"]:
        return None  # "no one was hurt" counts nobody
    if words[at : at + 1] == ["one"] and not bounds and (single := _article(doc, words, at)) is not None:
        return single
    if words[at : at + 2] == ["one", "family"] and words[at - 1 : at] in (["from"], ["of"]):
        return None  # "three children from one family"
    number = number_at(doc, words, at)
    if number is None:
        return _article(doc, words, i) if not bounds else None
    low, high, used, sized = number
    end = at + used
    if words[end : end + 2] == ["or", "more"]:
        bounds.add("least")
        end += 2
    if end < len(words) and words[end] in ("plus", "+"):
        bounds.add("least")
        end += 1
    if words[at] == "both" and at > 0 and doc[at - 1].tag_ in ("NN", "NNS") and "and" in words[end + 1 : end + 4]:
        return None  # "seven people, both fighters and farmers"
    if not bounds & {"more"} and words[at : at + 1] and doc[at].text.isdigit() and _is_date(doc, words, at, end):
        return None
    quantity = bounded(low, high, bounds, sized, doc[start:end].text)
    if _is_age(doc, words, at, end) or (end < len(doc) and doc[end].is_title and modifier_at(words, end) is not None):
        return None
    head, stop = _head(doc, words, end)
    if head is not None and doc[head].lower_ in ("families", "households"):
        # Families are no number of people, but so many people are the least of it.
        least = Quantity(quantity.low, None, True, quantity.words)
        return Count(start, max(stop, end), at, head, least, VictimClass.CIVILIAN) if quantity.low > 1 else None
    if head is not None and _family_of(words, at, end):
        head = None
    group = person_class(doc, head) if head is not None else None
    if head is not None and group is None and not _may_be_person(doc, head):
        if start == 0 or doc[start - 1].lemma_.lower() not in lexicon().active or doc[head].text.islower():
            return None
        head, stop = None, end  # "kills 18 New toll": the headline goes on without a stop
    return Count(start, max(stop, end), at, head, quantity, group)


def _article(doc: Doc, words: Sequence[str], i: int) -> Count | None:
    if words[i] not in ARTICLES:
        return _headlined(doc, words, i)
    if words[i] == "another" and match_number(words, i + 1) is not None:
        return None  # "another 30 wounded" is thirty more, and no one person
    if words[i + 1 : i + 3] == ["family", "of"] and (size := match_number(words, i + 3)) is not None:
        end = i + 3 + size[1]
        return Count(i, end, i + 3, None, Quantity(size[0], size[0], False, doc[i:end].text), VictimClass.CIVILIAN)
    head, stop = _head(doc, words, i + 1)
    if head is None or doc[head].tag_ in ("NNS", "NNPS"):
        return None
    group = person_class(doc, head)
    if words[head] == "family" and words[i - 2 : i] == ["members", "of"]:
        return None
    if group is None or words[head] in (
        "other",
        "others",
        "one",
        "police",
        "figure",
        "body",
        "family",
        "troop",
        "dead",
        "crew",
        "staff",
        "personnel",
    ):
        return None
    joined = (
        _persons_joined(doc, words, stop) if words[i - 1 : i] not in (["including"], ["includes"], ["included"]) else ()
    )
    if joined:
        persons = 1 + len(joined)
        classes = {group, *(person_class(doc, j) for j in joined)}
        whole = (
            group
            if len(classes) == 1
            else VictimClass.CIVILIAN
            if VictimClass.COMBATANT not in classes
            else VictimClass.MIXED
        )
        end = joined[-1] + 1
        return Count(i, end, i, head, Quantity(persons, persons, False, doc[i:end].text), whole, weak=True)
    return Count(i, stop, i, head, Quantity(1, 1, False, words[i]), group, weak=words[i] != "one")


_BEFORE_A_NOUN = frozenset("JJ JJR JJS HYPH POS VBN VBG AFX CD FW".split())
#: 'Fourteen "terrorists"'.
_OPENING = frozenset('"“„‘«')
#: What names of people are tagged as, and where they only qualify.
_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ"))
_QUALIFYING = frozenset(("amod", "compound", "nmod", "poss"))
#: What follows a person in a headline that leaves out the article: "Aid worker dies in detention".
_FATES = frozenset("killed dies died dead injured wounded shot kidnapped abducted arrested missing murdered".split())


def _headlined(doc: Doc, words: Sequence[str], i: int) -> Count | None:
    """One person at the head of a headline: no article, a singular noun, and what befell them right behind."""
    if i and doc.texts[i - 1] not in _TITLE_MARKS:
        return None
    head = i
    while head < min(len(doc), i + 5) and doc[head].tag_ in ("JJ", "NN", "NNP", "HYPH", "VBN", "CD"):
        at = head + 1
        if words[at : at + 1] == [","]:
            at = next((j + 1 for j in range(at + 1, min(at + 3, len(doc))) if words[j] == ","), at)
        group = person_class(doc, head) if doc[head].tag_ in ("NN", "NNP") else None
        if group is not None and words[at : at + 1] and words[at] in _FATES:
            return Count(i, at, i, head, Quantity(1, 1, False, doc[i : head + 1].text), group, weak=True)
        head += 1
    return None


def _persons_joined(doc: Doc, words: Sequence[str], at: int) -> tuple[int, ...]:
    """The single persons that a list goes on with: "a man, a woman and a child", "a man and his wife"; "a civilian, a
    watchman, died" is no list but one person."""
    first, found = at, list[int]()
    while True:
        step = at
        while step < len(doc) and words[step] in (",", "and"):
            step += 1
        if step < len(doc) and words[step] in ("a", "an", "his", "her", "their"):
            step += 1
            while step < len(doc) - 1 and doc[step].tag_ == "JJ":  # "a man and his young daughter"
                step += 1
        elif not found and step == at and words[at + 1 : at + 2] != ["and"]:
            break
        if (
            step >= len(doc)
            or (step == at and found)
            or doc[step].tag_ not in ("NN",)
            or person_class(doc, step) is None
        ):
            break
        found.append(step)
        at = step + 1
    return tuple(found) if "and" in words[first:at] else ()


def _head(doc: Doc, words: Sequence[str], i: int) -> tuple[int | None, int]:
    """The counted noun after a number: the last noun of the run that follows, and where the run ends."""
    lex = lexicon()
    if words[i : i + 2] in (["of", "them"], ["of", "whom"], ["of", "these"], ["of", "those"]):
        return _said_of_them(doc, words, i + 2)
    at = i
    if words[at : at + 1] == ["of"]:
        at += 1
    if words[at : at + 1] and words[at] in ("the", "these", "those", "its", "their", "his", "our"):
        at += 1
    head, last = None, i
    depth = 0
    while at < len(doc) and at - i < 12:
        token = doc[at]
        if token.text == "(":
            depth += 1
        elif token.text == ")":
            depth -= 1
        elif depth > 0:
            pass
        elif (
            not words[at]
            or words[at] in DAYS_AND_MONTHS
            or (at > i and token.tag_ == "CD" and head is not None)
            or (
                head is not None
                and person_class(doc, head) is not None
                and token.tag_ in ("NNP", "NNPS")
                and doc[head].tag_ in ("NNS", "NNPS")
            )
            or (
                words[at] in lex.passive
                and words[at] not in ("dead", "wounded", "injured")
                and token.tag_ in ("VBN", "VBD", "VBG", "VBP")
            )
            or (
                words[at] in ("dead", "wounded", "injured")
                and (
                    head is not None
                    or not _noun_follows(doc, at)
                    or number_at(doc, words, at + 1) is not None
                    or _told_by(doc, words, at + 1)
                )
            )
        ):
            break
        elif token.tag_ in ("NN", "NNS", "NNP", "NNPS") or token.lemma_.lower() in lex.persons:
            if head is not None and words[head] in ("others", "people", "persons", "civilians"):
                break
            head, last = at, at + 1
        elif token.tag_ in _BEFORE_A_NOUN or token.text in "-–" or (head is None and token.text in _OPENING):
            pass
        elif head is not None and words[at] in ("and", "or") and doc[head].lemma_.lower() in lex.nonpersons:
            break
        elif (
            words[at] == "and"
            and head is not None
            and at + 1 < len(doc)
            and doc[at + 1].tag_ in ("NN", "NNP", "JJ", "NNS")
            and person_class(doc, head) is None
        ) or (words[at] == "or" and head is not None and person_class(doc, head) is None):
            head = None
        else:
            break
        at += 1
    if head is not None and words[head] == "number":
        return None, last
    return head, last


def _said_of_them(doc: Doc, words: Sequence[str], at: int) -> tuple[int | None, int]:
    """Who "five of them" are: "five of them women", "nine of them were loyalist fighters"."""
    step = at
    while step < len(doc) and step - at < 6:
        if words[step] in ("were", "was", "are", "a", "an", "the", "also", "all") or doc[step].tag_ in (
            "JJ",
            "NN",
            "NNP",
            "HYPH",
            "RB",
        ):
            if person_class(doc, step) is not None and not _noun_follows(doc, step):
                return step, step + 1
        elif doc[step].tag_ in ("NNS", "NNPS") and person_class(doc, step) is not None:
            return step, step + 1
        else:
            break
        step += 1
    return None, at


#: What a named person does who is the source of a sentence's end.
_TELLING = frozenset("said says told tells added adds reported reports".split())


def _told_by(doc: Doc, words: Sequence[str], at: int) -> bool:
    """Whether a source is named from here: "left 30 injured Ivan Petrenko told the agency", its comma lost, counts
    nobody of that name."""
    end = at
    while end < len(doc) and doc[end].tag_ == "NNP":
        end += 1
    return end > at and words[end : end + 1] != [] and words[end] in _TELLING


def _noun_follows(doc: Doc, at: int) -> bool:
    """Whether a noun comes right after: "20 wounded fighters", against "20 wounded and"."""
    return at + 1 < len(doc) and doc[at + 1].tag_ in ("NN", "NNS", "NNP", "NNPS")


def person_class(doc: Doc, head: int) -> VictimClass | None:
    """The class of people that a noun names by the lexicon, or None where the word is no such noun."""
    token = doc.tokens[head]
    group = class_of(doc.lemmas[head], token.lower_)
    if group is None and token.tag_ in _NOUNS and token.dep_ not in _QUALIFYING and is_adjective(token.text):
        return VictimClass.UNSPECIFIED  # "three Malawians and one Uruguayan"
    return group


@lru_cache(maxsize=65536)
def class_of(lemma: str, word: str) -> VictimClass | None:
    """The class of people that a word names, by its lemma and form in lower case; None for no such noun."""
    persons = lexicon().persons
    man = word.removesuffix("men") + "man" if word.endswith("men") else ""
    return next((persons[form] for form in (lemma, word, word.removesuffix("s"), man) if form in persons), None)


def _may_be_person(doc: Doc, head: int) -> bool:
    """An unknown noun may count people unless it is known to be a thing, or looks like a measure."""
    lex = lexicon()
    token = doc[head]
    lemma = token.lemma_.lower()
    if (
        lemma in lex.nonpersons
        or token.lower_ in lex.nonpersons
        or lemma in lex.place_kinds
        or token.lower_ in lex.place_kinds
    ):
        return False
    return lemma in lex.counted or token.tag_ in ("NNS", "NNPS", "NNP", "NN")


def _is_age(doc: Doc, words: Sequence[str], at: int, end: int) -> bool:
    """ "a 5-year-old child", "a two-day-old baby", "Ziad, 13, suffered"."""
    if words[at - 1 : at] in (["aged"], ["age"], ["ages"]) or words[at - 2 : at] in (["girl", "of"], ["boy", "of"]):
        return True
    after = [w for w in words[end : end + 4] if w not in ("-", "–")]
    if (after[:1] and after[0] in _SPANS and after[1:2] == ["old"]) or after[:1] == ["year-old"]:
        return True
    named = (at > 0 and doc[at - 1].tag_ == "NNP") or (
        at > 1 and words[at - 1] == "," and doc[at - 2].tag_ in ("NNP", "NN")
    )
    follows = end < len(words) and (words[end] == "," or doc[end].tag_ in ("VBD", "VBZ", "WP"))
    return (
        named
        and follows
        and doc[at].text.isdigit()
        and len(doc[at].text) <= 2
        and words[end] not in ("killed", "dead", "injured", "wounded")
    )


def _family_of(words: Sequence[str], at: int, end: int) -> bool:
    return list(words[at - 3 : at]) == ["a", "family", "of"]


def _is_date(doc: Doc, words: Sequence[str], at: int, end: int) -> bool:
    near = words[end : end + 1], words[at - 1 : at]
    if any(w and w[0] in DAYS_AND_MONTHS for w in near):
        return True
    text = doc[at].text
    return (
        len(text) == 4
        and text[:2] in ("19", "20")
        and (
            at == 0
            or words[at - 1]
            in ("in", "since", "of", "until", "from", "by", "to", "during", "late", "early", "mid", ",")
        )
    )
