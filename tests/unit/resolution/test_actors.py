"""Mentions in fifteen wars, each with the party and side that a careful reader would give it."""

import datetime as dt

import pytest

from vedette.model.ids import ActorId, ConflictId
from vedette.model.resolved import Role
from vedette.reference.actors import ActorRegistry
from vedette.resolution.actors import ActorContext, resolve_actor

REGISTRY = ActorRegistry.load()

#: conflict, day, mention, party, side
CASES = [
    ("syria", "2016-08-01", "Syrian army soldiers", "sy-saa", "government"),
    ("syria", "2016-08-01", "Assads forces", "sy-assad", "government"),
    ("syria", "2016-08-01", "Assad's air force", "sy-saf", "government"),
    ("syria", "2016-08-01", "Assads regime", "sy-assad", "government"),
    ("syria", "2016-08-01", "the regime", "sy-assad", "government"),
    ("syria", "2016-08-01", "the government", "sy-assad", "government"),
    ("syria", "2016-08-01", "the 58th Division", "sy-saa", "government"),
    ("syria", "2016-08-01", "government helicopters", "sy-saa", "government"),
    ("syria", "2016-08-01", "regime helicopters", "sy-saa", "government"),
    ("syria", "2016-08-01", "government troops", "sy-saa", "government"),
    ("syria", "2016-08-01", "pro-government forces", "sy-progov", "government"),
    ("syria", "2016-08-01", "Iran-backed militias", "sy-iran-militias", "government"),
    ("syria", "2016-08-01", "Lebanon's Hezbollah", "hezbollah", "government"),
    ("syria", "2016-08-01", "Russian warplanes", "ru-forces", "government"),
    ("syria", "2016-08-01", "Moscow", "ru", "government"),
    ("syria", "2016-08-01", "the Kremlin", "ru", "government"),
    ("syria", "2016-08-01", "rebel fighters", "sy-rebels", "opposition"),
    ("syria", "2016-08-01", "the insurgents", "sy-rebels", "opposition"),
    ("syria", "2016-08-01", "some 40 terrorists", "sy-rebels", "opposition"),
    ("syria", "2016-08-01", "terrorists from Jaish al-Islam", "jaish-al-islam", "opposition"),
    ("syria", "2016-08-01", "rebels backed by Fateh al-Sham", "sy-rebels", "opposition"),
    ("syria", "2016-08-01", "Jeish al Fatah gunmen", "jaish-al-fatah", "opposition"),
    ("syria", "2016-08-01", "Ahrar Al Shams fighters", "ahrar-al-sham", "opposition"),
    ("syria", "2016-08-01", "Jabhat Fateh al-Sham", "nusra", "jihadist"),
    ("syria", "2016-08-01", "jihadists", "sy-jihadists", "jihadist"),
    ("syria", "2016-08-01", "Daesh militants", "islamic-state", "islamic-state"),
    ("syria", "2016-08-01", "the Islamic State group", "islamic-state", "islamic-state"),
    ("syria", "2017-06-01", "Kurdish-led SDF fighters", "sdf", "kurdish"),
    ("syria", "2017-06-01", "Kurdish militia", "sy-kurds", "kurdish"),
    ("syria", "2017-06-01", "US-led coalition jets", "oir", "us-coalition"),
    ("syria", "2017-06-01", "coalition warplanes", "oir", "us-coalition"),
    ("syria", "2018-02-01", "Turkish artillery", "tr-forces", "turkey"),
    ("syria", "2018-02-01", "Turkey", "tr", "turkey"),
    ("syria", "2018-02-01", "Turkish-backed FSA members", "fsa", "opposition"),
    ("syria", "2018-02-01", "Israeli jets", "idf", "other"),
    ("syria", "2024-11-30", "an alliance of rebel factions led by HTS", "hts", "jihadist"),
    ("syria", "2025-03-07", "Syrian government forces", "sy-army-2024", "government"),
    ("ukraine", "2023-05-01", "Russian troops", "ru-forces", "other"),
    ("ukraine", "2023-05-01", "Ukrainian forces", "ua-forces", "government"),
    ("ukraine", "2023-05-01", "Kyiv", "ua", "government"),
    ("ukraine", "2023-05-01", "Wagner mercenaries", "wagner", "other"),
    ("ukraine", "2015-02-01", "pro-Russian separatists", "ua-separatists", "opposition"),
    ("ukraine", "2023-05-01", "Zelenskyy", "ua-gov", "government"),
    ("drc", "2025-01-27", "M23 rebels", "m23", "opposition"),
    ("drc", "2025-01-27", "Rwanda-backed rebels", "m23", "opposition"),
    ("drc", "2025-01-27", "the rebels", "m23", "opposition"),
    ("drc", "2025-01-27", "Rwandan soldiers", "rdf", "other"),
    ("drc", "2025-01-27", "the Congolese army", "fardc", "government"),
    ("drc", "2025-01-27", "UN peacekeepers", "monusco", "government"),
    ("sudan", "2024-06-01", "RSF fighters", "rsf", "opposition"),
    ("sudan", "2024-06-01", "the paramilitaries", "rsf", "opposition"),
    ("sudan", "2024-06-01", "the army", "saf", "government"),
    ("sudan", "2024-06-01", "Hemedti", "rsf", "opposition"),
    ("sudan", "2010-06-01", "Darfur rebels", "sd-rebels", "opposition"),
    ("myanmar", "2024-02-01", "junta troops", "tatmadaw", "government"),
    ("myanmar", "2024-02-01", "the Arakan Army", "arakan-army", "opposition"),
    ("myanmar", "2024-02-01", "resistance fighters", "mm-resistance", "opposition"),
    ("myanmar", "2024-02-01", "Taang National Liberation Army", "tnla", "opposition"),
    ("yemen", "2018-06-01", "Houthi rebels", "houthis", "opposition"),
    ("yemen", "2018-06-01", "the Saudi-led coalition", "saudi-coalition", "government"),
    ("yemen", "2018-06-01", "coalition aircraft", "saudi-coalition", "government"),
    ("gaza", "2023-11-01", "Israeli forces", "idf", "government"),
    ("gaza", "2023-11-01", "Hamas militants", "hamas", "opposition"),
    ("gaza", "2023-11-01", "Palestinian gunmen", "ps-groups", "opposition"),
    ("gaza", "2023-11-01", "Gaza's health ministry", "gaza-moh", "opposition"),
    ("lebanon", "2024-10-01", "Israeli troops", "idf", "other"),
    ("mali", "2024-07-28", "Tuareg rebels", "csp-dpa", "opposition"),
    ("mali", "2024-07-28", "Russian mercenaries", "wagner", "government"),
    ("mali", "2024-07-28", "Malian soldiers", "fama", "government"),
    ("somalia", "2023-01-01", "al-Shabab militants", "al-shabaab", "jihadist"),
    ("ethiopia", "2021-06-01", "Tigrayan fighters", "tdf-et", "opposition"),
    ("ethiopia", "2024-06-01", "Fano militiamen", "fano", "opposition"),
    ("ethiopia", "2021-06-01", "Eritrean troops", "eritrean-army", "government"),
    ("afghanistan", "2015-10-01", "Taliban fighters", "taliban", "opposition"),
    ("afghanistan", "2023-10-01", "Taliban fighters", "taliban", "government"),
    ("nigeria", "2015-01-01", "Boko Haram insurgents", "boko-haram", "jihadist"),
    ("el-salvador", "1989-11-20", "FMLN guerrillas", "fmln", "opposition"),
    ("el-salvador", "1989-11-20", "terrorists", "fmln", "opposition"),
    ("el-salvador", "1989-11-20", "fmln guerrillas", "fmln", "opposition"),
    ("peru", "1990-01-01", "shining path rebels in the hills", "sendero", "opposition"),
    ("peru", "1990-01-01", "Sendero Luminoso", "sendero", "opposition"),
    ("karabakh", "2020-10-10", "Azerbaijani forces", "az-forces", "government"),
    ("iraq", "2016-11-01", "Iraqi special forces", "iq-ctf", "government"),
    ("iraq", "2016-11-01", "Kurdish Peshmerga fighters", "peshmerga", "government"),
    ("syria", "2017-06-01", "Turkish-backed fighters", "sna", "opposition"),
    ("syria", "2017-06-01", "US-backed Kurdish-Arab alliance", "sdf", "kurdish"),
    ("syria", "2018-06-01", "al-Qaeda-linked militants", "sy-jihadists", "jihadist"),
    ("syria", "2016-08-01", "anti-Assad fighters", "sy-rebels", "opposition"),
    ("syria", "2016-08-01", "US-led air strikes", "oir", "us-coalition"),
    ("syria", "2016-08-01", "terrorist groups affiliated to the Turkish regime", "sy-rebels", "opposition"),
    ("drc", "2025-01-27", "Islamic State-linked rebels", "adf", "islamic-state"),
    ("drc", "2025-01-27", "Rwanda-backed fighters", "m23", "opposition"),
    ("ukraine", "2023-05-01", "Kremlin-backed authorities", "ru-occupation-admin", "other"),
    ("ukraine", "2023-05-01", "Chechen fighters", "kadyrovites", "other"),
    ("yemen", "2019-01-01", "UAE-backed forces", "stc", "government"),
    ("myanmar", "2024-02-01", "junta-aligned militia", "pyu-saw-htee", "government"),
    ("colombia", "2010-01-01", "FARC rebels", "farc", "opposition"),
]


