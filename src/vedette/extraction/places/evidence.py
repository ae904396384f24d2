"""What speaks for a name being a place: what it is known as, the nouns beside it, the word before it, its part in the
sentence. Each sign counts some points; `find` sets the threshold."""

from functools import cache

from vedette.extraction.parsing.batches import Unit
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.places.names import ARTICLE_NAME
from vedette.extraction.words.known_places import is_settlement, places, stands_for_state
from vedette.extraction.words.lexicon import lexicon
from vedette.extraction.words.tables import word_table

_TITLES = frozenset(
    (
        "president general gen colonel col captain lieutenant major minister mr mrs ms dr sheikh king prince "
        "commander spokesman spokeswoman chief leader ambassador secretary pope prime premier senator sir "
        "brigadier marshal emir sultan imam ayatollah head director professor named called"
    ).split()
)
_ORGANS = frozenset(
    (
        "command center centre council observatory network brigade governor media news agency ministry "
        "university tv television radio committee police front army governor governorate's front coalition "
        "times post daily herald"
    ).split()
)


_LENGTHS = frozenset("km kms kilometer kilometers kilometre kilometres mile miles".split())
_SPEECH = frozenset("said told says added".split())
#: Nouns that make the name before them a party's or an outlet's.
_FORCES = frozenset(
    "forces troops fighters rebels militants army soldiers warplanes spokesman agency news television group "
    "front ally allies movement movements insurgents separatists secessionists".split()
)
#: Words between a name and the groups that it names ("the Red Banner rebel groups").
_ARMED = frozenset("terrorist militant rebel jihadist armed opposition islamist insurgent".split())
#: Words between a name and its kind noun: "Shaar gas field", "Zamzam refugee camp", "Tiyas air base".
_QUALIFIERS = frozenset(
    "gas oil air military refugee border bus train power nuclear naval displacement army police".split()
)
#: Nouns that a country's name qualifies without placing anything.
_QUALIFIED = frozenset(
    "air airstrike strike raid defence defense army military force troop jet warplane coalition government president "
    "ministry official fighter soldier bomb missile rocket drone diplomat envoy minister embassy invasion shelling "
    "bombardment offensive attack occupation aggression".split()
)


def in_title_case(doc: Doc, start: int, end: int) -> bool:
    """Whether the words around are a headline's, where a capital tells nothing."""
    around = [t for t in (*doc[max(0, start - 5) : start], *doc[end : end + 5]) if t.is_alpha and len(t.text) > 3]
    return len(around) >= 4 and all(t.text[0].isupper() for t in around)


def qualifies(doc: Doc, words: list[str], start: int, end: int) -> bool:
    """Whether a name stands for who acts, not for where: "U.S. air strikes", "Russia's invasion", "by Washington"."""
    if start and (words[start - 1] == "by" or words[start - 2 : start] == ["by", "the"]):
        return True
    at = end + 1 if end < len(words) and words[end] in ("'s", "’s", "’") else end
    if at >= len(doc) or doc[at].lemma_.lower() not in _QUALIFIED:
        return False
    return doc[end - 1].dep_ in ("compound", "nmod", "amod", "poss") and doc[end - 1].head.i >= at


def is_barred(words: list[str], start: int) -> bool:
    """ "(banned in Russia)": a note that some outlets must print behind a group's name."""
    return words[start - 1 : start] == ["in"] and words[start - 2 : start - 1] in (
        ["banned"],
        ["outlawed"],
        ["prohibited"],
    )


#: What a headline prints behind its news: who tells it ("kills 12 in rebel town Monitor").
_TELLERS = frozenset("monitor monitors observatory ngo activists activist watchdog ministry tags".split())


def is_teller(words: list[str], start: int, end: int) -> bool:
    """Whether a name is the word for who tells the news, and no place's."""
    return end == start + 1 and words[start] in _TELLERS


def is_acronym(doc: Doc, start: int, end: int) -> bool:
    """Whether an unknown name holds an acronym ("Monitor AFP"): an outlet's or a party's."""
    return any(t.text.isupper() and 2 <= len(t.text) <= 5 for t in doc[start:end])


