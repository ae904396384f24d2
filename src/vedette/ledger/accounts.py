"""The store of accounts, sessions, tokens and the record of visits: for SQLite a file of its own beside the ledger, for
PostgreSQL tables of their own in the same database.

It knows hashes only. What is hashed, and when a session ends, is for `vedette.access`.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import (
    Connection,
    Engine,
    RowMapping,
    create_engine,
    delete,
    exists,
    func,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.pool import StaticPool

from vedette.errors import BadRecord
from vedette.ledger.account_tables import ACCOUNTS, DISABLED, METADATA, SESSIONS, TOKENS, VISITS
from vedette.ledger.clocks import micros, moment, utc_now
from vedette.ledger.connect import connect, in_our_words, parse_url, writing
from vedette.model.account import Account, Role, Token, Visit

#: Whether a row of accounts is of one that may not come in.
_IS_DISABLED = exists().where(DISABLED.c.account == ACCOUNTS.c.name)
_READ = select(ACCOUNTS, _IS_DISABLED.label("disabled"))
#: A session is marked as seen no more often than this.
_SEEN = dt.timedelta(minutes=5)


def accounts_file(url: str) -> Path | None:
    """The file with the accounts of an SQLite ledger; None for other databases."""
    if url == "memory://":
        return None
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database is None:
        return None
    file = Path(parsed.database.removeprefix("file:"))
    return file.with_name(f"{file.stem}.accounts.db")


def open_accounts(
    url: str, *, create: bool = False, clock: Callable[[], dt.datetime] = utc_now
) -> "AccountStore | None":
    """The accounts of the ledger at an address; None where there are none yet and none are to be made.

    The file of an SQLite ledger's accounts can be read by its owner alone. Raises LedgerError as `open_ledger` does.
    """
    if url == "memory://":
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        METADATA.create_all(engine)
        return AccountStore(engine, clock)
    file = accounts_file(url)
    if file is not None:
        if not file.exists():
            if not create:
                return None
            file.touch(mode=0o600)
        url = f"sqlite:///{file}"
    parsed = parse_url(url)
    engine = connect(parsed)
    with in_our_words(parsed):
        if not create and not inspect(engine).has_table(ACCOUNTS.name):
            engine.dispose()
            return None
        with writing(engine) as connection:
            METADATA.create_all(connection)
    return AccountStore(engine, clock)


class AccountStore:
    """Accounts and what opens the door to them. May be shared by threads."""

    def __init__(self, engine: Engine, clock: Callable[[], dt.datetime] = utc_now) -> None:
        """Use `open_accounts`."""
        self._engine = engine
        self.clock = clock

    # --- accounts ---

    def add(self, name: str, role: Role, password: str) -> Account:
        """A new account; `password` is its hash. Raises BadRecord for a name that is none or is taken."""
        now = self.clock()
        try:
            account = Account(name, role, now)
        except ValueError as error:
            raise BadRecord(str(error)) from error
        with self._writing() as connection:
            if _one(connection, name) is not None:
                raise BadRecord(f"there is an account {name} already")
            row = {"name": name, "role": role.value, "password": password, "made_at": micros(now)}
            connection.execute(insert(ACCOUNTS), row)
        return account

    def accounts(self) -> tuple[Account, ...]:
        """All of them, by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(_READ.order_by(ACCOUNTS.c.name)).mappings()
            return tuple(_account(row) for row in rows)

    def find(self, name: str) -> tuple[Account, str] | None:
        """An account with the hash of its password."""
        with self._engine.connect() as connection:
            return _one(connection, name)

    def set_role(self, name: str, role: Role, *, keep_an_admin: bool = False) -> None:
        """Give it another role; it has to log in again. Raises BadRecord for an account that is not there, and, where
        one is to be kept, if no admin would be left who may come in."""
        with self._writing() as connection:
            _change(connection, name, {"role": role.value})
            _kept(connection, keep_an_admin)

    def set_disabled(self, name: str, disabled: bool, *, keep_an_admin: bool = False) -> None:
        """Keep an account out, by password and by token, and end its sessions; or let it in again. Raises BadRecord
        as above."""
        with self._writing() as connection:
            _there(connection, name)
            connection.execute(delete(DISABLED).where(DISABLED.c.account == name))
            if disabled:
                connection.execute(insert(DISABLED), {"account": name, "since": micros(self.clock())})
                connection.execute(delete(SESSIONS).where(SESSIONS.c.account == name))
            _kept(connection, keep_an_admin)

    def set_password(self, name: str, password: str) -> None:
        """Give it another password (a hash); all its sessions end. Raises BadRecord as above."""
        with self._writing() as connection:
            _change(connection, name, {"password": password})

    def rehash(self, name: str, password: str) -> None:
        """The same password hashed by newer rules: sessions stay."""
        with self._writing() as connection:
            connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.name == name).values(password=password))

    def remove(self, name: str, *, keep_an_admin: bool = False) -> None:
        """Take an account away with its sessions and tokens; what it decided stays. Raises BadRecord as above."""
        with self._writing() as connection:
            _there(connection, name)
            for table in (SESSIONS, TOKENS, DISABLED):
                connection.execute(delete(table).where(table.c.account == name))
            connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.name == name))
            _kept(connection, keep_an_admin)

    # --- sessions ---

    def begin(self, session: str, name: str, ends: dt.datetime) -> None:
        """A session by its hash; those that have ended are cleared away."""
        now = micros(self.clock())
        with self._writing() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.ends_at <= now))
            row = {"hash": session, "account": name, "seen_at": now, "ends_at": micros(ends)}
            connection.execute(insert(SESSIONS), row)

    def session(self, session: str, idle: dt.timedelta) -> Account | None:
        """Whose session it is; None for one that is not there, has ended, or has not been seen for so long."""
        now = self.clock()
        query = select(ACCOUNTS, SESSIONS.c.seen_at).join(SESSIONS, SESSIONS.c.account == ACCOUNTS.c.name)
        query = query.where(SESSIONS.c.hash == session, SESSIONS.c.ends_at > micros(now), ~_IS_DISABLED)
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().one_or_none()
        if row is None or now - moment(row["seen_at"]) > idle:
            return None
        if now - moment(row["seen_at"]) > _SEEN:
            with self._writing() as connection:
                seen = update(SESSIONS).where(SESSIONS.c.hash == session).values(seen_at=micros(now))
                connection.execute(seen)
        return _account(row)

    def end(self, session: str) -> None:
        """End a session."""
        with self._writing() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.hash == session))

    # --- tokens ---

    def add_token(self, token: Token, secret: str) -> None:
        """A token by the hash of its secret. Raises BadRecord for an account that is not there."""
        with self._writing() as connection:
            _there(connection, token.account)
            row = {
                "token": token.id,
                "hash": secret,
                "account": token.account,
                "label": token.label,
                "made_at": micros(token.made),
                "ends_at": micros(token.ends),
            }
            connection.execute(insert(TOKENS), row)

    def tokens(self) -> tuple[Token, ...]:
        """All of them, by account and age."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(TOKENS).order_by(TOKENS.c.account, TOKENS.c.made_at)).mappings()
            return tuple(
                Token(r["token"], r["account"], r["label"], moment(r["made_at"]), moment(r["ends_at"])) for r in rows
            )

    def bearer(self, secret: str) -> Account | None:
        """Whose token it is, by its hash; None for one that is not there or has ended."""
        query = select(ACCOUNTS).join(TOKENS, TOKENS.c.account == ACCOUNTS.c.name)
        query = query.where(TOKENS.c.hash == secret, TOKENS.c.ends_at > micros(self.clock()), ~_IS_DISABLED)
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return None if row is None else _account(row)

    def remove_token(self, token: str) -> None:
        """Take a token away by its id. Raises BadRecord for one that is not there."""
        with self._writing() as connection:
            if connection.execute(delete(TOKENS).where(TOKENS.c.token == token)).rowcount == 0:
                raise BadRecord(f"there is no token {token}; list them with: vedette tokens list")

    # --- the record ---

    def note(self, what: str, account: str | None, address: str = "") -> None:
        """Write down what happened at the door."""
        row = {"at": micros(self.clock()), "what": what, "account": account, "address": address[:64]}
        with self._writing() as connection:
            connection.execute(insert(VISITS), row)

    def visits(self, most: int) -> tuple[Visit, ...]:
        """The last of them, newest first."""
        query = select(VISITS).order_by(VISITS.c.number.desc()).limit(most)
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings()
            return tuple(Visit(moment(r["at"]), r["what"], r["account"], r["address"]) for r in rows)

    def any(self) -> bool:
        """Whether there is any account."""
        with self._engine.connect() as connection:
            return bool(connection.execute(select(func.count()).select_from(ACCOUNTS)).scalar_one())

    def close(self) -> None:
        """Let go of files and connections."""
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with in_our_words(self._engine.url), writing(self._engine) as connection:
            yield connection


def _one(connection: Connection, name: str) -> tuple[Account, str] | None:
    row = connection.execute(_READ.where(ACCOUNTS.c.name == name)).mappings().one_or_none()
    return None if row is None else (_account(row), row["password"])


def _change(connection: Connection, name: str, values: dict[str, str]) -> None:
    """Change an account and end its sessions. Raises BadRecord for one that is not there."""
    _there(connection, name)
    connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.name == name).values(**values))
    connection.execute(delete(SESSIONS).where(SESSIONS.c.account == name))


def _account(row: RowMapping) -> Account:
    return Account(row["name"], Role(row["role"]), moment(row["made_at"]), bool(row.get("disabled", False)))


def _kept(connection: Connection, wanted: bool) -> None:
    """Raises BadRecord, and so undoes what was begun, where an admin is wanted and none is left."""
    left = select(func.count()).select_from(ACCOUNTS).where(ACCOUNTS.c.role == Role.ADMIN.value, ~_IS_DISABLED)
    if wanted and not connection.execute(left).scalar_one():
        raise BadRecord("no admin would be left who may come in: make another one first")


def _there(connection: Connection, name: str) -> None:
    if _one(connection, name) is None:
        raise BadRecord(f"there is no account {name}; list them with: vedette users list")
