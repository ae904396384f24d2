"""From drafts to claims: attribution, status and evidence put together; what a report repeats is said once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vedette.extraction.control.read import draft_control
from vedette.extraction.effects.linking import link_counts
from vedette.extraction.events import EventDraft, draft_events
from vedette.extraction.evidence import evidence
from vedette.extraction.merging import merge_events
from vedette.extraction.report import Report, Sentence
from vedette.extraction.setting import Settings, follow_incidents
from vedette.extraction.speakers import attribution
from vedette.extraction.status import is_background, statuses_of
from vedette.extraction.tolls import TollDraft, counts_of, draft_tolls
from vedette.extraction.triggers import find_triggers
from vedette.model.claim import Claim, Content, ControlContent, EventContent, TollContent
from vedette.model.mention import PlaceMention
from vedette.model.provenance import Attribution, Field, FieldStatus, Status
from vedette.model.quantity import Quantity
from vedette.model.times import When

#: A figure this large that comes twice in one sentence, or again after the lead, is the same figure.
SURE_REPEAT = 5
#: The last sentence of a report's lead.
LEAD = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """What a claim of any kind is made from: its sentence, trigger and quote (tokens), and its setting."""

    unit: int
    trigger: int
    quote: tuple[int, int]
    anchor: str
    when: When | None
    where: PlaceMention | None
    rule: str


def assemble(report: Report, version: str) -> tuple[Claim, ...]:
    """All claims of a report, in the order of their evidence."""
    settings = follow_incidents(report, [_triggers(s) for s in report.sentences])
    events = draft_events(report, settings)
    claims = [
        *_tolls(report, settings, version),
        *_events(report, merge_events(events), version),
        *_control(report, events, version),
    ]
    unique = {c.key: c for c in claims}
    return tuple(
        sorted(unique.values(), key=lambda c: (c.evidence.span.start if c.evidence.span else 0, c.kind, c.key))
    )


def _triggers(sentence: Sentence) -> list[int]:
    doc = sentence.unit.doc
    found = [link.trigger for links in link_counts(doc, counts_of(sentence)).values() for link in links]
    return found or [t.end - 1 for t in find_triggers(doc)]


def _claim(report: Report, frame: Frame, content: Content, version: str, extra: tuple[FieldStatus, ...] = ()) -> Claim:
    sentence = report.sentences[frame.unit]
    return Claim(
        document=report.document.id,
        content=content,
        attribution=attribution(report, sentence, frame.trigger),
        evidence=evidence(report.document, sentence.unit, frame.quote, frame.anchor),
        extractor=version,
        statuses=extra or statuses_of(sentence, frame.trigger),
        background=is_background(report, frame.when, sentence, frame.trigger),
        when=frame.when,
        where=frame.where,
        reasons=(frame.rule,),
    )


def _events(report: Report, drafts: Sequence[EventDraft], version: str) -> list[Claim]:
    claims = []
    for d in drafts:
        anchor = d.where.name if d.where else d.trigger.words
        frame = Frame(
            d.unit, d.trigger.end - 1, d.quote(), anchor, d.when, d.where, f"event: {d.trigger.words.lower()}"
        )
        claims.append(_claim(report, frame, EventContent(d.type, d.actor, d.target, d.trigger.weapon), version))
    return claims


def _control(report: Report, events: Sequence[EventDraft], version: str) -> list[Claim]:
    claims = []
    for d in draft_control(report, events):
        frame = Frame(d.unit, d.trigger, (d.start, d.end), d.where.name, d.when, d.where, f"control: {d.rule}")
        planned = (
            (FieldStatus(Field.FACT, Status.PLANNED, report.sentences[d.unit].unit.doc[d.trigger].text),)
            if d.planned
            else ()
        )
        claims.append(
            _claim(
                report, frame, ControlContent(d.relation, d.party, d.extent, d.from_party, d.count), version, planned
            )
        )
    return claims


def _tolls(report: Report, settings: Settings, version: str) -> list[Claim]:
    drafts = draft_tolls(report, settings)
    said = [attribution(report, report.sentences[d.unit], d.trigger) for d in drafts]
    kept, stands_for = _without_repeats(drafts, said)
    claims: dict[int, Claim] = {}
    for n in kept:
        d = drafts[n]
        number = report.sentences[d.unit].unit.doc[d.number].text
        frame = Frame(d.unit, d.trigger, d.quote(), number, d.when, d.where, f"toll: {d.link.rule}")
        claims[n] = _claim(report, frame, TollContent(d.effect, d.quantity, d.victims, d.scope, d.by), version)
    for n in kept:
        whole = drafts[n].part_of
        content = claims[n].content
        if whole is not None and stands_for.get(whole, whole) in claims and isinstance(content, TollContent):
            claims[n] = claims[n].with_content(replace(content, subset_of=claims[stands_for.get(whole, whole)].key))
    return list(claims.values())


def _without_repeats(drafts: Sequence[TollDraft], said: Sequence[Attribution]) -> tuple[list[int], dict[int, int]]:
    """Indices of the drafts to keep, and for each dropped one the draft that stands for it."""
    kept: list[int] = []
    stands_for: dict[int, int] = {}
    for n, draft in enumerate(drafts):
        twin = next((m for m in kept if _same(drafts[m], draft, said[m], said[n])), None)
        if twin is None:
            kept.append(n)
        elif _richness(draft, said[n]) > _richness(drafts[twin], said[twin]):
            kept[kept.index(twin)] = n
            stands_for |= {k: n for k, v in stands_for.items() if v == twin} | {twin: n}
        else:
            stands_for[n] = twin
    return kept, stands_for


def _same(a: TollDraft, b: TollDraft, said_a: Attribution, said_b: Attribution) -> bool:
    """Whether a later figure of a report repeats an earlier one. A headline leaves out bounds, place and claimant."""
    headline = a.unit == 0
    if a.effect is not b.effect or not _same_number(a.quantity, b.quantity, loosely=headline):
        return False
    if a.unit == b.unit:
        same_people = a.victims.victim_class is b.victims.victim_class
        return a.quantity.low >= SURE_REPEAT and same_people and a.link.part_of is None
    by_a, by_b = said_a.claimant, said_b.claimant
    if by_a is not None and by_b is not None and by_a.name.lower() != by_b.name.lower() and not headline:
        return False
    if a.when is not None and b.when is not None and not a.when.overlaps(b.when, slack=1):
        return False
    few = a.quantity.low <= 1 and a.quantity.high == a.quantity.low
    if few and not headline and a.victims.victim_class is not b.victims.victim_class:
        return False
    apart = (
        a.where is not None
        and b.where is not None
        and not (a.where.inferred or b.where.inferred)
        and a.where.name.lower() != b.where.name.lower()
    )
    return not apart or headline or (a.unit <= LEAD and a.quantity.low >= SURE_REPEAT)


def _same_number(a: Quantity, b: Quantity, *, loosely: bool) -> bool:
    if (a.low, a.high) == (b.low, b.high):
        return True
    return loosely and a.low == b.low and a.low > 1


def _richness(draft: TollDraft, said: Attribution) -> tuple[int, ...]:
    where = 0 if draft.where is None else (1 if draft.where.inferred else 2)
    bounded = draft.quantity.low != draft.quantity.high
    return (said.claimant is not None, bounded, draft.when is not None, where, draft.unit == 1, -draft.unit)
