"""Dates as printed -> something that sorts and shows, never padded.

A paper that says "May 2008" did not say the first of May. So a date here is the words and a span of days; pages
show the words, only sorting and drawing use the span.
"""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from plainspoken.problems import NOWHERE, Place, quoted

MONTHS = [name.lower() for name in (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)]
OPEN_END = date(9999, 12, 31)
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
NAMED_MONTH = re.compile(rf"({'|'.join(MONTHS)}) (\d{{4}})", re.ASCII | re.IGNORECASE)
YEAR = re.compile(r"\d{4}", re.ASCII)
SCHOOL_YEAR = re.compile(r"(\d{4})/(\d\d)", re.ASCII)


class BadDate(ValueError):
    """The text is no date we can read, or one that could mean two things. Its message says which and why."""


@dataclass(frozen=True, slots=True)
class Span:
    """One date: its first and last day, and how finely it was given."""

    first: date
    last: date
    grain: str
    """day, month, year, school-year, or open:GRAIN, or span:GRAIN:GRAIN"""

    @property
    def months(self) -> int:
        """How many months it touches."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1


@dataclass(frozen=True, slots=True)
class Dates:
    """One or several dates of one thing, with the words that stand on the page."""

    spans: tuple[Span, ...]
    words: str
    place: Place = field(default=NOWHERE, compare=False, repr=False)
    """Where they were written; the reader sets it."""

    @property
    def sort(self) -> str:
        """ISO day that puts this among others: the first day of its first span, of a whole year the last; last of all when there is none.

        Where a paper names only the year, what is dated more finely in it stands first: else order would be read out of no date.
        """
        if not self.spans:
            return "9999-12-31"
        span = self.spans[0]
        return (span.last if span.grain == "year" else span.first).isoformat()

    @property
    def year(self) -> str:
        """The year of the last day that is named, as people would file it; empty when no date is known."""
        if not self.spans:
            return ""
        span = self.spans[-1]
        return str(span.first.year if span.grain.startswith(("open", "school")) else span.last.year)

    @property
    def is_day(self) -> bool:
        """Is it one day, and no more?"""
        return len(self.spans) == 1 and self.spans[0].grain == "day"

    @property
    def iso(self) -> str:
        """For `<time datetime>` and feeds: a single day, month or year, else empty."""
        if len(self.spans) != 1:
            return ""
        width = {"day": 10, "month": 7, "year": 4}.get(self.spans[0].grain, 0)
        return self.spans[0].first.isoformat()[:width]


def read(parts: list[str]) -> Dates:
    """Dates from what was written, one part per list item. Raises BadDate."""
    spans = [read_one(part.strip()) for part in parts]
    return Dates(tuple(spans), listed(spans))


@lru_cache(maxsize=1 << 12)
def read_alone(part: str) -> Dates:
    """The same of one part, which is all that most dates have; many records are of one day. Raises BadDate."""
    return read([part])


def listed(spans: list[Span]) -> str:
    """Several dates in words; months of one year share it: "September and October 2007"."""
    words = [shown(span) for span in spans]
    if len({span.first.year for span in spans}) == 1 and all(span.grain == "month" for span in spans):
        words = [_month_name(span.first) for span in spans[:-1]] + words[-1:]
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def printed(words: str, sort: str | None) -> Dates:
    """Dates known only by their words ("Annual plan"); `sort` is a day, month or year to file them by. Raises BadDate."""
    if not sort:
        return Dates((), words)
    span = read_one(sort)
    if span.grain.startswith(("span", "open")):
        raise BadDate(f"{quoted(sort)}: one day, month or year was expected, to file it by")
    return Dates((span,), words)


def read_one(text: str) -> Span:
    """One date or span. Raises BadDate with a message for the writer."""
    first, slash, last = (part.strip() for part in text.rpartition("/"))
    if slash and last == "..":
        start = _single(first, text)
        return Span(start.first, OPEN_END, f"open:{start.grain}")
    if not slash or "/" in first or SCHOOL_YEAR.fullmatch(text):
        return _single(text, text)
    start, end = _single(first, text), _single(last, text)
    if end.last < start.first:
        raise BadDate(f"{quoted(text)} ends before it begins")
    return Span(start.first, end.last, f"span:{start.grain}:{end.grain}")


def _single(text: str, written: str) -> Span:
    """A date that is no span; `written` is what it is part of."""
    if match := SCHOOL_YEAR.fullmatch(text):
        return _school_year(text, *map(int, match.groups()))
    if match := MONTH.fullmatch(text):
        return _month_or_years(text, *map(int, match.groups()))
    if match := DAY.fullmatch(text):
        return _day(text, *map(int, match.groups()))
    if match := NAMED_MONTH.fullmatch(text):
        return _month(int(match[2]), MONTHS.index(match[1].lower()) + 1)
    if YEAR.fullmatch(text):
        return _checked_year(text)
    raise BadDate(f"{quoted(written)} is not a date: write 2011-05-09, 2008-05, May 2008, 2008, 2008/09 or A/B; "
                  "anything else is `printed:` with its words")


def _school_year(text: str, first: int, last: int) -> Span:
    _checked_year(f"{first:04}")
    if last != (first + 1) % 100:
        raise BadDate(f'"{text}": a financial or school year is two years in a row, like {first}/{(first + 1) % 100:02}')
    return Span(date(first, 4, 1), date(first + 1, 3, 31), "school-year")


def _month_or_years(text: str, year: int, number: int) -> Span:
    if number == (year + 1) % 100 and 1 <= number <= 12:
        name = MONTHS[number - 1].capitalize()
        raise BadDate(f'"{text}" could be two things: {name} {year}, or the year {year}/{number:02}? '
                      f'Write "{name} {year}" or "{year}/{number:02}"')
    if not 1 <= number <= 12:
        raise BadDate(f'"{text}": there is no month {number:02}')
    return _month(year, number)


def _month(year: int, month: int) -> Span:
    _checked_year(f"{year:04}")
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def _day(text: str, year: int, month: int, day: int) -> Span:
    _checked_year(f"{year:04}")
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise BadDate(f'"{text}": there is no such day') from error
    return Span(found, found, "day")


def _checked_year(text: str) -> Span:
    year = int(text)
    if not 1800 <= year <= 2199:
        raise BadDate(f'"{text}": a year from 1800 to 2199 was expected')
    return Span(date(year, 1, 1), date(year, 12, 31), "year")


def shown(span: Span) -> str:
    """A span in words: "9 to 20 May 2011", "May 2008", "2008/09", "June 2008 to December 2010", "2008 onwards"."""
    kind, _, ends = span.grain.partition(":")
    if kind == "open":
        return f"{_words(span.first, ends)} onwards"
    if kind == "school-year":
        return f"{span.first.year}/{span.last.year % 100:02}"
    if kind != "span":
        return _words(span.first, kind)
    first, last = ends.split(":")
    if first == last == "day" and span.first.year == span.last.year:
        start = str(span.first.day)
        if span.first.month != span.last.month:
            start += f" {_month_name(span.first)}"
        return f"{start} to {_words(span.last, 'day')}"
    if first == last == "month" and span.first.year == span.last.year:
        return f"{_month_name(span.first)} to {_words(span.last, 'month')}"
    return f"{_words(span.first, first)} to {_words(span.last, last)}"


def ends(dates: Dates) -> tuple[str | None, str | None]:
    """The first and the last day, month or year of all its spans, each as finely as it was given: ("2008-05", "2010").

    None for an end that is open or not known. A year over two, 2008/09, begins in the first and ends in the second: papers
    mean a school year by it, or a financial one, and do not say in which month that turns.
    """
    if not dates.spans:
        return None, None
    first, last = min(dates.spans, key=lambda span: span.first), max(dates.spans, key=lambda span: span.last)
    return _iso(first.first, _grains(first)[0]), _iso(last.last, _grains(last)[1]) if last.last != OPEN_END else None


def _grains(span: Span) -> tuple[str, str]:
    """How finely its first and its last day were given."""
    kind, _, of = span.grain.partition(":")
    first, _, last = of.partition(":") if of else (kind, "", kind)
    return first, last


def _iso(day: date, grain: str) -> str:
    return day.isoformat()[:{"day": 10, "month": 7}.get(grain, 4)]


def _month_name(day: date) -> str:
    return MONTHS[day.month - 1].capitalize()


def _words(day: date, grain: str) -> str:
    if grain == "year":
        return str(day.year)
    if grain == "school-year":
        return f"{day.year}/{(day.year + 1) % 100:02}" if day.month == 4 else f"{day.year - 1}/{day.year % 100:02}"
    if grain == "month":
        return f"{_month_name(day)} {day.year}"
    return f"{day.day} {_month_name(day)} {day.year}"
