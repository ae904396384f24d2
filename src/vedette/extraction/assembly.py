"""From drafts to claims: attribution, status and evidence put together; what a report repeats is said once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vedette.extraction.acts.causes import amid_of, causes_of
from vedette.extraction.acts.events import EventDraft, draft_events, figures_of
from vedette.extraction.acts.foretold import draft_foretold
from vedette.extraction.acts.merging import merge_events
from vedette.extraction.acts.tellers import tellers
from vedette.extraction.acts.triggers import OPERATIONS, find_triggers, head_of
from vedette.extraction.attaching.dating import OLD, is_long_before
from vedette.extraction.attaching.setting import Settings, follow_incidents
from vedette.extraction.chain.speakers import attribution
from vedette.extraction.control.read import draft_control, ground_taken
from vedette.extraction.effects.linking import link_counts
from vedette.extraction.evidence import evidence
from vedette.extraction.figures.tolls import counts_of, draft_tolls
from vedette.extraction.repeats import fold_tolls
from vedette.extraction.report import Report, Sentence
from vedette.extraction.roles.fill import FoundPart, find_parts
from vedette.extraction.standing.collect import draft_standing, statuses_for
from vedette.extraction.status.caveats import with_caveats
from vedette.extraction.status.sense import is_war
from vedette.extraction.status.statuses import doubts, is_background, of_nobody, statuses_of
from vedette.model.claim import Claim, Content, ControlContent, EventContent, EventType, OutlookContent, TollContent
from vedette.model.mention import ActorMention, PlaceMention
from vedette.model.provenance import Attribution, Field, FieldStatus, Link, LinkKind, Span, Status
from vedette.model.times import DAY, When

#: What is yet to come is no history, whatever day is named.
COMING = frozenset((Status.PLANNED, Status.THREATENED, Status.HYPOTHETICAL))


@dataclass(frozen=True, slots=True)
class Frame:
    """What a claim of any kind is made from: its sentence, trigger and quote (tokens), its setting, what decided."""

    unit: int
    trigger: int
    quote: tuple[int, int]
    anchor: str
    when: When | None
    where: PlaceMention | None
    rule: str
    why: tuple[str, ...] = ()


def assemble(report: Report, version: str) -> tuple[Claim, ...]:
    """All claims of a report, in the order of their evidence."""
    counting = [_counting(s) for s in report.sentences]
    triggers = [tokens or _telling(s) for s, tokens in zip(report.sentences, counting, strict=True)]
    figures = [figures_of(s) if tokens else frozenset() for s, tokens in zip(report.sentences, counting, strict=True)]
    ground = [() if tokens else ground_taken(s) for s, tokens in zip(report.sentences, triggers, strict=True)]
    settings = follow_incidents(report, triggers, [bool(tokens) for tokens in counting], figures, ground)
    events = draft_events(report, settings)
    acts = [d for d in merge_events(events) if is_war(report.sentences[d.unit], d.trigger.end - 1)]
    told = _events(report, acts, version)
    claims = [*_tolls(report, settings, (acts, told), version), *told, *_control(report, events, version)]
    taken = [c.evidence.span for c in claims if c.evidence.span]
    claims += _foretold(report, taken, version)
    if all(sentence.unit.parsed for sentence in report.sentences):  # what is said in other news is not said of a war
        claims += _standing(report, taken, version)
    unique = {c.key: c for c in with_caveats(report, claims)}
    return tuple(
        sorted(unique.values(), key=lambda c: (c.evidence.span.start if c.evidence.span else 0, c.kind, c.key))
    )


def _counting(sentence: Sentence) -> list[int]:
    """The words that say what befell the people counted."""
    doc = sentence.unit.doc
    return [link.trigger for links in link_counts(doc, counts_of(sentence)).values() for link in links]


def _telling(sentence: Sentence) -> list[int]:
    """The words that tell of events; an operation has many places, and lends none."""
    triggers = find_triggers(sentence.unit.doc)
    return [t.end - 1 for t in triggers if not t.words.lower().startswith(OPERATIONS)]


def _claim(report: Report, frame: Frame, content: Content, version: str, extra: tuple[FieldStatus, ...] = ()) -> Claim:
    sentence = report.sentences[frame.unit]
    shown = statuses_of(sentence, frame.trigger)
    if extra:  # "appears set on taking X": what is meant has not happened, however sure it is that it is meant
        shown = tuple(s for s in shown if s.field is not Field.FACT or s.status is not Status.SUSPECTED)
    if (doubt := _doubt(report, content)) is not None and not any(s.field is Field.PERPETRATOR for s in shown):
        shown = (*shown, doubt)
    recalled = is_background(report, frame.when, sentence, frame.trigger) or is_long_before(sentence, frame.trigger)
    coming = any(s.status in COMING for s in shown)
    return Claim(
        document=report.document.id,
        content=content,
        attribution=attribution(report, sentence, frame.trigger),
        evidence=evidence(report.document, sentence.unit, frame.quote, frame.anchor),
        extractor=version,
        statuses=shown if any(s.field is Field.FACT for s in shown) else (*extra, *shown),
        background=recalled and not coming,
        when=frame.when if coming or not _is_ahead(report, frame.when) else None,
        where=frame.where,
        reasons=(frame.rule, *frame.why),
    )


def _recalled(claim: Claim) -> Claim:
    """A claim as recalled history."""
    return claim if claim.background else replace(claim, background=True)


def _doubt(report: Report, content: Content) -> FieldStatus | None:
    """The doubt beside the name of who did it, in whichever sentence that stands."""
    who = (
        content.actor if isinstance(content, EventContent) else content.by if isinstance(content, TollContent) else None
    )
    if who is None or who.span is None:
        return None
    unit = next((s.unit for s in report.sentences if s.unit.span.start <= who.span.start < s.unit.span.end), None)
    word = doubts(unit, who) if unit is not None else None
    if unit is None or word is None:
        return None
    return FieldStatus(Field.PERPETRATOR, Status.SUSPECTED, word.text, unit.chars(word.i, word.i + 1))


def _is_ahead(report: Report, when: When | None) -> bool:
    """Whether a day comes only after the report: then it is not that of what is told as done. One that is printed with
    its year is: it is the report that is not of the day on which it is said to be."""
    if when is None or report.anchor is None or when.start <= report.anchor + DAY:
        return False
    return str(when.start.year) not in (when.words or "")


def _events(report: Report, drafts: Sequence[EventDraft], version: str) -> list[Claim]:
    claims: list[Claim] = []
    parts = find_parts(report, drafts)
    for n, d in enumerate(drafts):
        anchor = d.where.name if d.where else d.trigger.words
        unit, start, end = _attributed(report, d)
        rule = f"event: {d.trigger.words.lower()}"
        found = parts.get(n, ())
        frame = Frame(unit, end - 1, (start, end), anchor, d.when, d.where, rule, tuple(map(_why, found)))
        content = EventContent(d.type, d.actor, d.target, d.trigger.weapon, tuple(p.part for p in found))
        claim = _claim(report, frame, content, version)
        known = (d.lasting and not d.title) or _in_force(report, d) if d.when is None else d.when.days > OLD
        known = known and claim.status not in COMING
        # No news: what has gone on for months, and agreements that are only spoken of ("under the truce").
        claims.append(_recalled(claim) if known else claim)
    beside = tellers(report, drafts, [c.attribution for c in claims])
    return [
        replace(c, attribution=replace(c.attribution, beside=links)) if links else c
        for c, links in zip(claims, beside, strict=True)
    ]


def _in_force(report: Report, draft: EventDraft) -> bool:
    """Whether an agreement is only spoken of: "under the truce", below the lead "X has brokered deals"; not "they
    signed a deal"."""
    head = head_of(report.sentences[draft.unit].unit.doc, draft.trigger)
    perfect = any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in head.head.children)
    spoken_of = head.dep_ in ("pobj", "compound", "conj", "appos", "pcomp") or (perfect and not draft.title)
    return draft.type is EventType.AGREEMENT and spoken_of