def evidence_for(doc: Doc, words: list[str], start: int, end: int, known: str) -> tuple[int, str, int, int]:
    """(score, kind noun's kind, first token of the place phrase, end of it)."""
    lex = lexicon()
    score, kind, left, right = 0, "", start, end
    if known == "place":
        score += 2
    elif known == "actor":
        score -= 4
    token = doc[end - 1]
    after = words[end] if end < len(words) else ""
    if after in ("'s", "’s"):
        after = ""
    if after in _QUALIFIERS and end + 1 < len(words) and words[end + 1] in lex.place_kinds:
        score, kind, right = score + 3, lex.place_kinds[words[end + 1]], end + 2
    elif after in lex.place_kinds and not _is_no_kind(words, end):
        score, kind, right = score + 3, lex.place_kinds[after], end + 1
    elif after in lex.directions and end + 1 < len(words) and words[end + 1] in lex.place_kinds:
        score, kind, right = score + 2, lex.place_kinds[words[end + 1]], end + 2
    at = start - 1
    while at >= 0 and words[at] in lex.directions:
        at -= 1
        left = at + 1
    if at >= 0 and words[at] in ("the",) and at >= 1 and words[at - 1] in lex.place_prepositions:
        at -= 1
    if at >= 1 and words[at] == "of" and _kind(doc, at - 1):
        score, kind, left = score + 3, kind or _kind(doc, at - 1), at - 1
    elif (
        at >= 1 and words[at] == "of" and doc[at - 1].lemma_.lower() in ("resident", "people", "civilian", "inhabitant")
    ):
        score += 2
    elif (
        at >= 0
        and words[at] in lex.place_kinds
        and known != "actor"
        and doc[at].dep_ in ("compound", "nmod", "pobj", "dobj", "nsubj", "appos")
        and words[at] not in ("front", "state", "base", "field", "station")
    ):
        score, kind, left = score + 2, kind or lex.place_kinds[words[at]], at
    elif at >= 2 and words[at] == "of" and words[at - 1] in lex.directions and words[at - 2] in _LENGTHS:
        score += 2  # "12 km north of X"
    elif at >= 0 and words[at] in lex.place_prepositions:
        score += 2 if words[at] in ("in", "at", "near", "outside", "inside", "around", "across", "throughout") else 1
    elif at >= 1 and words[at] == "and" and known == "place":
        score += 1
    if not kind and known != "actor" and (told := _apposed(doc, words, end)):
        score, kind = score + 2, told
    if (at >= 0 and words[at] in _TITLES) or (known == "" and after in _TITLES and not kind):
        score -= 3
    if (
        known != "actor"
        and end + 1 < len(doc)
        and words[end] == "in"
        and (name := _skip(words, end + 1)) < min(end + 8, len(doc))
        and places().match([t.text for t in doc[end + 1 : end + 8]], name - end - 1)
    ):
        score += 1
    if (
        end < len(doc)
        and (doc[end].text[:1].isupper() or words[end] in ("governor", "police", "media"))
        and words[end] in _ORGANS
    ) or (
        end + 1 < len(doc)
        and words[end + 1] in _ORGANS
        and doc[end].text[:1].isupper()
        and doc[end + 1].text[:1].isupper()
    ):
        score -= 4
    if known == "" and (_overrun(token) or (_is_taken(token) and is_settlement(" ".join(doc.texts[start:end])))):
        score += 2
    elif known != "place" and (token.dep_ in ("nsubj", "nsubjpass") and token.head.pos_ == "VERB" and not kind):
        score -= 2
    if known != "place" and at >= 0 and words[at] == "by":
        score -= 2
    if known == "" and not kind and (token.tag_ in ("JJ", "NNPS") or words[end - 1] in lex.persons):
        score -= 3
    located = at >= 0 and words[at] in ("in", "at", "near", "around", "outside", "inside")
    fallen_on = located or (at >= 0 and words[at] in ("on", "into"))  # "fired rockets on Velm killing three"
    if known == "place" and not kind and not fallen_on and _acts(token) and stands_for_state(token.text):
        score -= 3
    armed = after in _ARMED and words[end + 1 : end + 2] in (["group"], ["groups"])
    if not (located and after in _SPEECH) and (after in _SPEECH or after in _FORCES or (armed and not known)):
        score -= 3
    if _tied(words, after, end):
        score -= 6
    return score, kind, left, right


#: "Ardans state television", "state-run": a state's own, and no province.
_OF_STATES = frozenset("- – television tv media news radio agency broadcaster run owned".split())


def _is_no_kind(words: list[str], at: int) -> bool:
    """Whether a noun for a kind of place says here what somebody does or owns, and not what lies there."""
    behind = words[at + 1] if at + 1 < len(words) else ""
    return behind in ("fire", "front") or (words[at] == "state" and behind in _OF_STATES)


#: What a place can do without being a party: lie, fall, see, be hit.
STATIVE = frozenset(
    "be lie fall remain see witness host border become stay come suffer face change hold look have experience stand "
    "border include contain connect link separate house".split()
)


#: Verbs whose object is a place unless it is a party. None of them takes a side, as words for a place taken do.
_OF_PLACES = frozenset("shell bombard pound besiege encircle".split())
_HIT = frozenset("hit strike bomb target raid".split())


