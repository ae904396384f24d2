"""Which incidents of a report are of the task: weighed by named features and the words of the report.

The task's rules are of its makers ("What constitutes a relevant incident?", task documentation of MUC-4, 1992): acts of
and against others than fighters, in or of nine countries, told as facts, recent and specific. What follows from them is
seen in an incident's roles, day, place and words, and in the other words of the report, by themselves and as shares of
it (`muc4_weights`); names are not among them.
Weights are learned by `tools/train_muc4_choice.py`, each report's incidents with roles filled by weights that do not
know it.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.muc4_incidents import COMBAT, Incident, template, told, tolls_of
from benchmarks.muc4_roles import ROLES
from benchmarks.muc4_weights import choice, counted
from vedette.model.claim import (
    ControlContent,
    EventContent,
    EventType,
    PartRole,
    StatementContent,
    TollContent,
    VictimClass,
)
from vedette.model.document import Document
from vedette.model.resolved import ResolvedClaim

#: The countries that the task is about, by its documentation.
NINE = frozenset("AR BO CL CO EC SV GT HN PE".split())
#: Who or what is a party to a war, or none: the task takes attacks among the first two for war.
SIDES = {
    "military": re.compile(
        r"\b(?:soldiers?|troops?|army|military|battalions?|brigades?|garrisons?|barracks|patrols?|convoys?|infantry|"
        r"paratroopers?|detachments?|platoons?|regiments?|bases?|airbase|air force|navy|marines?|police|policem[ae]n|"
        r"officers?|lieutenants?|sergeants?|corporals?|colonels?|captains?|majors?|generals?|guards?|cavalry|units?|"
        r"compan(?:y|ies)|positions?|posts?|helicopters?|enemy|casualties)\b",
        re.I,
    ),
    "outlaw": re.compile(
        r"\b(?:guerrillas?|rebels?|terrorists?|subversives?|insurgents?|extremists?|traffickers?|delinquents?|"
        r"criminals?|commandos?)\b",
        re.I,
    ),
    "other": re.compile(
        r"\b(?:civilians?|peasants?|mayors?|priests?|journalists?|newsm[ae]n|reporters?|judges?|magistrates?|students?|"
        r"teachers?|professors?|leaders?|unionists?|workers?|deput(?:y|ies)|senators?|ministers?|presidents?|"
        r"candidates?|ambassadors?|embass(?:y|ies)|bus|buses|vehicles?|bridges?|pylons?|towers?|pipelines?|banks?|"
        r"offices?|headquarters|homes?|houses?|residences?|stores?|schools?|church(?:es)?|university|hotels?|"
        r"restaurants?|farms?|child(?:ren)?|wom[ae]n|engineers?|businessm[ae]n|governors?|citizens?|people|persons?|"
        r"residents?|nuns?|bishops?|lawyers?|attorneys?|doctors?|famil(?:y|ies)|sons?|daughters?|wife|brothers?|planes?|"
        r"airliner|trains?|cars?)\b",
        re.I,
    ),
}
_DETERMINERS = frozenset("the a an this these any no other such all his her their its".split())
#: The bounds of what is counted and measured; above the last, "+".
_FEW = (0, 1, 2, 3, 5)
_CHARACTERS = (150, 500, 1000, 2000, 4000)
_DAYS = (-1, 0, 1, 3, 7, 14, 30, 61)


@dataclass(frozen=True, slots=True)
class Reported:
    """A message: its text with small letters but for names, its claims, and the incidents gathered from them."""

    document: Document
    recased: str
    claims: Sequence[ResolvedClaim]
    incidents: Sequence[Incident]

    @property
    def published(self) -> dt.date | None:
        """The header's day."""
        return self.document.published.date() if self.document.published else None


def chosen(reported: Reported) -> list[Incident]:
    """The incidents that are of the task, in their order."""
    weights = choice()
    lean = weights.lean(counted(reported.recased))
    pairs = zip(reported.incidents, features(reported), strict=True)
    return [incident for incident, seen in pairs if weights.score(seen, lean) >= weights.least]


def features(reported: Reported) -> Iterator[tuple[str, ...]]:
    """What is seen of each incident, in their order; each feature once, sorted."""
    common = frozenset(_of_report(reported))
    for n, incident in enumerate(reported.incidents):
        own = {*_of_roles(incident), *_of_setting(reported, incident), *_of_telling(reported, incident)}
        yield tuple(sorted(common | own | set(_of_order(reported, n))))


def words(text: str) -> frozenset[str]:
    """The words of a text that are written small: no names."""
    return frozenset(counted(text))


def step(value: int, bounds: Sequence[int] = _FEW) -> str:
    """The first bound that a value does not pass."""
    return next((str(bound) for bound in bounds if value <= bound), "+")


def _of_report(reported: Reported) -> Iterator[str]:
    contents = [resolved.claim.content for resolved in reported.claims]
    fights = (EventType.ARMED_CLASH, EventType.AIR_STRIKE, EventType.SHELLING)
    fought = sum(isinstance(c, EventContent) and c.type in fights for c in contents)
    fallen = sum(isinstance(c, TollContent) and c.victims.victim_class is VictimClass.COMBATANT for c in contents)
    yield f"fights={step(fought)}"
    yield f"fallen={step(fallen)}"
    yield f"statements={step(sum(isinstance(c, StatementContent) for c in contents))}"
    if any(isinstance(c, ControlContent) for c in contents):
        yield "control"
    yield f"incidents={step(len(reported.incidents))}"
    yield f"told incidents={step(sum(map(told, reported.incidents)))}"
    yield f"length={step(len(reported.recased), _CHARACTERS)}"
    yield f"countries={_countries(reported.claims)}"
    for word in words(reported.recased):
        yield f"report:{word}"