def _why(found: FoundPart) -> str:
    """Which words made something a part of an incident."""
    return f"{found.part.role}: {found.part.mention.text} ({', '.join(found.because)})"


def _attributed(report: Report, draft: EventDraft) -> tuple[int, int, int]:
    """The telling of an event (sentence, tokens) that somebody answers for, the first of those; else the first."""
    for unit, start, end in draft.tellings:
        if attribution(report, report.sentences[unit], end - 1).claimant is not None:
            return unit, start, end
    return draft.tellings[0]


def _control(report: Report, events: Sequence[EventDraft], version: str) -> list[Claim]:
    claims = []
    for d in draft_control(report, events):
        if not is_war(report.sentences[d.unit], d.trigger):
            continue
        frame = Frame(d.unit, d.trigger, (d.start, d.end), d.where.name, d.when, d.where, f"control: {d.rule}")
        planned = (
            (FieldStatus(Field.FACT, Status.PLANNED, report.sentences[d.unit].unit.doc[d.trigger].text),)
            if d.planned
            else ()
        )
        content = ControlContent(d.relation, d.party, d.extent, d.from_party, d.count)
        claim = _claim(report, frame, content, version, planned)
        claims.append(_recalled(claim) if d.background else claim)
    return claims


def _foretold(report: Report, taken: Sequence[Span], version: str) -> list[Claim]:
    claims = []
    for d in draft_foretold(report, taken):
        anchor = d.where.name if d.where else report.sentences[d.unit].unit.doc[d.trigger].text
        frame = Frame(d.unit, d.trigger, (d.start, d.end), anchor, d.when, d.where, d.rule)
        claims.append(_claim(report, frame, d.content, version))
    return claims