def _overrun(token: Token) -> bool:
    """A name that is shelled or besieged, "freed from" somebody, or hit by something."""
    verb = token.head
    if verb.pos_ != "VERB" or token.dep_ not in ("dobj", "nsubjpass"):
        return False
    if verb.lemma_ == "free":
        return any(c.dep_ == "prep" and c.lower_ == "from" for c in verb.children)
    by = token.dep_ == "nsubjpass" and any(c.dep_ == "agent" for c in verb.children)
    return verb.lemma_ in _OF_PLACES or (by and verb.lemma_ in _HIT)


@cache
def _takings() -> tuple[frozenset[str], frozenset[str]]:
    """The verbs and nouns of taking, entering, losing, ringing and striking a place."""
    table = word_table("control")
    told = ("captured", "entered", "besieges", "surrounds", "lost", "contests")
    verbs = {w for kind in told for w in table["verbs"].get(kind, ())}
    nouns = {w for kind in told for w in table["nouns"].get(kind, ())}
    return frozenset(verbs) | _HIT, frozenset(nouns)


_JOINED = 4


def _is_taken(token: Token) -> bool:
    """A name that is taken, entered, lost or struck ("took X and Y", "the fall of X"): a place, if one is called so."""
    for _ in range(_JOINED):
        if token.dep_ != "conj":
            break
        token = token.head
    verbs, nouns = _takings()
    head = token.head
    if token.dep_ == "pobj" and head.lower_ == "of":
        return head.head.lemma_.lower() in nouns
    return token.dep_ in ("dobj", "nsubjpass") and head.lemma_.lower() in verbs


def _acts(token: Token) -> bool:
    """A capital or state that does something speaks or acts: "Washington has blamed", "Ankara says"."""
    return token.dep_ == "nsubj" and token.head.pos_ == "VERB" and token.head.lemma_ not in STATIVE


def _tied(words: list[str], after: str, end: int) -> bool:
    """ "Iran-backed", "Damascus-allied"."""
    ties = ("backed", "led", "based", "allied", "affiliated", "linked")
    return after == "-" and end + 1 < len(words) and words[end + 1] in ties


def _kind(doc: Doc, i: int) -> str:
    """The kind of place that a common noun names, by form or lemma; empty for other words."""
    lex = lexicon()
    return lex.place_kinds.get(doc[i].lower_) or lex.place_kinds.get(doc[i].lemma_.lower()) or ""


def _apposed(doc: Doc, words: list[str], end: int) -> str:
    """The kind that an apposition gives: "Velm, a village in the west", also without the comma."""
    at = end + 1 if words[end : end + 1] == [","] else end
    if at > end and words[at + 1 : at + 2] in (["'s"], ["’s"]) and doc[at].text[:1].isupper():
        noun = next((i for i in range(at + 2, min(at + 6, len(doc) - 1)) if doc[i].tag_ == "NN"), None)
        return _kind(doc, noun) if noun is not None and words[noun + 1] == "," else ""  # "Velm, Ardan's second city,"
    if words[at : at + 1] not in (["a"], ["an"], ["the"]):
        return ""
    noun = next((i for i in range(at + 1, min(at + 5, len(doc) - 1)) if doc[i].tag_ == "NN"), None)
    if noun is None or words[noun + 1] not in (
        "in",
        "near",
        "on",
        "outside",
        "of",
        "that",
        "which",
        "south",
        "north",
        "east",
        "west",
    ):
        return ""
    return _kind(doc, noun)


def _skip(words: list[str], at: int) -> int:
    """Past articles, directions and demonyms to where a name can stand."""
    lex = lexicon()
    while at < len(words) and (words[at] in ("the", "a") or words[at] in lex.directions):
        at += 1
    return at


def is_dateline(unit: Unit, doc: Doc, start: int, end: int) -> bool:
    """Where a report was filed from: "BEIRUT (Reuters) -", "Last updated at Jan 20 2015 Beirut ..."."""
    if unit.index > 2:
        return False
    before = [t.text for t in doc[max(0, start - 2) : start]]
    shouted = doc[start].text.isupper() and len(doc[start].text) > 3
    after = doc[end].text if end < len(doc) else ""
    headed = start == 0 or before[-1][-2:].isdigit() or before[-1] in (".", ":")
    if after == "(" and end + 2 < len(doc) and doc[end + 2].text == ")":
        return headed or shouted
    if after in ("-", "–", "—", "--") and headed and end < len(doc) and doc[end - 1].whitespace_:
        return True
    return headed and (
        shouted or (start > 0 and before[-1][-4:].isdigit() and end < len(doc) and doc[end].text[:1].isupper())
    )


def is_common(doc: Doc, i: int) -> bool:
    """A capitalised common word ("Public Park", "Fierce Fighting"): an adjective, verb or noun by its tag."""
    return doc[i].tag_ not in ("NNP", "NNPS", "NN", "XX", "FW") and ARTICLE_NAME.match(doc[i].text) is None
