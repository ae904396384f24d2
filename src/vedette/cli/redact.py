"""`vedette redact`: erase what must not be kept."""

from typing import Annotated

import typer

from vedette.cli.options import Db


def redact(
    documents: Annotated[list[str], typer.Argument(metavar="DOCUMENT...", help="Ids of reports, or their beginnings.")],
    *,
    person: Annotated[str, typer.Option("--person", metavar="NAME", help="Who decides it.")],
    reason: Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why; it stays with the tombstone.")],
    db: Db = None,
) -> None:
    """Erase a report: its bytes, its text, its key, the words of its claims, and all that was derived from it.

    A tombstone stays, with person and reason, and `vedette verify` still passes. It can't be undone. Other reports in
    the same captured file, or with the very same text, lose those bytes too. Backups made before still hold it: destroy
    them.
    """
    from vedette.cli.keeping import kept
    from vedette.cli.screen import busy, out, safe
    from vedette.model.decision import SubjectKind
    from vedette.model.ids import DocumentId
    from vedette.pipeline.deriving.rebuild import rebuild
    from vedette.pipeline.deriving.rederive import Rules, refresh
    from vedette.pipeline.review.deciding import subjects_of

    with kept(db, person=person) as ledger:
        _, found = subjects_of(ledger, documents, SubjectKind.DOCUMENT)
        for document in found:
            erased = ledger.redact(DocumentId(document), person=person, reason=reason)
            out().print(safe(f"{document}: {erased:,} entries and files erased"))
        with busy("deriving anew"):
            # What was derived in the past held the words' meaning: it is built again without them.
            rebuild(ledger, rules=Rules.CURRENT)
            refresh(ledger)