def _standing(report: Report, taken: Sequence[Span], version: str) -> list[Claim]:
    claims: list[Claim] = []
    for d in draft_standing(report, taken):
        frame = Frame(d.unit, d.trigger, (d.start, d.end), d.anchor, d.when, None, d.rule)
        claim = _claim(report, frame, d.content, version)
        chain = claim.attribution
        if isinstance(d.content, OutlookContent) and d.content.who is not None and chain.claimant is None:
            chain = _by_forecaster(chain, d.content.who, claims)
        claims.append(replace(claim, attribution=chain, statuses=statuses_for(report, d, claim.statuses)))
    return claims


def _by_forecaster(own: Attribution, who: ActorMention, earlier: Sequence[Claim]) -> Attribution:
    """The chain of a forecast whose forecaster no verb of speech names: as in what the report has of them before."""
    for claim in reversed(earlier):
        if claim.attribution.claimant is not None and claim.attribution.claimant.name == who.name:
            return claim.attribution
    return Attribution((*own.chain, Link(LinkKind.ORIGIN, who.name, who.text, who.span)))


def _tolls(
    report: Report, settings: Settings, told_acts: tuple[Sequence[EventDraft], Sequence[Claim]], version: str
) -> list[Claim]:
    drafts = draft_tolls(report, settings)
    said = [attribution(report, report.sentences[d.unit], d.trigger) for d in drafts]
    folded = fold_tolls(drafts, said, headed=report.document.title is not None)
    claims: dict[int, Claim] = {}
    told: set[tuple[int, tuple[int, int]]] = set()
    for n, d in folded.kept.items():
        if not is_war(report.sentences[d.unit], d.trigger):
            continue
        number = report.sentences[d.unit].unit.doc[d.number].text
        if (d.unit, d.quote()) in told:  # "no casualties" is two claims on the same words
            number = f"{number} {d.effect}"
        told.add((d.unit, d.quote()))
        frame = Frame(d.unit, d.trigger, d.quote(), number, d.when, d.where, f"toll: {d.link.rule}")
        claim = _claim(report, frame, TollContent(d.effect, d.quantity, d.victims, d.scope, d.by), version)
        claims[n] = replace(claim, statuses=of_nobody(claim.statuses)) if d.quantity.high == 0 else claim
    for n in claims:
        d = folded.kept[n]
        whole = claims.get(folded.standing(d.part_of)) if d.part_of is not None else None
        content = claims[n].content
        if whole is not None and isinstance(content, TollContent):
            claims[n] = claims[n].with_content(replace(content, subset_of=whole.key))
    acts, events = told_acts
    at = [_attributed(report, d)[0] for d in acts]
    for n, cause in causes_of(report, {n: folded.kept[n] for n in claims}, acts, at).items():
        content, act = claims[n].content, events[cause.act]
        if isinstance(content, TollContent) and claims[n].background == act.background:
            known = act.key if cause.sure else None
            claims[n] = claims[n].with_content(replace(content, act=known, amid=acts[cause.act].type))
    for n, claim in claims.items():
        content = claim.content
        if isinstance(content, TollContent) and content.amid is None and content.act is None:
            kind = amid_of(report.sentences[folded.kept[n].unit], folded.kept[n])
            if kind is not None:
                claims[n] = claim.with_content(replace(content, amid=kind))
    return list(claims.values())
