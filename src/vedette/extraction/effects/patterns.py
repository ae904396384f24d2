"""Effects by surface patterns: a count next to its verb, its noun or its participle.

Patterns come before the parse: headlines and texts without commas parse badly, and what stands side by side needs none.
"""

from collections.abc import Sequence

from vedette.extraction.counting.counts import Count
from vedette.extraction.effects.link import Link
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.words.lexicon import Lexicon, lexicon
from vedette.model.claim import Effect

AUXILIARIES = frozenset(
    (
        "more have has had was were are is be been being got get gets also reportedly allegedly later subsequently "
        "all already now then still so far mostly mainly who that which were ’s 's apparently either "
        "immediately instantly thus believed feared thought said to of them remain remained left found "
        "confirmed were reported"
    ).split()
)


#: The forms of "be" that make a passive.
BE = frozenset("was were been being be are is".split())


LEAVE = frozenset(("leave", "left", "leaf"))


RISE = frozenset(
    (
        "rise climb reach increase jump grow stand hit pass exceed surpass top soar fall be drop mount go "
        "total number put update revise raise upgrade correct"
    ).split()
)


def by_pattern(doc: Doc, words: Sequence[str], counts: Sequence[Count], n: int) -> Link | None:
    """The effect of a count by what stands right before, after or inside it; None where no pattern fits."""
    lex, count = lexicon(), counts[n]
    after = _after(doc, words, counts, n, lex)
    before = _before(doc, words, count, lex)
    own = lex.counted.get(doc[count.head].lower_) if count.head is not None else None
    named = before is not None and before.rule == "verb before" and before.effect is Effect.KILLED
    if named and own is Effect.INJURED and count.head is not None:
        return Link(own, count.head, "counted itself")  # "Six Pilgrims Killed Dozens Hurt in Blast"
    if before is not None and after is not None and before.rule == "verb before" and after.rule != "dead or alive":
        # "killed 16 people and ..." against headline "X hit, 16 people killed": the verb before wins unless it is a
        # participle of an earlier count ("three people killed five injured").
        if _own_count_before(counts, n, before.trigger) and not _auxiliary_between(words, before.trigger, count.start):
            return after
        return before
    return before or after or _died_later(doc, count) or _of_the_dead(words, count, lex)


def _own_count_before(counts: Sequence[Count], n: int, trigger: int) -> bool:
    return n > 0 and counts[n - 1].end <= trigger <= counts[n - 1].end + 2


def _auxiliary_between(words: Sequence[str], a: int, b: int) -> bool:
    return any(w in (",", "and") for w in words[a + 1 : b])


