"""Words and numbers of a text -> the dates it mentions, each as finely as it is printed.

A date is a key that compares: a day "2011-05-09", a month "2008-05", a year "2008", two years joined "08/09". So
"9 – 20 May 2011" mentions two days, their month and their year; "May/June 2008" two months and a year.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from plainspoken.dates import MONTHS, Span

NAMES = {name: number for number, month in enumerate(MONTHS, 1) for name in (month, month[:3])} | {"sept": 9}
JOINS = {"-", "/", "to", "and", "until"}
"""What may stand between the parts of a date, or between two dates that share a month or a year."""
LONGEST = 40
"""Words of a date at most, before its month or after it."""
YEARLY = {"session", "sessions", "academic", "financial", "fiscal"}
"""Beside 10/11 they say that these are years: no ages, and no years of school."""


@dataclass(slots=True)
class Mentions:
    """The dates of a text."""

    keys: set[str] = field(default_factory=set)
    named: dict[str, str] = field(default_factory=dict)
    """Those that are more than a year, the finest of each, in the order in which they stand, with their words."""
    used: set[int] = field(default_factory=set)
    """Which tokens those are made of."""


def mentions(tokens: Sequence[str]) -> Mentions:
    """The dates that the tokens of a text mention."""
    found = Mentions(keys={token for token in tokens if _is_year(token)})
    for at, token in enumerate(tokens):
        if token in NAMES:
            _month(found, tokens, at)
        elif _is_year(token) or _is_short(token):
            _years(found, tokens, at)
            _figures(found, tokens, at)
    return found


def wanted(span: Span) -> list[str]:
    """The keys a text must mention for this date to stand there: of a span both its ends."""
    kind, _, ends = span.grain.partition(":")
    first, _, last = ends.partition(":")
    if kind == "open":
        return [_key(span.first, first)]
    if kind == "span":
        end = date(span.last.year - 1, 4, 1) if last == "school-year" else span.last
        return [_key(span.first, first), _key(end, last)]
    return [_key(span.first, kind)]


def _key(day: date, grain: str) -> str:
    if grain == "school-year":
        return _pair(day.year, day.year + 1)
    return day.isoformat()[:{"day": 10, "month": 7}.get(grain, 4)]


def _words(key: str) -> str:
    year, month, *day = key.split("-")
    return " ".join([*(str(int(number)) for number in day), MONTHS[int(month) - 1].capitalize(), year])


def _pair(first: int, second: int) -> str:
    return f"{first % 100:02}/{second % 100:02}"


def _is_year(token: str) -> bool:
    return len(token) == 4 and token.isdecimal() and 1800 <= int(token) <= 2199


def _is_short(token: str) -> bool:
    return len(token) <= 2 and token.isdecimal()


def _is_day(token: str) -> bool:
    return _is_short(token) and 1 <= int(token) <= 31


def _month(found: Mentions, tokens: Sequence[str], at: int) -> None:
    """A month by its name, with the days before it or after it, and the year that follows."""
    end = at + 1
    while end < min(len(tokens), at + LONGEST) and (_joins(tokens, end) or tokens[end] in NAMES or _is_day(tokens[end])):
        end += 1
    if end == len(tokens) or not _is_year(tokens[end]):
        return
    start = at
    while start > max(at - LONGEST, 0) and (_joins(tokens, start - 1) or _is_day_before(tokens, start, at)):
        start -= 1
    after = [at + 1] if end == at + 2 and _is_day(tokens[at + 1]) else []  # May 9, 2011
    days = [index for index in (*range(start, at), *after) if _is_day(tokens[index])]
    month = f"{tokens[end]}-{NAMES[tokens[at]]:02}"
    finest = [f"{month}-{int(tokens[index]):02}" for index in days] or [month]
    found.keys |= {month, *finest}
    found.named |= {key: _words(key) for key in finest}
    found.used |= {at, end, *days}


def _joins(tokens: Sequence[str], at: int) -> bool:
    """May this word stand within a date? Of "of" only the one in 4th of March and in March of 2010."""
    if tokens[at] != "of" or not 0 < at < len(tokens) - 1:
        return tokens[at] in JOINS
    before, after = tokens[at - 1], tokens[at + 1]
    return (_is_day(before) and after in NAMES) or (before in NAMES and _is_year(after))


def _is_day_before(tokens: Sequence[str], at: int, month: int) -> bool:
    """Does a day of the month stand before a place? In "4, 5 and 6 March" it does, in "section 4 12 March" a number of another kind."""
    return _is_day(tokens[at - 1]) and (not _is_day(tokens[at]) or any(token in JOINS for token in tokens[at:month]))


def _years(found: Mentions, tokens: Sequence[str], at: int) -> None:
    """Two years joined by a dash or stroke: 2008/09, 2008-2009, 08-09, 2008-11."""
    first, sign, second = [*tokens[at:at + 3], "", ""][:3]
    if _is_short(first) and not _is_pair(tokens, at):
        return
    if sign not in {"-", "/"} or not (_is_year(first) or len(second) == 2) or not (_is_year(second) or (_is_short(second) and len(first) != 1)):
        return
    years = (int(second) - int(first)) % 100
    if not 0 < years <= 10 or (_is_short(first) and years > 1) or (_is_year(second) and int(second) - int(first) != years):
        return
    key = _pair(int(first), int(second))
    found.keys.add(key)
    if _is_year(first):
        found.keys |= {str(int(first) + years)} if years > 1 else set()
        found.named[key] = f"{first}{sign}{second}"
        found.used |= {at, at + 2}


def _is_pair(tokens: Sequence[str], at: int) -> bool:
    """May two numbers of two digits be years, and neither ages nor parts of a day in figures? One begins with a zero, or words say so."""
    before, after = tokens[max(at - 3, 0):at], tokens[at + 3:at + 5]
    if not {*tokens[at + 1:at + 2], "/"}.isdisjoint((*before[-1:], *after[:1])):  # 26/11/07, and the dash of 2007/08-09/10
        return False
    zero = "0" in {token[:1] for token in tokens[at:at + 3:2]}
    return zero or not YEARLY.isdisjoint((*before, *after)) or ["school", "year"] in (list(before[-2:]), list(after))


def _figures(found: Mentions, tokens: Sequence[str], at: int) -> None:
    """A day in figures: 26/11/2007."""
    parts = tokens[at:at + 5]
    if len(parts) == 5 and parts[1] == parts[3] == "/" and _is_day(parts[0]) and _is_day(parts[2]) and _is_year(parts[4]) and int(parts[2]) <= 12:
        key = f"{parts[4]}-{int(parts[2]):02}-{int(parts[0]):02}"
        found.keys |= {key, key[:7]}
        found.named[key] = _words(key)
        found.used |= {at, at + 2, at + 4}
