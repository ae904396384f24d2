"""What a report is of: armed conflict and political violence, or the rest of the news."""

import pytest

from vedette.extraction.scanning.scope import in_scope
from vedette.extraction.scanning.units import units

PAD = " The street was quiet. People talked of it all week. A shop opened again. Nobody knew more."


def read(text: str) -> bool:
    return in_scope(text, units(text))


@pytest.mark.parametrize(
    "text",
    [
        "Rebels entered Marsin on Monday." + PAD,
        "Two people died when a missile fell on a court in Marsin." + PAD,
        "An air strike on a school killed nine, officials said." + PAD,
        "A car bomb went off beside the county court." + PAD,
        "The fighting in Marsin went on, and residents were displaced." + PAD,
        "Gunmen kidnapped three, and clashes followed near the jail and the court." + PAD,
        "The mine was retaken from the cartel." + PAD,
        "Senator Ada Torvald was murdered outside her home, and the minister spoke of a crime against the republic."
        + PAD,
        "Assassins on a motorcycle killed the presidential candidate; a judge opened an inquiry." + PAD,
    ],
)
def test_conflict_is_in_scope(text: str) -> None:
    assert read(text)


@pytest.mark.parametrize(
    "text",
    [
        "A man was shot dead in a bar; deputies arrested a suspect, the sheriff said." + PAD,
        "Two cars crashed on the highway, killing one driver and injuring four." + PAD,
        "Firefighters battled a blaze that killed a couple." + PAD,
        "The school board fought over its budget, and the mayor attacked the plan." + PAD,
        "Four were hurt in an armed robbery; a judge set bail." + PAD,
        "The trial for the murder of a teenager opened; prosecutors asked the court for life, and the government paid."
        + PAD,
        "A minister died in his sleep, and the president praised him." + PAD,
    ],
)
def test_crime_accidents_and_politics_are_not(text: str) -> None:
    assert not read(text)


def test_a_headline_names_little_and_is_in_scope() -> None:
    assert read("Three killed in Marsin")


def test_a_short_report_of_a_court_is_not() -> None:
    assert not read("A jury found him guilty of murder. The judge set a date.")
