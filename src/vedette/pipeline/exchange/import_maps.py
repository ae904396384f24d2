"""Which column of a foreign table is which field of a claim, and what its words for types mean."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from vedette.errors import BadSetting
from vedette.model.claim import EventType
from vedette.reference.event_types import event_types

#: The fields that a column can be, each a plain text in a row.
FIELDS = (
    *("id", "first_day", "last_day", "place", "latitude", "longitude", "country", "admin1", "type", "actor", "target"),
    *("killed", "killed_low", "killed_high", "injured", "injured_low", "injured_high", "victims"),
    *("relation", "party", "from_party", "source", "outlet", "published", "notes", "url"),
)
#: Formats with a map of their own; the others need one.
FOREIGN = ("acled", "ucdp", "airwars")
FORMATS = (*FOREIGN, "csv", "xlsx")
#: ACLED's codebook and its table of categories spell one type differently.
_SPELLINGS = {"excessive force against protestors": EventType.EXCESSIVE_FORCE}


@dataclass(frozen=True, slots=True)
class ImportMap:
    """`columns` gives the column of each field; `types` the event type of each word, lower case; `publisher` is whose
    table it is: its rows hand on what others said."""

    publisher: str
    columns: Mapping[str, str]
    types: Mapping[str, EventType] = field(default_factory=lambda: MappingProxyType({}))
    defaults: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def fields(self, row: Mapping[str, str]) -> dict[str, str]:
        """A row under the names of the fields; empty cells take the default."""
        found = dict(self.defaults)
        found |= {name: row[column] for name, column in self.columns.items() if row.get(column)}
        return found

    def missing(self, row: Mapping[str, str]) -> list[str]:
        """The columns that the map names and the table lacks."""
        return sorted(column for column in self.columns.values() if column not in row)


def load_map(form: str, path: Path | None) -> ImportMap:
    """The map of a format, or the one in a file, which wins. Raises BadSetting for a file that is no map."""
    if path is None:
        if form not in FOREIGN:
            raise BadSetting(f"a table in {form} needs a map of its columns: --map FILE (see docs/ledger.md)")
        text, where = (files("vedette.pipeline.exchange.maps") / f"{form}.toml").read_text(encoding="utf-8"), form
    else:
        try:
            text, where = path.read_text(encoding="utf-8"), str(path)
        except (OSError, UnicodeDecodeError) as error:
            raise BadSetting(f"the map {path} can't be read: {error}") from error
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"the map {where} is not valid TOML: {error}") from error
    return _map(raw, where)


def _map(raw: Mapping[str, Any], where: str) -> ImportMap:
    columns = raw.get("columns")
    if not isinstance(columns, dict) or not columns:
        raise BadSetting(
            f'the map {where} has no [columns]: write FIELD = "COLUMN" lines, FIELD of {", ".join(FIELDS)}'
        )
    unknown = sorted({*columns, *raw.get("defaults", {})} - set(FIELDS))
    if unknown:
        raise BadSetting(f"the map {where} names {', '.join(unknown)}; the fields are {', '.join(FIELDS)}")
    for needed in ("id", "first_day"):
        if needed not in columns:
            raise BadSetting(f"the map {where} names no column for {needed!r}, which every row needs")
    publisher = raw.get("publisher")
    if not isinstance(publisher, str) or not publisher.strip():
        raise BadSetting(f'the map {where} says not whose table it is: publisher = "NAME"')
    types = dict(_SPELLINGS)
    types |= {t.value: t for t in EventType}
    if raw.get("types") == "acled":
        names = event_types()
        types |= {f.acled.casefold(): t for t, f in names.names.items()}
        types |= dict.fromkeys(
            (names.government_gains.casefold(), names.others_gain.casefold()), EventType.TERRITORY_GAINED
        )
    elif isinstance(raw.get("types"), dict):
        for word, kind in raw["types"].items():
            if kind not in tuple(EventType):
                raise BadSetting(f"the map {where} gives {word!r} the type {kind!r}; valid: {', '.join(EventType)}")
            types[word.casefold()] = EventType(kind)
    return ImportMap(publisher, columns, types, raw.get("defaults", {}))
