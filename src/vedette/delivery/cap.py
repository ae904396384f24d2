"""CAP 1.2 (OASIS): an alert of an event, an update when what is known changes, a cancel when it is taken back.

An update and a cancel name the message that they replace, as CAP asks; so what was sent has to be remembered (`sent`).
"""

import datetime as dt
from dataclasses import dataclass

from vedette.delivery.feeds import text
from vedette.delivery.notices import Act, Notice
from vedette.model.verification import Rung

_NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
#: How sure, in CAP's words. Nothing that is only told of is observed by us.
_CERTAINTY = {
    Rung.CONFIRMED: "Observed",
    Rung.CORROBORATED: "Likely",
    Rung.CONCEDED: "Likely",
    Rung.REPORTED: "Possible",
    Rung.CLAIMED: "Unknown",
    Rung.CONTESTED: "Unknown",
    Rung.RETRACTED: "Unlikely",
    Rung.DISCOUNTED: "Unlikely",
}
#: Severity by the least number of dead that the origins agree on.
_SEVERITY = ((25, "Extreme"), (5, "Severe"), (1, "Moderate"))
_MESSAGE = {Act.ALERT: "Alert", Act.UPDATE: "Update", Act.CANCEL: "Cancel"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A message as CAP refers to it: sender, identifier, time."""

    sender: str
    identifier: str
    time: str

    def __str__(self) -> str:
        return f"{self.sender},{self.identifier},{self.time}"


def identifier(one: Notice, act: Act) -> str:
    """A message's identifier: the same state of an event has the same."""
    return f"vedette-{one.event}-{act}-{one.mark[:12]}"


def message(
    one: Notice, act: Act, *, sender: str, sent: dt.datetime, before: Sent | None = None, was: str = ""
) -> tuple[str, Sent]:
    """The message as XML, and how later ones refer to it; `was` are the words told before, which a note repeats. Raises
    ValueError for an update or cancel of nothing.

    A sender and an identifier may hold no blanks, commas or mark-up (CAP 1.2, 3.2.1).
    """
    if act is not Act.ALERT and before is None:
        raise ValueError(f"{one.event}: a message of kind {act} refers to one sent before")
    if not sender or any(c in sender for c in " ,<&"):
        raise ValueError(f"sender {sender!r}: no blanks, commas, < or &; write an address such as desk@example.org")
    own = Sent(sender, identifier(one, act), sent.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S-00:00"))
    parts = [
        f"<identifier>{text(own.identifier)}</identifier><sender>{text(sender)}</sender><sent>{own.time}</sent>",
        f"<status>Actual</status><msgType>{_MESSAGE[act]}</msgType><scope>Public</scope>",
        f"<note>{text(f'Told before: {was}')}</note>" if was and before is not None else "",
        f"<references>{text(str(before))}</references>" if before is not None else "",
        _info(one),
    ]
    body = "".join(parts)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="{_NAMESPACE}">{body}</alert>\n', own


def _info(one: Notice) -> str:
    severity = next((word for least, word in _SEVERITY if one.least_dead >= least), "Unknown")
    web = next((s.address for s in one.sources if s.address), None)
    quotes = "\n".join(f"“{s.quote}” ({s.claimant or s.outlet})" for s in one.sources)
    claims = " ".join(s.claim for s in one.sources)
    event = one.type.replace("-", " ")
    return (
        f"<info><language>en</language><category>{'CBRNE' if one.type == 'chemical-attack' else 'Security'}</category>"
        f"<event>{text(event)}</event>"
        f"<urgency>Past</urgency><severity>{severity}</severity><certainty>{_CERTAINTY[one.rung]}</certainty>"
        f"<senderName>Vedette</senderName><headline>{text(one.title)}</headline>"
        f"<description>{text(one.text)}\n{text(quotes)}</description>{f'<web>{text(web)}</web>' if web else ''}"
        + "".join(
            f"<parameter><valueName>{name}</valueName><value>{text(value)}</value></parameter>"
            for name, value in (("verification", one.rung), ("recordState", one.state), ("claims", claims))
        )
        + _area(one)
        + "</info>"
    )


def _area(one: Notice) -> str:
    place = one.place
    if place is None or place.latitude is None:
        return ""
    circle = f"<circle>{place.latitude},{place.longitude} {place.radius_km or 1:g}</circle>"
    return f"<area><areaDesc>{text(place.name or place.mention)}</areaDesc>{circle}</area>"
