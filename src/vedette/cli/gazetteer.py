"""`vedette gazetteer`: places of one's own beside those that Vedette knows."""

from pathlib import Path
from typing import Annotated

import typer

gazetteer = typer.Typer(no_args_is_help=True, help="Add places of your own to those that Vedette knows.")


@gazetteer.callback()
def _group() -> None:
    """Add places of your own to those that Vedette knows."""


@gazetteer.command()
def add(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="A GeoNames dump or a p-code table as CSV.")],
) -> None:
    """Add the places of tables to your own gazetteer, in the data folder, beside the one that Vedette ships.

    FILE is a dump of GeoNames (allCountries.txt or a country's file) or a p-code table of OCHA with points, saved as
    CSV. A place that is there already, by its id, is replaced: adding a table twice changes nothing. Reports read from
    then on are resolved with these places too, and vedette places finds them.
    """
    from vedette.cli.options import existing
    from vedette.cli.screen import busy, err
    from vedette.errors import BadRecord
    from vedette.reference.gazetteer_file import FILE, add_places
    from vedette.reference.place_tables import read_places
    from vedette.settings import Settings

    existing([str(file) for file in files])
    own = Settings.load().data_dir / FILE
    for file in files:
        try:
            with busy(f"adding {file.name}"), file.open(encoding="utf-8-sig", newline="") as lines:
                count = add_places(own, read_places(lines, origin=str(file)))
        except UnicodeDecodeError as error:
            raise BadRecord(f"{file} is not UTF-8 text; save it as such") from error
        err().print(f"{count:,} places of {file.name} are in {own}")
