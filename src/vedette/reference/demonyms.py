"""Words for the people of a country and what is theirs: "Syrian", "Burmese", "Israelis".

They name a country without being a place: they vote on where a report is, and never place an event by themselves.
"""

import csv
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    text = (resources.files("vedette.reference") / "data" / "demonyms.csv").read_text("utf-8")
    return {row["word"].lower(): row["country"] for row in csv.DictReader(text.splitlines())}


def demonym_country(words: str) -> str | None:
    """The ISO code of the country of a people or adjective ("Syrian", "South Sudanese"); None for any other words.

    "Congolese" is DR Congo's, "Dominican" the Dominican Republic's: each has a smaller namesake that is not told apart.
    """
    return _words().get(" ".join(words.split()).lower())
