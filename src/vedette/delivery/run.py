"""One round of delivery: each search is told what is due to it, by webhook, mail and CAP file."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from vedette.delivery import cap, mail
from vedette.delivery.notices import Act, Notice, body
from vedette.delivery.outbox import Outbox
from vedette.delivery.searches import Search
from vedette.delivery.webhooks import Hook, Post
from vedette.model.codec import dumps, loads


@dataclass(frozen=True, slots=True)
class Ways:
    """How things go out. `key` gives the key of a search's webhook; None of `post` or `letters`: that way is shut.
    CAP files go to `caps`, signed by `sender`."""

    sender: str
    post: Post | None = None
    key: Callable[[Search], bytes] = lambda _: b""
    letters: Callable[[Sequence[EmailMessage]], None] | None = None
    caps: Path | None = None


@dataclass(slots=True)
class Tally:
    """What a round did."""

    alerts: int = 0
    updates: int = 0
    cancels: int = 0
    set_aside: int = 0


def deliver(searches: Sequence[Search], given: Sequence[Notice], outbox: Outbox, ways: Ways, now: dt.datetime) -> Tally:
    """Tell every search what is due, and note it in the outbox.

    What could not be delivered lies in the dead letters; the next round does not try it again. Raises StopStage where
    the mail server takes nothing; then nothing of that search is noted.
    """
    tally = Tally()
    standing = {n.event: n for n in given}
    for search in searches:
        due = list(outbox.due(search.name, [n for n in given if search.wants(n)], standing))
        if search.mail and ways.letters is not None:
            ways.letters([_letter(one, act, search, outbox, ways.sender) for act, one in due])
        for act, one in due:
            text, sent = cap.message(
                one,
                act,
                sender=ways.sender,
                sent=now,
                before=outbox.last(search.name, one.event),
                was=outbox.before(search.name, one.event),
            )
            if ways.caps is not None:
                ways.caps.mkdir(parents=True, exist_ok=True)
                (ways.caps / f"{sent.identifier}.xml").write_text(text, encoding="utf-8")
            if search.webhook and ways.post is not None:
                hook = Hook(search.webhook, ways.key(search))
                sound = ways.post.deliver(
                    hook, _envelope(one, act, search), time=int(now.timestamp()), identifier=sent.identifier
                )
                tally.set_aside += not sound
            outbox.note(search.name, one, sent)
            match act:
                case Act.ALERT:
                    tally.alerts += 1
                case Act.UPDATE:
                    tally.updates += 1
                case Act.CANCEL:
                    tally.cancels += 1
    return tally


def _letter(one: Notice, act: Act, search: Search, outbox: Outbox, sender: str) -> EmailMessage:
    name = f"vedette-{one.event}" if act is Act.ALERT else cap.identifier(one, act)
    past = mail.Past(search.name, outbox.before(search.name, one.event))
    return mail.letter(one, act, sender=sender, to=search.mail, identifier=name, past=past)


def _envelope(one: Notice, act: Act, search: Search) -> str:
    return dumps({"act": act.value, "search": search.name, "notice": loads(body(one))})