def _of_roles(incident: Incident) -> Iterator[str]:
    filled, counted = template(incident), tolls_of(incident)
    for role in ROLES:
        if filled[role]:
            yield role
        if len(filled[role]) > 1:
            yield f"{role}+"
    yield f"roles={sum(bool(filled[role]) for role in ROLES)}"
    yield f"fillers={step(sum(len(filled[role]) for role in ROLES))}"
    yield f"tolls={step(len(counted))}"
    for row in counted:
        yield f"toll:{row['effect']}"
    for resolved in incident.claims:
        content = resolved.claim.content
        if isinstance(content, TollContent):
            yield f"victims:{content.victims.victim_class.value}"
            yield from (f"victims:{side}" for side in _sides(content.victims.words))
            if content.quantity.high == 1:
                yield "one victim"
        elif isinstance(content, EventContent):
            hit = [p.mention.name for p in content.parts if p.role in (PartRole.OBJECT, PartRole.VICTIM)]
            by = [p.mention.name for p in content.parts if p.role in (PartRole.PERPETRATOR, PartRole.ORGANISATION)]
            if content.actor:
                yield "actor"
                by.append(content.actor.text)
            if content.target:
                yield "target"
                hit.append(content.target.text)
            yield from (f"hit:{side}" for side in _sides(" ".join(hit)))
            yield from (f"by:{side}" for side in _sides(" ".join(by)))
            if _sides(" ".join(hit)) == ["military"]:
                yield "hit:military only"


def _of_setting(reported: Reported, incident: Incident) -> Iterator[str]:
    when, where = incident.when, incident.where
    basis = when.basis.value if when else "none"
    yield f"day:{basis}"
    yield f"day:{when.precision.value if when else None}"
    if when and reported.published:
        yield f"age={step((reported.published - when.last).days, _DAYS)}"
    yield f"place:{where.place.precision.value if where and where.place else 'unknown' if where else None}"
    if where and where.claim.where and where.claim.where.inferred:
        yield "place inferred"
    yield f"country={_countries(incident.claims)}"
    if all(resolved.claim.background for resolved in incident.claims):
        yield "background"
    for resolved in incident.claims:
        if isinstance(resolved.claim.content, EventContent):
            yield f"{_form(resolved)} {basis}"


def _of_telling(reported: Reported, incident: Incident) -> Iterator[str]:
    known = "told" if told(incident) else "untold"
    yield known
    yield f"{known} of {step(len(reported.incidents))}"
    yield f"kind:{incident.kind}"
    yield f"claims={step(len(incident.claims))}"
    yield f"events={step(sum(isinstance(r.claim.content, EventContent) for r in incident.claims))}"
    for resolved in incident.claims:
        claim = resolved.claim
        if isinstance(claim.content, EventContent):
            yield f"type:{claim.content.type.value}"
            yield f"status:{claim.status.value}"
            yield f"form:{_form(resolved)}"
            yield f"{_form(resolved)} {known}"
            yield f"after:{_determiner(reported.recased, resolved)}"
            if COMBAT.search(claim.evidence.quote):
                yield "combat told"
            if claim.attribution.claimant:
                yield "claimant"
    text = " ".join(reported.recased[start:end] for start, end in _sentences(incident))
    sides = _sides(text)
    yield from (f"beside:{side}" for side in sides)
    if "military" in sides and "other" not in sides:
        yield "beside:military only"
    if COMBAT.search(text):
        yield "combat beside"
    for word in words(text):
        yield f"sentence:{word}"


def _of_order(reported: Reported, n: int) -> Iterator[str]:
    incident = reported.incidents[n]
    known = "told" if told(incident) else "untold"
    at = step(min((start for start, _ in _sentences(incident)), default=0), _CHARACTERS)
    yield f"at={at}"
    yield f"at={at} {known}"
    yield f"number={step(n)}"
    yield f"told before={step(sum(told(i) for i in reported.incidents[:n]))}"
    if any(other.kind == incident.kind for other in reported.incidents[:n]):
        yield "kind told before"
    yield f"others of kind={step(sum(o.kind == incident.kind for o in reported.incidents) - 1)}"
    if len(incident.claims) == max(len(other.claims) for other in reported.incidents):
        yield "largest"
        yield f"largest of {step(len(reported.incidents))}"


def _sentences(incident: Incident) -> list[tuple[int, int]]:
    spans = (resolved.claim.evidence.sentence for resolved in incident.claims)
    return sorted({(span.start, span.end) for span in spans if span})


def _sides(text: str) -> list[str]:
    return [side for side, pattern in SIDES.items() if pattern.search(text)]


def _countries(claims: Iterable[ResolvedClaim]) -> str:
    """Whether places lie in a country that the task is about."""
    found = {resolved.place.country for resolved in claims if resolved.place and resolved.place.country}
    return "in" if found & NINE else "out" if found else "unknown"


def _form(resolved: ResolvedClaim) -> str:
    """How an act's word ends: "attacks" tells of many, "attacked" of one."""
    last = resolved.claim.evidence.quote.lower().split()[-1].strip("\"',.")
    endings = ("ed", "ing", "ss", "s")
    return next((ending for ending in endings if last.endswith(ending)), "other")


def _determiner(text: str, resolved: ResolvedClaim) -> str:
    """The nearest article or the like among the three words before an act's own."""
    span = resolved.claim.evidence.span
    before = text[max(0, span.start - 25) : span.start].lower().split()[-3:] if span else []
    return next((word for word in reversed(before) if word in _DETERMINERS), "none")
