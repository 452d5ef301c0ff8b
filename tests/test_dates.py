"""Dates are read as printed, shown as printed, and never padded."""

from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from plainspoken import dates
from plainspoken.dates import BadDate, Dates
from tests.test_pages import files

GOOD = {
    # written: (words, first day, last day, for <time>)
    "2011-05-09": ("9 May 2011", "2011-05-09", "2011-05-09", "2011-05-09"),
    "2012-02-29": ("29 February 2012", "2012-02-29", "2012-02-29", "2012-02-29"),
    "2008-05": ("May 2008", "2008-05-01", "2008-05-31", "2008-05"),
    "May 2008": ("May 2008", "2008-05-01", "2008-05-31", "2008-05"),
    "february 2008": ("February 2008", "2008-02-01", "2008-02-29", "2008-02"),
    "2008": ("2008", "2008-01-01", "2008-12-31", "2008"),
    "2008/09": ("2008/09", "2008-04-01", "2009-03-31", ""),
    "1999/00": ("1999/00", "1999-04-01", "2000-03-31", ""),
    "2008/2010": ("2008 to 2010", "2008-01-01", "2010-12-31", ""),
    "2008-06/2010-12": ("June 2008 to December 2010", "2008-06-01", "2010-12-31", ""),
    "2008-03/2008-05": ("March to May 2008", "2008-03-01", "2008-05-31", ""),
    "2011-05-09/2011-05-20": ("9 to 20 May 2011", "2011-05-09", "2011-05-20", ""),
    "2011-04-28/2011-05-06": ("28 April to 6 May 2011", "2011-04-28", "2011-05-06", ""),
    "2010-12-30/2011-01-05": ("30 December 2010 to 5 January 2011", "2010-12-30", "2011-01-05", ""),
    "May 2008 / 2010": ("May 2008 to 2010", "2008-05-01", "2010-12-31", ""),
    "2008/..": ("2008 onwards", "2008-01-01", "9999-12-31", ""),
    "May 2008/..": ("May 2008 onwards", "2008-05-01", "9999-12-31", ""),
    "2008/09/..": ("2008/09 onwards", "2008-04-01", "9999-12-31", ""),
}

BAD = {
    "2011-02-30": '"2011-02-30": there is no such day',
    "2008-00-00": '"2008-00-00": there is no such day',
    "2011-13": '"2011-13": there is no month 13',
    "2011-00": '"2011-00": there is no month 00',
    "2008-09": '"2008-09" could be two things: September 2008, or the year 2008/09? Write "September 2008" or "2008/09"',
    "2011-12": '"2011-12" could be two things: December 2011, or the year 2011/12? Write "December 2011" or "2011/12"',
    "2007/2008-09": '"2008-09" could be two things: September 2008, or the year 2008/09? Write "September 2008" or "2008/09"',
    "2010/2008": '"2010/2008" ends before it begins',
    "2011-05-20/2011-05-09": '"2011-05-20/2011-05-09" ends before it begins',
    "2008/10": '"2008/10": a financial or school year is two years in a row, like 2008/09',
    "0000": '"0000": a year from 1800 to 2199 was expected',
    "May 0008": '"0008": a year from 1800 to 2199 was expected',
    "9999/00": '"9999": a year from 1800 to 2199 was expected',
    "0000/01": '"0000": a year from 1800 to 2199 was expected',
    "2200-01-01": '"2200": a year from 1800 to 2199 was expected',
}

NO_DATE = (
    "", "..", "/", "2008/", "/2008", "../2008", "2008/2009/2010", "2011/05/09", "09/05/2011", "9 May 2011", "Mai 2008", "May  2008",
    "2008-5-9", "02008-005", "2008.0", "20081", "early summer 2008", "2008-05-09T10:00:00Z", "٢٠٠٨", "２００８", "2008\n", "2007/08/2008/09",
    "2008/" * 3000 + "2009", "../" * 3000,
)


@pytest.mark.parametrize("written", GOOD)
def test_a_date_is_shown_as_fine_as_it_was_given(written: str) -> None:
    words, first, last, iso = GOOD[written]
    found = dates.read([written])
    (span,) = found.spans
    assert (found.words, span.first.isoformat(), span.last.isoformat(), found.iso) == (words, first, last, iso)


