"""What stands out at a moment: each rule with its signals, its base rate and its back-test on this very ledger."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vedette.ledger.base import Scope
from vedette.pipeline.deriving.rederive import Rules, current
from vedette.pipeline.showing.shown import Shown
from vedette.signals.backtest import Backtest
from vedette.signals.base import Rule, Signal
from vedette.signals.rules import Found, ask, tallies_of


@dataclass(frozen=True, slots=True)
class Standing:
    """One signal, the rule that fired and how good that rule is here: they are shown together or not at all."""

    signal: Signal
    rule: Rule
    test: Backtest | None


@dataclass(frozen=True, slots=True)
class StandingOut:
    """What all rules find; `last` is the newest day of the record, from which signals count back."""

    last: dt.date
    found: tuple[Found, ...]

    def recent(self, days: int, only: Sequence[str] = ()) -> list[Standing]:
        """The signals of the last days, newest first; `only` names rules, none means all."""
        some = [f for f in self.found if not only or f.rule.name in only]
        signals = [Standing(s, f.rule, f.test) for f in some for s in f.recent(self.last, days)]
        return sorted(signals, key=lambda one: order(one.signal))


def order(signal: Signal) -> tuple[str, ...]:
    """Newest first, then by rule, where and words."""
    back = f"{dt.date.max.toordinal() - signal.day.toordinal():07}"
    return (back, signal.rule, signal.subject, signal.words)


def standing_out(ledger: Shown, scope: Scope, rules: Rules) -> StandingOut | None:
    """Ask all rules as of a moment, over what the viewer may see; None where nothing is known."""
    documents = {d.id: d for d in ledger.documents(scope)}
    if not documents:
        return None
    derived = current(ledger, scope, rules=rules)
    claims = {c.claim.key: c for c in ledger.claims(scope)}
    tallies = tallies_of(derived, claims, documents)
    return StandingOut(tallies.last, ask(derived, tallies))
