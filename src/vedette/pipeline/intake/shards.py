"""Shards: reports that lie in many files, read file by file by whoever is free, with a memory of what is done.

A shard is one file (WARC, WACZ, JSONL, Parquet, anything that `vedette extract` reads), on this machine or wherever
fsspec finds it (s3://, gs://, https:// is not meant: that is for the guarded client). Its results are three Parquet
files and, written last, a manifest. A shard whose manifest is there, made from the same bytes by the same version, is
done. So a run that is killed, here or on any machine, goes on with what is missing, and what it leaves is whole files.
"""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from vedette.errors import BadSetting, MissingPart, UnreadLanguage
from vedette.extraction.base import Reader
from vedette.model.claim import Claim, claim_id
from vedette.model.codec import canonical
from vedette.model.failure import Failure
from vedette.model.ids import digest
from vedette.pipeline.boundary import guarded_items
from vedette.pipeline.intake.extracting import Read, read_claims
from vedette.pipeline.intake.reading import ReadOptions, document_of, lists_outlets
from vedette.sources.base import STAGE
from vedette.sources.bytestream import told_path
from vedette.sources.inputs import captures_from, format_of, walk

#: The tables that a shard becomes, and their columns. `claim` and `document` hold the whole as JSON, as the schema has
#: it; the other columns are there to choose by. `position` counts the shard's items, failures and notes included.
TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "documents": (
        *(("position", "int64"), ("id", "string"), ("locator", "string"), ("outlet", "string")),
        *(("published", "string"), ("language", "string"), ("document", "string")),
    ),
    "claims": (
        *(("position", "int64"), ("document", "string"), ("number", "int64"), ("id", "string"), ("key", "string")),
        *(("kind", "string"), ("published", "string"), ("claim", "string")),
    ),
    "failures": (
        *(("position", "int64"), ("stage", "string"), ("item", "string"), ("kind", "string")),
        *(("reason", "string"), ("detail", "string")),
    ),
}
_MANIFESTS = "manifest"


@dataclass(frozen=True, slots=True)
class Shard:
    """One file: where it is, what its items go by, and what tells its content from another (its size and stamp)."""

    path: str
    name: str
    stamp: str

    @property
    def id(self) -> str:
        """What its results are called."""
        return digest("shard", self.name)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a shard, and by which version."""

    shard: str
    name: str
    stamp: str
    extractor: str
    documents: int = 0
    claims: int = 0
    failures: int = 0
    notes: int = 0


def shards_of(inputs: Iterable[str]) -> Iterator[Shard | Failure]:
    """The shards behind files, folders and addresses (which may hold * and **), in a fixed order."""
    for given in inputs:
        if "://" in given:
            yield from _remote(given)
            continue
        for item in walk([given]):
            if isinstance(item, Failure):
                yield item
            elif isinstance(item, str) and not (item.endswith(".csv") and lists_outlets(Path(item))):
                about = Path(item).stat()
                yield Shard(str(Path(item).absolute()), told_path(item), f"{about.st_size}:{about.st_mtime_ns}")


def read_shard(shard: Shard, out: str, reader: Reader, *, options: ReadOptions) -> Done:
    """Read one shard and write its tables and, last, its manifest. Done twice, it writes the same bytes."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    with _opened(shard.path) as raw:
        found = guarded_items(
            captures_from(raw, name=shard.name, form=options.form or format_of(shard.name), columns=options.columns),
            stage=STAGE,
            item=shard.name,
        )
        taken = (
            made
            for item in found
            for made in ((item,) if isinstance(item, Failure) else document_of(item, options=options))
        )
        documents = (item if isinstance(item, Failure) else item.document for item in taken)
        for position, item in enumerate(read_claims(documents, reader)):
            _add(rows, position, item)
    for name, some in rows.items():
        _write(out, f"{name}/{shard.id}.parquet", _table(name, some))
    notes = sum(row["kind"] in ("Note", UnreadLanguage.__name__) for row in rows["failures"])
    done = Done(
        shard.id,
        shard.name,
        shard.stamp,
        reader.version,
        len(rows["documents"]),
        len(rows["claims"]),
        len(rows["failures"]) - notes,
        notes,
    )
    _write(out, f"{_MANIFESTS}/{shard.id}.json", json.dumps(asdict(done), ensure_ascii=False, indent=1).encode())
    return done