def _before(doc: Doc, words: Sequence[str], count: Count, lex: Lexicon) -> Link | None:
    at = count.start - 1
    while (
        at >= 0
        and (
            words[at]
            in (
                "also",
                "reportedly",
                "nearly",
                "the",
                "another",
                "allegedly",
                ":",
                "all",
                "those",
                "these",
                "other",
                "about",
                "another",
                "a",
                "further",
                "an",
                "additional",
                '"',
                "“",
                "total",
                "of",
            )
            or doc[at].tag_ == "RB"
        )
        and count.start - at < 4
    ):
        if words[at] == "of":
            break
        at -= 1
    if at < 0:
        return None
    if words[at] in ("were", "was", "are", "is") and "among" in words[max(0, at - 5) : at]:
        told = next((w for w in words[max(0, at - 4) : at] if w in lex.passive or w in ("victims", "casualties")), None)
        if told is not None:
            return Link(lex.passive.get(told, Effect.KILLED), at, "among the dead")
    token = doc[at]
    for phrase, told in lex.phrases_before.get(words[at], ()):
        if tuple(words[at - len(phrase) + 1 : at + 1]) == phrase and (count.group is not None or len(phrase) > 1):
            first = at - len(phrase) + 1
            return Link(told, first if doc[first].pos_ == "VERB" else at, "phrase before")
    if words[at] in ("of", "to", "at", "as", "than", "between", ":"):
        return _after_noun(doc, words, at, lex)
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB") or token.lemma_ in lex.active:
        if token.tag_ == "VBN" and at and words[at - 1] in BE:
            return None
        effect = (
            lex.active.get(token.lemma_.lower())
            or lex.active.get(words[at].removesuffix("ed"))
            or lex.active.get(words[at].removesuffix("d"))
            or lex.active.get(words[at].removesuffix("ing"))
            or lex.active.get(words[at].removesuffix("s"))
        )
        if effect is not None:
            if token.lemma_ == "lose" and (count.group is None or count.weak):
                return None
            if (
                token.lemma_ in ("gun", "round")
                and "down" not in words[at : count.end + 2]
                and "up" not in words[at : count.end + 2]
            ):
                return None
            joined = at > 1 and words[at - 1] in ("or", "and/or", "and")
            beside = lex.passive.get(words[at - 2]) or lex.active.get(doc[at - 2].lemma_) if joined else None
            hurt = {effect, beside}
            if hurt == {Effect.KILLED, Effect.INJURED}:
                return Link(Effect.CASUALTIES, at, "killed or wounded")
            return Link(effect, at, "verb before")
        if token.lemma_ in LEAVE or words[at] in ("leaving", "left", "leaves", "leave"):
            return _left(doc, words, count, lex)
        if token.lemma_.lower() in lex.capture and not count.weak:
            return _taken(doc, words, count, at)
        if (
            token.lemma_ in ("claim", "take", "cost")
            and count.head is not None
            and words[count.head] in ("lives", "life")
        ):
            return Link(Effect.KILLED, count.head, "lives claimed")
    if words[at] in ("injured", "wounded") and token.pos_ == "ADJ" and count.head is None:
        return Link(Effect.INJURED, at, "verb before")  # "Strikes Kill Ten Injured Dozens"
    return None


def _taken(doc: Doc, words: Sequence[str], count: Count, at: int) -> Link | None:
    """ "captured 20 soldiers", "took 12 people hostage", "holding 13 hostages"; a bare number needs "captured"."""
    lemma = doc[at].lemma_.lower()
    effect = lexicon().capture[lemma]
    if lemma in ("hold", "take", "free"):
        captives = {"hostage", "hostages", "prisoner", "captive", "captives", "prisoners"}
        near = set(words[count.start : count.end + 2]) & captives
        return Link(effect, at, "people taken") if near and lemma != "free" else None
    if count.group is not None or (count.head is None and lemma == "capture"):
        return Link(effect, at, "people taken")
    return None


#: Beginnings of words for harm after "suffered".
HURT = ("injur", "wound", "burn", "suffocat", "fractur", "respirat", "breathing", "choking")


def _left(doc: Doc, words: Sequence[str], count: Count, lex: Lexicon) -> Link | None:
    own = lex.counted.get(doc[count.head].lemma_.lower()) if count.head is not None else None
    if own is not None and count.head is not None:
        return Link(own, count.head, "counted itself")  # "leaving 50 martyrs and 200 others wounded"
    stop = count.end + 6
    for j in range(count.end, len(words)):
        if words[j] == "including":
            stop = j + 9  # "left 25 fighters of the brigade including two of its commanders dead"
            continue
        if j >= stop:
            break
        if words[j] in lex.passive and words[j] not in ("fled", "die"):
            return Link(lex.passive[words[j]], j, "left dead")
        if doc[j].pos_ == "VERB":
            break
    return None


def _of_the_main_clause(aside: Token, lex: Lexicon) -> Link | None:
    """ "Seventeen people who had sought shelter there were killed": what the main verb tells."""
    people, verb = aside.head, aside.head.head
    if people.dep_ != "nsubjpass" or verb.i < aside.i or verb.i == people.i:
        return None
    effect = lex.passive.get(verb.lower_)
    return Link(effect, verb.i, "participle after") if effect is not None else None


