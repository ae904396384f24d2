"""Who did it and to whom, as an event tells it, and how sure it is who did it.

Nobody is better than a wrong name: what names nobody (a count, a weapon, a word cut from a phrase) takes no part, and a
name that an account only takes from another sentence of its report stands where nobody's own words give one.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from vedette.model.claim import EventContent, EventType, TollContent
from vedette.model.event import Party
from vedette.model.mention import ActorMention
from vedette.model.provenance import Field, Status
from vedette.model.resolved import ActorResolution, Role
from vedette.model.verification import Verification
from vedette.reconciliation.testimony.base import Testimony
from vedette.reconciliation.testimony.kinds import type_of
from vedette.reconciliation.testimony.sides import MIXED_SIDE, UNARMED, UNARMED_PEOPLE, is_party, same_side, takes_part
from vedette.reconciliation.voices.independence import Relation, compare, independent_origins
from vedette.reconciliation.voices.verification import verify
from vedette.reference.demonyms import demonym_country
from vedette.text.numerals import match_number

Given = list[tuple[Testimony, ActorResolution]]


def parties_of(members: Sequence[Testimony]) -> tuple[Party, ...]:
    """Who did it and to whom, by each account, doers first."""
    found: dict[tuple[Role, str], Given] = defaultdict(list)
    for t in members:
        for actor in t.claim.actors:
            role: Role = Role.ACTOR if actor.role is Role.BY else actor.role
            if role in (Role.ACTOR, Role.TARGET) and actor.name and not _only_tells(t, actor):
                plays = _is_somebody(t, actor) if role is Role.ACTOR else _is_hit(t, actor)
                if plays:
                    found[(role, actor.actor or actor.name.casefold())].append((t, actor))
    sure_of = {k for k, given in found.items() if k[0] is Role.ACTOR and any(_is_own(t, a) for t, a in given)}
    named = {key for role, key in found if role is Role.ACTOR and (not sure_of or (role, key) in sure_of)}
    parties = []
    for (role, key), given in sorted(found.items(), key=lambda x: (x[0][0] is Role.TARGET, x[0][1])):
        if role is Role.ACTOR and sure_of and (role, key) not in sure_of:
            continue
        if role is Role.ACTOR and any(other.startswith(f"{key}-") and _one_side(found, key, other) for other in named):
            continue  # a state beside its own government or army
        actor = given[0][1]
        sure = any(t.claim.claim.status_of(Field.PERPETRATOR) is Status.ASSERTED for t, _ in given)
        keys = tuple(sorted({t.key for t, _ in given}))
        parties.append(Party(role, actor.actor, actor.name, actor.side, keys, role is Role.ACTOR and not sure))
    return tuple(parties)


def _one_side(found: dict[tuple[Role, str], Given], a: str, b: str) -> bool:
    return same_side(found[Role.ACTOR, a][0][1].side, found[Role.ACTOR, b][0][1].side)


#: "It determines whose planes carry out raids" names nobody.
_WHOSE = ("whose ", "which ", "what ")
#: Words left of a phrase whose noun was cut off, and pronouns, name nobody either.
_NOBODY = frozenset("major main twin air north south east west them they it he she who yesterdays countrys".split())


def _only_tells(t: Testimony, actor: ActorResolution) -> bool:
    """Whether a name is of who tells of the deed, and takes no part in the war, or of nobody."""
    if actor.name.casefold().startswith(_WHOSE) or actor.name in _NOBODY:
        return True
    teller = t.claim.actor(Role.CLAIMANT)
    same = teller is not None and actor.actor is not None and teller.actor == actor.actor
    return same and not takes_part(actor.side)


#: Words for those who watch and tell: neither did it nor suffered it.
_WATCHING = re.compile(r"\b(?:observatory|sohr|monitors?|monitoring)\b", re.IGNORECASE)
#: Words for those who rescue: they may be hit, and do not fight.
_RESCUING = re.compile(r"\b(?:white helmets|civil defen[cs]e)\b", re.IGNORECASE)
#: What people gather for, at which somebody was hit: no name of a target.
_OCCASIONS = frozenset("wedding weddings funeral funerals parade procession".split())
#: Heads of what is hit that is nobody of name: people, places by their kind, buildings, vehicles, posts.
_THINGS = UNARMED | frozenset(
    """camps market markets marketplace marketplaces center centers centre centres complex facility facilities building
    buildings warehouse warehouses depot depots airport airports airbase airbases base bases convoy convoys
    buses ambulances car cars vehicle vehicles truck trucks tunnel bridge checkpoint checkpoints position
    positions headquarters post posts stronghold strongholds hideouts dens gathering gatherings
    restaurant hotel prison embassy plant station stations tent tents shelters churches mosques shrine
    shrines factory refinery field farm farms bakeries office offices consulate port ship ships tanker train
    airfield barracks outpost outposts stadium courthouse palace dormitory dormitories roundabout highway bus
    cafe shop shops house houses home homes apartment apartments pipeline reservoir dam laboratory silo silos
    orphanage museum cemetery fighters militants rebels soldiers troops forces army policemen police guards
    gunmen workers officials protesters worshipers pilgrims""".split()
)
#: Heads of what says where: a party only as far as the claim has no place to say it.
_GROUND = frozenset(
    """town towns village villages city cities neighborhood neighborhoods neighbourhood neighbourhoods district
    districts area areas quarter quarters suburb suburbs countryside street streets road roads square outskirts region
    regions province provinces""".split()
)
#: People whom a figure counts: with their number they are a toll's, not a party.
_COUNTED = UNARMED_PEOPLE | frozenset(
    "fighters militants rebels soldiers troops policemen police guards gunmen workers officials pilgrims".split()
)
#: What somebody acts with: by itself it says how, and not who.
_MEANS = frozenset(
    """plane planes warplane warplanes jet jets aircraft helicopter helicopters drone drones artillery""".split()
)
#: A phrase of more words is a piece of a sentence.
LONGEST = 7
#: Heads of those who act, or of what they act with, though no registry knows them.
_HANDS = _MEANS | frozenset(
    """army forces force fighters militants militant rebels gunmen gunman men attackers attacker assailants assailant
    sniper snipers insurgents soldiers troops police guards militia militias militiamen brigade
    brigades battalion front movement group groups faction factions gang gangs tribesmen jihadists extremists
    islamists separatists terrorists security authorities regime government raiders youths mob crowd
    settlers party alliance coalition""".split()
)


def _mention(t: Testimony, actor: ActorResolution) -> ActorMention | None:
    content = t.claim.claim.content
    if isinstance(content, EventContent):
        return content.target if actor.role is Role.TARGET else content.actor
    return content.by if isinstance(content, TollContent) else None


def _is_own(t: Testimony, actor: ActorResolution) -> bool:
    """Whether the sentence that a claim stands on names somebody itself; no other sentence lends the name."""
    mention, sentence = _mention(t, actor), t.claim.claim.evidence.sentence
    return mention is None or mention.span is None or sentence is None or sentence.overlaps(mention.span)


def _head(name: str) -> str:
    """The word of a phrase that says what it is: "town" of "town of Kafrun"."""
    words = name.casefold().split()
    ends = next(
        (i for i, w in enumerate(words) if i and w in ("of", "in", "from", "near", "at", "who", "on")), len(words)
    )
    return words[ends - 1] if ends else ""


def _is_known(actor: ActorResolution) -> bool:
    return actor.actor is not None and not actor.provisional


def _is_somebody(t: Testimony, actor: ActorResolution) -> bool:
    """Whether a doer is one: known, or of a word for those who act, or a name inside the claim's own sentence."""
    if _WATCHING.search(actor.mention) or _RESCUING.search(actor.mention):
        return False
    if _is_known(actor):
        return not _is_where(t, actor)
    if any(c.isdigit() for c in actor.name.split(" ")[0]) or not _is_own(t, actor) or actor.name.casefold() in _MEANS:
        return False
    if _head(actor.name) in _HANDS:
        return True
    mention, sentence = _mention(t, actor), t.claim.claim.evidence.sentence
    opens = (
        mention is not None
        and mention.span is not None
        and sentence is not None
        and (mention.span.start <= sentence.start)
    )
    return actor.name[:1].isupper() and not opens


