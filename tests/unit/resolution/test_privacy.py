import pytest

from vedette.resolution.privacy import MASK, load_known, mask_persons


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ahmad al-Masri, 34, was killed near Saraqib.", "Masri"),
        ("The dead include Khadija Haddad and her son Omar.", "Haddad"),
        ("Mahmoud was buried on Monday. His brother Mahmoud fled.", "Mahmoud"),
        ("Neighbours of Mrs. Layla Nasser heard the blast.", "Layla"),
        ("AHMAD SALIM WAS KILLED", "AHMAD"),
        ("A medic, Petro Vasylenko, treated the wounded in Kharkiv.", "Vasylenko"),
        ("Fatima died at dawn.", "Fatima"),
        ("Witness Juan de la Torre saw two lorries.", "Torre"),
    ],
)
def test_names_of_private_persons_are_masked(text: str, name: str) -> None:
    masked = mask_persons(text)
    assert name not in masked
    assert MASK in masked


@pytest.mark.parametrize(
    "text",
    [
        "The Syrian Democratic Forces withdrew from Tal Rifaat.",
        "Hayat Tahrir al-Sham captured Saraqib on Monday.",
        "According to Reuters, Russian jets struck Idlib.",
        "President Bashar al-Assad met Sergei Lavrov in Damascus.",
        "Residents fled. Shelling went on.",
        "The Ministry of Defence denied it.",
        "nobody is named here",
        "",
    ],
)
def test_parties_offices_places_and_plain_words_stay(text: str) -> None:
    assert mask_persons(text) == text


def test_a_masked_name_leaves_neither_letters_nor_length() -> None:
    assert mask_persons("He met Anna Ek.") == mask_persons("He met Konstantina Papadopoulou.") == f"He met {MASK}."


def test_names_to_keep_are_kept_as_printed() -> None:
    text = "The victims' list names Samir Qudsi."
    assert mask_persons(text, keep=("Samir Qudsi",)) == text
    assert "Qudsi" not in mask_persons(text)


def test_masking_twice_changes_nothing_more() -> None:
    once = mask_persons("Karim Bensalem and Ana Duarte were hurt near Goma.", load_known())
    assert mask_persons(once) == once
