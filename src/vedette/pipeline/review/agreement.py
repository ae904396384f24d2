"""How far coders agree, field by field: Krippendorff's alpha over the claims that two or more of them coded.

Alpha is 1 for full agreement, 0 for what chance would give. Numbers are compared as an interval scale, all else as
names. K. Krippendorff, Content Analysis (2004), chapter 11; computed by the library `krippendorff`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from vedette.errors import MissingPart
from vedette.model.codec import loads
from vedette.model.decision import Decision, DecisionKind, answer

#: What each field that is a number is compared by: its path and the part of its value.
_NUMBERS = {"content.quantity": "low"}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha for one field, over `units` claims coded by two or more of `coders`. None where all gave one and the same
    value, so that there is no variation to agree on, or where nobody coded the same claim."""

    field: str
    alpha: float | None
    units: int
    coders: tuple[str, ...]
    agreed: int


def agreement(decisions: Iterable[Decision]) -> tuple[Agreement, ...]:
    """Agreement per field. Each coder's last answer on a claim counts; adjudications are nobody's first reading and are
    left out. Raises MissingPart without the library."""
    answers: dict[str, dict[str, dict[str, Decision]]] = defaultdict(lambda: defaultdict(dict))
    for decision in decisions:
        if decision.kind in _CODED and not decision.adjudicates:
            for subject in decision.subjects:
                answers[decision.field or "verdict"][subject][decision.person] = decision
    return tuple(_field(name, units) for name, units in sorted(answers.items()))


_CODED = frozenset({DecisionKind.ACCEPT, DecisionKind.REJECT, DecisionKind.CORRECT})


def _field(name: str, units: dict[str, dict[str, Decision]]) -> Agreement:
    both = {unit: by for unit, by in units.items() if len(by) > 1}
    coders = tuple(sorted({person for by in both.values() for person in by}))
    values = [[_value(name, both[unit].get(person)) for unit in sorted(both)] for person in coders]
    agreed = sum(len({_value(name, d) for d in by.values()}) == 1 for by in both.values())
    return Agreement(name, _alpha(values, number=name in _NUMBERS) if both else None, len(both), coders, agreed)


def _value(name: str, decision: Decision | None) -> str | float | None:
    if decision is None:
        return None
    if name in _NUMBERS:
        number = loads(decision.value or "{}").get(_NUMBERS[name])
        return None if number is None else float(number)
    return answer(decision)


def _alpha(values: list[list[str | float | None]], *, number: bool) -> float | None:
    try:
        import krippendorff
    except ImportError as error:
        raise MissingPart("measuring agreement needs krippendorff: pip install 'vedette[desk]'") from error
    given = sorted({v for row in values for v in row if v is not None}, key=str)
    if len(given) < 2:
        return None
    code = {v: float(v) if number else float(i) for i, v in enumerate(given)}
    data = [[float("nan") if v is None else code[v] for v in row] for row in values]
    level: Literal["interval", "nominal"] = "interval" if number else "nominal"
    return round(float(krippendorff.alpha(reliability_data=data, level_of_measurement=level)), 4)
