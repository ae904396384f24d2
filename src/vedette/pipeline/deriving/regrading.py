"""Axes of verification that an analyst sets otherwise, with reasons; the rung follows from them by the same rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from vedette.model.codec import from_json, loads, to_json
from vedette.model.event import Event
from vedette.model.ids import ClaimKey
from vedette.model.verification import Answer, Axes, Rung, Verification
from vedette.reconciliation.voices.verification import rung_of

#: What can be regraded, of whether it happened and, after "perpetrator.", of who did it. The judgement goes through
#: reconciliation itself.
AXES = ("origins", "interest", "answers", "judgement")
PERPETRATOR = "perpetrator."


@dataclass(frozen=True, slots=True)
class Regrade:
    """One axis of one thing set to a value, by whom and why."""

    axis: str
    value: str
    person: str
    reason: str


def axes_with(axes: Axes, axis: str, value: str) -> Axes:
    """The axes with one set. Raises ValueError for an axis that is none, or a value that it can't have."""
    if axis not in AXES:
        raise ValueError(f"no axis {axis!r}; valid: {', '.join(AXES)}")
    data: dict[str, Any] = {**to_json(axes), axis: loads(value)}
    changed = from_json(Axes, data)
    if changed.origins < 0:
        raise ValueError(f"{changed.origins} origins: there can't be fewer than none")
    return changed


def regraded(events: Iterable[Event], given: Mapping[ClaimKey, tuple[Regrade, ...]]) -> tuple[Event, ...]:
    """The events with the axes that analysts set otherwise, in the order in which they did."""
    if not given:
        return tuple(events)
    return tuple(_event(e, [r for key in e.claims for r in given.get(key, ())]) for e in events)


def _event(event: Event, given: Iterable[Regrade]) -> Event:
    for regrade in given:
        axis = regrade.axis.removeprefix(PERPETRATOR)
        if not regrade.axis.startswith(PERPETRATOR):
            event = replace(event, verification=_verification(event.verification, axis, regrade))
        elif event.perpetrator is not None:
            event = replace(event, perpetrator=_verification(event.perpetrator, axis, regrade))
    return event


def _verification(before: Verification, axis: str, regrade: Regrade) -> Verification:
    axes = axes_with(before.axes, axis, regrade.value)
    said_otherwise = before.rung is Rung.CONTESTED and before.axes.answers is Answer.UNANSWERED
    rung, rule = rung_of(
        axes,
        incompatible=before.rule if said_otherwise and before.asserting else None,
        denied_only=not before.asserting and bool(before.answering),
    )
    return replace(before, rung=rung, axes=axes, rule=f"{rule} ({axis} set by {regrade.person}: {regrade.reason})")
