"""Checks of cumulative series: where totals can't be taken as they stand.

Each check is a function of one series and flags what it sees; none repairs anything. A flag names the fault, the day
and what is odd about it, so that an analyst can look; tolls keep the figures as they were said. The numbers are set on
the daily series of three counts, 2023 to 2026 (`benchmarks.tolls`), and on invented ones.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median

from vedette.model.toll import Fault, Flag
from vedette.reconciliation.counting.series import Point, Step, steps

#: A silence is a gap from so many times the median of the steps before it, and from so many days.
GAP_TIMES, GAP_DAYS, GAP_STEPS = 2.5, 3, 9
#: A total below this share of the one before is a count begun anew, if what follows goes on from it.
ANEW = 0.5
#: A rise is one in bulk from so many times the usual and from so many people, the
#: report giving no figure of its own.
BULK_TIMES, BULK_PEOPLE = 10.0, 200
#: Where the report gives a figure of its own, the rise goes beyond it by so many times that, and by so many people.
BULK_OVER, BULK_UNBORNE = 2.0, 50
#: Totals are exact ones, among which a round one stands out, from this size on.
LEAST_ROUND = 1000
#: Share of the totals around it that are exact ones, at least.
EXACT = 0.4
#: In smaller totals two digits exchanged can't be told from a correction.
LEAST_SLIP = 1000
#: So many equal rises in a row are worked out, not counted.
EQUAL_STEPS = 3
#: One total for so many days in a row in a count that rises daily is carried on.
STILL_DAYS = 2
#: For longer than this nothing is carried on: nobody counts any more.
CARRIED_DAYS = 9
#: A count that rises by so much a day neither stands still nor rises evenly by itself.
LIVELY = 15.0
#: A total left out one day is made up for the next: the rise is so many times the usual.
CATCHES_UP = 1.5


def flags_of(points: Iterable[Point]) -> tuple[Flag, ...]:
    """All flags of one series, by day, then fault. Points of several sources are one series only where they count on
    from one another (`counters`). What is marked as worked out is flagged as such and plays no other part."""
    given = sorted(set(points), key=lambda p: (p.day, p.worked_out, p.source, p.total))
    marked = [
        _flag(p, Fault.EXTRAPOLATED, "worked out by a compiler; the source said no such thing")
        for p in given
        if p.worked_out
    ]
    said = [p for p in given if not p.worked_out]
    found = {(f.day, f.source, f.fault): f for check in CHECKS for f in check(said)}
    return tuple(
        sorted(
            {**found, **{(f.day, f.source, f.fault): f for f in marked}}.values(),
            key=lambda f: (f.day, f.source, f.fault),
        )
    )


def resets(points: Sequence[Point]) -> Iterator[Flag]:
    """The counter starts anew: a fall by more than half from which the count goes on. No correction downwards."""
    found = steps(points)
    for i, step in enumerate(found):
        if _anew(found, i):
            yield _flag(
                step.after, Fault.RESET, f"{step.before.total:,} before, counted anew from {step.after.total:,}"
            )


def falling(points: Sequence[Point]) -> Iterator[Flag]:
    """A total below the one before that starts no new count: corrected downwards, unless that one was the slip."""
    found = steps(points)
    for i, step in enumerate(found):
        if step.rise < 0 and not _anew(found, i) and not _slipped(found, i - 1) and not _slipped(found, i):
            yield _flag(step.after, Fault.FALLING, f"{step.before.total:,} before, {step.after.total:,} now")


def gaps(points: Sequence[Point]) -> Iterator[Flag]:
    """The first report after a silence much longer than the series' own rhythm."""
    found = steps(points)
    for i, step in enumerate(found):
        usual = median([s.days for s in found[max(0, i - GAP_STEPS) : i]] or [step.days])
        if i and step.days >= max(GAP_DAYS, GAP_TIMES * usual):
            yield _flag(step.after, Fault.GAP, f"no report for {step.days} days; usually every {usual:g}")


def transposed(points: Sequence[Point]) -> Iterator[Flag]:
    """Two neighbouring digits exchanged: in the day's own figure, or in a total that fits only with them put back."""
    found = steps(points)
    for i, step in enumerate(found):
        added = step.after.added
        if added is not None and step.unborne and step.rise > 0 and exchanged(added, step.rise):
            yield _flag(step.after, Fault.TRANSPOSED, f"{added:,} stated, the total rises by {step.rise:,}")
        elif _slipped(found, i):
            yield _flag(
                step.after, Fault.TRANSPOSED, f"{step.after.total:,} fits neither the report before nor the next"
            )


def rounded(points: Sequence[Point]) -> Iterator[Flag]:
    """A round total among exact ones that no figure of its day bears out; or the report after it, whose rise is the
    day's own figure and round thousands."""
    found = steps(points)
    for i, step in enumerate(found):
        total, added = step.after.total, step.after.added
        around = [s.after.total % 100 != 0 for s in _around(found, [i])]
        if (
            sum(around) >= EXACT * len(around)
            and total >= LEAST_ROUND
            and (total % 1000 == 0 or (total % 100 == 0 and (step.unborne or step.rise == 0)))
        ):
            yield _flag(step.after, Fault.ROUNDED, f"{total:,} is round")
        elif added and step.unborne and step.rise > added and (step.rise - added) % 1000 == 0:
            yield _flag(step.after, Fault.ROUNDED, f"{added:,} stated, the total rises by {step.rise:,}")


