"""Persons harmed who are named, one by one: a toll of one, with the office or calling by which the public knows them.

"The governor, Pablo Ruiz, was shot dead", "the assassination of Senator Ruiz", "Judge Maria Diaz, murdered on Friday",
"his driver died": no number stands there, and yet somebody is counted. Names are told from parties, places and bodies;
a name of one word needs an office beside it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vedette.extraction.counting.counts import DAYS_AND_MONTHS, Count, person_class
from vedette.extraction.effects.link import Link
from vedette.extraction.figures.victim_lists import is_office, listed, named_in_lists
from vedette.extraction.parsing.forms import lemmas_of, words_of
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.parties.phrases import is_named
from vedette.extraction.report import Sentence
from vedette.extraction.speech.names import BODY_WORDS
from vedette.extraction.words.lexicon import lexicon
from vedette.model.claim import Effect, VictimClass

#: Verbs whose object is harmed as one person: "lost", "gassed" and the like count many.
_VERBS = {
    **dict.fromkeys(
        "kill slay murder assassinate execute behead martyr lynch slaughter eliminate".split(), Effect.KILLED
    ),
    **dict.fromkeys("injure wound hurt".split(), Effect.INJURED),
    **dict.fromkeys("kidnap abduct".split(), Effect.CAPTURED),
}
#: Verbs that need a word behind them to say what befell: "shot dead", "gunned down", "shot to death".
_WITH = {"shoot": ("dead", "death", "killed"), "gun": ("down",), "stab": ("death",), "beat": ("death",)}
_DIES = frozenset("die perish".split())
_FIND = frozenset("find discover".split())
_NOUNS = {
    **dict.fromkeys("assassination murder killing slaying death execution beheading martyrdom".split(), Effect.KILLED),
    **dict.fromkeys("kidnapping abduction".split(), Effect.CAPTURED),
}
#: "Claimed the life of", "received three bullet wounds".
_LIVES = frozenset("claim take cost".split())
_SUFFER = frozenset("receive suffer sustain".split())
_HURTS = frozenset("wound injury burn fracture".split())
#: What somebody somebody is, not what is done: "Ruiz is seriously wounded".
_STATES = {"injured": Effect.INJURED, "wounded": Effect.INJURED, "dead": Effect.KILLED}
_HARM = frozenset((*_VERBS, *_WITH, *_DIES, *_FIND, *_NOUNS, *_STATES, *_SUFFER, "life"))
_PARTICLES = frozenset("de del da do dos la las los y von van der bin al".split())
#: Words of a person's name; a longer run of capitals is a headline or a list of tags.
LONGEST = 5
#: How far behind the noun of a deed "of" may stand where a day or place comes between.
APART = 6
#: What may stand between the names of a list: ", and".
BESIDE = 2
_TRIED = frozenset("attempt attempted try plan planned plot plotted failed frustrated thwart conspiracy order".split())
#: Names before which stand no persons: streets, ships, prizes.
_NO_PERSONS = frozenset("street avenue bridge airport hospital square battalion brigade case law".split())


@dataclass(frozen=True, slots=True)
class NamedVictim:
    """Tokens `start` <= i < `end` name a person; `link` says what befell; `office` as printed, None where none is."""

    start: int
    end: int
    head: int
    name: str
    link: Link
    office: str | None
    group: VictimClass


def find_named_victims(sentence: Sentence, links: Mapping[Count, Link]) -> tuple[NamedVictim, ...]:
    """The named persons that a sentence says were killed, hurt or taken, in order; `links` are its counts with what
    befell those counted, and whom a count names already is left out."""
    doc = sentence.unit.doc
    found: dict[int, NamedVictim] = {}
    harmed = ((person, link) for token, link in _harmed(doc) for person in (*listed(token), *token.conjuncts))
    for person, link in (*harmed, *named_in_lists(doc, links)):
        victim = _victim(sentence, person, link)
        if victim is not None and not _counted(victim, links) and not _among_counted(person, links):
            found.setdefault(victim.head, victim)
    return _without_counted_behind([found[head] for head in sorted(found)], links)


def saying_who(sentence: Sentence, links: Mapping[Count, Link]) -> frozenset[Count]:
    """The counts that say who a named person is and count nobody else: "Pablo Ruiz, a judge, was shot dead", "Ruiz, one
    of the candidates"."""
    beside = {count: name for count in links if (name := _named_before(sentence.unit.doc, count)) is not None}
    if not beside:
        return frozenset()
    rest = {count: link for count, link in links.items() if count not in beside}
    named = {person.head for person in find_named_victims(sentence, rest)}
    return frozenset(count for count, name in beside.items() if name in named)