def finished(shard: Shard, out: str, version: str) -> Done | None:
    """What became of a shard that was read before, from these bytes, by this version."""
    try:
        with _opened(f"{out}/{_MANIFESTS}/{shard.id}.json") as stream:
            done = Done(**json.loads(stream.read()))
    except (OSError, ValueError, TypeError):
        return None
    return done if (done.stamp, done.extractor) == (shard.stamp, version) else None


def results(out: str, done: Iterable[Done], table: str) -> Iterator[dict[str, Any]]:
    """The rows of a table of these shards, in the order of the shards and of their items."""
    import pyarrow.parquet as pq

    for one in done:
        with _opened(f"{out}/{table}/{one.shard}.parquet") as stream:
            yield from pq.read_table(stream).to_pylist()


def _add(rows: dict[str, list[dict[str, Any]]], position: int, item: Read | Failure) -> None:
    if isinstance(item, Failure):
        told = {name: getattr(item, name) for name in ("stage", "item", "kind", "reason", "detail")}
        rows["failures"].append({"position": position, **told})
        return
    document = item.document
    published = document.published.isoformat() if document.published else None
    rows["documents"].append(
        {
            "position": position,
            "id": document.id,
            "locator": document.locator,
            "outlet": document.outlet,
            "published": published,
            "language": document.language,
            "document": canonical(document),
        }
    )
    rows["claims"] += [_claim(position, number, claim, published) for number, claim in enumerate(item.claims)]


def _claim(position: int, number: int, claim: Claim, published: str | None) -> dict[str, Any]:
    whole = canonical(claim)
    return {
        "position": position,
        "document": claim.document,
        "number": number,
        "id": claim_id(claim, whole),
        "key": claim.key,
        "kind": claim.kind,
        "published": published,
        "claim": whole,
    }


def _table(name: str, rows: list[dict[str, Any]]) -> bytes:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingPart("writing Parquet needs pyarrow: pip install 'vedette[parquet]'") from error
    schema = pa.schema([(column, getattr(pa, kind)()) for column, kind in TABLES[name]])
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), out, compression="zstd")
    return out.getvalue()


def _write(out: str, name: str, content: bytes) -> None:
    """A whole file or none, under a name that readers look at."""
    if "://" in out:
        with _filesystem(f"{out}/{name}").open(f"{out}/{name}", "wb") as stream:  # an object appears when it is whole
            stream.write(content)
        return
    path = Path(out, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def _opened(path: str) -> BinaryIO:
    return cast(BinaryIO, _filesystem(path).open(path, "rb")) if "://" in path else Path(path).open("rb")


def _filesystem(path: str) -> Any:
    try:
        import fsspec
    except ImportError as error:
        raise MissingPart("files elsewhere need fsspec: pip install 'vedette[ray]'") from error
    if path.startswith(("http://", "https://")):
        raise BadSetting(f"{path}: addresses of the web are for vedette watch, which fetches them safely")
    try:
        return fsspec.core.url_to_fs(path)[0]
    except (ImportError, ValueError) as error:
        raise MissingPart(f"{path} can't be reached: {error}") from error


def _remote(given: str) -> Iterator[Shard]:
    files = _filesystem(given)
    scheme = given.partition("://")[0]
    found = files.glob(given) if "*" in given else files.find(given)
    for path in sorted(str(p) for p in found):
        if format_of(path) is not None:
            about = files.info(path)
            stamp = about.get("ETag") or about.get("mtime") or about.get("created") or ""
            name = path if "://" in path else f"{scheme}://{path}"
            yield Shard(name, name, f"{about.get('size')}:{stamp}")
