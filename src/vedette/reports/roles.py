"""Who played which part in an event, as a brief tells it: those of one side together, each act with its own rung."""

from vedette.model.event import Event, Party
from vedette.model.resolved import Role
from vedette.model.verification import Rung, Verification
from vedette.reports import wording
from vedette.reports.contents import Line
from vedette.reports.notes import Notes
from vedette.reports.selection import CITED

#: The parts that somebody plays, in the order in which they are told.
_PARTS = ("laid to", "against", "by means of")
#: Common words that need no quotes.
_CLASSES = ("civilians", "combatants", "people")


def parties(event: Event, notes: Notes) -> tuple[Line, ...]:
    """Who played which part, a line a part: those of one side together, those of others after them. To whom an act is
    laid has its own rung."""
    parts: dict[str, dict[str, list[Party]]] = {}
    for party in event.parties:
        if not _is_the_place(party, event):
            side = party.side or f"\x1f{party.name}"
            parts.setdefault(_part(party), {}).setdefault(side, []).append(party)
    lines = []
    for label in _PARTS:
        sides = parts.get(label)
        if not sides:
            continue
        names = (wording.listed([_named(p) + _doubt(p) for p in same]) for same in sides.values())
        who = event.perpetrator if label == "laid to" else None
        keys = [k for same in sides.values() for p in same for k in p.claims]
        if who is not None:
            keys += [*who.asserting, *who.answering]
        cited = notes.cite(keys, most=CITED)
        if cited:
            joint = "; by others to " if who is not None and who.rung is Rung.CONTESTED else "; "
            text = joint.join(names)
            lines.append(
                Line(
                    text,
                    cited,
                    label=wording.sentence_case(label),
                    rung="" if who is None else who.rung,
                    rule="" if who is None else rule_of(who),
                )
            )
    return tuple(lines)


def _doubt(party: Party) -> str:
    return " (suspected)" if party.suspected else ""


def _named(party: Party) -> str:
    """The party's name; words of the report that name nobody are quoted."""
    nobody = (party.actor is None or party.actor.startswith("provisional")) and party.name[:1].islower()
    return f"“{party.name}”" if nobody and party.name not in _CLASSES else party.name


def _part(party: Party) -> str:
    """The part in words. A machine did nothing by itself: nobody is said to have sent it."""
    if party.role is not Role.ACTOR:
        return "against"
    return "by means of" if wording.is_means(party.name) else "laid to"


def _is_the_place(party: Party, event: Event) -> bool:
    """Whether a target is only the place again ("town of Saraqib"), which stands in the heading."""
    if party.role is not Role.TARGET or event.place is None:
        return False
    name = wording.bare_name(event.place).casefold()
    unknown = party.actor is None or party.actor.startswith("provisional")
    return unknown and bool(name) and name in party.name.casefold()


def rule_of(verification: Verification) -> str:
    """Why a rung stands, where that is more than what the rung means."""
    return "" if verification.rule == wording.RUNGS[verification.rung] else verification.rule
