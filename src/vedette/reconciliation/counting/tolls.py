"""The arithmetic of tolls: from the figures that stand to low, best and high, with the derivation. The design's rules,
each a function here."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from vedette.model.claim import TollContent, VictimClass
from vedette.model.ids import ClaimKey, EventId
from vedette.model.toll import LeaveReason, LeftOut, Toll, Used, UseReason
from vedette.model.verification import Interest, Verification
from vedette.reconciliation.joining.figures import compatible
from vedette.reconciliation.testimony.base import OriginKind, Testimony
from vedette.reconciliation.testimony.sides import interest_of
from vedette.reconciliation.testimony.victims import Counted, counted, counted_beside, disjoint, of_the_dead
from vedette.reconciliation.voices.independence import Relation, compare
from vedette.reconciliation.voices.narrative import vague
from vedette.reconciliation.voices.statements import Figure, figure_of, quantity_of, standing, unsaid
from vedette.reconciliation.voices.verification import verify

#: The published order of preference for the best figure: first an origin that is no party and has a name.
PREFERENCE = ("named, no party", "an outlet's own words", "a source that is not named", "a party, or tied to one")
_PARTY = 3


def tolls_of(testimonies: Iterable[Testimony], *, event: EventId | None = None) -> tuple[Toll, ...]:
    """The tolls of one event, or of one window and place: one for each effect and kind of people counted.

    Testimonies are toll claims; copies among them weigh nothing. Kinds of people of whom no figure stands have no toll.
    """
    rows: dict[Counted, list[Testimony]] = defaultdict(list)
    copies: dict[Counted, list[ClaimKey]] = defaultdict(list)
    inner: list[Testimony] = []
    claims = sorted(testimonies, key=lambda t: t.order)
    row_of = {t.key: counted(t) for t in claims}
    rounded = rounding(claims)
    some = {t.key for t in claims if of_the_dead(t)}
    wholes = {row_of[t.key] for t in claims if t.copy_of is None and t.key not in some}
    for t in claims:
        parent = parent_of(t)
        if t.copy_of is not None:
            copies[row_of[t.key]].append(t.key)
        elif t.key in rounded:
            continue
        elif (parent is not None and row_of.get(parent) == row_of[t.key]) or (
            t.key in some and _is_whole_of(row_of[t.key], wholes)  # "eight of the dead" are no rival count
        ):
            inner.append(t)
        else:
            rows[row_of[t.key]].append(t)
    folded = {row: standing(own) for row, own in rows.items()}
    figures = {row: add_beside(f) for row, (f, _) in folded.items()}
    left = {row: list(out) for row, (_, out) in folded.items()}
    for key, exact in rounded.items():
        left.setdefault(row_of[exact], []).append(LeftOut(key, LeaveReason.ROUNDED, exact))
    for t in inner:
        left.setdefault(row_of[t.key], []).append(LeftOut(t.key, LeaveReason.PART, parent_of(t)))
    lift_by_parts(figures, inner)
    add_others(figures)
    add_disjoint(figures)
    tolls = []
    for row in sorted(figures):
        if not figures[row]:
            continue
        denying = [
            t for t in rows.get(row, ()) if any(x.claim == t.key and x.reason is LeaveReason.DENIED for x in left[row])
        ]
        toll = toll_of(row, figures[row], denying=denying)
        extra = left.get(row, [])
        tolls.append(replace(toll, left_out=tuple(extra), copies=tuple(sorted(copies.get(row, ()))), event=event))
    return tuple(tolls)


def _is_whole_of(row: Counted, wholes: Collection[Counted]) -> bool:
    """Whether all of these people are counted, or everybody where it is not said who they are."""
    return row in wholes or (row.whole and any(w.effect is row.effect and not w.part for w in wholes))


#: A number that is at least so much of a word of size is what that word rounds ("scores dead", 25 by name).
ROUNDED = 0.5


def rounding(testimonies: Sequence[Testimony]) -> dict[ClaimKey, ClaimKey]:
    """An outlet's own words of size ("dozens") beside a number that its report gives, by whomever: each with the
    largest number of that effect that it can round."""
    found: dict[ClaimKey, ClaimKey] = {}
    counts = [t for t in testimonies if t.copy_of is None and not of_the_dead(t) and unsaid(t) is None]
    for t in counts:
        if t.origin.kind is not OriginKind.OUTLET or not vague(quantity_of(t)):
            continue
        exact = [x for x in counts if _is_exact(x, t)]
        if exact:
            found[t.key] = max(exact, key=lambda x: (quantity_of(x).low, x.key)).key
    return found


def _is_exact(t: Testimony, rounded: Testimony) -> bool:
    mine, other = counted(t), counted(rounded)
    return (
        t.claim.claim.document == rounded.claim.claim.document
        and mine.effect is other.effect
        and not mine.part
        and not other.part
        and not vague(quantity_of(t))
        and quantity_of(t).low >= ROUNDED * quantity_of(rounded).low
    )


def toll_of(row: Counted, figures: Sequence[Figure], *, denying: Sequence[Testimony] = ()) -> Toll:
    """Low, best and high of the figures that stand for one kind of people."""
    low, high, is_open = low_of(figures), high_of(figures), any(f.high is None for f in figures)
    if high is not None and high < low:
        high, is_open = low, True
    best = best_of(figures, low=low, high=high)
    point = best.point if best is not None else None
    return Toll(
        effect=row.effect,
        victim_class=row.victim_class,
        low=low,
        best=point,
        high=high,
        open=is_open,
        verification=verify_figure(figures, low if point is None else point, denying=denying),
        used=tuple(used_of(f, low=low, high=high, best=best) for f in sorted(figures, key=lambda f: f.testimony.order)),
        group=row.part or None,
        victims_side=row.side or None,
    )


def low_of(figures: Sequence[Figure]) -> int:
    """The highest floor within one origin, the lowest over origins; an admission is a floor for all. A word of size is
    none where an origin that is no party has counted as many: "dozens" says nothing against 60; nor is "up to 22" where
    another gives a floor."""
    floored = any(f.low > 0 for f in figures)
    counted_by_others = max((f.low for f in figures if not vague(f.quantity) and preference(f) < _PARTY), default=0)
    floors: dict[str, int] = {}
    for f in figures:
        ceiling = floored and f.low == 0 and f.high != 0
        if not f.conceded and not ceiling and not (vague(f.quantity) and f.low <= counted_by_others):
            floors[f.testimony.origin.key] = max(floors.get(f.testimony.origin.key, 0), f.low)
    conceded = max((f.low for f in figures if f.conceded), default=0)
    return max(min(floors.values(), default=conceded), conceded)


def high_of(figures: Sequence[Figure]) -> int | None:
    """The highest figure stated; None where all say no more than "at least"."""
    if all(f.high is None for f in figures):
        return None
    return max(f.low if f.high is None else f.high for f in figures)


def best_of(figures: Sequence[Figure], *, low: int, high: int | None) -> Figure | None:
    """The figure of the preferred origin that states a point within the bounds; none if nobody does. Of one origin's
    points the highest, of one preference the latest word. A party's point is best only where nobody but parties gives
    figures: an admission or a bystander's floor leaves it the high, and no best."""
    free = [f for f in figures if f.conceded or preference(f) < _PARTY]
    points = [f for f in (free or figures) if f.point is not None and low <= f.low and (high is None or f.low <= high)]
    if not points:
        return None
    rank = min(preference(f) for f in points)
    preferred = [f for f in points if preference(f) == rank]
    latest = max(f.testimony.spoke for f in preferred)
    final = [f for f in preferred if f.testimony.spoke == latest]
    return min(
        final, key=lambda f: (-f.low if len({g.testimony.origin.key for g in final}) == 1 else 0, f.testimony.key)
    )