def context(conflict: str, day: str, *places: str) -> ActorContext:
    return ActorContext(REGISTRY, (ConflictId(conflict),), dt.date.fromisoformat(day), frozenset(places))


@pytest.mark.parametrize(("conflict", "day", "mention", "party", "side"), CASES, ids=lambda v: str(v))
def test_mention_gets_its_party_and_side(conflict: str, day: str, mention: str, party: str, side: str) -> None:
    found = resolve_actor(mention, mention, context(conflict, day))
    assert (found.actor, found.side) == (party, side), found.reason
    assert found.reason
    assert not found.provisional


def test_rebels_mean_someone_else_in_every_war_and_near_every_town() -> None:
    goma = resolve_actor("rebels", "rebels", context("drc", "2025-01-27", "Goma"))
    beni = resolve_actor("rebels", "rebels", context("drc", "2025-01-27", "Beni"))
    aleppo = resolve_actor("rebels", "rebels", context("syria", "2016-08-01", "Aleppo"))
    assert (goma.actor, beni.actor, aleppo.actor) == ("m23", "adf", "sy-rebels")


def test_fullest_name_goes_before_the_words() -> None:
    found = resolve_actor("the monitor", "Syrian Observatory for Human Rights", context("syria", "2016-08-01"))
    assert found.actor == "sohr"
    assert found.mention == "the monitor"


