"""The door: who a visitor is, logging in and out, tokens. Secrets are random and kept as hashes only."""

import datetime as dt
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from vedette.access import passwords
from vedette.access.limits import Limit
from vedette.ledger.accounts import AccountStore
from vedette.model.account import Account, Role, Token
from vedette.model.viewer import Viewer

#: A session ends after so long without a visit, and in any case after so long.
IDLE, LONGEST = dt.timedelta(hours=12), dt.timedelta(days=7)
#: Failed log-ins in a quarter of an hour, by account and by address.
TRIES, TRIES_FROM, WINDOW = 8, 40, 900.0
#: Writes of one account in a minute.
WRITES = 120
#: What a token looks like, so that a scanner of leaked secrets can know one.
PREFIX = "vdt_"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: nobody known, or an account; what it sees; and the word that its forms must say back."""

    account: Account | None = None
    viewer: Viewer = Viewer.PUBLIC
    csrf: str = ""
    by_token: bool = False

    def may(self, needed: Role) -> bool:
        """Whether it may do what a role may."""
        return self.account is not None and self.account.role.may(needed)

    @property
    def name(self) -> str:
        """The account's name; empty for nobody."""
        return self.account.name if self.account else ""


class Refused(Exception):
    """Not let in. `wait` seconds until it makes sense to try again; 0 for a wrong name or password."""

    def __init__(self, wait: int = 0) -> None:
        super().__init__(f"try again in {wait} seconds" if wait else "wrong name or password")
        self.wait = wait


class Door:
    """Lets accounts in. `guests` are those without one: None where they may not read, else what they see."""

    def __init__(self, store: AccountStore | None, guests: Viewer | None = Viewer.PUBLIC) -> None:
        self.store = store
        self.guests = guests
        self.writes = Limit(WRITES, 60.0)
        self._names, self._addresses = Limit(TRIES, WINDOW), Limit(TRIES_FROM, WINDOW)

    def visitor(self, session: str | None, token: str | None, guest: str | None = None) -> Visitor | None:
        """Who comes with this session, token or guest's cookie; None for a token that opens nothing. A token counts
        before a session."""
        if token is not None:
            known = self.store.bearer(digest(token)) if self.store else None
            return None if known is None else Visitor(known, self._sees(known), by_token=True)
        if session and self.store:
            known = self.store.session(digest(session), IDLE)
            if known is not None:
                return Visitor(known, self._sees(known), csrf_of(session))
        return Visitor(None, self.guests or Viewer.PUBLIC, csrf_of(guest) if guest else "")

    def log_in(self, name: str, password: str, address: str, *, before: str | None = None) -> str:
        """A new session's secret; a session that came with the question ends. Raises Refused."""
        if self.store is None:
            raise Refused
        name = name.strip().casefold()
        found = self.store.find(name) if len(name) <= 40 else None
        wait = max(self._names.wait(name[:40]), self._addresses.wait(address))
        if wait:
            self.store.note("held off", found[0].name if found else None, address)
            raise Refused(wait)
        if found is not None and found[0].disabled:  # as slow as any other, and told the same
            passwords.right(password, None)
            self._names.count(name[:40])
            self._addresses.count(address)
            self.store.note("disabled", name, address)
            raise Refused
        # Counted before the slow part, so that many at once are not let by.
        self._names.count(name[:40])
        self._addresses.count(address)
        if not passwords.right(password, found[1] if found else None) or found is None:
            # A name that is no account's is not written down: some type their password there.
            self.store.note("wrong password" if found else "no such account", found[0].name if found else None, address)
            raise Refused
        self._names.forget(name)
        if passwords.old(found[1]):
            self.store.rehash(name, passwords.hashed(password))
        if before:
            self.store.end(digest(before))
        session = secrets.token_urlsafe(32)
        self.store.begin(digest(session), name, self.store.clock() + LONGEST)
        self.store.note("logged in", name, address)
        return session

    def log_out(self, session: str, name: str, address: str) -> None:
        """End a session."""
        if self.store:
            self.store.end(digest(session))
            self.store.note("logged out", name, address)

    def _sees(self, account: Account) -> Viewer:
        order = tuple(Viewer)
        return max(account.role.viewer, self.guests or Viewer.PUBLIC, key=order.index)


def new_token(store: AccountStore, account: str, label: str, days: int) -> tuple[Token, str]:
    """A token and its secret, which is shown once. Raises BadRecord for an account that is not there."""
    secret = PREFIX + secrets.token_urlsafe(32)
    now = store.clock()
    token = Token(secrets.token_hex(6), account, label[:100], now, now + dt.timedelta(days=days))
    store.add_token(token, digest(secret))
    return token, secret


def digest(secret: str) -> str:
    """The hash by which a session or token is kept. Plain SHA-256: the secret has 256 random bits."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def csrf_of(secret: str) -> str:
    """The word that forms of a session say back: only who holds the cookie's page can know it."""
    return hmac.new(secret.encode("utf-8", "surrogatepass"), b"vedette form", hashlib.sha256).hexdigest()


def same(given: str, wanted: str) -> bool:
    """Whether two words are one, in constant time; two empty ones are not."""
    return bool(wanted) and hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())
