"""The table of event types elsewhere."""

import pytest

from vedette.model.claim import EventType
from vedette.reference.event_types import event_types


@pytest.mark.parametrize("kind", EventType, ids=lambda k: k.value)
def test_every_type_has_an_acled_name(kind: EventType) -> None:
    names = event_types().names[kind]
    assert names.acled
    assert names.acled_group in {
        "Battles", "Explosions/Remote violence", "Violence against civilians",
        "Protests", "Riots", "Strategic developments",
    }  # fmt: skip


def test_a_gain_is_named_by_who_gains() -> None:
    types = event_types()
    assert types.acled(EventType.TERRITORY_GAINED, side="government") == "Government regains territory"
    assert types.acled(EventType.TERRITORY_GAINED, side="opposition") == "Non-state actor overtakes territory"
    assert types.acled(EventType.TERRITORY_GAINED) == "Non-state actor overtakes territory"


def test_the_side_changes_no_other_type() -> None:
    assert event_types().acled(EventType.SHELLING, side="government") == event_types().acled(EventType.SHELLING)


def test_plover_has_a_mode_where_the_manual_has_one() -> None:
    assert event_types().plover(EventType.AIR_STRIKE) == ("ASSAULT", "aerial")
    assert event_types().plover(EventType.AGREEMENT) == ("AGREE", None)
    assert event_types().plover(EventType.OTHER) is None
