"""Between domain values and the columns of a table: bodies, blobs and hashes."""

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from vedette.errors import LedgerError
from vedette.ledger.clocks import maybe_micros
from vedette.model.claim import Claim
from vedette.model.codec import canonical, dumps, to_json
from vedette.model.decision import Decision
from vedette.model.document import Capture, Document
from vedette.model.entry import RunManifest
from vedette.model.failure import Failure
from vedette.model.ids import ConflictId, digest
from vedette.model.resolved import ActorResolution, PlaceResolution, ResolvedClaim
from vedette.model.schema import read_body, schema_version

Row = dict[str, Any]

#: Below this many bytes compression gains nothing (zlib's own frame and tables cost about as much).
_COMPRESS_FROM = 200


def storable(text: str) -> str:
    """Text that every database takes: half surrogate pairs and NULs, from broken pages, are written out."""
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")


def blob_row(data: bytes) -> Row:
    """Bytes as a row of `blobs`, named by their hash."""
    sha256 = hashlib.sha256(data).hexdigest()
    packed = zlib.compress(data, 6) if len(data) >= _COMPRESS_FROM else data
    smaller = len(packed) < len(data)
    return {
        "blob": f"sha256:{sha256}",
        "sha256": sha256,
        "encoding": "zlib" if smaller else "plain",
        "size": len(data),
        "data": packed if smaller else data,
    }


def blob_bytes(encoding: str, data: bytes) -> bytes:
    """The bytes of a blob. Raises LedgerError for an encoding of a newer version or bytes that don't unpack."""
    if encoding == "plain":
        return data
    if encoding != "zlib":
        raise LedgerError(f"a blob is encoded as {encoding!r}, which this Vedette can't read: install a newer one")
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise LedgerError(f"a blob is damaged ({error}): restore a backup") from error


#: Encodings that need no key.
READABLE = frozenset({"plain", "zlib"})


def blob_hash(encoding: str, data: bytes) -> str:
    """The hash that a blob's row holds: of its bytes, or of the ciphertext where only a key gives the bytes."""
    return hashlib.sha256(blob_bytes(encoding, data) if encoding in READABLE else bytes(data)).hexdigest()


def text_bytes(text: str) -> bytes:
    """A document's text as bytes; half surrogate pairs survive."""
    return text.encode("utf-8", "surrogatepass")


def bytes_text(data: bytes) -> str:
    """And back."""
    return data.decode("utf-8", "surrogatepass")


def document_row(document: Document) -> Row:
    """A document's columns; the text is left to its blob. `content` tells one revision from another."""
    body = canonical(replace(document, text="", capture=None))
    sha256 = hashlib.sha256(text_bytes(document.text)).hexdigest()
    return {
        "schema_version": schema_version(Document),
        "body": body,
        "document": document.id,
        "sha256": sha256,
        "blob": f"sha256:{sha256}",
        "capture": document.capture,
        "outlet": None if document.outlet is None else storable(document.outlet),
        "language": document.language,
        "published_at": maybe_micros(document.published),
        "content": hashlib.sha256(f"{sha256}\n{body}".encode()).hexdigest(),
    }


def read_document(row: Mapping[str, Any]) -> Document:
    """The document of a row that was joined with its blob."""
    described = read_body(Document, row["body"], row["schema_version"])
    text = bytes_text(blob_bytes(row["encoding"], row["data"]))
    return replace(described, text=text, capture=row["capture"])


def capture_row(capture: Capture, blob: str, sensitive: bool) -> Row:
    """A capture's columns; the bytes are left to its blob."""
    return {
        "schema_version": schema_version(Capture),
        "body": canonical(replace(capture, content=b"")),
        "capture": capture.id,
        "locator": storable(capture.locator),
        "sha256": capture.sha256,
        "blob": blob,
        "retrieved_at": maybe_micros(capture.retrieved),
        "sensitive": sensitive,
    }


def read_capture(row: Mapping[str, Any]) -> Capture:
    """The capture of a row that was joined with its blob."""
    described = read_body(Capture, row["body"], row["schema_version"])
    return replace(described, content=blob_bytes(row["encoding"], row["data"]))


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a claim's names were resolved to: a resolved claim without the claim."""

    actors: tuple[ActorResolution, ...] = ()
    place: PlaceResolution | None = None
    conflicts: tuple[ConflictId, ...] = ()

    def of(self, claim: Claim) -> ResolvedClaim:
        """The two put together again."""
        return ResolvedClaim(claim, self.actors, self.place, self.conflicts)


@dataclass(frozen=True, slots=True)
class ClaimRows:
    """A resolved claim as the columns of its two entries."""

    claim: Row
    resolution: Row


def claim_rows(resolved: ResolvedClaim) -> ClaimRows:
    """The claim and what its names were resolved to, apart: the second can be done anew without the first."""
    claim = resolved.claim
    data = to_json(claim)
    return ClaimRows(
        claim={
            "schema_version": schema_version(type(claim)),
            "body": dumps(data),
            "document": claim.document,
            "claim": data["id"],
            "key": claim.key,
            "kind": claim.kind.value,
            "valid_from": None if claim.when is None else claim.when.start.isoformat(),
            "valid_to": None if claim.when is None else claim.when.end.isoformat(),
        },
        resolution={
            "schema_version": schema_version(Resolution),
            "body": canonical(Resolution(resolved.actors, resolved.place, resolved.conflicts)),
            "place": None if resolved.place is None else resolved.place.place,
            "country": None if resolved.place is None else resolved.place.country,
        },
    )


def decision_row(decision: Decision) -> Row:
    """A decision's columns."""
    return {
        "schema_version": schema_version(Decision),
        "body": canonical(decision),
        "decision": decision.id,
        "kind": decision.kind.value,
        "subject_kind": decision.subject_kind.value,
        "person": storable(decision.person),
        "made_at": maybe_micros(decision.made),
        "replaces": decision.supersedes,
    }


def manifest_row(manifest: RunManifest) -> Row:
    """A manifest's columns."""
    return {
        "schema_version": schema_version(RunManifest),
        "body": canonical(manifest),
        "manifest": manifest.id,
        "started_at": maybe_micros(manifest.started),
    }


def failure_row(failure: Failure) -> Row:
    """A failure's columns; the same failure twice has one id."""
    return {
        "schema_version": schema_version(Failure),
        "body": canonical(failure),
        "failure": digest("failure", failure.stage, failure.item, failure.kind, failure.reason),
        "stage": storable(failure.stage),
        "item": storable(failure.item),
        "kind": storable(failure.kind),
    }


def body_hash(body: str | None) -> str:
    """The hash that stands for a body in its row's hash, and in a tombstone when the body is gone."""
    return "" if body is None else hashlib.sha256(body.encode()).hexdigest()


def row_hash(table: str, row: Mapping[str, Any], *, erased: str | None = None) -> str:
    """The hash of an entry: every column, the body by its own hash (`erased` where the body is gone)."""
    head = {k: v for k, v in row.items() if k not in ("body", "hash")}
    return hashlib.sha256(dumps([table, head, erased or body_hash(row["body"])]).encode()).hexdigest()
