"""What befell the people counted: ties every count of a sentence to its effect, its whole and its neighbours.

Each rule has a name that `vedette explain` prints.
"""

from collections.abc import Sequence

from vedette.extraction.counting.counts import Count
from vedette.extraction.effects.captives import killed_captive
from vedette.extraction.effects.frames import by_frame
from vedette.extraction.effects.grammar import by_grammar
from vedette.extraction.effects.link import Link
from vedette.extraction.effects.patterns import BE, by_itself, by_pattern, no_count_between
from vedette.extraction.parsing.forms import once, words_of
from vedette.extraction.parsing.tokens import Doc
from vedette.extraction.words.lexicon import lexicon
from vedette.model.claim import Effect, VictimClass

#: How many words may stand between the figures of a list by places.
BETWEEN = 10
#: The rule of a count that is some of another.
_SOME = "part of a count"


@once
def link_counts(doc: Doc, counts: Sequence[Count]) -> dict[int, tuple[Link, ...]]:
    """The effects of each count of a sentence by its index; counts that nothing befell are left out.

    A count has two links where one verb phrase says two things of it ("killed or wounded" gives one link, casualties).
    """
    words = words_of(doc)
    links: dict[int, tuple[Link, ...]] = {}
    for n, count in enumerate(counts):
        link = (
            by_pattern(doc, words, counts, n)
            or (by_itself(doc, words, count) if _are_hurt(words, count) else None)
            or by_grammar(doc, counts, n)
            or by_frame(doc, words, count)
            or by_itself(doc, words, count)
        )
        if link is not None:
            link = _of_a_captive(doc, count, link)
        if link is not None and _plausible(doc, count, link) and not _walks_in(doc, words, counts, n, link):
            if _either(words, link):
                links[n] = (Link(Effect.CASUALTIES, link.trigger, "killed or wounded"),)
                continue
            other = _also(words, counts, link)
            if (
                other
                and not count.quantity.approximate
                and count.quantity.low > 1
                and {link.effect, other[0].effect} == _HARMS
            ):
                # "19 killed and injured" counts them together: neither 19 dead nor 19 hurt
                links[n] = (Link(Effect.CASUALTIES, link.trigger, "killed and injured"),)
                continue
            links[n] = (link, *other)
    for n in range(len(counts)):
        part = _part_of(doc, words, counts, n, links)
        if part is not None and part != n and part in links:
            own = links.get(n)
            effect = links[part][0]
            loose = own is None or own[0].rule in _LOOSE or (own[0].effect in _MOVED and effect.effect in _HARMS)
            if own is None or loose or _is_the_next_ones(counts, n, own[0]):
                links[n] = (Link(effect.effect, effect.trigger, _SOME, part),)
            else:
                links[n] = (
                    Link(own[0].effect, own[0].trigger, own[0].rule, part if own[0].effect is effect.effect else None),
                )
    for n in range(len(counts)):
        if n not in links and (shared := _shared(doc, words, counts, n, links)) is not None:
            links[n] = (shared,)
        elif n not in links and (listed := _by_place(doc, words, counts, n, links)) is not None:
            links[n] = (listed,)
        elif n not in links and (beside := _alongside(doc, words, counts, n, links)) is not None:
            links[n] = (beside,)
            own = links.get(n + 1)  # "and another 23, among them nine children": some of those linked only now
            if own is not None and own[0].rule == _SOME and _part_of(doc, words, counts, n + 1, links) == n:
                links[n + 1] = (Link(own[0].effect, own[0].trigger, _SOME, n),)
    return {
        n: found for n, found in links.items() if not (_of_families(doc, counts[n]) and found[0].effect not in _MOVED)
    }


def _are_hurt(words: Sequence[str], count: Count) -> bool:
    """ "One dead and 22 hurt": whatever they are joined to, the noun says it."""
    return count.head is not None and lexicon().counted.get(words[count.head]) is Effect.INJURED


def _is_the_next_ones(counts: Sequence[Count], n: int, link: Link) -> bool:
    """Whether what is told of a count stands behind the next one: of "20 killed, including 13 locals and 30 wounded"
    the locals are among the dead."""
    return n + 1 < len(counts) and counts[n + 1].end <= link.trigger and link.rule == "participle of it"


_HARMS = {Effect.KILLED, Effect.INJURED}
#: Rules whose effect a part takes from its whole.
_LOOSE = ("parsed subject", "parsed object", "of a noun", "shared verb")
#: What is told of families ("200 families fled"); of the dead and hurt people are counted, not families.
_MOVED = frozenset((Effect.DISPLACED, Effect.EVACUATED, Effect.BESIEGED))


