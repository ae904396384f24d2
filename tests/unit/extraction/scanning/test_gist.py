"""What a short text is about."""

import pytest

from vedette.extraction.scanning.gist import cue_table, gist


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("two suicide bomber strike a bus station", "suicide-bombing"),
        ("police arrest twelve people in the capital", "arrests"),
        ("a earthquake shake the coast", "natural-disaster"),
        ("the rebel seize the town after day of fighting", "others-gain"),
        ("the group claim responsibility for the car bomb", "attribution"),
        ("the minister expel two diplomat", "diplomatic"),
    ],
)
def test_the_strongest_cues_decide(text: str, kind: str) -> None:
    words = text.split()
    found = gist(words, words)
    assert found is not None
    assert found.kind == kind
    assert found.cues


def test_words_of_no_type_have_no_gist() -> None:
    assert gist(["hello"], ["hello"]) is None
    assert gist([], []) is None


def test_a_gap_is_bounded() -> None:
    near = ["hurl", "a", "grenade"]
    far = ["hurl", *["x"] * 20, "grenade"]
    close, wide = gist(near, near), gist(far, far)
    assert close is not None
    assert wide is not None
    assert "hurl..grenade" in close.cues
    assert "hurl..grenade" not in wide.cues


@pytest.mark.parametrize("name", ["gist", "deeds"])
def test_the_order_names_every_type(name: str) -> None:
    table = cue_table(name)
    kinds = {cue.kind for cues in table.by_first.values() for cue in cues}
    assert kinds == set(table.order)
