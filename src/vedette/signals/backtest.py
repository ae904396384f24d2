"""How often a rule was right on this very ledger: hits, misses, false alarms, and how often chance is right."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vedette.signals.base import Moment, Rule, Signal
from vedette.signals.outcomes import MONTH
from vedette.tallies.series import Tallies

#: With fewer signals that can be judged nothing is said of how good a rule is.
FEW = 10


@dataclass(frozen=True, slots=True)
class Backtest:
    """`fired` signals, of which `hits` came true and `false_alarms` did not; the others can't be judged yet.
    `misses` are the `onsets` of what a rule is tested against that no signal preceded by up to 30 days.
    `base_rate` is how often chance would be right: as many signals on any day of the same areas or
    sources, and, for subjects seen too seldom, on any day at all; None where nothing can be judged."""

    fired: int
    hits: int
    false_alarms: int
    misses: int
    onsets: int
    base_rate: float | None

    @property
    def judged(self) -> int:
        """Signals that can be judged."""
        return self.hits + self.false_alarms

    @property
    def precision(self) -> float | None:
        """The share of signals that came true; None where there are too few to say."""
        return self.hits / self.judged if self.judged >= FEW else None

    def words(self) -> str:
        """The verdict in a sentence: no signal is shown without it."""
        base = "chance is not known" if self.base_rate is None else f"chance {self.base_rate:.0%}"
        if self.precision is None:
            return f"{self.judged} of {self.fired} signals can be judged, too few to say how good the rule is; {base}"
        beats = self.base_rate is not None and self.precision > self.base_rate
        better = "better than chance" if beats else "no better than chance here"
        return (
            f"right {self.hits} of {self.judged} times ({self.precision:.0%}), {base}: {better}; "
            f"missed {self.misses} of {self.onsets}"
        )


def backtest(rule: Rule, signals: Sequence[Signal], tallies: Tallies) -> Backtest:
    """Test a rule's signals against what came after."""
    moments: dict[str, list[Moment]] = defaultdict(list)
    for moment in sorted(rule.outcome(tallies), key=lambda m: (m.subject, m.day)):
        moments[moment.subject].append(moment)
    every = [m for own in moments.values() for m in own]
    overall = sum(m.came for m in every) / len(every) if every else None
    chances: list[float] = []
    hits = false_alarms = misses = onsets = 0
    fired: dict[str, list[dt.date]] = defaultdict(list)
    for one in signals:
        fired[one.subject].append(one.day)
        nearest = _at(moments[one.subject], one.day) if one.subject in moments else None
        if nearest is not None:
            hits += nearest.came
            false_alarms += not nearest.came
            own = moments[one.subject]
            chances.append(sum(m.came for m in own) / len(own) if len(own) >= FEW else overall or 0.0)
    for subject, own in moments.items():
        for before, now in zip([None, *own], own, strict=False):
            if now.came and not (before is not None and before.came):
                onsets += 1
                misses += not any(0 <= (now.day - day).days <= MONTH for day in fired.get(subject, ()))
    chance = sum(chances) / len(chances) if chances else overall
    return Backtest(len(signals), hits, false_alarms, misses, onsets, chance)


def _at(own: Iterable[Moment], day: dt.date) -> Moment | None:
    """The first moment on a day or within the week after it."""
    return next((m for m in own if 0 <= (m.day - day).days < 7), None)
