"""Mail: one message a notice, plain text, through the server that the user names.

Nothing from a report becomes a header of its own.
"""

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from vedette.delivery.feeds import urn
from vedette.delivery.notices import Act, Notice
from vedette.errors import StopStage

_LEADS = {Act.ALERT: "", Act.UPDATE: "Update: ", Act.CANCEL: ""}
_BEFORE = {Act.UPDATE: "Told before:", Act.CANCEL: "This was told before, and does not stand any more:"}


@dataclass(frozen=True, slots=True)
class Server:
    """The mail server. `tls` asks for STARTTLS and checks its certificate."""

    host: str
    port: int = 587
    sender: str = "vedette@localhost"
    user: str | None = None
    password: str | None = None
    tls: bool = True


@dataclass(frozen=True, slots=True)
class Past:
    """Which search asks for a message, and the words that it was told of the event before."""

    search: str = ""
    words: str = ""


NO_PAST = Past()


def letter(
    one: Notice, act: Act, *, sender: str, to: Sequence[str], identifier: str, past: Past = NO_PAST
) -> EmailMessage:
    """The message: what is known now, then what was told before, so that nobody has to look for the difference. Later
    ones of the same event answer the first, so that mail programs put them together."""
    message = EmailMessage()
    message["From"], message["To"] = sender, ", ".join(to)
    day = f", {one.day.isoformat()}" if one.day else ""
    message["Subject"] = " ".join((_LEADS[act] + one.title + day).split())[:200]
    domain = sender.rpartition("@")[2] or "localhost"
    message["Message-ID"] = f"<{identifier}@{domain}>"
    if act is not Act.ALERT:
        message["References"] = f"<vedette-{one.event}@{domain}>"
    lines = [one.text, ""]
    if act is not Act.ALERT and past.words:
        lines += [f"{_BEFORE[act]} {past.words}", ""]
    for source in one.sources:
        who = f"{source.claimant}, {source.outlet}" if source.claimant else source.outlet
        lines += [f"“{source.quote}”", f"    {who}{f' <{source.address}>' if source.address else ''}"]
    lines += ["", f"Event {urn(one)}; record: {one.state}; claims: {' '.join(s.claim for s in one.sources)}"]
    if past.search:
        lines.append(f"Sent for the saved search “{past.search}”.")
    message.set_content("\n".join(lines))
    return message


def send(server: Server, messages: Sequence[EmailMessage]) -> None:
    """Hand the messages to the server in one connection. Raises StopStage where it takes none."""
    if not messages:
        return
    try:
        with smtplib.SMTP(server.host, server.port, timeout=30) as connection:
            if server.tls:
                connection.starttls(context=ssl.create_default_context())
            if server.user is not None:
                connection.login(server.user, server.password or "")
            for message in messages:
                connection.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise StopStage(f"mail was not taken by {server.host}:{server.port}: {error}") from error
