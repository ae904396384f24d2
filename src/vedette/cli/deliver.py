"""`vedette feed` and `vedette deliver`: the ledger as feeds, and news to saved searches."""

import datetime as dt
import os
import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.listing import AsOf, AsRecorded, WithRules, opened, rules_of, scope
from vedette.cli.options import Db

if TYPE_CHECKING:
    from vedette.delivery.notices import Notice
    from vedette.delivery.searches import Search


class Feed(StrEnum):
    """Kinds of feed."""

    ATOM = "atom"
    JSON = "json"


def feed(
    form: Annotated[Feed, typer.Argument(metavar="atom|json", help="Atom or JSON Feed.")],
    *,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write.")],
    db: Db = None,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    rules: WithRules = "then",
    title: Annotated[str, typer.Option(help="Title of the feed.")] = "Vedette",
    address: Annotated[str | None, typer.Option(metavar="URL", help="Where the feed will stand.")] = None,
) -> None:
    """Write a feed of events: each keeps its id, its time moves with its reports, what is taken back says so."""
    from vedette.cli.screen import data
    from vedette.delivery.feeds import atom, json_feed

    made = atom if form is Feed.ATOM else json_feed
    text = made(_notices(db, as_of, as_recorded, rules), title=title, address=address)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")
    data(str(out))


def deliver(
    *,
    searches: Annotated[Path, typer.Option("--searches", metavar="FILE", help="Saved searches, as TOML.")],
    outbox: Annotated[Path, typer.Option("--outbox", metavar="FILE", help="What was told already.")] = Path(
        "outbox.json"
    ),
    dead: Annotated[
        Path, typer.Option("--dead-letters", metavar="FILE", help="Where what could not be delivered is kept.")
    ] = Path("dead-letters.jsonl"),
    caps: Annotated[
        Path | None, typer.Option("--cap", metavar="DIR", help="Write each message as CAP 1.2 too.")
    ] = None,
    sender: Annotated[str, typer.Option(help="Who sends, as CAP and mail name it.")] = "vedette@localhost",
    smtp: Annotated[
        str | None,
        typer.Option(metavar="HOST:PORT", help="The mail server; the environment may hold SMTP_USER, SMTP_PASSWORD."),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain-smtp", help="Without STARTTLS: for a server on this machine.")
    ] = False,
    db: Db = None,
    as_of: AsOf = None,
    as_recorded: AsRecorded = None,
    rules: WithRules = "then",
) -> None:
    """Tell saved searches what is new, changed or taken back since the last round, by webhook, mail and CAP.

    Webhooks are signed, tried again, and go through the guarded client: private addresses are refused.
    """
    from vedette.cli.screen import data
    from vedette.delivery import mail
    from vedette.delivery.outbox import Outbox
    from vedette.delivery.run import Ways
    from vedette.delivery.run import deliver as tell
    from vedette.delivery.searches import load
    from vedette.delivery.webhooks import Post
    from vedette.errors import MissingPart

    wanted = load(searches)
    given = _notices(db, as_of, as_recorded, rules)
    letters = None
    if smtp is not None:
        host, _, port = smtp.partition(":")
        user, password = os.environ.get("SMTP_USER"), os.environ.get("SMTP_PASSWORD")
        server = mail.Server(host, int(port or 587), sender, user, password, not plain)
        letters = lambda some: mail.send(server, some)  # noqa: E731 - a name for it says no more
    post = None
    if any(s.webhook for s in wanted):
        try:
            from vedette.net.client import Client
        except ImportError as error:
            raise MissingPart(f"webhooks need more parts ({error.name}): pip install 'vedette[read]'") from error
        client = Client()
        post = Post(lambda url, content, headers: client.post(url, content, headers=headers), time.sleep, dead)
    told = Outbox.read(outbox)
    try:
        done = tell(wanted, given, told, Ways(sender, post, _key, letters, caps), dt.datetime.now(dt.UTC))
    finally:
        told.write(outbox)
    data(f"{done.alerts} alerts, {done.updates} updates, {done.cancels} taken back, {done.set_aside} set aside")
    if done.set_aside:
        raise typer.Exit(1)


def _key(search: "Search") -> bytes:
    """The key of a search's webhook, from the environment. Raises BadSetting where it is not there."""
    from vedette.errors import BadSetting

    value = os.environ.get(search.secret or "")
    if not value:
        raise BadSetting(
            f"search {search.name!r}: the environment has no {search.secret}; it holds the key to sign with"
        )
    return value.encode()


def _notices(db: str | None, as_of: str | None, as_recorded: str | None, rules: str) -> "tuple[Notice, ...]":
    from vedette.delivery.notices import notices
    from vedette.ledger.base import Scope
    from vedette.pipeline.deriving.rederive import current

    cut = scope(as_of, as_recorded, None, None)
    known = Scope(as_of=cut.as_of, as_recorded=cut.as_recorded)
    with opened(db) as ledger:
        derived = current(ledger, cut, rules=rules_of(rules))
        claims = {c.claim.key: c for c in ledger.claims(known)}
        documents = {d.id: d for d in ledger.documents(known)}
    return notices(derived.events, claims, documents)
