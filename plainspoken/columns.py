"""What a data file is: a table of columns, and the columns that several tables have, each with its meaning.

A column that holds a field of a record means what the line under that field says, unless the table has it otherwise.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from plainspoken import documentation
from plainspoken.cells import Row
from plainspoken.portal import Portal
from plainspoken.record import Record
from plainspoken.records import Finding

SEVERAL = "several are separated by |"
CODED = "the table codes has a word for each"
KINDS = {"string": "words", "integer": "whole number", "number": "number", "boolean": "true or false", "anyURI": "web address", "date": "day"}
"""Types by XML Schema, as a person would say them."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    said: str = ""
    """What it holds, where no field of a record says so."""
    datatype: str = "string"
    """By XML Schema."""
    of: type[Record] | None = None
    """The record whose field of this name it holds."""
    several: bool = False
    """A cell may hold several, joined by a bar."""
    codes: str = ""
    """The set of codes that its cells are of, where they are codes."""

    @property
    def about(self) -> str:
        """What it holds."""
        told = (self.said or documentation.meaning(self.of, self.name)).removesuffix(".")
        return "; ".join([told, *([SEVERAL] if self.several else []), *([CODED] if self.codes else [])])

    @property
    def kind(self) -> str:
        """The type as a person would say it."""
        return KINDS[self.datatype]


class Link(NamedTuple):
    """Columns whose values are those of another table's."""

    columns: tuple[str, ...]
    table: str
    theirs: tuple[str, ...]
    loose: bool = False
    """A cell of them may be empty. The database keeps such a link; a reader of CSV on the Web would take it for a fault."""


@dataclass(frozen=True, slots=True)
class Table:
    """One data file."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Portal], Iterator[Row]]
    key: tuple[str, ...] = ()
    """Columns that no two rows share; none where a row has no name of its own."""
    links: tuple[Link, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Its columns' names."""
        return tuple(column.name for column in self.columns)


def fields(record: type[Record], *names: str) -> tuple[Column, ...]:
    """Columns that hold a field each, as it is."""
    return tuple(Column(name, of=record) for name in names)


def ends(*names: str) -> Iterator[Column]:
    """For each column of dates as printed, two that sort."""
    for name in names:
        yield Column(f"{name}_from", f"The first day, month or year of “{name}”, as finely as it is known: 2008-05-09, 2008-05 or 2008. Empty where it is "
                                     "not known. Of a year over two, such as 2008/09, the first: the papers do not say in which month it begins")
        yield Column(f"{name}_to", f"The last day, month or year of “{name}”, in the same form. Empty where it is not known, or open. "
                                   "Of a year over two, such as 2008/09, the second")


AUTHORITY = Column("authority", "Id of the authority")
INSPECTION = Column("inspection", "Id of the inspection within its authority")
OF = (AUTHORITY, INSPECTION)
SOURCE = Column("source", "Id of the paper it comes from")
PLACE = (SOURCE, Column("where", of=Finding, several=True))
AREA = Column("area", "Id of the framework's area")
TOPICS = Column("topics", "Ids of topics", several=True)
FRAMEWORK = Column("framework", "Id of the framework, one edition of one kind of inspection")
RECORD = Column("record", "inspection, or plan for the plan that answers it", codes="papers")
WITHIN = Column("within", "How soon it was asked for, in the words of the framework")
BAND = Column("time_band", "Id of that time band in its framework", codes="bands")
URL = Column("url", "Address of its page", "anyURI")
RANK = Column("rank", "The grade's place on its scale, 1 the best", "integer")
STEPS = Column("steps", "How many grades the scale has", "integer")
LEAD = Column("lead", "Roles that lead", several=True)
ANSWER = Column("answer", "The answer a published plan gives; none-published where none is known", codes="answers")
RAISED = "raised-again: the concern was raised again in a later inspection, whose inspectors need not have named this request, or asked for the same thing"
PROGRESS = Column("progress", f"What the newest statement on it says; no-public-evidence where none is known. {RAISED}", codes="progress")
STATE = Column("state", f"How far it is, and who says so. {RAISED}", codes="progress")
SAID_BY = Column("progress_said_by", "Who makes that newest statement: council, of itself, or inspectors", codes="voices")
SAID_ON = Column("progress_on", "When it was so, as the table progress has it")
SAID_IN = Column("progress_source", "Id of the paper that says it")


def item(page: str) -> tuple[Column, Column]:
    """The id of a thing and the address of the place where it stands, on a page of this name."""
    return (Column("id", f"Id within the inspection, for life: the fragment of its address on {page}"),
            Column("url", f"Address of the place where it stands on {page}", "anyURI"))
