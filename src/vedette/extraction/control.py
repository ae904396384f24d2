"""Who holds which place: taking, losing, leaving, besieging, holding and fighting for it, from the words of a sentence."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from vedette.extraction.events import EventDraft
from vedette.extraction.lexicon import lexicon
from vedette.extraction.parties import is_party, is_pronoun, party
from vedette.extraction.places import FoundPlace
from vedette.extraction.report import Report, Sentence
from vedette.extraction.setting import own_time
from vedette.model.claim import ControlRelation, EventType, Extent
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.times import When

_TRYING = frozenset("try attempt battle fight struggle push press seek bid move launch".split())
_PLANNING = frozenset("plan aim intend want hope vow prepare threaten pledge expect set poise ready promise".split())
_AREA_NOUNS = frozenset(
    "city town area village district province region neighborhood neighbourhood capital enclave territory base airport".split()
)


@dataclass(frozen=True, slots=True)
class ControlDraft:
    """A control statement before it is a claim. `planned` where it is meant, not done; `rule` names what made it."""

    unit: int
    start: int
    end: int
    trigger: int
    relation: ControlRelation
    party: ActorMention | None
    from_party: ActorMention | None
    where: PlaceMention
    extent: Extent
    when: When | None
    rule: str
    planned: bool = False
    standing: bool = False


@dataclass(frozen=True, slots=True)
class ControlWords:
    """The control lexicon as look-ups."""

    verbs: dict[str, ControlRelation]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str, ControlRelation], ...]]
    suffixes: dict[str, ControlRelation]
    nouns: dict[str, ControlRelation]
    extents: dict[str, Extent]


@cache
def control_words() -> ControlWords:
    """The packaged control lexicon."""
    raw = tomllib.loads((files("vedette.extraction") / "data" / "control.toml").read_text(encoding="utf-8"))
    phrases: dict[str, list[tuple[tuple[str, ...], str, ControlRelation]]] = {}
    for relation, entries in raw["verbs_with"].items():
        for entry in entries:
            first, *middle, last = entry.split("_")
            phrases.setdefault(first, []).append((tuple(middle), last, ControlRelation(relation)))
    return ControlWords(
        verbs=_inverted(raw["verbs"]),
        phrases={k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in phrases.items()},
        suffixes=_inverted(raw["suffixes"]),
        nouns=_inverted(raw["nouns"]),
        extents={w: Extent(e) for e, ws in raw["extents"].items() for w in ws},
    )


def _inverted(table: dict[str, list[str]]) -> dict[str, ControlRelation]:
    return {word: ControlRelation(relation) for relation, words in table.items() for word in words}


def draft_control(report: Report, events: Sequence[EventDraft]) -> tuple[ControlDraft, ...]:
    """The control statements of a report in order, repeats folded."""
    drafts: list[ControlDraft] = []
    for sentence in report.sentences:
        found = [
            *_suffixes(report, sentence),
            *_verbs(report, sentence),
            *_nouns(report, sentence),
            *_under(report, sentence),
        ]
        drafts.extend(_once(found))
    drafts.extend(_contests(events))
    return tuple(_folded(drafts))


# ---- places of a statement


def _place_within(report: Report, sentence: Sentence, start: int, end: int) -> PlaceMention | None:
    """The place named in a range of tokens; "the city" and the like take the place last named."""
    inside = [
        p
        for p in sentence.places
        if start <= p.start < end or (p.start < end and p.end > start and p.start >= start - 3)
    ]
    if inside:
        first = min(inside, key=lambda p: (p.start - start > 8, p.level, p.start))
        return first.mention
    doc = sentence.unit.doc
    for i in range(start, min(end, len(doc))):
        if doc[i].lemma_.lower() in _AREA_NOUNS and any(
            t.lower_ in ("the", "this", "that", "their") for t in doc[max(0, i - 3) : i]
        ):
            return _last_place(report, sentence, i)
    return None


def _last_place(report: Report, sentence: Sentence, before: int) -> PlaceMention | None:
    earlier: list[FoundPlace] = [p for p in sentence.places if p.end <= before]
    for other in (sentence, *report.before(sentence.unit.index, 3)):
        pool = earlier if other is sentence else list(other.places)
        towns = [p for p in pool if p.level <= 1 or p.level == 2]
        if towns:
            return replace(min(towns, key=lambda p: (p.level == 3, -p.start)).mention, inferred=True)
    return None


def _extent(sentence: Sentence, start: int, end: int, place: PlaceMention) -> Extent:
    words = control_words()
    doc = sentence.unit.doc
    found = [words.extents[t.lower_] for t in doc[max(0, start) : end] if t.lower_ in words.extents]
    inside = f" {place.text.lower()} "
    for word in inside.split():
        if word in words.extents and words.extents[word] is Extent.OUTSKIRTS:
            found.append(Extent.OUTSKIRTS)
    for extent in (Extent.OUTSKIRTS, Extent.MOST, Extent.ALL, Extent.PART):
        if extent in found:
            return extent
    return Extent.UNSPECIFIED


def _draft(
    report: Report,
    sentence: Sentence,
    trigger: int,
    relation: ControlRelation,
    who: Token | ActorMention | None,
    where: PlaceMention,
    rule: str,
    bounds: tuple[int, int],
    **more: object,
) -> ControlDraft:
    unit = sentence.unit
    mention = party(unit, who) if isinstance(who, Token) else who
    start, end = bounds
    extent = _extent(sentence, start, end, where)
    standing = relation is ControlRelation.HOLDS or rule == "held"
    when = None if standing else own_time(report, sentence, trigger)
    return ControlDraft(
        unit.index,
        min(start, trigger),
        max(end, trigger + 1),
        trigger,
        relation,
        mention,
        None,
        where,
        extent,
        when,
        rule,
        standing=standing,
        **more,
    )  # type: ignore[arg-type]


# ---- "rebel-held Aleppo"


def _suffixes(report: Report, sentence: Sentence) -> Iterator[ControlDraft]:
    doc, words = sentence.unit.doc, control_words()
    for i, token in enumerate(doc):
        relation = words.suffixes.get(token.lower_)
        if relation is None or i < 2 or doc[i - 1].text not in "-–‑":
            continue
        who = doc[i - 2]
        if not (is_party(who) or who.tag_ in ("NN", "NNP", "JJ", "NNPS", "NNS")):
            continue
        end = min(len(doc), i + 9)
        where = _place_within(report, sentence, i + 1, end) or (
            _last_place(report, sentence, i)
            if any(doc[j].lemma_.lower() in _AREA_NOUNS for j in range(i + 1, min(len(doc), i + 4)))
            else None
        )
        if where is None:
            continue
        start = i - 2
        while (
            start > 0
            and doc[start - 1].dep_ in ("compound", "amod")
            and doc[start - 1].text[:1].isupper()
            and doc[start].text[:1].isupper()
        ):
            start -= 1
        mention = ActorMention(
            sentence.unit.text(start, i - 1), sentence.unit.text(start, i - 1), sentence.unit.chars(start, i - 1)
        )
        yield _draft(report, sentence, i, relation, mention, where, "held", (i - 2, _place_end(sentence, where, i + 1)))


def _place_end(sentence: Sentence, where: PlaceMention, default: int) -> int:
    return next((p.end for p in sentence.places if p.mention.span == where.span), default)


# ---- verbs


def _verbs(report: Report, sentence: Sentence) -> Iterator[ControlDraft]:
    doc, words = sentence.unit.doc, control_words()
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ not in ("VERB", "AUX"):
            continue
        phrase = _phrase(token, words)
        if phrase is not None:
            relation, last = phrase
            yield from _of_phrase(report, sentence, token, relation, last)
        elif lemma in words.verbs:
            yield from _of_verb(report, sentence, token, words.verbs[lemma])


def _phrase(token: Token, words: ControlWords) -> tuple[ControlRelation, Token] | None:
    """A verb with its noun and preposition ("took full control of"): the relation and the preposition."""
    doc = token.doc
    for middle, last, relation in words.phrases.get(token.lemma_.lower(), ()):
        at, i, ok = token.i + 1, 0, True
        limit = min(len(doc), token.i + 7)
        for word in (*middle, last):
            while at < limit and doc[at].lemma_.lower() != word and doc[at].lower_ != word:
                if doc[at].pos_ in ("VERB",) or doc[at].text in (".", ",", ";"):
                    at = limit
                    break
                if (
                    not middle
                    and i == 0
                    and word != "over"
                    and doc[at].pos_ not in ("ADV", "PART", "NOUN", "PROPN", "DET", "ADJ", "PRON")
                ):
                    at = limit
                    break
                at += 1
            if at >= limit:
                ok = False
                break
            at += 1
            i += 1
        if ok:
            return relation, doc[at - 1]
    return None


def _object_end(sentence: Sentence, start: int) -> int:
    """Where the words that can name the place end: at the next verb or the end of the sentence, within reach."""
    doc = sentence.unit.doc
    end = start
    while end < len(doc) and end - start < 22:
        token = doc[end]
        if (
            token.pos_ in ("VERB", "AUX")
            and token.tag_ in ("VBD", "VBZ", "VBP", "MD", "VBG")
            and token.dep_ not in ("amod", "acl", "compound")
            and token.lower_ not in ("surrounding", "neighbouring", "neighboring")
        ):
            break
        if token.text in (";", ".") or token.lower_ in (
            "who",
            "which",
            "when",
            "while",
            "where",
            "after",
            "before",
            "since",
            "that",
            "because",
        ):
            break
        end += 1
    return end


def _joined_places(sentence: Sentence, where: PlaceMention, start: int, end: int) -> list[PlaceMention]:
    """A place and those joined to it by "and" or commas inside the object."""
    inside = sorted((p for p in sentence.places if start <= p.start < end), key=lambda p: p.start)
    at = next((n for n, p in enumerate(inside) if p.mention.span == where.span), None)
    if at is None:
        return [where]
    out = [inside[at]]
    for place in inside[at + 1 :]:
        gap = [t.lower_ for t in sentence.unit.doc[out[-1].end : place.start]]
        if (
            len(gap) <= 4
            and ("and" in gap or "," in gap)
            and all(w in ("and", ",", "the", "of", "town", "towns", "village", "villages", "nearby") for w in gap)
        ):
            out.append(place)
    return [p.mention for p in out]


def _of_verb(report: Report, sentence: Sentence, verb: Token, relation: ControlRelation) -> Iterator[ControlDraft]:
    doc = sentence.unit.doc
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or (
        verb.dep_ == "acl" and verb.tag_ == "VBN"
    )
    if passive:
        subject = next(
            (c for c in verb.children if c.dep_ == "nsubjpass"), verb.head if verb.dep_ in ("acl", "relcl") else None
        )
        if subject is None:
            return
        if subject.tag_ in ("WDT", "WP"):
            subject = verb.head
        agent = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
        low, high = subject.left_edge.i, max(subject.i + 1, min(subject.right_edge.i + 1, verb.i))
        where = _place_within(report, sentence, low, high)
        if where is None or (agent is not None and not is_party(agent)):
            return
        if relation in (ControlRelation.LOST, ControlRelation.ENTERED, ControlRelation.WITHDREW):
            return
        stop = agent.i + 1 if agent is not None else verb.i + 1
        yield _draft(report, sentence, verb.i, relation, agent, where, "verb, passive", (low, stop))
        return
    who = _subject(verb)
    if who is None:
        return
    obj = next(
        (c for c in verb.children if c.dep_ in ("dobj", "pobj", "prep", "npadvmod", "advmod") and c.i > verb.i), None
    )
    if obj is None:
        return
    end = _object_end(sentence, verb.i + 1)
    where = _place_within(report, sentence, verb.i + 1, end)
    if where is None or not _object_is_place(sentence, verb, where):
        return
    for place in _joined_places(sentence, where, verb.i + 1, end):
        draft = _draft(
            report, sentence, verb.i, relation, who, place, "verb", (verb.i, _place_end(sentence, place, verb.i + 1))
        )
        yield _meant(verb, _losing(sentence, verb, draft, end))


def _object_is_place(sentence: Sentence, verb: Token, where: PlaceMention) -> bool:
    """The object must be the place or a part of it: "captured 20 soldiers in Aleppo" takes no place."""
    doc = sentence.unit.doc
    obj = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if obj is None:
        return verb.lemma_ in ("enter", "reach", "evacuate", "storm", "advance")
    lex = lexicon()
    lemma = obj.lemma_.lower()
    if (
        lemma in lex.place_kinds
        or obj.lower_ in lex.place_kinds
        or obj.lower_ in control_words().extents
        or lemma in _AREA_NOUNS
        or lemma
        in (
            "point",
            "position",
            "hilltop",
            "ground",
            "land",
            "supply",
            "line",
            "access",
            "border",
            "control",
            "headquarters",
            "building",
        )
    ):
        return True
    for place in sentence.places:
        if place.mention.span == where.span:
            return (
                place.start <= obj.i < place.end
                or obj.i >= place.start - 1
                or obj.i in range(place.start - 2, place.end + 1)
            )
    return where.inferred and obj.i < len(doc) and obj.lemma_.lower() in _AREA_NOUNS


def _of_phrase(
    report: Report, sentence: Sentence, verb: Token, relation: ControlRelation, last: Token
) -> Iterator[ControlDraft]:
    passive = any(c.dep_ in ("auxpass",) for c in verb.children)
    who = None if passive and last.lower_ != "in" else _subject(verb)
    doc = sentence.unit.doc
    if verb.lemma_ in ("station", "position", "deploy", "base", "entrench", "locate", "spread"):
        who = next((c for c in verb.children if c.dep_ in ("nsubjpass", "nsubj")), None) or (
            verb.head if verb.dep_ in ("acl", "relcl") else None
        )
        if who is not None and who.tag_ in ("WDT", "WP"):
            who = verb.head
        if who is None or not is_party(who):
            return
    end = _object_end(sentence, last.i + 1)
    where = _place_within(report, sentence, last.i + 1, end)
    if where is None:
        return
    pushed = verb.lemma_ in ("push", "drive", "expel", "oust", "flush")
    loser = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if passive and pushed and loser is not None:
        yield _draft(
            report,
            sentence,
            verb.i,
            ControlRelation.LOST,
            loser,
            where,
            "pushed out",
            (verb.i, _place_end(sentence, where, last.i + 1)),
        )
        return
    if who is None:
        return
    for place in _joined_places(sentence, where, last.i + 1, end):
        draft = _draft(
            report,
            sentence,
            verb.i,
            relation,
            who,
            place,
            "verb with preposition",
            (verb.i, _place_end(sentence, place, last.i + 1)),
        )
        if pushed and loser is not None and is_party(loser):
            draft = replace(draft, from_party=party(sentence.unit, loser))
        yield _meant(verb, _losing(sentence, verb, draft, min(len(doc), end + 4)))


def _losing(sentence: Sentence, verb: Token, draft: ControlDraft, end: int) -> ControlDraft:
    """ "captured X from Y": the side that lost it."""
    if draft.relation is not ControlRelation.CAPTURED or draft.from_party is not None:
        return draft
    for token in sentence.unit.doc[verb.i : min(len(sentence.unit.doc), end + 3)]:
        if token.lower_ == "from" and token.pos_ == "ADP":
            for child in token.children:
                if (
                    child.dep_ == "pobj"
                    and is_party(child)
                    and not any(p.start <= child.i < p.end for p in sentence.places)
                ):
                    return replace(draft, from_party=party(sentence.unit, child))
    return draft


def _subject(verb: Token, depth: int = 0) -> Token | None:
    for child in verb.children:
        if child.dep_ in ("nsubj", "agent"):
            if child.dep_ == "agent":
                return next((g for g in child.children if g.dep_ == "pobj"), None)
            if child.tag_ in ("WDT", "WP"):
                return verb.head if is_party(verb.head) else None
            return child if is_party(child) or is_pronoun(child) else None
    if verb.dep_ in ("acl", "relcl") and verb.tag_ in ("VBG", "VB"):
        return (
            verb.head if is_party(verb.head) else _subject(verb.head, depth + 1) if verb.head.pos_ == "VERB" else None
        )
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "pcomp") and depth < 4:
        head = verb.head
        while head.pos_ == "ADP" or (head.pos_ == "NOUN" and head.dep_ in ("dobj", "pobj")):
            head = head.head
        if head.pos_ in ("VERB", "AUX"):
            return _subject(head, depth + 1)
    return None


def _meant(verb: Token, draft: ControlDraft) -> ControlDraft:
    """ "trying to capture" contests a place; "plans to capture" is planned."""
    node = verb
    for _ in range(3):
        if node.dep_ not in ("xcomp", "advcl", "acl", "pcomp", "ccomp", "relcl") and not any(
            c.dep_ == "aux" and c.lower_ == "to" for c in node.children
        ):
            break
        head = node.head
        while head.pos_ == "ADP":
            head = head.head
        lemma = head.lemma_.lower()
        if not any(c.dep_ == "aux" and c.lower_ == "to" for c in node.children) and node.tag_ != "VBG":
            break
        if lemma in _PLANNING:
            return replace(draft, planned=True)
        if lemma in _TRYING or lemma in (
            "attempt",
            "effort",
            "offensive",
            "campaign",
            "operation",
            "assault",
            "battle",
        ):
            return (
                replace(draft, relation=ControlRelation.CONTESTS)
                if draft.relation in (ControlRelation.CAPTURED, ControlRelation.ENTERED)
                else replace(draft, planned=True)
            )
        if any(c.dep_ == "aux" and c.lower_ == "to" for c in node.children) and node.dep_ in ("advcl", "acl", "xcomp"):
            return replace(draft, planned=True)
        node = head
    if any(
        c.lower_ in ("will", "would", "could", "may", "might", "can", "should")
        for c in verb.children
        if c.dep_ == "aux"
    ):
        return replace(draft, planned=True)
    return draft


# ---- nouns


def _nouns(report: Report, sentence: Sentence) -> Iterator[ControlDraft]:
    doc, words = sentence.unit.doc, control_words()
    for token in doc:
        relation = words.nouns.get(token.lemma_.lower())
        if relation is None or token.pos_ not in ("NOUN", "PROPN"):
            continue
        if relation is ControlRelation.HOLDS:
            yield from _stronghold(report, sentence, token)
            continue
        if relation is ControlRelation.CONTESTS:
            continue
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "from", "on", "around")), None)
        who = next(
            (
                g
                for c in token.children
                if c.dep_ in ("prep", "agent") and c.lower_ == "by"
                for g in c.children
                if g.dep_ == "pobj"
            ),
            None,
        )
        who = who or next(
            (c for c in token.lefts if c.dep_ in ("poss", "compound", "amod", "nmod") and is_party(c)), None
        )
        if of is None:
            continue
        where = _place_within(report, sentence, of.i + 1, min(_object_end(sentence, of.i + 1), of.i + 9))
        if where is None:
            continue
        if who is None and relation is ControlRelation.CAPTURED and token.lemma_ == "fall":
            continue
        yield _draft(
            report, sentence, token.i, relation, who, where, "noun", (token.i, _place_end(sentence, where, of.i + 1))
        )


def _stronghold(report: Report, sentence: Sentence, token: Token) -> Iterator[ControlDraft]:
    """ "the rebel stronghold of X", "X, a rebel stronghold", "X is the last rebel stronghold"."""
    who = next((c for c in token.lefts if c.dep_ in ("poss", "compound", "amod", "nmod") and is_party(c)), None)
    if who is None or token.lemma_.lower() == "capital":
        return
    doc = sentence.unit.doc
    where = _place_within(report, sentence, token.i + 1, min(len(doc), token.i + 6))
    if where is None or where.inferred:
        subject = (
            next((c for c in token.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
            if token.dep_ == "attr"
            else None
        )
        head = subject or (token.head if token.dep_ == "appos" else None)
        low, high = (head.left_edge.i, head.i + 1) if head is not None else (max(0, token.i - 8), token.i)
        named = [p for p in sentence.places if low <= p.start < high or low <= p.end - 1 < high]
        if not named:
            return
        where = named[-1].mention
    yield _draft(
        report, sentence, token.i, ControlRelation.HOLDS, who, where, "stronghold", (min(who.i, token.i), token.i + 1)
    )


# ---- "under rebel control", "in regime hands", "under siege"


def _under(report: Report, sentence: Sentence) -> Iterator[ControlDraft]:
    doc = sentence.unit.doc
    for token in doc:
        if token.lower_ not in ("under", "in") or token.i + 1 >= len(doc):
            continue
        target = next(
            (t for t in doc[token.i + 1 : token.i + 7] if t.lemma_.lower() in ("control", "siege", "hand", "rule")),
            None,
        )
        if (
            target is None
            or (token.lower_ == "in") != (target.lemma_.lower() == "hand")
            or any(t.pos_ == "VERB" for t in doc[token.i + 1 : target.i])
        ):
            continue
        relation = ControlRelation.BESIEGES if target.lemma_ == "siege" else ControlRelation.HOLDS
        who = next(
            (
                c
                for c in target.lefts
                if c.dep_ in ("poss", "compound", "amod", "nmod")
                and c.i > token.i
                and c.lower_ not in ("full", "total", "complete", "crippling", "tight", "crushing", "its", "their")
            ),
            None,
        )
        if who is None:
            who = next(
                (
                    g
                    for c in target.children
                    if c.dep_ == "prep" and c.lower_ in ("of", "by")
                    for g in c.children
                    if g.dep_ == "pobj" and is_party(g)
                ),
                None,
            )
        if who is None and relation is ControlRelation.HOLDS:
            continue
        low = max(0, token.i - 12)
        before = [p for p in sentence.places if low <= p.start < token.i]
        where = before[-1].mention if before else _last_place(report, sentence, token.i)
        if where is None:
            continue
        yield _draft(report, sentence, target.i, relation, who, where, "under control", (token.i, target.i + 1))


# ---- fighting


def _contests(events: Iterable[EventDraft]) -> Iterator[ControlDraft]:
    for event in events:
        if (
            event.type is not EventType.ARMED_CLASH
            or event.where is None
            or event.actor is None
            or event.where.inferred
        ):
            continue
        start, end = event.quote()
        yield ControlDraft(
            event.unit,
            start,
            end,
            end - 1,
            ControlRelation.CONTESTS,
            event.actor,
            None,
            event.where,
            Extent.UNSPECIFIED,
            event.when,
            "fighting",
        )


def _once(drafts: Iterable[ControlDraft]) -> Iterator[ControlDraft]:
    seen: set[tuple[object, ...]] = set()
    for draft in drafts:
        key = (draft.relation, draft.where.name.lower(), draft.party.text.lower() if draft.party else None)
        if key not in seen:
            seen.add(key)
            yield draft


def _folded(drafts: Iterable[ControlDraft]) -> Iterator[ControlDraft]:
    """A statement repeated in the report is one; standing holds of the same party and place too."""
    kept: list[ControlDraft] = []
    for draft in drafts:
        twin = next(
            (
                d
                for d in kept
                if d.relation is draft.relation
                and d.where.name.lower() == draft.where.name.lower()
                and _same_party(d.party, draft.party)
            ),
            None,
        )
        if twin is None:
            kept.append(draft)
    yield from kept


def _same_party(a: ActorMention | None, b: ActorMention | None) -> bool:
    if a is None or b is None:
        return a is b
    x, y = a.name.lower(), b.name.lower()
    return x == y or x in y or y in x or x.rstrip("s") in y
