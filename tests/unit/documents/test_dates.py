"""When a report was put out."""

import datetime as dt

import pytest

from vedette.documents.dates import date_in_name, parse_published, published

NOW = dt.datetime(2024, 12, 2, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("2024-11-30", "2024-11-30T00:00:00+00:00"),
        ("2024-11-30T17:20:00Z", "2024-11-30T17:20:00+00:00"),
        ("2024-11-30T01:20:00+03:00", "2024-11-29T22:20:00+00:00"),
        ("2024-11-30 17:20", "2024-11-30T17:20:00+00:00"),
        ("Sat, 30 Nov 2024 17:20:00 +0200", "2024-11-30T15:20:00+00:00"),
        ("30 November 2024", "2024-11-30T00:00:00+00:00"),
        ("November 30, 2024", "2024-11-30T00:00:00+00:00"),
        ("Saturday, 30 Nov 2024", "2024-11-30T00:00:00+00:00"),
        ("2024/11/30", "2024-11-30T00:00:00+00:00"),
        ("30.11.2024", "2024-11-30T00:00:00+00:00"),
        ("1732981200", "2024-11-30T15:40:00+00:00"),
    ],
)
def test_written_forms_are_understood(words: str, time: str) -> None:
    got = parse_published(words)
    assert got is not None
    assert got.isoformat() == time


@pytest.mark.parametrize("words", ["05/07/2016", "yesterday", "2024-13-01", "", "0000-00-00", "99999999999999"])
def test_what_could_mean_two_days_or_none_is_not_guessed_at(words: str) -> None:
    assert parse_published(words) is None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("in/aleppo-2024-11-30.txt", "2024-11-30"),
        ("20241130_wire.txt", "2024-11-30"),
        ("2024-11-30/report.txt", None),
        ("2024-11-29-to-2024-11-30.txt", None),
        ("2024-02-31.txt", None),
        ("report.txt", None),
    ],
)
def test_a_file_name_dates_a_report_when_it_bears_one_day(name: str, day: str | None) -> None:
    got = date_in_name(name)
    assert (got.date().isoformat() if got else None) == day


def test_a_date_in_the_future_is_set_aside_with_a_note() -> None:
    got = published("2031-01-01", (), printed=None, now=NOW)
    assert got.time is None
    assert got.note is not None
    assert "future" in got.note


def test_tomorrow_is_not_the_future() -> None:
    assert published("2024-12-03", (), printed=None, now=NOW).time is not None


def test_no_date_is_a_note_and_no_error() -> None:
    got = published(None, (None,), printed=None, now=NOW)
    assert (got.time, got.note) == (None, "no date of publication")


def test_the_printed_date_wins_over_metadata_and_says_so() -> None:
    got = published("2017-04-15", (), printed=dt.date(2017, 4, 5), now=NOW)
    assert got.time == dt.datetime(2017, 4, 5, tzinfo=dt.UTC)
    assert got.note is not None
    assert "2017-04-15" in got.note


def test_the_time_of_day_stays_where_both_name_one_day() -> None:
    got = published("2017-04-05T15:00Z", (), printed=dt.date(2017, 4, 5), now=NOW)
    assert (got.time, got.note) == (dt.datetime(2017, 4, 5, 15, tzinfo=dt.UTC), None)


def test_a_printed_date_in_the_future_does_not_win() -> None:
    got = published("2017-04-05", (), printed=dt.date(2071, 4, 5), now=NOW)
    assert got.time == dt.datetime(2017, 4, 5, tzinfo=dt.UTC)


def test_the_hint_is_used_only_where_nothing_is_stated() -> None:
    hint = dt.datetime(2016, 8, 1, tzinfo=dt.UTC)
    stated = published("2016-07-01", (hint,), printed=None, now=NOW).time
    assert stated == dt.datetime(2016, 7, 1, tzinfo=dt.UTC)
    assert published(None, (hint,), printed=None, now=NOW).time == hint
