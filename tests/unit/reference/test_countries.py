import re
from pathlib import Path

from vedette.reference.codebook import CODEBOOK
from vedette.reference.countries import countries, country

DOCS = Path(__file__).parents[3] / "docs"


def test_codes_are_unique_and_well_formed() -> None:
    found = countries().values()
    for part in ("alpha3", "numeric", "gwno"):
        given = [getattr(c, part) for c in found if getattr(c, part) is not None]
        assert len(given) == len(set(given)), part
    assert all(re.fullmatch("[A-Z]{2}", c.code) and re.fullmatch("[A-Z]{3}", c.alpha3) for c in found)


def test_syria_is_known_by_its_numbers() -> None:
    syria = country("SY")
    assert syria is not None
    assert (syria.alpha3, syria.numeric, syria.gwno, syria.acled_region) == ("SYR", 760, 652, "Middle East")
    assert country("??") is None
    assert country(None) is None


def test_the_codebook_s_version_is_that_of_its_page() -> None:
    assert f"\nVersion {CODEBOOK}\n" in (DOCS / "codebook.md").read_text(encoding="utf-8")
