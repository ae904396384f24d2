"""Many rows into a table at once, straight to the driver.

SQLAlchemy takes each row of an insertion apart and looks at every value, which costs several times what the database
does. Here that is done once a statement. Only for tables whose values a driver takes as they are: texts, numbers,
bytes, truth values.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert

Values = Mapping[str, Any]


def put(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Put rows, which all name the same columns, at least two, into a table."""
    if rows:
        statement, taken = _insertion(table, connection.dialect, tuple(sorted(rows[0])))
        given: Any = rows if taken is None else list(map(taken, rows))
        connection.exec_driver_sql(statement, given)


@lru_cache(maxsize=256)
def _insertion(
    table: Table, dialect: Dialect, names: tuple[str, ...]
) -> tuple[str, Callable[[Values], tuple[Any, ...]] | None]:
    """The statement, and what takes a row's values in the order of their places; None where they go by name."""
    compiled: Any = insert(table).compile(dialect=dialect, column_keys=list(names))
    return str(compiled), itemgetter(*compiled.positiontup) if compiled.positional else None
