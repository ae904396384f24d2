"""The guards in the database itself: entries are added, never changed, removed or replaced.

One way is open: the body of an entry, or the bytes of a blob, may be set to NULL when a row of `redactions` names it.
Guards are put up anew after every migration, because rebuilding a table drops them silently. SQLite needs
`PRAGMA recursive_triggers=ON` on every connection, or INSERT OR REPLACE slips by (see `connect`).
"""

from sqlalchemy import Connection, Table, text

from vedette.ledger.tables import APPEND_ONLY, BATCHES, BLOBS, REDACTIONS

_OPERATIONS = {"sqlite": ("update", "delete"), "postgresql": ("update", "delete", "truncate")}


def trigger_names(dialect: str) -> frozenset[str]:
    """The guards that must stand in a database of this kind."""
    return frozenset(f"{table.name}_no_{op}" for table in APPEND_ONLY for op in _OPERATIONS[dialect])


def install_triggers(connection: Connection) -> None:
    """Put up all guards, in place of those that stand."""
    for table in APPEND_ONLY:
        for statement in _statements(table, connection.dialect.name):
            connection.exec_driver_sql(statement)


def missing_triggers(connection: Connection) -> frozenset[str]:
    """The guards that should stand and don't."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgenabled <> 'D' "
        query += "AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
    found = {row[0] for row in connection.execute(text(query))}
    return trigger_names(connection.dialect.name) - found


def _statements(table: Table, dialect: str) -> list[str]:
    return _sqlite(table) if dialect == "sqlite" else _postgresql(table)


def _sqlite(table: Table) -> list[str]:
    name = table.name
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_message(name)}'); END"
    allowed = _erasing(table, "IS")
    when = f"WHEN NOT ({allowed}) " if allowed else ""
    return [
        f"DROP TRIGGER IF EXISTS {name}_no_update",
        f"DROP TRIGGER IF EXISTS {name}_no_delete",
        f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} {when}{refuse}",
        f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name} {refuse}",
    ]


def _postgresql(table: Table) -> list[str]:
    name = table.name
    allowed = _erasing(table, "IS NOT DISTINCT FROM")
    update = f"IF TG_OP = 'UPDATE' THEN IF {allowed} THEN RETURN NEW; END IF; END IF; " if allowed else ""
    function = (
        f"CREATE OR REPLACE FUNCTION {name}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{update}RAISE EXCEPTION '{_message(name)}'; END $$"
    )
    guards = []
    for operation in _OPERATIONS["postgresql"]:
        each = "STATEMENT" if operation == "truncate" else "ROW"
        guards.append(f"DROP TRIGGER IF EXISTS {name}_no_{operation} ON {name}")
        guards.append(
            f"CREATE TRIGGER {name}_no_{operation} BEFORE {operation.upper()} ON {name} "
            f"FOR EACH {each} EXECUTE FUNCTION {name}_guard()"
        )
    return [function, *guards]


def _message(name: str) -> str:
    return f"{name} is append-only: record a new entry that supersedes the old one"


def _erasing(table: Table, same: str) -> str:
    """The condition under which an update does nothing but erase what a redaction names; empty where there is none."""
    if table in (BATCHES, REDACTIONS):
        return ""
    erased, target = ("data", "OLD.blob") if table is BLOBS else ("body", f"'{table.name}:' || OLD.number")
    kept = [f"NEW.{c.name} {same} OLD.{c.name}" for c in table.columns if c.name != erased]
    named = f"EXISTS (SELECT 1 FROM redactions WHERE redactions.target = {target})"
    return " AND ".join([f"NEW.{erased} IS NULL", *kept, named])