def preference(figure: Figure) -> int:
    """The place of a figure's origin in `PREFERENCE`."""
    if interest_of(figure.testimony) is not Interest.NONE:
        return _PARTY
    kind = figure.testimony.origin.kind
    return {OriginKind.NAMED: 0, OriginKind.OUTLET: 1, OriginKind.ANONYMOUS: 2}[kind]


def used_of(figure: Figure, *, low: int, high: int | None, best: Figure | None) -> Used:
    """What a figure gave to the toll."""
    reasons = []
    if figure.conceded:
        reasons.append(UseReason.CONCESSION)
    if figure.low == low:
        reasons.append(UseReason.FLOOR)
    if high is not None and (figure.low if figure.high is None else figure.high) == high:
        reasons.append(UseReason.HIGHEST)
    if best is not None and figure.testimony.key == best.testimony.key:
        reasons.append(UseReason.POINT)
    if figure.high is None and not figure.conceded:
        reasons.append(UseReason.OPEN)
    if figure.summed:
        reasons.append(UseReason.DISJOINT)
    elif figure.parts:
        reasons.append(UseReason.SUBSET)
    return Used(figure.testimony.key, tuple(reasons or [UseReason.WITHIN]), tuple(sorted(p.key for p in figure.parts)))


def verify_figure(figures: Sequence[Figure], shown: int, *, denying: Sequence[Testimony] = ()) -> Verification:
    """The rung of the figure shown. Only those who state that very figure support it: a floor supports its floor."""
    backing = [f.testimony for f in figures if abs(f.low - shown) <= (shown // 10 if f.quantity.approximate else 0)]
    return verify(backing or [f.testimony for f in figures], denying, incompatible=disagreement(figures))


def disagreement(figures: Sequence[Figure]) -> str | None:
    """The first two independent origins whose figures can't both be true, as words; None without such."""
    ranked = sorted(figures, key=lambda f: f.testimony.order)
    for i, a in enumerate(ranked):
        for b in ranked[i + 1 :]:
            if a.testimony.origin.key == b.testimony.origin.key or compatible(a.quantity, b.quantity):
                continue
            if compare(a.testimony, b.testimony).relation is not Relation.SAME:
                return f"{a.testimony.origin.name} gives {a.quantity}, {b.testimony.origin.name} gives {b.quantity}"
    return None


def lift_by_parts(figures: dict[Counted, list[Figure]], inner: Sequence[Testimony] = ()) -> None:
    """A part is never added: it lifts its whole's low to its own low at most, within one origin's account.

    `inner` are parts of the same kind of people as their whole ("30 killed, 12 of them in the market").
    """
    parts: dict[ClaimKey, list[Figure]] = defaultdict(list)
    counts = (*(f for fs in figures.values() for f in fs), *(figure_of(t) for t in inner if unsaid(t) is None))
    for f in counts:
        if (parent := parent_of(f.testimony)) is not None:
            parts[parent].append(f)
    if not parts:
        return
    for row, fs in figures.items():
        for i, whole in enumerate(fs):
            mine = parts.get(whole.testimony.key, ())
            lift = [p.testimony for p in mine if p.low > whole.low]
            if lift:
                low = max(p.low for p in mine)
                high = None if whole.high is None else max(whole.high, low)
                figures[row][i] = replace(whole, low=low, high=high, parts=tuple(lift))


def add_beside(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of one kind of people, where those that one verb counts side by side add up: "two men of the one and
    three men of the other" are five."""
    summed: list[list[Figure]] = []
    for f in sorted(figures, key=lambda f: (f.testimony.claim.claim.document, f.testimony.key)):
        row = next((own for own in summed if any(counted_beside(f.testimony, x.testimony) for x in own)), None)
        if row is None:
            summed.append([f])
        else:
            row.append(f)
    return [_sum(own) if len(own) > 1 else own[0] for own in summed]


#: "Nine children and 14 others": the others are whom the one verb has besides.
_OTHERS = re.compile(r"\bothers?\b", re.IGNORECASE)


def add_others(figures: dict[Counted, list[Figure]]) -> None:
    """A part told with its rest is a whole: "nine children and 14 others" are 23."""
    narrow = [f for row, fs in figures.items() if row.part for f in fs if parent_of(f.testimony) is None]
    for row, fs in figures.items():
        for i, rest in enumerate(fs):
            if row.part or rest.summed or not _counts_others(rest.testimony):
                continue
            beside = [f for f in narrow if _by_one_verb(f.testimony, rest.testimony)]
            if beside:
                figures[row][i] = _sum([*beside, rest])


def _counts_others(t: Testimony) -> bool:
    content = t.claim.claim.content
    return isinstance(content, TollContent) and _OTHERS.search(content.victims.words) is not None


def _by_one_verb(a: Testimony, b: Testimony) -> bool:
    """Whether the words of two counts of one sentence run into each other."""
    p, q = a.claim.claim.evidence.span, b.claim.claim.evidence.span
    beside = p is not None and q is not None and max(p.start, q.start) < min(p.end, q.end)
    return beside and a.claim.claim.document == b.claim.claim.document and counted(a).effect is counted(b).effect


def add_disjoint(figures: dict[Counted, list[Figure]]) -> None:
    """Parts that one origin gives in one report add up where nobody can be in both, and the origin gives no whole."""
    accounts: dict[tuple[str, str], list[tuple[Counted, Figure]]] = defaultdict(list)
    for row, fs in figures.items():
        for f in fs:
            if parent_of(f.testimony) is None:
                accounts[(f.testimony.origin.key, f.testimony.claim.claim.document)].append((row, f))
    for _, account in sorted(accounts.items(), key=lambda x: x[0]):
        for effect in sorted({row.effect for row, _ in account}):
            mine = [(row, f) for row, f in account if row.effect is effect and not row.part]
            apart = all(disjoint(a, b) for i, (a, _) in enumerate(mine) for b, _ in mine[i + 1 :])
            if len(mine) < 2 or not apart:
                continue
            whole = Counted(effect, VictimClass.UNSPECIFIED)
            if any(f.testimony.origin.key == mine[0][1].testimony.origin.key for f in figures.get(whole, ())):
                continue
            figures.setdefault(whole, []).append(_sum([f for _, f in mine]))


def _sum(parts: Sequence[Figure]) -> Figure:
    first = min(parts, key=lambda f: f.testimony.order)
    highs = [f.high for f in parts]
    high = None if any(h is None for h in highs) else sum(h for h in highs if h is not None)
    return Figure(
        testimony=first.testimony,
        low=sum(f.low for f in parts),
        high=high,
        conceded=all(f.conceded for f in parts),
        parts=tuple(f.testimony for f in parts),
        summed=True,
    )


def parent_of(t: Testimony) -> ClaimKey | None:
    """The claim of whose count a toll is a part; None for a whole, and for what counts nobody."""
    content = t.claim.claim.content
    return content.subset_of if isinstance(content, TollContent) else None