def _after_noun(doc: Doc, words: Sequence[str], at: int, lex: Lexicon) -> Link | None:
    """ "the killing of 20", "the death toll rose to 40", "deaths of at least 27", "lives of seven"."""
    if words[at - 1 : at] == ["addition"]:  # "the toll reached 3 in addition to 8 injured people"
        return None
    lo = max(0, at - 12)
    for j in range(at - 1, lo - 1, -1):
        lemma = doc[j].lemma_.lower()
        if (
            words[j] in ("killed", "wounded", "injured", "missing", "dead", "displaced", "captured", "arrested")
            and (
                words[j - 1 : j] in (["number"], ["of"])
                or "number" in words[max(0, j - 5) : j]
                # "put the dead at 43 and the injured at 90", "the dead were 31"
                or (words[j - 1 : j] == ["the"] and words[j + 1 : j + 2] and words[j + 1] in ("at", "were", "numbered"))
            )
        ):
            return Link(lex.passive[words[j]], j, "number of dead")
        if lemma == "toll" or words[j] == "toll":
            injured = any(w in ("injured", "wounded", "injury") for w in words[max(0, j - 2) : j])
            return Link(Effect.INJURED if injured else Effect.KILLED, j, "toll")
        effect = lex.nouns.get(lemma)
        if effect is not None and words[at] in ("of", ":"):
            if at - j == 1 or (
                lemma in ("killing", "death", "injury", "loss", "life") and at - j <= 2 and words[j + 1] != "in"
            ):
                return Link(effect, j, "of a noun")
            return None
        if (
            effect is not None
            and words[at] in ("to", "at", "than")
            and any(doc[k].lemma_ in RISE for k in range(j + 1, at))
        ):
            return Link(effect, j, "toll")
        if doc[j].pos_ in ("VERB",) and doc[j].lemma_ not in RISE:
            return None
    return None


def _after(doc: Doc, words: Sequence[str], counts: Sequence[Count], n: int, lex: Lexicon) -> Link | None:
    """ "16 people were killed", "five soldiers dead", "20 others who were injured"."""
    count = counts[n]
    at, stop = count.end, min(count.end + 7, len(words))
    while at < stop and (
        words[at] in AUXILIARIES
        or doc[at].tag_ in ("RB",)
        or (words[at] in (",",) and at + 1 < stop and words[at + 1] in AUXILIARIES)
    ):
        at += 1
    if at >= len(words) or at >= stop:
        return None
    effect = lex.passive.get(words[at]) or lex.passive.get(doc[at].lemma_.lower())
    of_the_next = n + 1 < len(counts) and counts[n + 1].start == at + 1 and counts[n + 1].head is None
    if of_the_next and doc[at].tag_ == "JJ" and words[at] in ("injured", "wounded"):
        return None  # "Strikes Kill Ten Villagers Injured Dozens"
    if words[at] == "in" and "captivity" in words[at : at + 4]:
        return Link(Effect.CAPTURED, at, "phrase after")
    if count.weak and words[at] in ("'s", "’s") and words[at + 1 : at + 2] in (["body"], ["corpse"], ["remains"]):
        return Link(Effect.BODIES_FOUND, at + 1, "counted itself")
    if doc[at].dep_ == "relcl" and (fate := _of_the_main_clause(doc[at], lex)) is not None:
        return fate
    if effect is None:
        for phrase, told in lex.phrases_after.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                return Link(told, at + len(phrase) - 1, "among the dead" if phrase[0] == "among" else "phrase after")
        if words[at] in ("suffered", "sustained", "suffering") and any(w.startswith(HURT) for w in words[at : at + 6]):
            return Link(Effect.INJURED, at, "suffered injuries")
        return None
    token = doc[at]
    if token.tag_ == "VBG" and token.lemma_.lower() in ("injure", "wound", "kill"):
        return None  # "killing three including two women injuring 15 others": what was done to the next
    if words[at] in ("fled", "flee", "fleeing", "evacuating", "sheltering", "die", "dying", "dies", "died"):
        return Link(effect, at, "verb after")
    active_object = _object_follows(doc, words, counts, n, at)
    if active_object:
        return None
    if (
        at + 2 < len(words)
        and words[at + 1] in ("or", "and/or")
        and lex.passive.get(words[at + 2], effect) is not effect
    ):
        return Link(Effect.CASUALTIES, at, "killed or wounded")
    return Link(effect, at, "participle after" if token.tag_ in ("VBN", "VBD") else "dead or alive")


#: Verbs that have no object: "5,000 people have disappeared".
_WITHOUT_OBJECT = frozenset("disappeared perished drowned surrendered".split())