def test_words_decide_where_the_fullest_name_is_unknown() -> None:
    assert resolve_actor("rebels", "the Lions of X", context("syria", "2016-08-01")).actor == "sy-rebels"


def test_unknown_name_becomes_a_provisional_actor_that_is_the_same_each_time() -> None:
    once = resolve_actor("Knights of Sand Brigade", "Knights of Sand Brigade", context("syria", "2016-08-01"))
    again = resolve_actor("the Knights of Sand Brigade", "the Knights of Sand Brigade", context("sudan", "2020-01-01"))
    assert once.provisional
    assert once.side is None
    assert once.actor == again.actor
    assert once.actor != ActorId("")


def test_words_of_no_side_name_nobody_we_know() -> None:
    for words in ("residents", "a hospital", "warplanes", "two armed men", "civilians"):
        assert resolve_actor(words, words, context("syria", "2016-08-01")).side is None, words


def test_nothing_named_is_nobody() -> None:
    assert resolve_actor("...", "...", context("syria", "2016-08-01")).actor is None


def test_generic_words_stay_unresolved_outside_any_conflict() -> None:
    found = resolve_actor("the rebels", "the rebels", ActorContext(REGISTRY))
    assert found.provisional


def test_a_description_of_one_war_is_not_taken_into_another() -> None:
    found = resolve_actor("pro-government militias", "pro-government militias", context("drc", "2025-01-27"))
    assert found.actor == "wazalendo"
    coalition = resolve_actor("coalition warplanes", "coalition warplanes", context("yemen", "2016-01-01"))
    assert coalition.actor == "saudi-coalition"