@pytest.mark.parametrize("written", BAD)
def test_a_date_that_cannot_be_says_why(written: str) -> None:
    with pytest.raises(BadDate) as bad:
        dates.read_one(written)
    assert str(bad.value) == BAD[written]


@pytest.mark.parametrize("written", NO_DATE, ids=lambda written: ascii(written)[:20])
def test_what_is_no_date_is_refused_with_all_the_forms_there_are(written: str) -> None:
    with pytest.raises(BadDate, match="is not a date: write 2011-05-09, 2008-05, May 2008, 2008, 2008/09 or A/B"):
        dates.read_one(written)


def test_several_dates_are_listed_and_filed_by_the_first() -> None:
    found = dates.read(["2007-09", "2007-10-01", "2008"])
    assert (found.words, found.sort, found.year, found.iso) == ("September 2007, 1 October 2007 and 2008", "2007-09-01", "2008", "")


def test_months_of_one_year_share_it() -> None:
    assert dates.read(["2007-09", "2007-10"]).words == "September and October 2007"


@pytest.mark.parametrize(("written", "months"), [("2008-05", 1), ("2008-05-09", 1), ("2008/09", 12), ("2008", 12), ("June 2008/December 2010", 31)])
def test_a_span_knows_how_many_months_it_touches(written: str, months: int) -> None:
    assert dates.read_one(written).months == months


def test_words_alone_are_shown_and_filed_by_what_is_known() -> None:
    assert dates.printed("Annual plan", None) == Dates((), "Annual plan")
    assert dates.printed("Annual plan", "2008/09").sort == "2008-04-01"
    assert dates.printed("Annual plan", "2008-05").words == "Annual plan"
    with pytest.raises(BadDate, match="one day, month or year was expected"):
        dates.printed("Annual plan", "2008/2010")


def test_what_has_no_date_sorts_last_and_has_no_year() -> None:
    unknown = Dates((), "date not known")
    assert (unknown.sort > date(2199, 12, 31).isoformat(), unknown.year, unknown.iso) == (True, "", "")


@pytest.mark.parametrize(("written", "year"), [("2008/09", "2008"), ("2008/..", "2008"), ("2008/2010", "2010"), ("2011-05-09", "2011")])
def test_a_date_is_filed_under_the_year_people_would_look_in(written: str, year: str) -> None:
    assert dates.read([written]).year == year


def test_a_year_stands_after_what_is_dated_more_finely_in_it() -> None:
    """What is known by its year alone is not put before a month of that year, which would read as if it were known to be earlier."""
    given = [dates.read([text]) for text in ("2006", "February 2006", "2006-11-01", "2007")]
    assert [found.words for found in sorted(given, key=lambda one: one.sort)] == ["February 2006", "1 November 2006", "2006", "2007"]
    first = [stop.text(strip=True) for stop in LexborHTMLParser(files()["authorities/stoke-on-trent/index.html"]).css(".timeline__when")]
    assert first[:2] == ["February 2006", "2006"]


@pytest.mark.parametrize(("parts", "ends"), [
    (["2008-05-09"], ("2008-05-09", "2008-05-09")), (["2008-05"], ("2008-05", "2008-05")), (["May 2008"], ("2008-05", "2008-05")), (["2008"], ("2008", "2008")),
    (["2008/09"], ("2008", "2009")), (["1999/00"], ("1999", "2000")), (["2008/2010"], ("2008", "2010")), (["2008-05-09/2011"], ("2008-05-09", "2011")),
    (["2008/2010-02-28"], ("2008", "2010-02-28")), (["2008-05/.."], ("2008-05", None)), (["2008/09/.."], ("2008", None)),
    (["2007-12-31/.."], ("2007-12-31", None)), (["2009", "2008-05"], ("2008-05", "2009")), (["2004/05", "2005/06"], ("2004", "2006")),
    (["2010-01/..", "2008"], ("2008", None)),
    (["2008-02", "2008-02-29"], ("2008-02", "2008-02")),
])
def test_a_date_ends_as_finely_as_it_was_given(parts: list[str], ends: tuple[str | None, str | None]) -> None:
    """The first and the last that is named; an open end is none, and a year over two has both."""
    assert dates.ends(dates.read(parts)) == ends


def test_words_end_where_they_are_filed_or_nowhere() -> None:
    assert dates.ends(dates.printed("Annual plan", None)) == (None, None)
    assert dates.ends(dates.printed("Quarterly during 08-09", "2008/09")) == ("2008", "2009")
