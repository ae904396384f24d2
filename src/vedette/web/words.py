"""Words of the pages beyond those of the brief; the same for every side."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from vedette.model.claim import Claim, EventType
from vedette.model.codec import from_json, loads
from vedette.model.decision import Decision
from vedette.model.provenance import LinkKind
from vedette.model.times import When
from vedette.model.toll import Toll
from vedette.picture.cards import Card, Figure
from vedette.picture.changes import figure_words
from vedette.reports import wording
from vedette.reports.claim_words import headline

#: Groups of kinds as the map draws them: one shape each.
SHAPES: dict[str, tuple[str, frozenset[str]]] = {
    "air": ("Air strikes", frozenset({"air-strike", "chemical-attack"})),
    "fire": ("Shelling", frozenset({"shelling"})),
    "bomb": ("Bombs and mines", frozenset({"explosive", "suicide-bombing", "grenade"})),
    "clash": ("Fighting, ground taken", frozenset({"armed-clash", "territory-gained", "territory-transferred"})),
    "harm": (
        "Attacks on people, abductions, arrests",
        frozenset({"attack", "abduction", "sexual-violence", "arrests", "mob-violence", "excessive-force"}),
    ),
    "other": ("Other and unclear", frozenset()),
}
_SHAPE_OF = {kind: shape for shape, (_, kinds) in SHAPES.items() for kind in kinds}

#: How the map and the badges draw a rung.
MARKS = {
    "confirmed": "full",
    "conceded": "full",
    "corroborated": "full",
    "reported": "half",
    "claimed": "ring",
    "contested": "split",
    "retracted": "gone",
    "discounted": "gone",
}

SIDES = {
    "government": "Government side",
    "opposition": "Opposition side",
    "jihadist": "Groups reports call jihadist",
    "islamic-state": "Islamic State",
    "other": "Other forces",
    "kurdish": "Kurdish-led forces",
    "turkey": "Turkey and allied forces",
    "us-coalition": "US-led coalition",
}


def side(code: str | None) -> str:
    """A side's name; those without one speak for no party."""
    return "No party to it" if not code else SIDES.get(code, code.replace("-", " ").capitalize())


def shape(kind: str) -> str:
    """The shape that the map has for a kind of event."""
    return _SHAPE_OF.get(kind, "other")


def mark(rung: str) -> str:
    """How a rung is drawn."""
    return MARKS.get(rung, "ring")


def kind(code: str) -> str:
    """A kind of event in words."""
    return wording.event_type(EventType(code))


def day(value: dt.date | dt.datetime | None) -> str:
    """A day with its month in three letters."""
    return f"{value.day} {value:%b %Y}" if value else ""


def moment(value: dt.datetime | None) -> str:
    """A time to the minute, in UTC."""
    return f"{day(value)}, {value.astimezone(dt.UTC):%H:%M} UTC" if value else "time not known"


def when(value: When | Mapping[str, Any] | None) -> str:
    """A time with its precision."""
    if isinstance(value, Mapping):
        value = from_json(When, dict(value))
    return wording.when(value)


def place(card: Card) -> str:
    """Where, as well as it is known."""
    if not card.place_name:
        return "place not given"
    name = wording.area(card.place_name, precision=card.precision, admin1=card.admin1, country=card.country)
    name += f", {card.admin1}" if card.admin1 and card.admin1 != card.place_name else ""
    if card.basis == "report":
        return wording.of_the_report(name)
    if card.precision == "unresolved":
        return f"{name} (not located)"
    return f"around {name}" if card.precision == "around" else name


def figures(card: Card) -> list[Figure]:
    """The figures a list shows, the dead first: of wholes, and of parts where nobody counts the whole."""
    order = ("killed", "dead-or-missing", "injured", "casualties", "captured", "displaced", "missing")
    shown = wording.wholes(card.figures)
    return sorted(shown, key=lambda f: (order.index(f.effect) if f.effect in order else len(order), -f.low))


def parties(card: Card) -> str:
    """Who is said to have a part in it."""
    doers = (p for p in card.parties if p.role != "target" and not wording.is_means(p.name))
    names = dict.fromkeys(p.name + (" (suspected)" if p.suspected else "") for p in doers)
    return ", ".join(list(names)[:3])


def said(claim: Claim) -> str:
    """What a claim says, in one line."""
    return wording.sentence_case(headline(claim))


def chain(claim: Claim) -> list[tuple[str, str]]:
    """From the origin to the outlet: name, and what is known of it."""
    found = []
    for link in reversed(claim.attribution.chain):
        notes = [link.role, link.body, "unnamed source" if link.anonymous else None]
        spoke = f"spoke {link.spoke.iso()}" if link.spoke else None
        name = link.name if link.kind is not LinkKind.OUTLET or link.name else "outlet unknown"
        found.append((name, ", ".join(note for note in (*notes, spoke) if note)))
    return found


def toll(value: Toll) -> str:
    """A toll as one phrase."""
    return wording.toll(value)


#: The comment on what a coder of a blind sample says: it is kept from the others while they code.
BLIND = "coded blind"
_DONE = {
    "accept": "accepted",
    "reject": "rejected",
    "correct": "corrected",
    "merge": "merged",
    "split": "split",
    "regrade": "regraded",
    "same": "said one name is another:",
    "different": "told apart",
    "review": "took into review",
    "approve": "approved",
    "withdraw": "withdrew",
    "hide": "hid",
    "blur": "blurred",
    "embargo": "embargoed",
    "revert": "took back a decision on",
}


def decided(decision: Decision) -> str:
    """A decision in one phrase, without who and why."""
    count = len(decision.subjects)
    what = f"{'an' if decision.subject_kind.value[0] in 'ae' else 'a'} {decision.subject_kind}"
    many = what if count == 1 else f"{count} {decision.subject_kind}s"
    field = (decision.field or "").rpartition(".")[2].replace("_", " ")
    if decision.kind == "regrade":
        return f"regraded {many}: {field} {_plain(decision.value)}"
    if field:
        return f"{_DONE[decision.kind]} the {field} of {many}"
    return f"{_DONE[decision.kind]} {many}"


def answers(decision: Decision) -> str:
    """What one of several that disagree says: the value, or what was done."""
    return _plain(decision.value) if decision.field else _DONE[decision.kind]


def _plain(value: str | None) -> str:
    """A value as short words: a place's name, a quantity's bounds, a day."""
    data = loads(value or "null")
    if isinstance(data, dict):
        if "name" in data:
            return str(data["name"])
        bounds = [data.get(name) for name in (("low", "high") if "low" in data else ("start", "end"))]
        return " to ".join(dict.fromkeys(str(b) for b in bounds if b is not None))
    return "none" if data is None else str(data)


FILTERS = {
    "capfirst": wording.sentence_case,
    "decided": decided,
    "answers": answers,
    "side": side,
    "shape": shape,
    "mark": mark,
    "kind": kind,
    "day": day,
    "moment": moment,
    "when": when,
    "place": place,
    "where": wording.place,
    "figures": figures,
    "figure": figure_words,
    "parties": parties,
    "said": said,
    "chain": chain,
    "toll": toll,
    "holders": wording.holders,
}