def _named_before(doc: Doc, count: Count) -> int | None:
    """The head of the name that a count of one stands beside, or None."""
    if count.quantity.high != 1 or count.quantity.low != 1:
        return None
    for at in (count.number, count.head):
        token = doc[at] if at is not None else None
        if token is not None and token.dep_ == "appos" and token.head.tag_ == "NNP" and token.head.i < count.start:
            return token.head.i
    return None


def _without_counted_behind(named: Sequence[NamedVictim], counts: Iterable[Count]) -> tuple[NamedVictim, ...]:
    """The persons less those whom a number right behind their names counts: "A, B and C, three members of the team"."""
    told: set[int] = set()
    for count in counts:
        row, edge = [], count.start
        for person in reversed([p for p in named if p.end <= count.start]):
            if edge - person.end > BESIDE:
                break
            row.append(person.head)
            edge = person.start
        if 1 < len(row) == count.quantity.low == count.quantity.high:
            told.update(row)
    return tuple(p for p in named if p.head not in told)


def _harmed(doc: Doc) -> Iterator[tuple[Token, Link]]:
    """The nouns that verbs and nouns of harm govern."""
    words = words_of(doc)
    for i, lemma in enumerate(lemmas_of(doc)):
        if lemma not in _HARM:
            continue
        token = doc[i]
        if token.pos_ == "NOUN" and lemma in _NOUNS:
            if _only_tried(token):
                continue
            for noun in _of(token):
                yield noun, Link(_NOUNS[lemma], token.i, "named, of a noun")
            continue
        if lemma == "life":
            for noun in _of(token) if token.head.lemma_ in _LIVES else ():
                yield noun, Link(Effect.KILLED, token.i, "named, of a noun")
            continue
        if lemma in _SUFFER:
            hurt = any(c.dep_ == "dobj" and c.lemma_ in _HURTS for c in token.children)
            for noun in (c for c in token.children if hurt and c.dep_ == "nsubj"):
                yield noun, Link(Effect.INJURED, token.i, "named, of a verb")
            continue
        if token.dep_ == "acomp" and (befell := _STATES.get(words[i])) is not None:
            for noun in (c for c in token.head.children if c.dep_ == "nsubj"):
                yield noun, Link(befell, token.i, "named, of a state")
        effect = _VERBS.get(lemma)
        if effect is None and lemma in _WITH and not {*_WITH[lemma]}.isdisjoint(words[token.i + 1 : token.i + 5]):
            effect = Effect.KILLED
        if effect is None and (lemma in _DIES or (lemma in _FIND and words[i + 1 : i + 2] in (["dead"], ["murdered"]))):
            effect = Effect.KILLED
        if effect is not None and token.pos_ == "VERB":
            for noun in _object(token, dies=lemma in _DIES):
                yield noun, Link(effect, token.i, "named, of a verb")


def _only_tried(noun: Token) -> bool:
    """ "The attempted assassination of Ruiz", "a plot for the murder of Ruiz", "an assassination attempt"."""
    near = [*noun.lefts, noun.head, noun.head.head if noun.dep_ == "pobj" else noun.head]
    return any(t.lemma_.lower() in _TRIED or t.lower_ in _TRIED for t in near)


