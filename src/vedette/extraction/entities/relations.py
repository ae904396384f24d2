"""Who fights whom and who helps whom, among the mentions of a text: one sentence at a time, by its grammar.

Wider than claims: a campaign, an aim ("to defeat ISIL") or a habit counts as fighting, whatever came of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from vedette.extraction.entities.find import Entity, EntityKind
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.words.known_places import actors


class RelationKind(StrEnum):
    """What two mentions are to each other; both are symmetric."""

    FIGHTS = "fights"
    HELPS = "helps"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two mentions, by their positions in the list that was given."""

    kind: RelationKind
    source: int
    target: int


_HOSTILE = frozenset(
    """
    fight attack strike bomb shell kill defeat target battle combat clash counter destroy degrade eliminate hit engage
    oppose resist besiege assault ambush shoot confront execute behead massacre torture murder threaten wound injure
    bombard repel repulse dislodge expel oust overthrow topple rout raid storm battle eradicate tackle challenge
    slaughter wage war persecute abduct kidnap capture detain terrorise terrorize finish suppress
    """.split()
)
_HOSTILE_NOUNS = frozenset(
    """
    attack strike airstrike air-strike fight war campaign operation battle offensive assault bombing bombardment
    shelling raid clash combat action struggle massacre siege crackdown violence atrocity aggression crime defense
    defence murder killing execution effort mission
    """.split()
)
#: The enemy is he from whom, or of whom, a place is taken or cleared.
_TAKING = frozenset(
    "seize retake recapture capture take liberate free clear cleanse recover wrest defend protect".split()
)
_HELPING = frozenset(
    """
    support assist back help aid join partner ally cooperate train arm equip advise accompany reinforce work coordinate
    supply fund finance
    """.split()
)
_HELPING_NOUNS = frozenset("support assistance help aid cooperation backing partnership partner ally backer".split())
_AGAINST = frozenset("against on with at upon".split())
#: Who says or wants a thing does not do it.
_SAYING = frozenset(
    """
    say tell add allege accuse welcome condemn discuss announce urge reaffirm raise note claim report describe explain
    believe think warn demonstrate respond meet show reiterate underline agree decide hope vow speak leave insist
    """.split()
)
#: Heads of phrases for those who fight or have others fight, beside the names of parties.
_PARTIES = frozenset(
    """
    force army military navy troop soldier militia militant rebel insurgent terrorist jihadist extremist fighter
    peshmerga coalition alliance regime government partner ally backer unit brigade battalion squadron group faction
    tribesman militiaman enemy opposition iraqi syrian kurd militiamen tribesmen gunman police personnel
    """.split()
)
_UP = frozenset("xcomp conj advcl pcomp ccomp dobj pobj prep attr acl amod".split())
_OURS = frozenset("we us they them".split())
_ACTORS = frozenset({EntityKind.ORGANISATION, EntityKind.PERSON})
_HARMED = _ACTORS | {EntityKind.MATERIEL, EntityKind.LOCATION}
#: How far up a sentence's tree the doer of a deed is sought.
_CLIMB = 6


def find_relations(doc: Doc, entities: tuple[Entity, ...]) -> tuple[Relation, ...]:
    """The relations among the mentions of a parsed text, each pair once a kind."""
    sentences = _Sentences(doc, entities)
    found: dict[tuple[RelationKind, int, int], Relation] = {}
    for kind, doers, others in sentences.pairs():
        for a in doers:
            for b in others:
                if a != b and not sentences.overlap(a, b) and sentences.fit(kind, a, b):
                    key = (kind, min(a, b), max(a, b))
                    found.setdefault(key, Relation(*key))
    return tuple(found[key] for key in sorted(found))


