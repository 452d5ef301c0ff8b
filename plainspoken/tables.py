"""Portal -> the rows of the data files, and the meaning of their columns: the data contract.

First columns stay; more may follow. CSV, CSVW metadata, JSON and the column dictionary are all made from this.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from plainspoken import figures, grades, urls
from plainspoken.plans import Plan
from plainspoken.portal import Key, Portal, area_of
from plainspoken.records import Inspection
from plainspoken.references import scale_of

Cell = str | int | float | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it holds, and its type by XML Schema."""

    name: str
    about: str
    datatype: str = "string"

    @property
    def kind(self) -> str:
        """The type as a person would say it."""
        return {"string": "words", "integer": "whole number", "number": "number", "anyURI": "web address"}[self.datatype]


@dataclass(frozen=True, slots=True)
class Table:
    """One data file."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Portal], Iterator[Row]]


AUTHORITY = Column("authority", "Id of the authority")
INSPECTION = Column("inspection", "Id of the inspection within its authority")
SOURCE = Column("source", "Id of the paper it comes from")
WHERE = Column("where", "Place in that paper; several are separated by |")
TOPICS = Column("topics", "Ids of topics; several are separated by |")
AREA = Column("area", "Id of the framework's area")
TEXT = Column("text", "In this portal's own words")


def _authorities(portal: Portal) -> Iterator[Row]:
    for name, one in portal.reference.authorities.items():
        yield name, one.name, one.kind, one.region, one.start.words if one.start else None, one.end.words if one.end else None


def _inspections(portal: Portal) -> Iterator[Row]:
    for key, one in _each(portal):
        url = urls.public(portal.reference.settings.base_address, urls.inspection(key))
        yield (*key, one.framework, portal.cards[key].title, one.coverage, one.visited.words if one.visited else None,
               one.published.words if one.published else None, "|".join(one.also), url)


def _each(portal: Portal) -> Iterator[tuple[Key, Inspection]]:
    for key in sorted(portal.cards):
        yield key, portal.content.inspections[key]


def _judgements(portal: Portal) -> Iterator[Row]:
    for key, inspection in _each(portal):
        framework = portal.reference.frameworks[inspection.framework]
        for one in inspection.judgements:
            scale = scale_of(one, framework)
            scale_id = next((name for name, found in framework.scales.items() if found is scale), None)
            rank = label = digit = None
            if one.grade and scale:
                rank, step = grades.step_of(scale, one.grade)
                label, digit = step.label, None if one.given == "words" else step.printed
            said = portal.reference.words.states | framework.states
            state = said[one.state] if one.state else None
            printed = one.printed or one.words or digit or (_counted(one.counts, one.of) if one.counts else None)
            yield (*key, inspection.framework, one.area, area_of(framework, one.area).title, one.grade, label, printed,
                   scale_id if one.grade else None, rank, len(scale.steps) if one.grade and scale else None, state,
                   one.source or inspection.source, "|".join(one.where))


def _counted(counts: dict[str, str] | None, of: str | None) -> str:
    return ", ".join(f"{grade} {count}" for grade, count in (counts or {}).items()) + f" of {of}"


def _findings(portal: Portal) -> Iterator[Row]:
    for key, inspection in _each(portal):
        for one in inspection.findings:
            yield (*key, one.id, one.kind, one.area, "|".join(one.topics), one.text, one.source or inspection.source, "|".join(one.where))


def _recommendations(portal: Portal) -> Iterator[Row]:
    for key, inspection in _each(portal):
        plan: Plan | None = portal.content.plans.get(key)
        answers = {answer.recommendation: answer.answer for answer in plan.answers} if plan else {}
        bands = {band.id: band.label for band in portal.reference.frameworks[inspection.framework].time_bands}
        for one in inspection.recommendations:
            said = portal.statements[key].get(one.id, ())
            yield (*key, one.id, one.number, one.called, bands[one.within] if one.within else None, one.area, "|".join(one.topics), one.text,
                   answers.get(one.id, "none-published"), said[-1].state if said else "no-public-evidence",
                   one.source or inspection.source, "|".join(one.where))


def _progress(portal: Portal) -> Iterator[Row]:
    for key in sorted(portal.cards):
        for item, said in portal.statements[key].items():
            for one in said:
                yield (*key, item, "council" if one.council else "inspectors", one.on.words, one.state, one.text, one.source, "|".join(one.where))


def _actions(portal: Portal) -> Iterator[Row]:
    for key, plan in sorted(portal.content.plans.items()):
        for answer in plan.answers:
            for one in answer.actions:
                yield (*key, answer.recommendation, one.id, one.text, one.due.words if one.due else None, one.placed,
                       "|".join(one.lead or answer.lead), plan.source, "|".join(one.where or answer.where))


def _figures(portal: Portal) -> Iterator[Row]:
    for key, _ in _each(portal):
        for point in figures.printed(portal.content, key):
            one = point.figure
            yield (*key, one.id, one.name, one.value, figures.number(one), one.qualifier, one.unit, one.period.words if one.period else None,
                   one.compared, one.area, "|".join(one.topics), point.source, "|".join(one.where), one.series)


TABLES: tuple[Table, ...] = (
    Table("authorities", "Who is inspected", (
        AUTHORITY, Column("name", "Its name"), Column("kind", "Kind of authority"), Column("region", "Region"),
        Column("from", "When it came to be, as printed"), Column("to", "When it ended, as printed")), _authorities),
    Table("inspections", "Every inspection known", (
        AUTHORITY, INSPECTION, Column("framework", "Id of the framework"), Column("title", "What it is called"),
        Column("coverage", "full: paper held; partial: known through another paper; known: we know it took place"),
        Column("visited", "Dates of the visit, as printed"), Column("published", "When its result was published, as printed"),
        Column("also", "Other authorities it is about"), Column("url", "Its address", "anyURI")), _inspections),
    Table("judgements", "What was decided of each area", (
        AUTHORITY, INSPECTION, Column("framework", "Id of the framework"), AREA, Column("area_title", "The area's title as printed"),
        Column("grade", "Id of the grade on its scale"), Column("grade_label", "The grade's word"),
        Column("printed", "The paper's own wording or digit"), Column("scale", "Id of the scale"),
        Column("rank", "The grade's place on the scale, 1 the best", "integer"), Column("steps", "How many grades the scale has", "integer"),
        Column("state", "Why there is no grade"), SOURCE, WHERE), _judgements),
    Table("findings", "What inspectors saw", (
        AUTHORITY, INSPECTION, Column("id", "Id within the inspection"), Column("kind", "Kind of finding"), AREA, TOPICS, TEXT, SOURCE, WHERE), _findings),
    Table("recommendations", "What inspectors asked for", (
        AUTHORITY, INSPECTION, Column("id", "Id within the inspection"), Column("number", "Its number"),
        Column("called", "What the paper calls it"), Column("within", "Time band as printed"), AREA, TOPICS, TEXT,
        Column("answer", "The authority's answer"), Column("progress", "The newest statement on it"), SOURCE, WHERE), _recommendations),
    Table("progress", "What papers say has become of recommendations and areas for improvement, a row a statement", (
        AUTHORITY, INSPECTION, Column("recommendation", "Id of the recommendation or finding"), Column("said_by", "council or inspectors"),
        Column("on", "When, as printed"), Column("state", "What it says"), TEXT, SOURCE, WHERE), _progress),
    Table("actions", "What plans said would be done", (
        AUTHORITY, INSPECTION, Column("recommendation", "Id of the recommendation"), Column("id", "Id within the inspection"), TEXT,
        Column("due", "By when, as printed"), Column("placed", "unclear: the paper's layout leaves open which action the date belongs to"),
        Column("lead", "Who leads; several are separated by |"), SOURCE, WHERE), _actions),
    Table("figures", "Numbers the papers print", (
        AUTHORITY, INSPECTION, Column("id", "Id within the inspection"), Column("name", "What was counted"), Column("value", "As printed"),
        Column("number", "The value where it is a number", "number"), Column("qualifier", "over, almost, about"), Column("unit", "Unit"),
        Column("period", "When it was so, as printed"), Column("compared", "Against others, as the paper says"), AREA, TOPICS, SOURCE, WHERE,
        Column("series", "The same for figures that count the same at other times")), _figures),
)