def test_an_outlet_that_claims_is_an_actor_with_the_side_of_its_party() -> None:
    fars = resolve_actor("FNA", "FNA", context("syria", "2016-08-01"), role=Role.CLAIMANT)
    assert (fars.actor, fars.side) == ("irgc", "government")
    reuters = resolve_actor("Reuters", "Reuters", context("syria", "2016-08-01"), role=Role.CLAIMANT)
    assert (reuters.actor, reuters.side) == ("outlet:reuters.com", None)
    assert resolve_actor("time", "time", context("syria", "2016-08-01"), role=Role.CLAIMANT).actor is None
    asdar = resolve_actor("x", "Al-Masdar News website", context("syria", "2016-08-01"), role=Role.CLAIMANT)
    assert asdar.actor == "outlet:almasdarnews.com"


@pytest.mark.parametrize(
    "words",
    [
        "activists",
        "Activists",
        "local activists in Ardan",
        "a school",
        "16 civilians",
        "Syrian activists",
        "two medics",
    ],
)
def test_common_nouns_for_people_and_things_name_nobody(words: str) -> None:
    found = resolve_actor(words, words, context("syria", "2016-08-01"))
    assert found.actor is None
    assert not found.provisional


@pytest.mark.parametrize("words", ["masked men of the Hill Brigades", "unidentified gunmen", "Ardan Media Centre"])
def test_people_under_arms_and_names_stay_somebody(words: str) -> None:
    assert resolve_actor(words, words, context("drc", "2025-01-27")).actor is not None


@pytest.mark.parametrize(("words", "actor"), [("military sources", "sy-saa"), ("Turkish security sources", "tr")])
def test_unnamed_sources_of_forces_speak_for_them(words: str, actor: str) -> None:
    assert resolve_actor(words, words, context("syria", "2016-08-01")).actor == actor


@pytest.mark.parametrize(
    ("words", "actor"), [("monitoring centre in Syria", None), ("the government of Syria", "sy-assad"), ("Syria", "sy")]
)
def test_a_states_name_may_say_but_where(words: str, actor: str | None) -> None:
    found = resolve_actor(words, words, context("syria", "2016-08-01")).actor
    assert found == actor if actor else found != "sy"


def test_who_watches_or_helps_has_a_side_that_takes_no_part() -> None:
    found = resolve_actor("the Red Crescent", "the Red Crescent", context("syria", "2016-08-01"))
    assert (found.actor, found.side) == ("red-crescent", "humanitarian")


def test_a_target_that_is_a_place_is_no_actor() -> None:
    found = resolve_actor("Ardan hospital", "Ardan hospital", context("syria", "2016-08-01"), role=Role.TARGET)
    assert (found.actor, found.reason) == (None, "a place is named, no party")


@pytest.mark.parametrize(
    ("holder", "day", "actor"),
    [("Obama", "2016-08-01", "us"), ("Staffan de Mistura", "2016-08-01", "un"), ("Mogherini", "2016-08-01", "eu")],
)
def test_holders_of_office_stand_for_their_office(holder: str, day: str, actor: str) -> None:
    assert resolve_actor(holder, holder, context("syria", day)).actor == actor


def test_role_is_kept() -> None:
    assert resolve_actor("M23", "M23", context("drc", "2025-01-27"), role=Role.PARTY).role is Role.PARTY


def test_two_joined_parties_resolve_to_the_first() -> None:
    found = resolve_actor("x", "Assad regime and Russian air forces", context("syria", "2016-08-01"))
    assert found.actor == "sy-assad"


@pytest.mark.parametrize(
    ("one", "other"), [("the Assad regime", "the Assad government"), ("Israeli occupation forces", "the Israeli army")]
)
def test_loaded_synonyms_change_nothing(one: str, other: str) -> None:
    for war in ("syria", "gaza"):
        a, b = (resolve_actor(w, w, context(war, "2016-08-01")) for w in (one, other))
        assert (a.actor, a.side) == (b.actor, b.side)
