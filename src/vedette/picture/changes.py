"""What is different between two pictures: what came, what went, whose figures, rungs or holders moved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from vedette.model.control import ControlSpan
from vedette.picture.cards import Card, Figure
from vedette.picture.filters import HAPPENED
from vedette.picture.picture import Picture
from vedette.reports import wording


class ChangeKind(StrEnum):
    """Kinds of change between two moments."""

    NEW = "new event"
    GONE = "event gone"
    RUNG = "verification changed"
    TOLL = "toll changed"
    CONTROL = "control changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `before` and `after` in words, empty where there was nothing. `event` is its id now or, for one that
    is gone, then; `instead` are the events that its claims are in now."""

    kind: ChangeKind
    subject: str
    before: str
    after: str
    event: str | None = None
    place: str | None = None
    instead: tuple[str, ...] = ()
    weight: float = 0.0


def changes(before: Picture, after: Picture) -> list[Change]:
    """All changes, the weightiest first."""
    found = [*_events(before, after), *_control(before, after)]
    return sorted(found, key=lambda c: (-c.weight, c.kind, c.subject, c.event or "", c.before, c.after))


def figure_words(figure: Figure) -> str:
    """A figure as one phrase."""
    if figure.high is None:
        number = f"at least {figure.low:,}"
    else:
        number = f"{figure.low:,}" if figure.low == figure.high else f"{figure.low:,} to {figure.high:,}"
        number += " or more" if figure.open else ""
    who = figure.group or {"civilian": "civilians", "combatant": "combatants"}.get(figure.victims, "")
    return " ".join(part for part in (number, who, figure.effect.replace("-", " ")) if part)


def subject(card: Card) -> str:
    """An event as a heading."""
    kind = wording.event_type(card.type)  # type: ignore[arg-type]
    where = card.place_name + (f", {card.admin1}" if card.admin1 and card.admin1 != card.place_name else "")
    if where and card.basis == "report":
        where = wording.of_the_report(where)
    return f"{kind}, {where}" if where else kind


def _events(before: Picture, after: Picture) -> Iterator[Change]:
    old_events, new_events = before.apart(after)
    then = {c.id: c for c in old_events if _counts(c)}
    now = {c.id: c for c in new_events if _counts(c)}
    for id_, card in now.items():
        old = then.get(id_)
        if old is None:
            words = "; ".join(figure_words(f) for f in card.figures if f.group is None) or card.rung
            yield Change(ChangeKind.NEW, subject(card), "", words, event=id_, weight=card.weight)
            continue
        if old.rung != card.rung:
            yield Change(ChangeKind.RUNG, subject(card), old.rung, card.rung, event=id_, weight=card.weight + 4)
        if _figures(old) != _figures(card):
            was, now_ = (
                "; ".join(figure_words(f) for f in c.figures if f.group is None) or "no figure" for c in (old, card)
            )
            if was != now_:
                yield Change(ChangeKind.TOLL, subject(card), was, now_, event=id_, weight=card.weight + 6)
    for id_, card in then.items():
        if id_ not in now:
            into = tuple(after.forwarded.get(id_, ()))
            yield Change(ChangeKind.GONE, subject(card), card.rung, "", event=id_, instead=into, weight=card.weight)


def _counts(card: Card) -> bool:
    return not card.background and card.status in HAPPENED


def _figures(card: Card) -> tuple[Figure, ...]:
    return tuple(f for f in card.figures if f.group is None)


def _control(before: Picture, after: Picture) -> Iterator[Change]:
    then, now = _held(before), _held(after)
    for place, span in now.items():
        old = then.get(place)
        words = _words(span)
        was = _words(old) if old else ""
        if was != words:
            name = wording.place(span.place)
            yield Change(ChangeKind.CONTROL, name, was, words, place=span.place.place, weight=10 + len(span.evidence))


def _held(picture: Picture) -> Mapping[str, ControlSpan]:
    """The open span of each place, the newest where there are several."""
    found: dict[str, ControlSpan] = {}
    for span in sorted(picture.control, key=lambda s: (s.start, s.last_evidence)):
        if span.end is None:
            found[span.place.place or span.place.mention] = span
    return found


def _words(span: ControlSpan) -> str:
    flags = [word for word, on in (("contested", span.contested), ("besieged", span.besieged)) if on]
    return "; ".join([wording.holders(span), *flags])
