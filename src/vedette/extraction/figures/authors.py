"""By whose hand those counted were harmed: the author that their sentence names, or the one whose deed it goes on with.

Nobody is better than a wrong name: an author is lent for a few sentences, to the same kind of act, and to no other
happening that the report turns to.
"""

from vedette.extraction.attaching.attachment import COUNTRY, own_place
from vedette.extraction.attaching.setting import Incident
from vedette.extraction.attaching.turns import kinds_of_acts, turns_away
from vedette.extraction.counting.counts import Count, person_class
from vedette.extraction.effects.link import Link
from vedette.extraction.parsing.forms import word_set
from vedette.extraction.parsing.tokens import Doc, Token
from vedette.extraction.parties.perpetrators import ACTS, perpetrator
from vedette.extraction.report import Sentence
from vedette.model.claim import Effect, Scope, VictimClass
from vedette.model.mention import ActorMention


def harms(effect: Effect, scope: Scope) -> bool:
    """Whether a toll can be by the author of the deed told before: of those hurt in it, not of a war, nor of those who
    left or are held."""
    return scope is Scope.EVENT and effect in (Effect.KILLED, Effect.INJURED, Effect.CASUALTIES)


def author(sentence: Sentence, trigger: int, count: Count) -> ActorMention | None:
    """By whose hand, unless it is those counted: "eleven soldiers taken prisoner" took nobody."""
    by = perpetrator(sentence, trigger)
    own = by is not None and by.span is not None and by.span.overlaps(sentence.unit.chars(count.start, count.end))
    return None if own else by


def lent_author(sentence: Sentence, incident: Incident, link: Link, scope: Scope, count: Count) -> ActorMention | None:
    """By whose hand, as told before; nobody is taken to have harmed his own ("One South African soldier was hurt")."""
    by, doc = incident.by, sentence.unit.doc
    if by is None or not harms(link.effect, scope) or not goes_on(sentence, incident) or _lost(doc, link):
        return None
    if _is_elsewhere(sentence, link, incident):
        return None
    counted = doc[count.head] if count.head is not None else None
    armed = counted is not None and person_class(doc, counted.i) is VictimClass.COMBATANT
    named = {t.lower_ for t in doc[count.number : count.end] if t.pos_ in ("PROPN", "ADJ") and t.text[:1].isupper()}
    own = named & {word.lower() for word in by.name.split()}
    same = counted is not None and counted.lemma_.lower() in {
        word.lower().removesuffix("s") for word in by.name.split()
    }
    return None if armed and (own or same) else by


#: Acts that the parser takes for verbs at the head of a sentence: "Shelling killed two".
_NAMED_ACTS = frozenset(("shelling", "bombing", "gunfire", "bombardment"))


def _lost(doc: Doc, link: Link) -> bool:
    """ "The army lost 25 men": told of the loser alone, whoever acted before."""
    return doc[link.trigger].lemma_ == "lose"


#: Sentences within which those hurt are by the hand that was named last.
_HAND = 3


def goes_on(sentence: Sentence, incident: Incident) -> bool:
    """Whether a sentence goes on with the deed whose author was named before it: not long after, it names no act of
    force of its own, or "the attack", and no place of its own that is another."""
    words = word_set(sentence.unit.doc)
    if words & {"war", "conflict", "uprising", "fighting", "clashes"}:
        return False  # of two sides; whose hand it was is not said
    if sentence.unit.index - incident.by_unit > _HAND or turns_away(sentence):
        return False
    kinds = kinds_of_acts(sentence)
    if kinds and incident.by_kinds and kinds.isdisjoint(incident.by_kinds):
        return False
    if not kinds and not incident.by_kinds:
        return sentence.unit.index - incident.by_unit <= 1  # of no act of one side alone
    acts = [t for t in sentence.unit.doc if t.lower_ in _NAMED_ACTS or (t.lemma_.lower() in ACTS and t.pos_ == "NOUN")]
    return not acts or all(
        any(c.lower_ in ("the", "this", "that") for c in t.children) and not _on_another(t) for t in acts
    )


def _is_elsewhere(sentence: Sentence, link: Link, incident: Incident) -> bool:
    """ "40 others were killed near Velm", after a raid on Kesra: nobody says that it was the same hand."""
    there = own_place(sentence, link.trigger)
    if there is None or incident.place is None or there.level >= COUNTRY or incident.level >= COUNTRY:
        return False
    names = {there.name.lower(), (there.mention.within or "").lower()}
    return there.level <= incident.level and incident.place.name.lower() not in names


def _on_another(act: Token) -> bool:
    """ "The shelling of a dormitory": what is first named here was not told of before."""
    targets = [g for c in act.rights if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"]
    return any(c.lower_ in ("a", "an") for target in targets for c in target.lefts)
