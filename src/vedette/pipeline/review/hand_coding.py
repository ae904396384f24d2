"""Claims that a person codes: on a note of their own, or on words in another language with their translation."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from vedette.ledger.base import Ledger
from vedette.model.entry import RunManifest, Version
from vedette.model.failure import Failure
from vedette.model.ids import digest
from vedette.model.provenance import EvidenceKind
from vedette.pipeline.boundary import guarded
from vedette.pipeline.deriving import versions
from vedette.pipeline.exchange.coded_rows import Coded, Table, coded, placed
from vedette.pipeline.exchange.import_maps import load_map
from vedette.resolution.base import ClaimResolver
from vedette.resolution.unresolved import unresolved

STAGE = "add"


def hand_coded(
    fields: Mapping[str, str],
    *,
    person: str,
    note: str | None = None,
    quote: str | None = None,
    translation: str | None = None,
) -> Coded:
    """The claims of one account. Raises ValueError where there is no account, or nothing claimed.

    The document is the account itself: the note, or the quote with its translation below it.
    """
    words = (note or quote or "").strip()
    if not person.strip() or not words:
        raise ValueError("a claim coded by hand needs a person, and a note or a quote")
    identity = digest("coded", person, words, repr(sorted(fields.items())))
    table = Table(person, "coded", f"coded@{person}", load_map("acled", None).types)
    given = {**fields, "id": identity}
    if note is not None:
        return coded(given, table, note=words)
    made = coded({**given, "notes": words}, table)
    text = f"{words}\n\n{translation}" if translation else words
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    document = replace(made.document, text=text, sha256=sha256, language=None)
    claims = tuple(
        replace(c, evidence=replace(c.evidence, translation=translation, kind=EvidenceKind.TEXT)) for c in made.claims
    )
    return replace(made, document=document, claims=claims)


def record(
    made: Coded,
    fields: Mapping[str, str],
    ledger: Ledger,
    resolver: ClaimResolver,
    *,
    now: dt.datetime,
    sensitive: bool = False,
) -> bool:
    """Record it, resolved as a report would be; False if it is there already."""
    found = guarded(partial(resolver.resolve, made.document, made.claims), stage=STAGE, item=made.document.id)
    if isinstance(found, Failure):
        found = tuple(unresolved(claim) for claim in made.claims)
    claims = [placed(claim, fields, made.point) for claim in found]
    with ledger.batch():
        if not ledger.add_document(made.document, made.capture, sensitive=sensitive):
            return False
        ledger.add_reading(made.document.id, made.claims[0].extractor, claims, resolver=resolver.version)
        stages = (versions.program(), Version("resolution", resolver.version))
        ledger.add_manifest(RunManifest(STAGE, now, stages))
    return True
