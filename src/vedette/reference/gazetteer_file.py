"""A user's own gazetteer: the same kind of file as the one that ships with Vedette, with places added from tables.

Rows are known by their ids: a table that is added again replaces its rows and leaves the rest.
"""

import itertools
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from vedette.errors import FixSetup
from vedette.reference.gazetteer import SCHEMA_VERSION
from vedette.reference.place_tables import NewPlace
from vedette.text.transliteration import normal_key, skeleton

#: The name of a user's gazetteer in the data folder.
FILE = "gazetteer.sqlite"
#: Tables of a gazetteer. `name.main` tells a place's own name from its others; `skeleton` and `spelling` are for names
#: sought by their consonants.
SCHEMA = """
    PRAGMA page_size = 4096;
    PRAGMA journal_mode = OFF;
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
    CREATE TABLE place (n INTEGER PRIMARY KEY, ident TEXT, name TEXT NOT NULL, kind TEXT NOT NULL,
        country TEXT NOT NULL, admin1 TEXT, population INTEGER NOT NULL, capital INTEGER NOT NULL,
        lat REAL NOT NULL, lon REAL NOT NULL,
        radius REAL);
    CREATE TABLE name (key TEXT, n INTEGER, main INTEGER NOT NULL, PRIMARY KEY (key, n)) WITHOUT ROWID;
    CREATE TABLE skeleton (key TEXT, country TEXT, n INTEGER, PRIMARY KEY (key, country, n)) WITHOUT ROWID;
    CREATE TABLE spelling (n INTEGER, key TEXT, PRIMARY KEY (n, key)) WITHOUT ROWID;
    """
#: Rows written between two commits: a dump of a country goes in by parts, and what is in stays in.
BATCH = 10_000


def add_places(path: Path, places: Iterable[NewPlace]) -> int:
    """Add places to a user's gazetteer, made anew where there is none, and say how many. Raises FixSetup for a file
    that is no gazetteer of this version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with closing(sqlite3.connect(path)) as db:
        _prepare(db, path)
        source = iter(places)
        while some := list(itertools.islice(source, BATCH)):
            with db:
                for place in some:
                    _put(db, place)
            count += len(some)
    return count


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    try:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            db.executescript(SCHEMA)
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute("CREATE UNIQUE INDEX known ON place (ident)")
            db.execute("INSERT INTO meta VALUES ('schema', ?)", (str(SCHEMA_VERSION),))
            db.commit()
            return
        row = db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() if "meta" in tables else None
    except sqlite3.DatabaseError as error:
        raise FixSetup(f"{path} is no gazetteer ({error}); move it away and add the tables again") from error
    if row is None or row[0] != str(SCHEMA_VERSION):
        raise FixSetup(f"{path} is a gazetteer of another version; move it away and add the tables again")


def _put(db: sqlite3.Connection, place: NewPlace) -> None:
    known = db.execute("SELECT n FROM place WHERE ident = ?", (place.id,)).fetchone()
    if known:
        for table in ("place", "name", "skeleton", "spelling"):
            db.execute(f"DELETE FROM {table} WHERE n = ?", known)
    cursor = db.execute(
        "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            known[0] if known else None, place.id, place.name, place.kind.value, place.country, place.admin1,
            place.population, 0, round(place.latitude, 5), round(place.longitude, 5), None,
        ),
    )  # fmt: skip
    n = cursor.lastrowid
    main = normal_key(place.name)
    keys = sorted({key for key in map(normal_key, (place.name, *place.aliases)) if key})
    db.executemany("INSERT INTO name VALUES (?,?,?)", [(key, n, int(key == main)) for key in keys])
    plain = [key for key in keys if key.isascii()]
    db.executemany("INSERT INTO spelling VALUES (?,?)", [(n, key) for key in plain])
    bones = sorted({bone for bone in map(skeleton, plain) if len(bone) > 1})
    db.executemany("INSERT INTO skeleton VALUES (?,?,?)", [(bone, place.country, n) for bone in bones])
