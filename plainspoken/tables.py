"""The data files and the meaning of their columns: the data contract.

First columns stay; more may follow, and so may tables. CSV, CSV on the Web, JSON, the database and the list of columns are
all made from this. A column that holds a field of a record means what the line under that field says, unless the table
has it otherwise.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from plainspoken import documentation, rows
from plainspoken.plans import Action, Answer
from plainspoken.portal import Portal
from plainspoken.record import Change, Record
from plainspoken.records import Figure, Finding, Inspection, Judgement, Note, Outcome, Progress, Recommendation
from plainspoken.reference import Area, Authority, Framework, Source, Step, Topic
from plainspoken.rows import Row

SEVERAL = "several are separated by |"


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

    @property
    def about(self) -> str:
        """What it holds."""
        told = (self.said or documentation.meaning(self.of, self.name)).removesuffix(".")
        return f"{told}; {SEVERAL}" if self.several else told

    @property
    def kind(self) -> str:
        """The type as a person would say it."""
        return {"string": "words", "integer": "whole number", "number": "number", "anyURI": "web address", "date": "day"}[self.datatype]


Link = tuple[tuple[str, ...], str, tuple[str, ...]]
"""(columns, another table, its columns) whose values are the same."""


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


def _fields(record: type[Record], *names: str) -> tuple[Column, ...]:
    """Columns that hold a field each, as it is."""
    return tuple(Column(name, of=record) for name in names)


AUTHORITY = Column("authority", "Id of the authority")
INSPECTION = Column("inspection", "Id of the inspection within its authority")
OF = (AUTHORITY, INSPECTION)
ID = Column("id", "Id within the inspection; its address is that of the inspection, with # and this")
SOURCE = Column("source", "Id of the paper it comes from")
PLACE = (SOURCE, Column("where", of=Finding, several=True))
AREA = Column("area", "Id of the framework's area")
TOPICS = Column("topics", "Ids of topics", several=True)
FRAMEWORK = Column("framework", "Id of the framework, one edition of one kind of inspection")
RECORD = Column("record", "inspection, or plan for the plan that answers it")
WITHIN = Column("within", "How soon it was asked for, in the words of the framework")
URL = Column("url", "Address of its page", "anyURI")
RANK = Column("rank", "The grade's place on its scale, 1 the best", "integer")
STEPS = Column("steps", "How many grades the scale has", "integer")
LEAD = Column("lead", "Roles that lead", several=True)

OF_INSPECTION: Link = (("authority", "inspection"), "inspections", ("authority", "inspection"))
FROM: Link = (("source",), "sources", ("source",))
UNDER: Link = (("framework",), "frameworks", ("framework",))
ITEM = ("authority", "inspection", "id")

TABLES: tuple[Table, ...] = (
    Table("authorities", "Who is inspected", (
        AUTHORITY, *_fields(Authority, "name", "kind", "region", "from", "to"), URL), rows.authorities, ("authority",)),
    Table("inspections", "Every inspection known", (
        *OF, FRAMEWORK, Column("title", "What it is called"), *_fields(Inspection, "coverage", "visited", "published"),
        Column("also", of=Inspection, several=True), URL, Column("year", "The year it is filed under", "integer"), *_fields(Inspection, "standfirst"),
        SOURCE, Column("where", of=Inspection, several=True), Column("added", of=Inspection, datatype="date")),
        rows.inspections, ("authority", "inspection"), ((("authority",), "authorities", ("authority",)), UNDER, FROM)),
    Table("judgements", "What was decided of each area", (
        *OF, FRAMEWORK, AREA, Column("area_title", "The area's title as printed"), Column("grade", "Id of the grade on its scale"),
        Column("grade_label", "The grade's word"), Column("printed", "The paper's own wording or digit"), Column("scale", "Id of the scale"), RANK, STEPS,
        Column("state", "Why there is no grade, in words"), *PLACE, *_fields(Judgement, "aspect", "standing", "text")),
        rows.judgements, (), (OF_INSPECTION, (("framework", "area"), "areas", ("framework", "area")),
                              (("framework", "scale", "grade"), "grades", ("framework", "scale", "grade")), FROM)),
    Table("findings", "What inspectors saw, and areas for improvement that are no recommendations", (
        *OF, ID, *_fields(Finding, "kind"), AREA, TOPICS, *_fields(Finding, "text"), *PLACE, *_fields(Finding, "called")),
        rows.findings, ITEM, (OF_INSPECTION, FROM)),
    Table("recommendations", "What inspectors asked for in recommendations; other areas for improvement are among the findings", (
        *OF, ID, *_fields(Recommendation, "number", "called"), WITHIN, AREA, TOPICS, *_fields(Recommendation, "text"),
        Column("answer", "The answer a published plan gives; none-published where none is known"),
        Column("progress", "What the newest statement on it says; no-public-evidence where none is known"), *PLACE, *_fields(Recommendation, "to")),
        rows.recommendations, ITEM, (OF_INSPECTION, FROM)),
    Table("progress", "What papers say has become of recommendations and areas for improvement, a row a statement", (
        *OF, Column("recommendation", "Id of the recommendation or finding"), Column("said_by", "council, of itself, or inspectors"),
        Column("on", "When it was so, as printed"), *_fields(Progress, "state", "text"), *PLACE), rows.progress, (), (OF_INSPECTION, FROM)),
    Table("actions", "What plans said would be done", (
        *OF, Column("recommendation", "Id of the recommendation it answers"), ID, *_fields(Action, "text", "due", "placed"), LEAD, *PLACE,
        *_fields(Action, "every"), TOPICS), rows.actions, ITEM, (
            OF_INSPECTION, (("authority", "inspection", "recommendation"), "recommendations", ITEM), FROM)),
    Table("figures", "Numbers the papers print", (
        *OF, ID, *_fields(Figure, "name", "value"), Column("number", "The value where it is a number", "number"),
        *_fields(Figure, "qualifier", "unit", "period", "compared"), AREA, TOPICS, *PLACE, *_fields(Figure, "series", "definition"),
        Column("said_by", "council, in its plan, or inspectors")), rows.numbers, ITEM, (OF_INSPECTION, FROM)),
    Table("answers", "What plans say of each recommendation, field by field", (
        *OF, Column("recommendation", of=Answer), *_fields(Answer, "answer", "why"), WITHIN,
        *(LEAD if name == "lead" else Column(name, of=Answer, several=True) for name in rows.SAID_IN), *PLACE),
        rows.answers, ("authority", "inspection", "recommendation"), (
            OF_INSPECTION, (("authority", "inspection", "recommendation"), "recommendations", ITEM), FROM)),
    Table("outcomes", "Results other than grades", (*OF, *_fields(Outcome, "kind", "text", "opened", "closed"), *PLACE),
          rows.outcomes, (), (OF_INSPECTION, FROM)),
    Table("notes", "What a reader should know of a fact: a paper contradicts itself, two figures only look alike", (
        *OF, RECORD, Column("about", of=Note, several=True), *_fields(Note, "title", "text"), *PLACE), rows.notes, (), (OF_INSPECTION, FROM)),
    Table("corrections", "What was wrong here and has been put right", (
        *OF, RECORD, Column("on", "The day it was put right", "date"), *_fields(Change, "what", "where")), rows.corrections, (), (OF_INSPECTION,)),
    Table("item_topics", "Which finding, recommendation, action or figure is about which topic, a row each", (
        *OF, Column("item", "Id of the item within its inspection"), Column("topic", "Id of the topic")),
        rows.item_topics, ("authority", "inspection", "item", "topic"), (OF_INSPECTION, (("topic",), "topics", ("topic",)))),
    Table("sources", "The papers, each with what may be done with it", (
        Column("source", "Id of the paper"), *_fields(Source, "title", "short", "kind", "publisher", "published", "licence"),
        Column("address", of=Source, datatype="anyURI"),
        *_fields(Source, "hash", "about")), rows.sources, ("source",)),
    Table("topics", "Concerns followed across places and years", (
        Column("topic", "Id of the topic"), *_fields(Topic, "name", "about"), Column("also", of=Topic, several=True)), rows.topics, ("topic",)),
    Table("frameworks", "Kinds of inspection, each edition apart", (
        FRAMEWORK, *_fields(Framework, "name", "short", "family", "years"), Column("bodies", "Who inspected, each with its part", several=True),
        Column("source", of=Framework)), rows.frameworks, ("framework",), (FROM,)),
    Table("areas", "What each kind of inspection judges", (
        FRAMEWORK, AREA, *_fields(Area, "title", "reference"), Column("outer", "Id of the area that holds it"), *_fields(Area, "theme"),
        Column("scale", "Id of its scale")), rows.areas, ("framework", "area"), (UNDER, (("framework", "outer"), "areas", ("framework", "area")))),
    Table("grades", "Every grade of every scale, and what it meant then", (
        FRAMEWORK, Column("scale", "Id of the scale"), Column("grade", "Id of the grade"), RANK, STEPS, *_fields(Step, "label", "printed", "about")),
        rows.steps, ("framework", "scale", "grade"), (UNDER,)),
)