def _of_a_captive(doc: Doc, count: Count, link: Link) -> Link:
    """ "Executed an aid worker kidnapped in Velm": what befell them is the killing, and who they were the taking."""
    if link.effect is not Effect.CAPTURED or count.head is None:
        return link
    killing = killed_captive(doc[link.trigger])
    return Link(Effect.KILLED, killing.i, "killed as a captive") if killing is not None else link


#: What people do who leave a war.
_LEAVES = frozenset("cross flee evacuate leave escape".split())
_VICTIMS = frozenset("victim casualty dead fatality".split())


def _walks_in(doc: Doc, words: Sequence[str], counts: Sequence[Count], n: int, link: Link) -> bool:
    """Whether a figure is of who people are and not of what befell them there: "700 people including 47 wounded crossed
    the border", "the victims included 25 civilians who were displaced from Velm"."""
    start = counts[n].start
    if link.effect is Effect.INJURED and "including" in words[max(0, start - 1) : link.trigger]:
        verb = next((t for t in doc[link.trigger + 1 : link.trigger + 5] if t.pos_ == "VERB"), None)
        return verb is not None and verb.lemma_.lower() in _LEAVES
    if link.effect in _MOVED and words[start - 1] in ("included", "include", "includes"):
        return any(t.lemma_.lower() in _VICTIMS for t in doc[max(0, start - 8) : start - 1])
    return False


def _of_families(doc: Doc, count: Count) -> bool:
    return count.head is not None and doc[count.head].lower_ in ("families", "households")


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
        or not no_count_between(counts, at + 1, at + 2)
    ):
        return ()
    return (Link(other, at + 2, link.rule),)


def _either(words: Sequence[str], link: Link) -> bool:
    """Whether those counted "were killed or wounded": they are casualties, wherever the count stands."""
    passive, at = lexicon().passive, link.trigger
    told = words[at + 1 : at + 3]
    return len(told) == 2 and told[0] in ("or", "and/or") and {passive.get(words[at]), passive.get(told[1])} == _HARMS


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
        and "and" in [*words[counts[n - 1].end : count.start], ","]
    ):
        previous = links.get(n - 1)
        if previous and previous[0].part_of is not None and links.get(n, (None,))[0] is None:
            return previous[0].part_of
    if not cue:
        return _summed(doc, words, counts, n, links)
    floor = _upper(counts[n])
    for m in range(n - 1, -1, -1):
        if m in links and links[m][0].part_of is None and _upper(counts[m]) >= floor:
            return m
    return None


#: Whom a sum counts: what its parts tell apart.
_ANYBODY = frozenset("people persons individuals victims others dead casualties fatalities deaths".split())
_JOINS = frozenset((",", "and", ":", "(", "-", "–", "—", "--", "&"))


def _summed(
    doc: Doc, words: Sequence[str], counts: Sequence[Count], n: int, links: dict[int, tuple[Link, ...]]
) -> int | None:
    """The count that this and those listed with it add up to: "twelve people, eight civilians and four fighters"."""
    whole = n - 1
    while whole >= 0 and set(words[counts[whole].end : counts[whole + 1].start]) <= _JOINS:
        last = whole + 1
        while last + 1 < len(counts) and set(words[counts[last].end : counts[last + 1].start]) <= _JOINS:
            last += 1
        listed, head = counts[whole + 1 : last + 1], counts[whole].head
        beside = words[counts[whole].end : counts[whole + 1].start]
        told_apart = len(listed) > 1 and (head is None or doc[head].lower_ in _ANYBODY) and "and" not in beside
        if told_apart and whole in links and sum(c.quantity.low for c in listed) == counts[whole].quantity.low:
            return whole
        whole -= 1
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
        if near and not gap and words[count.end : count.end + 1] in _SAYING:
            continue  # "killing four civilians two residents said"
        if len(gap) > 4 or (not gap and not count.group):
            continue
        if all(w in ("and", ",", "or", "also", "as", "well", "plus", "&", "another") for w in gap) and (
            count.group is not None or (count.head is None and not count.weak)
        ):
            link = links[m][0]
            if near and link.trigger > other.end and link.trigger < count.start:
                continue
            if near and link.rule in ("participle after", "dead or alive", "adjective") and link.trigger < count.start:
                continue
            return Link(link.effect, link.trigger, "shared verb", link.part_of if near else None)
    return None