class _Sentences:
    """A parsed text with the mentions that its tokens belong to."""

    def __init__(self, doc: Doc, entities: tuple[Entity, ...]) -> None:
        self.doc = doc
        self.entities = entities
        self.at: dict[int, int] = {}
        for n in sorted(range(len(entities)), key=lambda n: entities[n].start - entities[n].end):
            if entities[n].kind in _HARMED:
                self.at[entities[n].head] = n
                for i in range(entities[n].start, entities[n].end):
                    self.at.setdefault(i, n)

    def overlap(self, a: int, b: int) -> bool:
        one, other = self.entities[a], self.entities[b]
        return one.start < other.end and other.start < one.end

    def fit(self, kind: RelationKind, a: int, b: int) -> bool:
        """Whether two mentions can stand so: helpers are parties both, of two that fight one is."""
        one, other = self._is_party(a), self._is_party(b)
        if kind is RelationKind.HELPS:
            return one and other
        return one or other or EntityKind.MATERIEL in (self.entities[a].kind, self.entities[b].kind)

    def _is_party(self, n: int) -> bool:
        entity = self.entities[n]
        if entity.kind is not EntityKind.ORGANISATION:
            return False
        head = self.doc[entity.head]
        if head.lemma_.lower() in _PARTIES or head.lower_ in _OURS:
            return True
        words = [t.text for t in self.doc[entity.start : entity.end]]
        return any(actors().match(words, i, states=True) for i in range(len(words)))

    def pairs(self) -> Iterator[tuple[RelationKind, tuple[int, ...], tuple[int, ...]]]:
        """A kind with those who do and those it is done to, for each word that tells of fighting or helping."""
        for token in self.doc:
            lemma = token.lemma_.lower()
            verb = token.pos_ in {"VERB", "AUX"}
            noun = token.pos_ in {"NOUN", "PROPN"}
            if (verb and lemma in _HOSTILE) or (noun and lemma in _HOSTILE_NOUNS):
                patients = self._patients(token) if verb else self._after(token, _AGAINST)
                doers = self._doers(token)
                yield RelationKind.FIGHTS, doers, patients
            elif verb and lemma in _TAKING:
                yield RelationKind.FIGHTS, self._doers(token), self._from(token)
            elif (verb and lemma in _HELPING) or (noun and lemma in _HELPING_NOUNS):
                others = self._patients(token) if verb else self._after(token, frozenset(("of", "for", "to", "with")))
                yield RelationKind.HELPS, self._doers(token), others
            if token.lower_ == "against" and token.head.lemma_.lower() not in _HOSTILE | _HOSTILE_NOUNS:
                yield RelationKind.FIGHTS, self._doers(token.head), self._objects([token])
            if token.lower_ == "alongside":
                yield RelationKind.HELPS, self._doers(token.head), self._objects([token])
            if token.dep_ in {"nsubj", "agent", "pobj"} and token.i in self.at and _fights(token.head):
                for a, b in combinations(self._actors([token]), 2):
                    yield RelationKind.HELPS, (a,), (b,)

    def _actors(self, tokens: Iterable[Token]) -> tuple[int, ...]:
        """The mentions that tokens head, and those joined to them by "and"; of actors alone."""
        return tuple(n for n in self._mentions(tokens) if self.entities[n].kind in _ACTORS)

    def _mentions(self, tokens: Iterable[Token]) -> tuple[int, ...]:
        found: dict[int, None] = {}
        for token in tokens:
            for one in (token, *token.conjuncts):
                if one.i in self.at:
                    found[self.at[one.i]] = None
                else:
                    inner = [c for c in one.children if c.dep_ in {"compound", "poss", "amod", "nmod"}]
                    inner += [c for p in one.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"]
                    found.update({self.at[c.i]: None for c in inner if c.i in self.at})
        return tuple(found)

    def _objects(self, prepositions: Iterable[Token]) -> tuple[int, ...]:
        return self._mentions(c for p in prepositions for c in p.children if c.dep_ in {"pobj", "pcomp"})

    def _after(self, token: Token, prepositions: frozenset[str]) -> tuple[int, ...]:
        return self._objects(c for c in token.children if c.dep_ == "prep" and c.lower_ in prepositions)

    def _patients(self, verb: Token) -> tuple[int, ...]:
        """Whom a deed is done to."""
        objects = self._mentions(c for c in verb.children if c.dep_ in {"dobj", "nsubjpass", "oprd"})
        return objects + self._after(verb, _AGAINST)

    def _from(self, verb: Token) -> tuple[int, ...]:
        reach = [verb, *(c for c in verb.children if c.dep_ == "dobj")]
        return tuple(n for t in reach for n in self._after(t, frozenset(("from", "of", "against"))))

    def _doers(self, token: Token) -> tuple[int, ...]:
        """Who does it: the subject, the agent, the owner of a noun, or the subject that it hangs below."""
        below = token
        for step in range(_CLIMB):
            own = [c for c in token.children if c.dep_ == "nsubj" or (step and c.dep_ == "nsubjpass")]
            if step and below.dep_ in {"xcomp", "advcl", "prep"}:
                own += [c for c in token.children if c.dep_ == "dobj"]  # "helps the army to defeat": the army does
            own += [c for p in token.children if p.dep_ == "agent" or p.lower_ == "by" for c in p.children]
            if token.pos_ in {"NOUN", "PROPN"}:
                own += [c for c in token.children if c.dep_ in {"poss", "compound", "amod", "nmod"}]
            found = self._actors(own) or (self._mentions(own) if not step else ())
            if found:
                return found
            if token.dep_ in {"relcl", "acl"}:
                found = self._actors([token.head])
                if found:
                    return found
            elif token.dep_ not in _UP:
                return ()
            below, token = token, token.head
            if token.lemma_.lower() in _SAYING:
                return ()
        return ()


def _fights(verb: Token) -> bool:
    return verb.lemma_.lower() in _HOSTILE | _TAKING | {"launch", "advance", "enter", "move", "push"}
