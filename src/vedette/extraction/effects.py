"""What befell the people counted: ties a count to the word that says killed, injured, displaced ...

Surface patterns come first (a count next to its verb needs no parse, and headlines and texts without commas parse
badly), then the dependency parse for what stands apart. Each rule has a name that `vedette explain` prints.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from vedette.extraction.counts import Count
from vedette.extraction.lexicon import Lexicon, lexicon
from vedette.model.claim import Effect

AUXILIARIES = frozenset(
    "have has had was were are is be been being got get gets also reportedly allegedly later subsequently all already now then still so far mostly mainly who that which were ’s 's apparently either immediately instantly thus believed feared thought said to of them remain remained left found confirmed were reported".split()
)
LEAVE = frozenset(("leave", "left", "leaf"))
RISE = frozenset(
    "rise climb reach increase jump grow stand hit pass exceed surpass top soar fall be drop mount go total number put".split()
)


@dataclass(frozen=True, slots=True)
class Link:
    """A count's effect, the token that says so, and the rule that tied them; `part_of` is the index of the count that
    this one is a part of."""

    effect: Effect
    trigger: int
    rule: str
    part_of: int | None = None


@dataclass(frozen=True, slots=True)
class Nobody:
    """ "No casualties", "nobody was hurt": the tokens, and what befell nobody."""

    start: int
    end: int
    effects: tuple[Effect, ...]


def find_nobody(doc: Doc) -> tuple[Nobody, ...]:
    """Where a sentence says that nobody was hurt."""
    found = []
    lex = lexicon()
    for i, token in enumerate(doc):
        if token.lower_ in ("no", "zero", "without"):
            for j in range(i + 1, min(len(doc), i + 5)):
                lemma = doc[j].lemma_.lower()
                if lemma == "casualty":
                    found.append(Nobody(i, j + 1, (Effect.KILLED, Effect.INJURED)))
                    break
                if (
                    lemma in ("death", "fatality", "injury")
                    and not any(doc[k].lower_ in ("external", "apparent", "visible") for k in range(i, j))
                    and (j + 1 >= len(doc) or doc[j + 1].lower_ != "toll")
                ):
                    effects = [lex.counted[lemma]]
                    if (
                        j + 2 < len(doc)
                        and doc[j + 1].lower_ in ("or", "and")
                        and doc[j + 2].lemma_.lower() in ("injury", "death", "fatality")
                    ):
                        effects.append(lex.counted[doc[j + 2].lemma_.lower()])
                    found.append(Nobody(i, j + 1, tuple(effects)))
                    break
                if doc[j].pos_ not in ("ADJ", "NOUN", "VERB", "ADV", "CCONJ"):
                    break
        elif token.lower_ in ("nobody", "none") or (token.lower_ == "one" and i and doc[i - 1].lower_ == "no"):
            for j in range(i + 1, min(len(doc), i + 5)):
                effect = lex.passive.get(doc[j].lower_)
                if effect in (Effect.KILLED, Effect.INJURED):
                    found.append(Nobody(i, j + 1, (effect,)))
                    break
    return tuple(found)


def link_counts(doc: Doc, counts: Sequence[Count]) -> dict[int, tuple[Link, ...]]:
    """The effects of each count of a sentence by its index; counts that nothing befell are left out.

    A count has two links where one verb phrase says two things of it ("killed or wounded" gives one link, casualties).
    """
    words = [t.lower_ for t in doc]
    links: dict[int, tuple[Link, ...]] = {}
    for n, count in enumerate(counts):
        link = _surface(doc, words, counts, n) or _parsed(doc, counts, n)
        if link is not None and _plausible(doc, count, link):
            links[n] = (link, *_also(words, counts, link))
    for n in range(len(counts)):
        part = _part_of(doc, words, counts, n, links)
        if part is not None and part != n and part in links:
            own = links.get(n)
            effect = links[part][0]
            if own is None or own[0].rule in ("parsed subject", "parsed object", "of a noun", "shared verb"):
                links[n] = (Link(effect.effect, effect.trigger, "part of a count", part),)
            else:
                links[n] = (
                    Link(own[0].effect, own[0].trigger, own[0].rule, part if own[0].effect is effect.effect else None),
                )
    for n in range(len(counts)):
        if n not in links and (shared := _shared(doc, words, counts, n, links)) is not None:
            links[n] = (shared,)
    return links


def _also(words: Sequence[str], counts: Sequence[Count], link: Link) -> tuple[Link, ...]:
    """The second effect of "dozens dead and injured"; "killed or wounded" is one, of casualties."""
    lex, at = lexicon(), link.trigger
    if link.effect is Effect.CASUALTIES or at + 2 >= len(words) or words[at + 1] != "and":
        return ()
    other = lex.passive.get(words[at + 2])
    if (
        other is None
        or other is link.effect
        or words[at] not in lex.passive
        or not _no_count_between(counts, at + 1, at + 2)
    ):
        return ()
    return (Link(other, at + 2, link.rule),)


# ---- surface patterns


def _surface(doc: Doc, words: Sequence[str], counts: Sequence[Count], n: int) -> Link | None:
    lex, count = lexicon(), counts[n]
    after = _after(doc, words, counts, n, lex)
    before = _before(doc, words, count, lex)
    if before is not None and after is not None and before.rule == "verb before" and after.rule != "dead or alive":
        # "killed 16 people and ..." against headline "X hit, 16 people killed": the verb before wins unless it is a
        # participle of an earlier count ("three people killed five injured").
        if _own_count_before(counts, n, before.trigger) and not _auxiliary_between(words, before.trigger, count.start):
            return after
        return before
    return before or after or _of_the_dead(words, count, lex) or _itself(doc, words, count, lex)


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
    token = doc[at]
    if words[at] in ("of", "to", "at", "than", "between", ":"):
        return _after_noun(doc, words, at, lex)
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB") or token.lemma_ in lex.active:
        if token.tag_ == "VBN" and at and words[at - 1] in ("was", "were", "been", "being", "be", "are", "is"):
            return None
        effect = (
            lex.active.get(token.lemma_.lower())
            or lex.active.get(words[at].removesuffix("ed"))
            or lex.active.get(words[at].removesuffix("ing"))
            or lex.active.get(words[at].removesuffix("s"))
        )
        if effect is not None:
            if (
                token.lemma_ in ("gun", "round")
                and "down" not in words[at : count.end + 2]
                and "up" not in words[at : count.end + 2]
            ):
                return None
            return Link(effect, at, "verb before")
        if token.lemma_ in LEAVE or words[at] in ("leaving", "left", "leaves", "leave"):
            return _left(doc, words, count, lex)
        if token.lemma_.lower() in lex.capture and count.group is not None and not count.weak and words[at] != "taking":
            return (
                Link(lex.capture[token.lemma_.lower()], at, "people taken")
                if token.lemma_ not in ("hold", "take", "free")
                else None
            )
        if (
            token.lemma_ in ("claim", "take", "cost")
            and count.head is not None
            and words[count.head] in ("lives", "life")
        ):
            return Link(Effect.KILLED, count.head, "lives claimed")
    if words[at] in ("dead", "killed") and token.pos_ in ("ADJ",):
        return None
    return None


def _left(doc: Doc, words: Sequence[str], count: Count, lex: Lexicon) -> Link | None:
    for j in range(count.end, min(count.end + 6, len(words))):
        if words[j] in lex.passive and words[j] not in ("fled", "die"):
            return Link(lex.passive[words[j]], j, "left dead")
        if doc[j].pos_ == "VERB" and words[j] not in ("and",):
            break
    return None


def _after_noun(doc: Doc, words: Sequence[str], at: int, lex: Lexicon) -> Link | None:
    """ "the killing of 20", "the death toll rose to 40", "deaths of at least 27", "lives of seven"."""
    lo = max(0, at - 10)
    for j in range(at - 1, lo - 1, -1):
        lemma = doc[j].lemma_.lower()
        if words[j] in ("killed", "wounded", "injured", "missing", "dead") and j and words[j - 1] in ("number", "of"):
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
        or words[at] in (",",)
        and at + 1 < stop
        and words[at + 1] in AUXILIARIES
    ):
        at += 1
    if at >= len(words) or at >= stop:
        return None
    effect = lex.passive.get(words[at]) or lex.passive.get(doc[at].lemma_.lower())
    if effect is None:
        if words[at] in ("among", "amongst"):
            inside = next(
                (
                    j
                    for j in range(at + 1, min(at + 5, len(words)))
                    if words[j] in ("killed", "dead", "wounded", "injured", "victims", "casualties", "missing")
                ),
                None,
            )
            if inside is not None:
                return Link(lex.passive.get(words[inside], Effect.KILLED), inside, "among the dead")
        if words[at : at + 2] in (["lost", "their"], ["lost", "his"], ["lost", "her"]) and "lives" in words[
            at : at + 4
        ] + ["life"]:
            return Link(Effect.KILLED, at, "lost their lives")
        if words[at] in ("lost", "losing") and "life" in words[at : at + 4]:
            return Link(Effect.KILLED, at, "lost their lives")
        if words[at] in ("suffered", "sustained") and any(
            w.startswith(("injur", "wound", "burn", "suffocat")) for w in words[at : at + 6]
        ):
            return Link(Effect.INJURED, at, "suffered injuries")
        if words[at] == "shot" and words[at + 1 : at + 2] == ["dead"]:
            return Link(Effect.KILLED, at, "shot dead")
        if words[at] in (
            "gunned",
            "blown",
            "beaten",
            "burned",
            "tortured",
            "hacked",
            "hanged",
            "shot",
            "crushed",
            "burnt",
            "stabbed",
        ) and any(w in ("down", "death", "dead", "up") for w in words[at : at + 4]):
            return Link(Effect.KILLED, at, "shot dead")
        return None
    token = doc[at]
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


def _no_count_between(counts: Sequence[Count], a: int, b: int) -> bool:
    return not any(a <= c.start <= b for c in counts)


def _object_follows(doc: Doc, words: Sequence[str], counts: Sequence[Count], n: int, at: int) -> bool:
    """Whether the participle is an active verb with an object of its own ("two bombers killed 12 people")."""
    if doc[at].tag_ not in ("VBD", "VBN", "VBZ", "VBP") or words[at] in ("dead", "missing"):
        return False
    between = words[counts[n].end : at]
    if any(w in ("was", "were", "been", "being", "be", "are", "is", "got") for w in between):
        return False
    following = next((c for c in counts if at + 1 <= c.start <= at + 2), None)
    if following is not None:
        # "three people killed five injured" is a headline of two passives; "two bombers killed 12 people" is active
        rest = words[following.end : following.end + 2]
        lex = lexicon()
        return not (rest and rest[0] in lex.passive and doc[at].i + 1 == following.start)
    if any(w in ("have", "has", "had") for w in between):
        return True
    nxt = doc[at + 1] if at + 1 < len(doc) else None
    return nxt is not None and (
        nxt.tag_ in ("DT", "PRP", "PRP$", "CD")
        or (
            nxt.dep_ == "dobj"
            or any(c.dep_ == "dobj" and c.i > at for c in doc[at].children)
            and nxt.tag_ in ("NNS", "NNPS", "JJ", "NN", "NNP")
            and nxt.lower_ not in ("today", "yesterday")
        )
    )


def _of_the_dead(words: Sequence[str], count: Count, lex: Lexicon) -> Link | None:
    """ "14 of the dead", "two of the victims", "five of those injured"."""
    for j in range(count.number + 1, min(count.number + 5, len(words))):
        if (
            words[j] in ("dead", "victims", "killed", "wounded", "injured", "casualties", "deaths", "fatalities")
            and "of" in words[count.number : j]
        ):
            return Link(lex.passive.get(words[j], Effect.KILLED), j, "of the dead")
    return None


def _itself(doc: Doc, words: Sequence[str], count: Count, lex: Lexicon) -> Link | None:
    """ "40 deaths", "12 injuries", "10 bodies", "20 wounded": the counted noun says it."""
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
    if effect is not None and lemma not in ("prisoner", "detainee", "hostage", "captive"):
        return Link(effect, count.head, "counted itself")
    return None


# ---- the parse


def _parsed(doc: Doc, counts: Sequence[Count], n: int) -> Link | None:
    lex, count = lexicon(), counts[n]
    token = doc[count.head if count.head is not None else count.number]
    if count.head is None:
        while (
            token.dep_ in ("nummod", "quantmod", "compound", "amod", "advmod")
            and count.start <= token.head.i < count.end
            and token.head.i != token.i
        ):
            token = token.head
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


def _by_relation(token: Token, lex: Lexicon, count: Count) -> Link | None:
    head, dep = token.head, token.dep_
    lemma = head.lemma_.lower()
    if dep == "nsubjpass" and (effect := lex.passive.get(head.lower_) or lex.active.get(lemma)):
        return Link(effect, head.i, "parsed subject")
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
    if dep in ("dobj", "obj") and lemma in lex.active and not (lemma in ("round", "gun")):
        if not any(c.dep_ in ("nsubjpass", "auxpass") for c in head.children):
            return Link(lex.active[lemma], head.i, "parsed object")
    if (
        dep in ("dobj", "nsubjpass")
        and lemma in lex.capture
        and count.group is not None
        and not count.weak
        and lemma in ("capture", "seize")
    ):
        return Link(lex.capture[lemma], head.i, "people taken")
    for child in token.children:
        if child.dep_ in ("acl", "relcl", "amod") and child.lower_ in lex.passive and child.i != count.number:
            if child.dep_ == "relcl" and any(c.dep_ == "dobj" for c in child.children):
                continue
            return Link(lex.passive[child.lower_], child.i, "participle of it")
        if child.dep_ == "acl" and child.lemma_ in lex.active and child.tag_ == "VBN":
            return Link(lex.active[child.lemma_], child.i, "participle of it")
    if (
        dep == "pobj"
        and head.lower_ in ("of", "to", "at")
        and head.head.lemma_.lower() in lex.nouns
        and head.lower_ == "of"
    ):
        if lemma != "toll":
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


def _part_of(
    doc: Doc, words: Sequence[str], counts: Sequence[Count], n: int, links: dict[int, tuple[Link, ...]]
) -> int | None:
    """The count that this one is a part of: "nine civilians including three children", "20, five of them soldiers"."""
    count = counts[n]
    window = words[max(0, count.start - 6) : count.start]
    joined = " ".join(window)
    cue = any(
        c in f" {joined} "
        for c in (
            " including ",
            " among them ",
            " among which ",
            " of whom ",
            " include ",
            " includes ",
            " included ",
            " comprising ",
            " among whom ",
            " includ ",
            " amongst them ",
            " counting ",
        )
    )
    own = " ".join(words[count.start : count.end + 3])
    if not cue and any(
        c in f" {own} "
        for c in (
            " of them ",
            " of whom ",
            " of the dead ",
            " of those ",
            " of the victims ",
            " of the casualties ",
            " of the wounded ",
            " of the injured ",
            " among them ",
            " were among ",
            " among the dead ",
            " of which ",
        )
    ):
        cue = True
    if (
        not cue
        and n
        and counts[n - 1].end <= count.start <= counts[n - 1].end + 2
        and "and" in words[counts[n - 1].end : count.start] + [","]
    ):
        previous = links.get(n - 1)
        if previous and previous[0].part_of is not None and links.get(n, (None,))[0] is None:
            return previous[0].part_of
    if not cue:
        return None
    floor = _upper(counts[n])
    for m in range(n - 1, -1, -1):
        if m in links and links[m][0].part_of is None and _upper(counts[m]) >= floor:
            return m
    return None


def _upper(count: Count) -> int:
    return count.quantity.high if count.quantity.high is not None else count.quantity.low


def _shared(
    doc: Doc, words: Sequence[str], counts: Sequence[Count], n: int, links: dict[int, tuple[Link, ...]]
) -> Link | None:
    """ "killing two soldiers and five civilians", "two women and a child were killed": neighbours joined by "and"."""
    count = counts[n]
    for m, near in ((n - 1, True), (n + 1, False)):
        if not 0 <= m < len(counts) or m not in links:
            continue
        other = counts[m]
        gap = words[other.end : count.start] if near else words[count.end : other.start]
        if len(gap) > 4 or not gap and not count.group:
            continue
        if all(w in ("and", ",", "or", "also", "as", "well", "plus", "&", "another") for w in gap) and (
            count.group is not None or count.head is None and not count.weak
        ):
            link = links[m][0]
            if near and link.trigger > other.end and link.trigger < count.start:
                continue
            if near and link.rule in ("participle after", "dead or alive", "adjective") and link.trigger < count.start:
                continue
            return Link(link.effect, link.trigger, "shared verb", link.part_of if near else None)
    return None


def _plausible(doc: Doc, count: Count, link: Link) -> bool:
    """Whether such a count of such a noun can have that effect."""
    if count.weak and link.rule in ("shared verb",):
        return False
    if count.head is not None and count.group is None:
        lemma = doc[count.head].lemma_.lower()
        strong = link.rule not in ("shared verb", "part of a count", "people taken")
        if lemma in lexicon().counted:
            return True
        if link.effect in (Effect.CAPTURED, Effect.EVACUATED, Effect.BESIEGED, Effect.MISSING):
            return doc[count.head].tag_ in ("NNPS",)
        return strong and doc[count.head].tag_ in ("NNS", "NNPS")
    return True