_SAYING = (["said"], ["say"], ["says"], ["told"], ["reported"], ["added"])
#: By what those are joined who came to the same harm, and what may part them from those counted before them.
_WITH = (
    ("along", "with"),
    ("together", "with"),
    ("as", "well", "as"),
    ("in", "addition", "to"),
    ("alongside",),
    ("and",),
)
_OF_THEM = frozenset("of from with at in near outside inside around among belonging loyal affiliated".split())


def _alongside(
    doc: Doc, words: Sequence[str], counts: Sequence[Count], n: int, links: dict[int, tuple[Link, ...]]
) -> Link | None:
    """ "Two men from the guard and three from the militia", "ten soldiers were killed in the blast along with eight
    rebels": people named behind others, with what is told of those in between."""
    count = counts[n]
    if not n or n - 1 not in links or count.group is None or count.weak:
        return None
    link, other = links[n - 1][0], counts[n - 1]
    at = count.start - (words[count.start - 1] == "another")
    joint = next((j for j in _WITH if tuple(words[at - len(j) : at]) == j), None)
    gap = range(other.end, at - len(joint)) if joint is not None else range(0)
    if not gap or len(gap) > BETWEEN or (joint == ("and",) and words[other.end] not in _OF_THEM):
        return None
    if any(doc[k].tag_.startswith("VB") and k != link.trigger and words[k] not in BE for k in gap):
        return None
    after = next(
        (t for t in doc[count.end : count.end + 6] if t.tag_.startswith("VB") or t.tag_ in ("WP", "WDT")), None
    )
    if joint == ("and",) and (link.trigger in gap or (after is not None and after.tag_ not in ("VBG", "WP", "WDT"))):
        return None
    # "Six people, two of them women, in the north and another four in the south": those are none of the six.
    whole = None if words[count.start - 1] == "another" else link.part_of
    return Link(link.effect, link.trigger, "named alongside", whole)


def _by_place(
    doc: Doc, words: Sequence[str], counts: Sequence[Count], n: int, links: dict[int, tuple[Link, ...]]
) -> Link | None:
    """ "Three people were killed in Ardan, nine in Velm and one in Kesra": a bare figure in a list by places."""
    count = counts[n]
    bare = count.head is None or words[count.head] in ("others", "more")
    if not n or n - 1 not in links or not bare or words[count.end : count.end + 1] not in (["in"], ["at"], ["near"]):
        return None
    link = links[n - 1][0]
    gap = doc[max(counts[n - 1].end, min(link.trigger + 1, count.start)) : count.start]
    if len(gap) > BETWEEN or any(t.tag_.startswith("VB") for t in gap):
        return None
    return Link(link.effect, link.trigger, "listed by place", link.part_of)


def _plausible(doc: Doc, count: Count, link: Link) -> bool:
    """Whether such a count of such a noun can have that effect."""
    if count.weak and link.rule in ("shared verb",):
        return False
    if link.effect is Effect.DISPLACED and link.rule == "phrase after" and count.group is VictimClass.COMBATANT:
        return False  # forces that stream out or are driven out give ground: they are not displaced
    if count.head is not None and count.group is None:
        lemma = doc[count.head].lemma_.lower()
        strong = link.rule not in ("shared verb", _SOME, "people taken")
        if lemma in lexicon().counted:
            return True
        if link.effect in (Effect.CAPTURED, Effect.EVACUATED, Effect.BESIEGED, Effect.MISSING):
            return doc[count.head].tag_ in ("NNPS",)
        return strong and doc[count.head].tag_ in ("NNS", "NNPS")
    return True


def resumes(doc: Doc, counts: Sequence[Count], n: int) -> int | None:
    """The token by which a count goes on with the figure told before it, or None: "the army put the number at 63",
    "the initial count had been five", "nine of them were loyalists"."""
    count = counts[n]
    words = words_of(doc)
    if words[count.number + 1 : count.number + 3] == ["of", "them"] and count.head is not None:
        return count.head
    if count.head is not None:
        return None
    for j in range(count.start - 1, max(-1, count.start - 9), -1):
        if words[j] in ("number", "figure", "count", "tally", "total", "losses", "estimate"):
            between = words[j + 1 : count.start]
            return (
                j if any(w in ("at", "as", "been", "was", "is", "to") for w in between) and len(between) <= 5 else None
            )
        if doc[j].pos_ == "VERB" and doc[j].lemma_ not in ("put", "give", "set", "be", "have", "rise"):
            return None
    return None
