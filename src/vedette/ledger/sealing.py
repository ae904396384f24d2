"""Sensitive entries, sealed: what a protected source said is encrypted with a key of its document's own.

The document's key is kept in the ledger, wrapped by a master key that is not: whoever has the database alone reads
neither words nor source. Erasing the wrapped key makes every copy of the words unreadable, in old backups of the
database too once their own key is gone. Encryption is Fernet of the library `cryptography` (AES-128-CBC with HMAC).
"""

import hashlib
import hmac
import os
import zlib
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from vedette.errors import LedgerError, MissingPart
from vedette.ledger.rows import Row
from vedette.model.codec import dumps, loads
from vedette.model.ids import DocumentId

#: How a sealed body begins.
SEALED = '{"$sealed":'
#: The option of a connection under which the vault travels.
OPTION = "vedette_vault"
_KEY = text("SELECT data FROM blobs WHERE blob = :blob")


class Vault:
    """The master key, and what is done with it."""

    def __init__(self, master: bytes) -> None:
        """Raises LedgerError for bytes that are no key, MissingPart without the library."""
        try:
            from cryptography.fernet import Fernet
        except ImportError as error:
            raise MissingPart("sealing needs cryptography: pip install 'vedette[sealed]'") from error
        self._fernet: Any = Fernet
        try:
            self._master = Fernet(master)
        except ValueError as error:
            raise LedgerError(
                "the key file holds no key; restore it: what is sealed can't be read without it"
            ) from error
        self._secret = hashlib.sha256(b"vedette blind index\n" + master).digest()
        self._keys: dict[str, Any] = {}

    @classmethod
    def new(cls) -> "Vault":
        """A vault with a fresh key that is kept nowhere: for tests."""
        return cls(_fresh_key())

    def blind(self, data: bytes) -> str:
        """A hash that only the holder of the key can make: tells equal contents without telling which."""
        return hmac.new(self._secret, data, hashlib.sha256).hexdigest()

    def wrapped_key(self, document: str) -> Row:
        """A fresh key for a document, as the row of `blobs` that keeps it."""
        key = self._fernet.generate_key()
        self._keys[document] = self._fernet(key)
        return _row(key_blob(document), "wrapped", self._master.encrypt(key))

    def sealed_body(self, document: str, body: str) -> str:
        """A body that only the vault reads."""
        return dumps({"$sealed": self._keys[document].encrypt(body.encode()).decode(), "document": document})

    def sealed_blob(self, document: str, name: str, data: bytes) -> Row:
        """Bytes as a row of `blobs` that only the vault reads; its hash is of the ciphertext."""
        return _row(f"sealed:{name}", "sealed", self._keys[document].encrypt(zlib.compress(data, 6)))

    def knows(self, connection: Connection, document: str) -> bool:
        """Whether the document's key is there; it is kept for sealing more."""
        return self._key(connection, document) is not None

    def open_body(self, connection: Connection, body: str) -> str | None:
        """The body; None where the key was erased."""
        data = loads(body)
        key = self._key(connection, data["document"])
        return None if key is None else self._opened(key, data["$sealed"].encode()).decode()

    def open_blob(self, connection: Connection, document: str, data: bytes) -> bytes | None:
        """The bytes; None where the key was erased."""
        key = self._key(connection, document)
        return None if key is None else zlib.decompress(self._opened(key, bytes(data)))

    def forget(self, document: str) -> None:
        """Drop the key that was held in memory."""
        self._keys.pop(document, None)

    def _key(self, connection: Connection, document: str) -> Any:
        wrapped = connection.execute(_KEY, {"blob": key_blob(document)}).scalar()
        if wrapped is None:
            self._keys.pop(document, None)
            return None
        if document not in self._keys:
            self._keys[document] = self._fernet(self._opened(self._master, bytes(wrapped)))
        return self._keys[document]

    @staticmethod
    def _opened(key: Any, token: bytes) -> bytes:
        from cryptography.fernet import InvalidToken

        try:
            data: bytes = key.decrypt(token)
        except InvalidToken as error:
            raise LedgerError("a sealed entry does not open with this key: name the key file of this ledger") from error
        return data


def key_blob(document: str) -> str:
    """The name under which a document's wrapped key is kept."""
    return f"key:{document}"


def load_vault(path: Path, *, create: bool = False) -> Vault:
    """The vault whose key a file holds. `create` makes the file where there is none, readable to its owner alone.

    Raises LedgerError where there is no such file, or it can't be read.
    """
    try:
        if create and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(_fresh_key())
        return Vault(path.read_bytes().strip())
    except OSError as error:
        raise LedgerError(
            f"the key file {path} can't be read: {error}; keep a copy of it apart from the ledger"
        ) from error


def vault_of(connection: Connection) -> Vault | None:
    """The vault that a connection's ledger was opened with."""
    found: Vault | None = connection.get_execution_options().get(OPTION)
    return found


def plain_body(connection: Connection, body: str) -> str | None:
    """A body as it was before it was sealed; None where it can't be read here."""
    if not body.startswith(SEALED):
        return body
    vault = vault_of(connection)
    return None if vault is None else vault.open_body(connection, body)


def _fresh_key() -> bytes:
    try:
        from cryptography.fernet import Fernet
    except ImportError as error:
        raise MissingPart("sealing needs cryptography: pip install 'vedette[sealed]'") from error
    key: bytes = Fernet.generate_key()
    return key


def _row(blob: str, encoding: str, data: bytes) -> Row:
    sha256 = hashlib.sha256(data).hexdigest()
    return {"blob": blob, "sha256": sha256, "encoding": encoding, "size": len(data), "data": data}


def locked(connection: Connection) -> bool:
    """Whether there are sealed entries and no key to read them."""
    if vault_of(connection) is not None:
        return False
    query = "SELECT 1 FROM blobs WHERE encoding = 'wrapped' AND data IS NOT NULL"
    if connection.dialect.name == "sqlite":  # by the names of wrapped keys (`key_blob`): bytes are in the same rows
        query += " AND blob >= 'key:' AND blob < 'key;'"
    return connection.execute(text(f"{query} LIMIT 1")).first() is not None


def sensitive(connection: Connection) -> frozenset[DocumentId]:
    """The documents with a revision that came from a sensitive capture."""
    if connection.execute(text("SELECT 1 FROM captures WHERE sensitive LIMIT 1")).first() is None:
        return frozenset()  # most ledgers: not all documents are gone through for that
    query = "SELECT DISTINCT d.document FROM documents d JOIN captures c ON c.capture = d.capture WHERE c.sensitive"
    return frozenset(connection.execute(text(query)).scalars())