def duplicates(points: Sequence[Point]) -> Iterator[Flag]:
    """The last total printed again although the day has victims of its own, or makes up for it the day after."""
    found = steps(points)
    for i, step in enumerate(found):
        if step.rise != 0:
            continue
        if step.after.added:
            yield _flag(
                step.after, Fault.DUPLICATE, f"the total stays {step.after.total:,} with {step.after.added:,} stated"
            )
        elif step.after.added is None and _stalled(found, i) and found[i + 1].rise >= CATCHES_UP * _usual(found, i):
            yield _flag(
                step.after, Fault.DUPLICATE, f"the total stays {step.after.total:,} and makes up for it in the next"
            )


def jumps(points: Sequence[Point]) -> Iterator[Flag]:
    """A late addition in bulk: a rise far above the usual that no figure of the day gives. A day's own figure that
    gives the rise is that day's toll, however high."""
    found = steps(points)
    for i, step in enumerate(found):
        before = [s.rise for s in found[max(0, i - GAP_STEPS) : i] if s.rise >= 0]
        if len(before) < GAP_STEPS // 2 or _slipped(found, i) or _slipped(found, i - 1) or _falls(found, i - 1):
            continue
        usual, added = max(median(before), 1), step.after.added
        if added is None:
            bulk = step.rise >= max(BULK_TIMES * usual, BULK_PEOPLE)
        else:
            bulk = step.unborne and step.rise - added >= max(BULK_OVER * max(added, usual), BULK_UNBORNE)
        if bulk:
            yield _flag(step.after, Fault.JUMP, f"{step.rise:,} more in one report; usually {usual:g}")


def carried(points: Sequence[Point]) -> Iterator[Flag]:
    """Totals that nobody counted: equal rises several times in a row, or one total carried on for days, in a series
    that otherwise moves daily."""
    found = steps(points)
    run: list[int] = []
    for i, step in enumerate([*found, None]):
        plain = step is not None and step.after.added is None and step.days == 1
        if plain and run and step is not None and found[run[-1]].rise == step.rise:
            run.append(i)
            continue
        least = STILL_DAYS if run and found[run[0]].rise == 0 else EQUAL_STEPS
        if run and least <= len(run) <= CARRIED_DAYS and _lively(found, run):
            for j in run:
                yield _flag(
                    found[j].after, Fault.EXTRAPOLATED, f"a rise of {found[j].rise:,}, {len(run)} times in a row"
                )
        run = [i] if plain else []


CHECKS: tuple[Callable[[Sequence[Point]], Iterator[Flag]], ...] = (
    resets,
    falling,
    gaps,
    transposed,
    rounded,
    duplicates,
    jumps,
    carried,
)


def exchanged(a: int, b: int) -> bool:
    """Whether one number is the other with two neighbouring digits exchanged."""
    p, q = str(a), str(b)
    if len(p) != len(q) or p == q:
        return False
    differ = [i for i, (x, y) in enumerate(zip(p, q, strict=True)) if x != y]
    return (
        len(differ) == 2
        and differ[1] == differ[0] + 1
        and p[differ[0]] == q[differ[1]]
        and p[differ[1]] == q[differ[0]]
    )


def put_back(total: int) -> Iterator[int]:
    """The numbers that exchange two neighbouring digits of this one."""
    digits = str(total)
    for i in range(len(digits) - 1):
        other = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
        if other != digits and other[0] != "0":
            yield int(other)


def _slipped(found: Sequence[Step], i: int) -> bool:
    """Whether the total after step `i` lies outside its neighbours and inside them with two digits put back."""
    if not 0 <= i < len(found) - 1:
        return False
    before, total, after = found[i].before.total, found[i].after.total, found[i + 1].after.total
    if before <= total <= after or after < before or total < LEAST_SLIP:
        return False
    if total < ANEW * before and after < ANEW * before:
        return False
    return any(before <= other <= after for other in put_back(total))


def _anew(found: Sequence[Step], i: int) -> bool:
    """Whether a count starts anew with step `i`."""
    step = found[i]
    if step.rise >= 0 or step.after.total >= ANEW * step.before.total:
        return False
    return (
        i + 1 == len(found)
        or found[i + 1].after.total < ANEW * step.before.total
        or found[i + 1].rise < step.before.total * ANEW
    )


def _around(found: Sequence[Step], run: Sequence[int]) -> list[Step]:
    return list(found[max(0, run[0] - GAP_STEPS) : run[0]]) + list(found[run[-1] + 1 : run[-1] + 1 + GAP_STEPS])


def _usual(found: Sequence[Step], i: int) -> float:
    """The usual rise around a step."""
    return median(s.rise for s in _around(found, [i]))


def _lively(found: Sequence[Step], run: Sequence[int]) -> bool:
    """Whether the count rises daily, as a rule, before and after some steps."""
    around = _around(found, run)
    daily = [s for s in around if s.rise > 0 and s.days == 1]
    return len(around) >= GAP_STEPS and len(daily) >= 0.9 * len(around) and median(s.rise for s in daily) >= LIVELY


def _stalled(found: Sequence[Step], i: int) -> bool:
    """Whether a count that rises daily stands still for one step alone."""
    return i + 1 < len(found) and found[i].days == 1 and _lively(found, [i])


def _falls(found: Sequence[Step], i: int) -> bool:
    return 0 <= i < len(found) and found[i].rise < 0


def _flag(point: Point, fault: Fault, words: str) -> Flag:
    return Flag(fault, point.day, point.source, words)
