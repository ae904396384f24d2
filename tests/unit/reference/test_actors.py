import datetime as dt
import subprocess
import sys
import time
from collections import Counter

import pytest

from vedette.model.ids import ActorId, ConflictId
from vedette.reference.actor_names import NameKind
from vedette.reference.actors import INTERACTION_CLASS, ActorRegistry, BondKind, PartyType
from vedette.reference.conflicts import Side

REGISTRY = ActorRegistry.load()
SYRIA = ConflictId("syria")


def test_registry_covers_enough_conflicts_and_actors() -> None:
    groups = [p for p in REGISTRY.parties if p.type is not PartyType.STATE]
    assert len(REGISTRY.conflicts) >= 35
    assert len(groups) >= 600
    assert sum(any(a.conflict == SYRIA for a in p.alignments) for p in REGISTRY.parties) >= 60


def test_every_party_has_a_source_and_ids_are_unique() -> None:
    assert all(p.sources for p in REGISTRY.parties)
    assert max(Counter(p.id for p in REGISTRY.parties).values()) == 1


def test_every_conflict_has_a_state_forces_and_dyads() -> None:
    for conflict in REGISTRY.conflicts.values():
        assert conflict.state in REGISTRY, conflict.id
        assert REGISTRY.side(conflict.state, conflict.id) is Side.GOVERNMENT, conflict.id
        assert conflict.dyads, conflict.id
        assert conflict.default(Side.GOVERNMENT, conflict.period.since or dt.date(2024, 1, 1)), conflict.id
        assert conflict.sources, conflict.id


def test_defaults_stand_on_the_side_they_stand_for() -> None:
    for conflict in REGISTRY.conflicts.values():
        for default in conflict.defaults:
            day = default.period.since or (default.period.until and default.period.until - dt.timedelta(1))
            side = REGISTRY.side(default.party, conflict.id, day)
            assert side is not None, (conflict.id, default)
            # "Islamists" is a word of the report's; those it is said of may stand with the opposition in our table.
            close = set(Side) - {Side.GOVERNMENT} if default.side is not Side.GOVERNMENT else {Side.GOVERNMENT}
            assert side in close, (conflict.id, default, side)


def test_a_side_changes_with_the_day() -> None:
    hts = ActorId("hts")
    assert REGISTRY.side(hts, SYRIA, dt.date(2024, 11, 30)) is Side.JIHADIST
    assert REGISTRY.side(hts, SYRIA, dt.date(2024, 12, 20)) is Side.GOVERNMENT


def test_a_part_takes_the_side_of_its_whole() -> None:
    assert REGISTRY.side(ActorId("quds-force"), SYRIA, dt.date(2016, 1, 1)) is Side.GOVERNMENT
    assert REGISTRY.side(ActorId("ru-vks"), ConflictId("ukraine"), dt.date(2023, 1, 1)) is Side.OTHER


def test_who_takes_no_side_has_none() -> None:
    assert REGISTRY.side(ActorId("icrc"), SYRIA) is None
    assert REGISTRY.side(ActorId("sohr"), SYRIA) is None


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Ahrar al-Sham", "ahrar-al-sham"),
        ("Ahrar ash-Sham", "ahrar-al-sham"),
        ("AHRAR AL SHAM", "ahrar-al-sham"),
        ("Jaysh al-Islam", "jaish-al-islam"),
        ("Jeish ul Islam", "jaish-al-islam"),
        ("جبهة النصرة", "nusra"),
        ("Хезболла", "hezbollah"),
        ("U.S.", "us"),
        ("Etat islamique", "islamic-state"),
        ("Da’esh", "islamic-state"),
        ("Peoples Defence Force", "pdf"),
        ("တပ်မတော်", "tatmadaw"),
    ],
)
def test_spellings_meet(name: str, party: str) -> None:
    assert party in {n.party.id for n in REGISTRY.lookup(name)}


def test_small_words_are_no_acronyms() -> None:
    assert not REGISTRY.lookup("is")
    assert not REGISTRY.lookup("us")
    assert REGISTRY.lookup("IS")
    assert REGISTRY.lookup("US")


def test_a_name_says_how_it_names() -> None:
    assert REGISTRY.lookup("Damascus")[0].kind is NameKind.CAPITAL
    assert REGISTRY.lookup("Syrian")[0].kind is NameKind.ADJECTIVE
    assert REGISTRY.lookup("Zelensky")[0].kind is NameKind.OFFICE
    assert REGISTRY.lookup("Wagner Group")[0].kind is NameKind.NAME


def test_bonds_have_dates() -> None:
    nusra = REGISTRY.party(ActorId("nusra"))
    assert nusra.bound(BondKind.PART_OF, dt.date(2015, 1, 1)) == ("al-qaeda",)
    assert nusra.bound(BondKind.PART_OF, dt.date(2016, 12, 1)) == ()


def test_every_type_has_an_interaction_class() -> None:
    assert set(INTERACTION_CLASS) == set(PartyType)


def test_loading_takes_less_than_a_moment() -> None:
    code = (
        "import time, vedette.reference.actors as a\nt = time.perf_counter()\na.ActorRegistry.load()\n"
        "print(time.perf_counter() - t)"
    )
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout) for _ in range(3)
    ]
    # The promise is 150 ms; the best of three, so that a busy machine does not fail it.
    assert min(runs) < 0.15


def test_looking_up_is_fast() -> None:
    start = time.perf_counter()
    for _ in range(1000):
        REGISTRY.lookup("Syrian Observatory for Human Rights")
    assert time.perf_counter() - start < 1.0
