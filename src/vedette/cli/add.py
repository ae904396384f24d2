"""`vedette add`: a claim that a person codes by hand."""

import datetime as dt
from typing import Annotated

import typer

from vedette.cli.options import Db


def add(
    *,
    person: Annotated[str, typer.Option("--person", metavar="NAME", help="Who codes it.")],
    note: Annotated[
        str | None, typer.Option("--note", metavar="WORDS", help="The analyst's note it stands on.")
    ] = None,
    quote: Annotated[
        str | None, typer.Option("--quote", metavar="WORDS", help="Words of a report, in any language.")
    ] = None,
    translation: Annotated[
        str | None, typer.Option("--translation", metavar="WORDS", help="The quote in English.")
    ] = None,
    fields: Annotated[
        list[str], typer.Option("--set", metavar="FIELD=VALUE", help="A field of the claim, as in a map; repeatable.")
    ],
    sensitive: Annotated[
        bool, typer.Option("--sensitive", help="Protect the source: sealed, shown without words.")
    ] = False,
    db: Db = None,
) -> None:
    """Code a claim by hand: from a call or a page in another language, with what it stands on.

    Say what it claims with --set: first_day, last_day, place, type, actor, target, killed, killed_low, killed_high,
    injured, victims, relation, party, source, outlet, published, url. It stands on a --note, or on a --quote with its
    --translation. The same again changes nothing.
    """
    from vedette.cli.keeping import address, vault_of
    from vedette.cli.screen import out, safe
    from vedette.errors import BadRecord
    from vedette.ledger.opening import open_ledger
    from vedette.pipeline import parts
    from vedette.pipeline.deriving.rederive import refresh
    from vedette.pipeline.exchange.import_maps import FIELDS
    from vedette.pipeline.review.deciding import utc
    from vedette.pipeline.review.hand_coding import hand_coded, record
    from vedette.settings import Settings

    given: dict[str, str] = {}
    for pair in fields:
        name, equals, value = pair.partition("=")
        if not equals or name not in FIELDS or name in ("id", "notes"):
            raise typer.BadParameter(
                f"{pair!r}; write FIELD=VALUE with a field of {', '.join(FIELDS)}", param_hint="--set"
            )
        given[name] = value
    if (note is None) == (quote is None) or (quote is None) != (translation is None):
        raise typer.BadParameter("give --note, or --quote with --translation", param_hint="--note")
    try:
        made = hand_coded(given, person=person, note=note, quote=quote, translation=translation)
    except ValueError as error:
        raise BadRecord(str(error)) from error
    settings = Settings.load({"db": db})
    url = settings.db if not settings.db.startswith("sqlite") else address(db)
    ledger = open_ledger(url, author=f"person:{person}", vault=vault_of(settings, create=sensitive))
    try:
        now = utc(dt.datetime.now(dt.UTC))
        added = record(made, given, ledger, parts.resolver(), now=now, sensitive=sensitive)
        refresh(ledger)
    finally:
        ledger.close()
    for claim in made.claims:
        out().print(safe(f"{claim.key} {claim.kind}" + ("" if added else " (there already)")))
