"""Passwords: argon2id with the parameters of RFC 9106's second choice, and what a password must be."""

import functools

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from vedette.errors import BadRecord

#: Length is what counts (NIST SP 800-63B-4, 3.1.1.2); no rules about kinds of characters.
LEAST, MOST = 15, 256
_HASHER = PasswordHasher()


def check(password: str, name: str) -> None:
    """Raises BadRecord for a password that is too short, too long or says the account's name."""
    if not LEAST <= len(password) <= MOST:
        raise BadRecord(f"a password has {LEAST} to {MOST} characters: some words in a row are easy to keep")
    if name in password.casefold() or len(set(password)) < 5:
        raise BadRecord("this password is easy to guess: it says the account's name, or hardly varies")


def hashed(password: str) -> str:
    """The hash to be kept."""
    return _HASHER.hash(password)


def right(password: str, kept: str | None) -> bool:
    """Whether the password is the one kept. Takes as long where there is no such account."""
    try:
        return _HASHER.verify(kept or _nobodys(), password[: 4 * MOST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def old(kept: str) -> bool:
    """Whether it was hashed with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


@functools.cache
def _nobodys() -> str:
    return _HASHER.hash("nobody has this password")
