"""The resolver over the tables that ship with Vedette: what one part of a report tells of another."""

import datetime as dt
from dataclasses import replace

import pytest

from tests import factories as f
from vedette.model.claim import EventContent, EventType
from vedette.model.mention import PlaceMention
from vedette.model.resolved import ActorResolution, ResolvedClaim, Role
from vedette.resolution.resolver import load_resolver


def resolved(text: str, place: str, actor: str, day: str) -> ResolvedClaim:
    published = dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")
    document = replace(f.document(), text=text, published=published)
    content = EventContent(EventType.SHELLING, actor=f.mention(actor))
    return load_resolver().resolve(document, [f.claim(content, where=PlaceMention(place, place))])[0]


def actor_of(claim: ResolvedClaim) -> ActorResolution:
    found = claim.actor(Role.ACTOR)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("place", "day", "army"),
    [
        ("Jamiyat al-Zahraa", "2016-08-01", "sy-saa"),
        ("Zamzam camp", "2024-12-01", "saf"),
        ("Mugunga", "2025-01-25", "fardc"),
    ],
)
def test_a_village_at_war_tells_whose_army_it_is(place: str, day: str, army: str) -> None:
    claim = resolved(f"The army shelled {place} on Friday.", place, "the army", day)
    assert actor_of(claim).actor == army
    assert actor_of(claim).side == "government"
    assert claim.place is not None
    assert claim.place.place is not None


def test_a_name_of_many_countries_tells_nothing() -> None:
    claim = resolved("The army shelled Salem on Friday.", "Salem", "the army", "2016-08-01")
    assert actor_of(claim).side is None


def test_what_the_report_says_goes_before_where_a_village_lies() -> None:
    text = "Syrian government forces fought rebels near Aleppo. The army also shelled Mugunga, it said."
    claim = resolved(text, "Mugunga", "the army", "2016-08-01")
    assert actor_of(claim).actor == "sy-saa"