def _of(noun: Token) -> Iterator[Token]:
    """Whose death or capture a noun tells of: "the murder of Ruiz", "Ruiz's murder"."""
    objects = [g for c in noun.rights if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
    objects = objects or [c for c in noun.lefts if c.dep_ == "poss"]
    apart = _of_apart(noun) if not objects else None
    yield from objects if apart is None else [apart]


def _of_apart(noun: Token) -> Token | None:
    """ "The murder on 26 February of Mayor Diaz", "the killing in Velm of Pablo Ruiz": the last word of the name."""
    doc, of = noun.doc, None
    if noun.i + 1 < len(doc) and doc[noun.i + 1].lower_ in ("on", "in", "at"):
        of = next((t.i for t in doc[noun.i + 2 : noun.i + APART] if t.lower_ == "of"), None)
    if of is None or any(t.pos_ == "VERB" or t.is_punct for t in doc[noun.i + 1 : of]):
        return None
    at = of + 1
    while at < len(doc) and doc[at].tag_ in ("JJ", "NN", "NNS") and at - of <= LONGEST:
        at += 1
    end = at
    while end < len(doc) and doc[end].tag_ == "NNP":
        end += 1
    return doc[end - 1] if end - at > 1 else None


def _object(verb: Token, *, dies: bool) -> Iterator[Token]:
    passive = verb.tag_ == "VBN" and not any(c.dep_ in ("dobj", "nsubj") for c in verb.children)
    wanted = ("nsubj",) if dies else ("nsubjpass", "dobj")
    direct = [c for c in verb.children if c.dep_ in wanted]
    if direct and direct[0].tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        direct = [verb.head]
    if not direct and verb.dep_ == "acl" and passive:
        direct = [verb.head]
    if not direct and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.tag_ == "VBN":
        direct = [c for c in verb.head.children if c.dep_ == "nsubjpass"]
    yield from ((_meant(c) or c) if c.lower_ in ("him", "her") and c.dep_ == "dobj" else c for c in direct)


def _meant(pronoun: Token) -> Token | None:
    """Whom "him" or "her" stands for in "fired at Mayor Ruiz, killing him": the person last named in the sentence who
    is not the one who acts."""
    doc, verb = pronoun.doc, pronoun.head
    while verb.dep_ in ("advcl", "conj", "xcomp", "relcl") and not any(c.dep_ == "nsubj" for c in verb.children):
        verb = verb.head
    for token in reversed(doc[: pronoun.head.i]):
        if (
            token.dep_ not in ("dobj", "pobj", "nsubjpass", "poss")
            or token.head.dep_ == "agent"
            or token.lower_ == "him"
        ):
            continue
        name = token.tag_ == "NNP" and (is_office(token.nbor(-1)) if token.i else False)
        person = token.tag_ == "NN" and person_class(doc, token.i) not in (None, VictimClass.COMBATANT)
        if name or (token.tag_ == "NNP" and token.dep_ == "nsubjpass") or person:
            return token
        if any(c.dep_ == "compound" and is_office(c) for c in token.lefts):
            return token
    return None


def _victim(sentence: Sentence, token: Token, link: Link) -> NamedVictim | None:
    """The named person whose noun phrase a token heads: the name itself, or in an apposition to an office."""
    if token.pos_ == "NOUN":
        own = token.lemma_.lower()
        named = next((c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
        if named is None or own not in lexicon().offices or token.tag_ == "NNS":
            return _known(token, link)
        found = _named(sentence, named, link)
        return found if found is None or found.office else _with_office(found, token)
    return _named(sentence, token, link) if token.tag_ == "NNP" else None


def _known(token: Token, link: Link) -> NamedVictim | None:
    """Somebody told by whose or where of: "his bodyguard", "the colonel's wife", "the mayor of Abrego"."""
    own, group = token.lemma_.lower(), person_class(token.doc, token.i)
    if token.tag_ != "NN" or group is None:
        return None
    owner = next((c for c in token.lefts if c.dep_ == "poss" and c.lower_ != "its"), None)
    place = next((c for c in token.rights if c.dep_ == "prep" and c.lower_ == "of" and c.i == token.i + 1), None)
    of = next((g for g in place.children if g.dep_ == "pobj" and g.tag_ == "NNP"), None) if place is not None else None
    first = token.head if token.dep_ == "conj" else token
    if owner is None and not any(c.dep_ == "det" for c in token.lefts):  # "his bodyguard and driver"
        owner = next((c for c in first.lefts if c.tag_ == "PRP$" and c.lower_ != "its" and c.i < token.i), None)
        if owner is not None:
            return NamedVictim(token.i, token.i + 1, token.i, token.text, link, None, group)
    if owner is None and (told_of := _told_by_article(token, link, group)) is not None:
        return told_of
    if owner is None and (of is None or own not in lexicon().offices):
        return None
    start = owner.left_edge.i if owner is not None else token.left_edge.i
    end = of.i + 1 if of is not None else token.i + 1
    words = token.doc[start:end].text
    return NamedVictim(start, end, token.i, words, link, own if own in lexicon().offices else None, group)


def _told_by_article(token: Token, link: Link, group: VictimClass) -> NamedVictim | None:
    """ "Fired at a woman, wounding her": one whom only a pronoun ties to the harm."""
    article = next((c for c in token.lefts if c.lower_ in ("a", "an")), None)
    pronoun = any(c.dep_ == "dobj" and c.lower_ in ("him", "her") for c in token.doc[link.trigger].children)
    if article is None or not pronoun or token.i > link.trigger:
        return None
    words = token.doc[article.i : token.i + 1].text
    return NamedVictim(article.i, token.i + 1, token.i, words, link, None, group)


def _named(sentence: Sentence, token: Token, link: Link) -> NamedVictim | None:
    doc = token.doc
    start = token.i
    while start and _goes_on(doc, start - 1, token.i):
        start -= 1
    titles = next((i for i in range(token.i, start, -1) if is_office(doc[i - 1])), start)
    before = titles
    while before and is_office(doc[before - 1]):
        before -= 1
    office = _office_words(doc, before, titles)
    name = doc[titles : token.i + 1]
    words = {t.lower_ for t in name}
    if words & BODY_WORDS or words & DAYS_AND_MONTHS or words & _NO_PERSONS or any(_is_acronym(t) for t in name):
        return None
    placed = any(p.start <= token.i < p.end for p in sentence.places)
    if len(name) > LONGEST or (placed and office is None):
        return None
    beside = next((c for c in token.children if c.dep_ == "appos" and is_office(c)), None)
    if office is None and beside is not None:
        office = beside.lower_
    if (len(name) < 2 and office is None) or (office is None and is_named(token)):
        return None
    noun = (office or "").split()[-1:] and (office or "").split()[-1]
    group = lexicon().persons.get(noun or "") or _told_beside(token) or VictimClass.UNSPECIFIED
    return NamedVictim(min(before, start), token.i + 1, token.i, name.text, link, office, group)


def _told_beside(name: Token) -> VictimClass | None:
    """The class of people that an apposition puts a name in: "Pablo Ruiz, a civilian"."""
    beside = (person_class(name.doc, c.i) for c in name.rights if c.dep_ == "appos" and c.pos_ == "NOUN")
    return next((group for group in beside if group is not None), None)


def _goes_on(doc: Doc, at: int, head: int) -> bool:
    """Whether a token belongs to the name that ends at `head`; "de" and the like within it do."""
    token = doc[at]
    if token.lower_ in _PARTICLES:
        return at > 0 and doc[at - 1].tag_ == "NNP"
    return token.tag_ == "NNP" and (at <= token.head.i <= head or doc[at + 1].lower_ in _PARTICLES)


def _with_office(victim: NamedVictim, noun: Token) -> NamedVictim:
    start = next((c.i for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod")), noun.i)
    group = person_class(noun.doc, noun.i) or VictimClass.UNSPECIFIED
    words = noun.doc[start : noun.i + 1].text
    return NamedVictim(min(start, victim.start), victim.end, victim.head, victim.name, victim.link, words, group)


def _office_words(doc: Doc, start: int, end: int) -> str | None:
    """The words of an office before a name, what qualifies it included: "presidential candidate"."""
    if start == end:
        return None
    while (
        start and doc[start - 1].tag_ in ("JJ", "NN", "HYPH") and doc[start - 1].head.i >= start - 1 and end - start < 4
    ):
        start -= 1
    return doc[start:end].text.lower()


def _is_acronym(token: Token) -> bool:
    return len(token.text) > 1 and token.text.isupper()


def _counted(victim: NamedVictim, counts: Iterable[Count]) -> bool:
    """Whether a count has the person already: "a lawyer, Pablo Ruiz", "two judges, Pablo Ruiz and Maria Diaz", or says
    who it is, where commas are lost: "killed Pablo Ruiz a lawyer"."""
    return any(
        c.start <= victim.head < c.end
        or 0 <= victim.start - c.end <= 2
        or (c.start == victim.end and c.weak and c.quantity.high == 1)
        for c in counts
    )


def _among_counted(person: Token, counts: Iterable[Count]) -> bool:
    """Whether a name is in a row that tells who was counted: "two judges, Pablo Ruiz and Maria Diaz", "two of her
    guards, Pablo Ruiz and Maria Diaz"."""
    first = person
    while first.dep_ == "conj" and first.head.tag_ == "NNP" and first.head.i < first.i:
        first = first.head
    if first.dep_ != "appos":
        return False
    noun = first.head
    of = noun.head.head.i if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    return any(c.quantity.high != 1 and (c.head == noun.i or c.number in (noun.i, of)) for c in counts)