def no_count_between(counts: Sequence[Count], a: int, b: int) -> bool:
    """Whether no count starts in tokens `a` to `b`, both included."""
    return not any(a <= c.start <= b for c in counts)


def _object_follows(doc: Doc, words: Sequence[str], counts: Sequence[Count], n: int, at: int) -> bool:
    """Whether the participle is an active verb with an object of its own ("two bombers killed 12 people")."""
    if doc[at].tag_ not in ("VBD", "VBN", "VBZ", "VBP") or words[at] in ("dead", "missing"):
        return False
    between = words[counts[n].end : at]
    if any(w in BE or w == "got" for w in between):
        return False
    # "ten killed and 20 injured": what another word than a modifier parts from the participle is no object of it
    near = at + 1 if doc[min(at + 1, len(doc) - 1)].tag_ in ("CC", ",", "VBD", "VBZ", "VBP") else at + 2
    following = next((c for c in counts if at + 1 <= c.start <= near), None)
    if following is not None:
        # "three people killed five injured" is a headline of two passives; "two bombers killed 12 people" is active
        rest = words[following.end : following.end + 2]
        lex = lexicon()
        own = following.head is not None and words[following.head] in lex.passive
        if own and following.start == at + 1:
            return False
        headline = following.head is None and following.start == at + 1
        return not (headline and rest and rest[0] in lex.passive)
    if any(w in ("have", "has", "had") for w in between):
        return words[at] not in _WITHOUT_OBJECT
    nxt = doc[at + 1] if at + 1 < len(doc) else None
    return nxt is not None and (
        nxt.tag_ in ("DT", "PRP", "PRP$", "CD")
        or (
            nxt.dep_ == "dobj"
            or (
                any(c.dep_ == "dobj" and c.i > at for c in doc[at].children)
                and nxt.tag_ in ("NNS", "NNPS", "JJ", "NN", "NNP")
                and nxt.lower_ not in ("today", "yesterday")
            )
        )
    )


def _died_later(doc: Doc, count: Count) -> Link | None:
    """ "Two of the wounded, a woman and her son, died": what became of them, not what they were."""
    counted = doc[count.head if count.head is not None else count.number]
    verb = counted.head
    dies = counted.dep_ == "nsubj" and verb.lemma_ in ("die", "succumb", "perish") and verb.i > counted.i
    return Link(Effect.KILLED, verb.i, "parsed subject") if dies else None


def _of_the_dead(words: Sequence[str], count: Count, lex: Lexicon) -> Link | None:
    """ "14 of the dead", "two of the victims", "five of those injured"."""
    for j in range(count.number + 1, min(count.number + 5, len(words))):
        if (
            words[j] in ("dead", "victims", "killed", "wounded", "injured", "casualties", "deaths", "fatalities")
            and "of" in words[count.number : j]
        ):
            return Link(lex.passive.get(words[j], Effect.KILLED), j, "of the dead")
    return None


#: "Thirty hostages are to be released": who is set free is not taken.
_FREED = frozenset("release released releasing free freed freeing exchanged swapped rescued".split())


def by_itself(doc: Doc, words: Sequence[str], count: Count) -> Link | None:
    """ "40 deaths", "12 injuries", "10 bodies", "20 wounded": the counted noun says it."""
    lex = lexicon()
    if count.head is None:
        return None
    lemma, word = doc[count.head].lemma_.lower(), words[count.head]
    inside = words[count.start : count.end]
    for w in inside:
        if (
            w
            in (
                "dead",
                "wounded",
                "injured",
                "displaced",
                "missing",
                "killed",
                "slain",
                "arrested",
                "kidnapped",
                "abducted",
                "detained",
            )
            and w != inside[0]
        ):
            return Link(lex.passive[w], count.start + inside.index(w), "adjective")
    if lemma in ("life",):
        return None
    effect = lex.counted.get(lemma) or lex.counted.get(word)
    freed = effect is Effect.CAPTURED and not _FREED.isdisjoint(words[count.end : count.end + 6])
    if effect is not None and not freed and lemma not in ("prisoner", "detainee"):
        return Link(effect, count.head, "counted itself")
    return None
