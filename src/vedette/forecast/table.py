"""Deaths by area and calendar month: from a ledger, or from a table of UCDP GED."""

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vedette.errors import SourceFailed
from vedette.tallies.occurrences import deaths
from vedette.tallies.series import Tallies

#: Columns of UCDP GED that are read: the area is the division where one is given.
UCDP = ("date_end", "best", "country", "adm_1")


@dataclass(frozen=True, slots=True)
class Months:
    """`counts` of each area, one a month from `first` (a first day of a month) on, all equally long. `last` month is
    whole: the month in which the record ends is left out unless it ends with it."""

    first: dt.date
    counts: Mapping[str, tuple[int, ...]]

    @property
    def length(self) -> int:
        """How many months."""
        return max(map(len, self.counts.values()), default=0)

    def month(self, number: int) -> dt.date:
        """The first day of a month by its number from 0 on; numbers past the end are months to come."""
        return shifted(self.first, number)


def shifted(month: dt.date, by: int) -> dt.date:
    """The first day of the month so many months on."""
    number = month.year * 12 + month.month - 1 + by
    return dt.date(number // 12, number % 12 + 1, 1)


def from_tallies(tallies: Tallies) -> Months:
    """The least deaths by division (by country where no event has a division), of all sources together."""
    divided = {a.split("/", 1)[0] for a in tallies.areas if "/" in a}
    areas = [a for a in tallies.areas if "/" in a or a not in divided]
    if not tallies.days:
        return Months(dt.date(1970, 1, 1), {})
    first = tallies.first.replace(day=1)
    end = (tallies.last + dt.timedelta(days=1)).replace(day=1)
    every = frozenset(tallies.reports)
    months = []
    month = first
    while month < end:
        months.append((month, shifted(month, 1)))
        month = shifted(month, 1)
    counts = {a: tuple(tallies.total(a, deaths, start, stop, every) for start, stop in months) for a in areas}
    return Months(first, {a: c for a, c in counts.items() if any(c)})


def from_ucdp(path: Path) -> Months:
    """The best figures of a GED table in CSV, by the month in which events end. Raises SourceFailed for a file that is
    no such table, naming the line."""
    found: dict[str, dict[dt.date, int]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if missing := [c for c in UCDP if c not in (rows.fieldnames or ())]:
                raise SourceFailed(f"{path}: no table of UCDP GED: it has no column {missing[0]!r}")
            for row in rows:
                month = dt.date.fromisoformat(row["date_end"][:10]).replace(day=1)
                area = "/".join(filter(None, (row["country"].strip(), row["adm_1"].strip())))
                own = found.setdefault(area, {})
                own[month] = own.get(month, 0) + int(row["best"])
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceFailed(f"{path}: {error}") from error
    except (ValueError, TypeError) as error:
        raise SourceFailed(f"{path}: line {rows.line_num}: {error}") from error
    if not found:
        return Months(dt.date(1970, 1, 1), {})
    first, last = min(min(own) for own in found.values()), max(max(own) for own in found.values())
    length = (last.year - first.year) * 12 + last.month - first.month + 1
    return Months(
        first, {a: tuple(own.get(shifted(first, i), 0) for i in range(length)) for a, own in sorted(found.items())}
    )