def _is_where(t: Testimony, actor: ActorResolution) -> bool:
    """ "Ardan air strikes kill nine", of strikes in Ardan: a country's bare name says where."""
    where = t.claim.place
    there = where is not None and actor.actor == (where.country or "").lower()
    return there and " " not in actor.mention and demonym_country(actor.mention) is None


def _is_hit(t: Testimony, actor: ActorResolution) -> bool:
    """Whether a target is one, by the claim's own sentence: somebody known, or a thing or people by their kind. A count
    of people is a toll's, and who did it did not suffer it."""
    if not _is_own(t, actor) or _WATCHING.search(actor.mention):
        return False
    if _is_known(actor):
        return all(a.actor != actor.actor for a in t.claim.actors if a.role in (Role.ACTOR, Role.BY))
    words, head = actor.name.casefold().split(), _head(actor.name)
    if len(words) > LONGEST or (head in _COUNTED and any(match_number(words, i) for i in range(len(words)))):
        return False
    if head in _OCCASIONS or words[0] == "same":
        return False
    return head in _THINGS or (head in _GROUND and t.claim.place is None)


def perpetrator_of(asserting: Sequence[Testimony], everybody: Sequence[Testimony]) -> Verification | None:
    """How sure it is who did it: the doer that most independent origins name, against denials and other accounts.

    None where nobody names a doer. In a clash both sides are doers, so that only attacks are asked.
    """
    accounts: dict[str, list[Testimony]] = defaultdict(list)
    names: dict[str, ActorResolution] = {}
    for t in asserting:
        actor = _doer(t)
        if actor is not None and t.claim.claim.status_of(Field.PERPETRATOR) is not Status.DENIED:
            group = actor.side if takes_part(actor.side) and actor.side not in MIXED_SIDE else actor.actor or actor.name
            accounts[group or actor.name].append(t)
            names.setdefault(group or actor.name, actor)
    if not accounts:
        return None
    chosen = (
        next(iter(accounts))
        if len(accounts) == 1
        else min(accounts, key=lambda k: (-len(independent_origins(accounts[k])), accounts[k][0].order))
    )
    backing = {t.key for t in accounts[chosen]}
    denying = [
        t
        for t in everybody
        if t.key not in backing and (_denies(t) or t.claim.claim.status_of(Field.PERPETRATOR) is Status.DENIED)
    ]
    rivals = [t for k, ts in accounts.items() if k != chosen for t in ts]
    mine = names[chosen]
    other = next(
        (
            t
            for t in sorted(rivals, key=lambda t: t.order)
            if _rival(t, mine) and any(compare(t, x).relation is not Relation.SAME for x in accounts[chosen])
        ),
        None,
    )
    words = None
    if other is not None:
        rival = _doer(other)
        theirs = rival.name if rival is not None else ""
        words = f"{accounts[chosen][0].origin.name} names {mine.name}, {other.origin.name} names {theirs}"
    accused_answer = [t for t in denying if is_party(t.origin, mine)] + [
        t for t in denying if not is_party(t.origin, mine)
    ]
    return verify(accounts[chosen], accused_answer, incompatible=words)


def _doer(t: Testimony) -> ActorResolution | None:
    actor = t.claim.actor(Role.ACTOR) or t.claim.actor(Role.BY)
    named = actor is not None and actor.name and not _only_tells(t, actor) and _is_somebody(t, actor)
    return actor if named else None


def _denies(t: Testimony) -> bool:
    return t.claim.claim.status is Status.DENIED or not isinstance(t.claim.claim.content, EventContent | TollContent)


def _rival(t: Testimony, named: ActorResolution) -> bool:
    """Whether a testimony lays an attack to another side: names of no known side ("jets") are no rival account."""
    doer = _doer(t)
    if doer is None or type_of(t) is EventType.ARMED_CLASH or not takes_part(doer.side) or not takes_part(named.side):
        return False
    return doer.side != named.side or (doer.side in MIXED_SIDE and doer.actor != named.actor)
