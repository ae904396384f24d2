"""The plain lines of a brief: statements, stances, outlook, what could not be verified, and its sources.

Each function gives as many lines as a brief shows, and how many it leaves out; only what is shown gets notes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vedette.model.claim import OutlookContent, SpeechAct, StanceContent, StatementContent
from vedette.model.document import Document
from vedette.model.event import Event
from vedette.model.ids import ClaimKey, DocumentId
from vedette.model.provenance import CaveatKind
from vedette.model.resolved import ResolvedClaim, Role
from vedette.reports import wording
from vedette.reports.contents import Line, Outlet
from vedette.reports.notes import Notes, outlet_of
from vedette.reports.selection import DOUBTFUL, GONE, MOST, by_weight, first

#: Notes of one line.
_CITED = 4
#: What several do, where it is not "are" for "is".
_MANY = {"leads": "lead", "split from": "split from", "mediates with": "mediate with"}
_CONDITIONAL = ("unless", "without", "should", "as", "when", "until", "depends", "in")

Lines = tuple[tuple[Line, ...], int]


def statements_of(claims: Sequence[ResolvedClaim], notes: Notes) -> Lines:
    """Statements, each once for a speaker and its words: those that speak of a change first, then as published."""
    found: dict[tuple[str, str, str], list[ResolvedClaim]] = defaultdict(list)
    for claim in claims:
        if isinstance(content := claim.claim.content, StatementContent):
            found[(content.act, _speaker(claim).casefold(), _folded(content.what))].append(claim)
    same = sorted(found.values(), key=lambda cs: cs[0].claim.content.act is not SpeechAct.ASSESSES)  # type: ignore[union-attr]
    shown, left = first(same)
    return tuple(_statement(cs, notes) for cs in shown), left


def _statement(same: Sequence[ResolvedClaim], notes: Notes) -> Line:
    claim = same[0].claim
    content = claim.content
    if not isinstance(content, StatementContent):
        raise TypeError(f"no statement: {claim.key}")
    partners = f", with {', '.join(p.name for p in content.partners)}" if content.partners else ""
    kind = wording.sentence_case(content.signal) if content.signal else wording.ACTS[content.act]
    who = _speaker(same[0])
    cited = notes.cite((c.claim.key for c in same), most=_CITED)
    by = f" ({who}{partners})" if who else partners
    # Words of change say little without what they are said of.
    text = cited[0].sentence if content.signal and cited else content.what
    return Line(text=text, notes=cited, label=f"{kind}{by}", quote=claim.evidence.quote)


def stances_of(claims: Sequence[ResolvedClaim], notes: Notes) -> Lines:
    """Who is said to stand with whom; one line for each relation, the most often said first."""
    found: dict[str, list[ClaimKey]] = defaultdict(list)
    for claim in claims:
        if isinstance(content := claim.claim.content, StanceContent):
            a, b = claim.actor(Role.A), claim.actor(Role.B)
            left, right = (a.name if a else content.a.name), (b.name if b else content.b.name)
            stands = wording.STANCES[content.relation]
            stands = _MANY.get(stands, stands.replace("is ", "are ", 1)) if wording.are_many(left) else stands
            found[f"{wording.sentence_case(left)} {stands} {right}"].append(claim.claim.key)
    shown, rest = first(sorted(found.items(), key=lambda x: (-len(x[1]), x[0])))
    return tuple(Line(text=text, notes=notes.cite(keys, most=_CITED)) for text, keys in shown), rest


def outlook_of(claims: Sequence[ResolvedClaim], documents: Mapping[DocumentId, Document], notes: Notes) -> Lines:
    """Forecasts: "If ... then ..., says ..."; each once."""
    found: dict[str, list[ResolvedClaim]] = defaultdict(list)
    for claim in claims:
        content = claim.claim.content
        if isinstance(content, OutlookContent):
            who = _speaker(claim) or outlet_of(claim, documents.get(claim.claim.document))
            text = _forecast(content)
            found[f"{wording.sentence_case(text)}, says {who}"].append(claim)
    shown, left = first(list(found.items()))
    lines = (
        Line(text, notes.cite((c.claim.key for c in same), most=_CITED), quote=same[0].claim.evidence.quote)
        for text, same in shown
    )
    return tuple(lines), left


def unverified_of(
    claims: Sequence[ResolvedClaim], events: Iterable[Event], unplaced: Mapping[ClaimKey, str], notes: Notes
) -> tuple[Lines, Lines, Lines]:
    """What could not be verified, in three lists: what reports say so of; what is disputed, taken back, or asserted by
    parties alone, the weightiest first; claims that were not used, by the reason."""
    said: dict[tuple[str, str], list[ClaimKey]] = defaultdict(list)
    for claim in claims:
        for caveat in claim.claim.caveats:
            if caveat.kind is CaveatKind.NOT_VERIFIED:
                words = caveat.words or "not independently verified"
                said[(words, claim.claim.evidence.quote)].append(claim.claim.key)
    reserved, more_reserved = first(list(said.items()))
    doubtful, more_doubtful = first([e for e in by_weight(events) if e.verification.rung in (*DOUBTFUL, *GONE)])
    keys = {c.claim.key for c in claims}
    unused: dict[str, list[ClaimKey]] = defaultdict(list)
    for key, reason in unplaced.items():
        if key in keys:
            unused[reason].append(key)
    aside, more_aside = first(sorted(unused.items(), key=lambda x: (-len(x[1]), x[0])))
    return (
        (
            tuple(Line(words, notes.cite(own, most=_CITED), quote=quote) for (words, quote), own in reserved),
            more_reserved,
        ),
        (tuple(_doubtful(event, notes) for event in doubtful), more_doubtful),
        (
            tuple(
                Line(f"{len(own)} claim{'s' if len(own) > 1 else ''}: {reason}", notes.cite(own, most=_CITED))
                for reason, own in aside
            ),
            more_aside,
        ),
    )


def _doubtful(event: Event, notes: Notes) -> Line:
    text = f"{wording.heading(event)}, {wording.when(event.when)}"
    cited = notes.cite((*event.verification.asserting[:_CITED], *event.verification.answering[:_CITED]))
    return Line(text, cited, rung=event.verification.rung, rule=event.verification.rule)


def outlets_of(
    claims: Iterable[ResolvedClaim], documents: Mapping[DocumentId, Document]
) -> tuple[tuple[Outlet, ...], int]:
    """How much each outlet carries, the most used first."""
    reports: dict[str, set[DocumentId]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    for claim in claims:
        name = outlet_of(claim, documents.get(claim.claim.document))
        reports[name].add(claim.claim.document)
        counts[name] += 1
    shown, left = first(sorted(reports, key=lambda n: (-counts[n], n)), MOST)
    found = []
    for name in shown:
        dates = sorted(d.published.date() for i in reports[name] if (d := documents.get(i)) and d.published)
        began, ended = (wording.date(dates[0]), wording.date(dates[-1])) if dates else ("not known", "not known")
        found.append(Outlet(name, len(reports[name]), counts[name], began, ended))
    return tuple(found), left


def _speaker(claim: ResolvedClaim) -> str:
    content = claim.claim.content
    who = content.who.name if isinstance(content, StatementContent | OutlookContent) and content.who else ""
    claimant = claim.claim.attribution.claimant
    return who or (claimant.name if claimant else "")


def _forecast(content: OutlookContent) -> str:
    """The forecast behind its condition, whether or not the condition brings its own "if" or "unless"."""
    if not content.condition:
        return content.outcome
    word, _, rest = content.condition.partition(" ")
    if word.casefold() == "if" and rest:
        return f"If {rest}, then {content.outcome}"
    if word.casefold() in _CONDITIONAL:
        return f"{wording.sentence_case(content.condition)}: {content.outcome}"
    return f"If {content.condition}, then {content.outcome}"


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
