"""Bytes to characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.text.decoding import declared_encoding, decode, not_text


@given(st.text())
def test_utf8_comes_back_as_it_went(text: str) -> None:
    clean = text.encode("utf-8", "replace").decode("utf-8").removeprefix("\ufeff")
    assert decode(clean.encode("utf-8")).text.removeprefix("\ufeff") == clean


@given(st.binary())
def test_any_bytes_decode_to_something(raw: bytes) -> None:
    assert isinstance(decode(raw, declared=declared_encoding(raw)).text, str)


@pytest.mark.parametrize(
    ("raw", "encoding", "text"),
    [
        pytest.param("Alep\u00e9".encode("cp1252"), "cp1252", "Alep\u00e9", id="windows"),
        pytest.param(b"\xef\xbb\xbfHama", "utf-8-sig", "Hama", id="mark"),
        pytest.param("Hama".encode("utf-16"), "utf-16", "Hama", id="utf-16"),
        pytest.param(
            "Homs \u2019 ".encode() * 9 + b"\xff", "utf-8", "Homs \u2019 " * 9 + "\ufffd", id="one broken byte"
        ),
    ],
)
def test_the_encoding_is_found_without_being_named(raw: bytes, encoding: str, text: str) -> None:
    decoded = decode(raw)
    assert (decoded.encoding, decoded.text) == (encoding, text)


def test_a_guess_leaves_a_note() -> None:
    assert decode(b"caf\xe9").note is not None
    assert decode("caf\u00e9".encode()).note is None


def test_a_declared_encoding_is_used_when_it_is_not_utf8() -> None:
    raw = '<meta charset="windows-1251">Киев'.encode("cp1251")
    assert decode(raw, declared=declared_encoding(raw)).text.endswith("Киев")


def test_a_page_that_names_its_encoding_wrongly_is_still_read_as_utf8() -> None:
    raw = '<meta charset="iso-8859-1">Saraqib – Homs'.encode()
    assert decode(raw, declared=declared_encoding(raw)).text.endswith("Saraqib – Homs")


@pytest.mark.parametrize("raw", [b"%PDF-1.7", b"PK\x03\x04..", b"a\x00b", bytes(range(1, 30)) * 9])
def test_what_is_no_text_is_told_from_text(raw: bytes) -> None:
    assert not_text(raw) is not None


def test_mojibake_is_text() -> None:
    assert not_text("Syria\u00ef\u00bf\u00bd_s Aleppo".encode()) is None
