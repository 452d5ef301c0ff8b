"""Dates are found as papers print them, and never finer."""

from time import process_time

import pytest

from plainspoken import dates
from plainspoken.almanac import mentions, wanted
from plainspoken.numerals import tokens


def stands(written: str, text: str) -> bool:
    """Is the date of a record mentioned in a paper's text?"""
    return set(wanted(dates.read_one(written))) <= mentions(tokens(text)).keys


@pytest.mark.parametrize(("written", "text"), [
    ("2011-05-09/2011-05-20", "Inspection dates: 9 – 20 May 2011"),
    ("2011-05-09/2011-06-20", "from 9 May to 20 June 2011"),
    ("2006-11-01", "1 November 2006"),
    ("2006-11-01", "November 1st, 2006"),
    ("2007-11-26", "26/11/2007"),
    ("2007-11-26", "26.11.2007"),
    ("2007-11-26", "26-11-2007"),
    ("2007-11-26", "2007-11-26"),
    ("2010-03-04", "on the 4th of March 2010"),
    ("2010-03-04/2010-03-06", "on 4, 5 and 6 March 2010"),
    ("March 2010", "in March of 2010"),
    ("June 2008", "May/June/July 2008"),
    ("September 2007", "in September and October 2007"),
    ("2005-09/2006-05", "between September 2005 to May 2006"),
    ("February 2008", "(ONS Feb 2008)"),
    ("2008/09", "planning for 2008 – 09"),
    ("2005/06", "during 2005/2006"),
    ("2008/09", "quarterly during 08-09"),
    ("2009/10", "during 09/10"),
    ("2009/10", "the years 07/08-09/10"),
    ("1999/00", "in 99-00"),
    ("2010/11", "the session 10/11"),
    ("2010/11", "in the 10-11 academic year"),
    ("2010/11", "the school year 10/11"),
    ("2008/2010", "over two years, 2008 to 2010"),
    ("2008/2011", "the 2008-11 plan"),
    ("2011-04/..", "Since April 2011"),
    ("2010", "by 2010."),
])
def test_a_date_is_found_in_each_of_its_forms(written: str, text: str) -> None:
    assert stands(written, text)


@pytest.mark.parametrize(("written", "text"), [
    ("2011-05-09", "20 May 2011"),
    ("2011-06-09", "9 May to 20 June 2011"),
    ("May 2008", "May 2009"),
    ("May 2008", "they may be 2008 strong"),
    ("2008/09", "2008 and 2009"),
    ("2008/09", "aged 8-9"),
    ("2008/09", "2009/10"),
    ("2009", "2008-09"),
    ("2008/2010", "June 2008"),
    ("2016/17", "young people of 16-18"),
    ("2010/11", "All 10-11 year olds"),
    ("2010/11", "pupils in Years 10-11"),
    ("2010/11", "between 10-11 years old"),
    ("2010/11", "in school years 10/11"),
    ("2008/09", "on 08/09/2007"),
    ("2008/09", "07/08/09"),
    ("2008/09", "07/08-09/10"),
    ("2009/10", "the years 2008/09-10/11"),
    ("2011", "on 2007-11-26"),
    ("2010-03-04", "on 4 of 12 March 2010"),
    ("2010-03-04", "in section 4 12 March 2010"),
    ("2007-04-03", "Key Stages 3–4 – 2007"),
    ("2007-11-26", "26.11.20071"),
])
def test_another_date_is_not(written: str, text: str) -> None:
    assert not stands(written, text)


@pytest.mark.parametrize("run", ["may ", "4 ", "and 4 ", "may 4 and ", "08/09/", "of "])
def test_a_long_run_of_days_and_months_takes_no_minute(run: str) -> None:
    """An early reading took time by the square of the length; a linear one needs a tenth of a second."""
    started = process_time()
    found = mentions(tokens(f"{run * (200_000 // len(run))} and 4 May 2008"))
    assert "2008-05-04" in found.keys
    assert process_time() - started < 10


def test_the_finest_dates_of_our_words_are_named_with_the_numbers_they_take() -> None:
    text = tokens("From 9 to 20 May 2011, and in 2008/09, 46 files of 2007")
    found = mentions(text)
    assert found.named == {"2011-05-09": "9 May 2011", "2011-05-20": "20 May 2011", "08/09": "2008/09"}
    assert [token for at, token in enumerate(text) if token.isdecimal() and at not in found.used] == ["46", "2007"]
