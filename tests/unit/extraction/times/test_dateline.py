import datetime as dt

import pytest

from vedette.extraction.times.dateline import HEAD, dateline, dateline_span, masthead


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("Wednesday 22 July 2015 Eleven dead in shelling", dt.date(2015, 7, 22)),
        ("Posted on August 12 2016 by the desk. Shelling", dt.date(2016, 8, 12)),
        ("Last updated at Jul 012016 CAIRO Eleven dead", dt.date(2016, 7, 1)),
        ("31 October 2016 Eleven dead", dt.date(2016, 10, 31)),
        ("Date of publication 14 October 2016 Eleven dead", dt.date(2016, 10, 14)),
        ("09-07-2014 Eleven dead", dt.date(2014, 7, 9)),
        ("18.05.2017(updated 2204 19.05.2017) Eleven dead", dt.date(2017, 5, 18)),
        ("2016-07-05T10:00 Eleven dead", dt.date(2016, 7, 5)),
        ("07/25/2016 Eleven dead", dt.date(2016, 7, 25)),
        ("QUITO, 3 JAN 90 -- ELEVEN DEAD", dt.date(1990, 1, 3)),
        ("QUITO, 3 Jan 05 (Agency) Eleven dead", dt.date(2005, 1, 3)),
        ("Eleven dead in shelling. Agency Sunday 14 Sep 2014 Shells fell", dt.date(2014, 9, 14)),
        ("On 21 August 2013 rockets fell on the suburbs", None),
        ("The town held since 3 May 2014 was shelled", None),
        ("July 5 (Agency) - Eleven dead", None),
        ("July 2016 Eleven dead", None),
        ("31 February 2016 Eleven dead", None),
        ("Eleven dead", None),
        ("", None),
    ],
)
def test_the_printed_date_is_read_from_the_head(head: str, date: dt.date | None) -> None:
    assert dateline(head) == date


def test_the_printed_date_has_its_place() -> None:
    head = "VELM (TORVIA), 11 DEC 19 (TNA) -- Eleven dead on 10 December"
    span = dateline_span(head)
    assert span is not None
    assert head[span.start : span.end] == "11 DEC 19"
    assert dateline_span("Eleven dead") is None


def test_a_date_below_the_head_is_not_printed_there() -> None:
    assert dateline("x " * HEAD + "5 May 2016") is None


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("Wednesday 3 July 2013 14:28 ", "Shells fell"),
        ("Last updated at Jul 032013 KESRA ", "At least ten died"),
        ("MERIDIAN Wednesday 3 Jul 2013 ", "Shells fell"),
        ("3 July 2013 1849 UTC+3 ", "Shells fell"),
        ("3 July 2013 ", "150 people fled"),
        ("", "On 3 July 2013 shells fell"),
        ("", "3 July 2013 saw the first shells"),
        ("", "Shells fell"),
    ],
)
def test_a_report_begins_behind_the_printers_words(printed: str, words: str) -> None:
    text = printed + words
    assert text[masthead(text) :].lstrip() == words
