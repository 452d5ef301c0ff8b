"""The data files and the meaning of their columns: the data contract.

First columns stay; more may follow, and so may tables. CSV, CSV on the Web, JSON, the database and the list of columns are
all made from this.
"""

from collections.abc import Iterator

from plainspoken import lexicon, rows
from plainspoken.cells import Row
from plainspoken.columns import (
    ANSWER,
    AREA,
    AUTHORITY,
    BAND,
    FRAMEWORK,
    LEAD,
    OF,
    PLACE,
    PROGRESS,
    RANK,
    RECORD,
    SAID_BY,
    SAID_IN,
    SAID_ON,
    SOURCE,
    STATE,
    STEPS,
    TOPICS,
    URL,
    WITHIN,
    Column,
    Link,
    Table,
    ends,
    fields,
    item,
)
from plainspoken.plans import Action, Answer, Plan
from plainspoken.portal import Portal
from plainspoken.record import Change
from plainspoken.records import Figure, Finding, Inspection, Judgement, Note, Outcome, Progress, Recommendation
from plainspoken.reference import Area, Authority, Comparison, Framework, Source, Step, Topic

KEY = ("authority", "inspection")
ITEM = (*KEY, "id")
OF_INSPECTION = Link(KEY, "inspections", KEY)
OF_RECOMMENDATION = Link((*KEY, "recommendation"), "recommendations", ITEM)
FROM = Link(("source",), "sources", ("source",))
SAID_FROM = Link(("progress_source",), "sources", ("source",), loose=True)
UNDER = Link(("framework",), "frameworks", ("framework",))

ID, ADDRESS = item("the inspection's page")
ID_IN_PLAN, ADDRESS_IN_PLAN = item("the plan's page")
ID_IN_EITHER, ADDRESS_IN_EITHER = item("the page of the inspection, or of its plan where record is plan")


def _codes(portal: Portal) -> Iterator[Row]:
    return lexicon.codes(portal, ((f"{table.name}.{column.name}", column.codes) for table in TABLES for column in table.columns if column.codes))


TABLES: tuple[Table, ...] = (
    Table("authorities", "Who is inspected", (
        AUTHORITY, *fields(Authority, "name"), Column("kind", "What kind of place it is", codes="kinds"),
        Column("region", "The part of the country it lies in", codes="regions"), *fields(Authority, "from", "to"), URL, *ends("from", "to")),
        lexicon.authorities, ("authority",)),
    Table("inspections", "Every inspection known", (
        *OF, FRAMEWORK, Column("title", "What it is called"), Column("coverage", of=Inspection, codes="coverage"), *fields(Inspection, "visited", "published"),
        Column("also", of=Inspection, several=True), URL, Column("year", "The year it is filed under", "integer"), *fields(Inspection, "standfirst"),
        SOURCE, Column("where", of=Inspection, several=True), Column("added", of=Inspection, datatype="date"), *ends("visited", "published")),
        rows.inspections, KEY, (Link(("authority",), "authorities", ("authority",)), UNDER, FROM)),
    Table("judgements", "What was decided of each area", (
        *OF, FRAMEWORK, AREA, Column("area_title", "The area's title as printed"), Column("grade", "Id of the grade on its scale"),
        Column("grade_label", "The grade's word"),
        Column("printed", "The paper's own wording or digit, or how many had each grade, where many were judged at once"),
        Column("scale", "Id of the scale"), RANK, STEPS, Column("state", "Why there is no grade, in words"), *PLACE, *fields(Judgement, "aspect"),
        Column("standing", of=Judgement, codes="standings"), *fields(Judgement, "text"), Column("state_id", "Why there is no grade", codes="states")),
        rows.judgements, (), (OF_INSPECTION, Link(("framework", "area"), "areas", ("framework", "area")),
                              Link(("framework", "scale", "grade"), "grades", ("framework", "scale", "grade"), loose=True), FROM)),
    Table("findings", "What inspectors saw, and areas for improvement that are no recommendations", (
        *OF, ID, Column("kind", "What kind of finding it is", codes="finding_kinds"), AREA, TOPICS, *fields(Finding, "text"), *PLACE,
        *fields(Finding, "called"), ADDRESS), rows.findings, ITEM, (OF_INSPECTION, FROM)),
    Table("recommendations", "What inspectors asked for in recommendations; the register has other areas for improvement too", (
        *OF, ID, Column("number", "The number the paper prints, or ours where it prints none"), *fields(Recommendation, "called"),
        WITHIN, AREA, TOPICS, *fields(Recommendation, "text"), ANSWER, PROGRESS, *PLACE, *fields(Recommendation, "to"),
        SAID_BY, SAID_ON, SAID_IN, *ends("progress_on"), BAND, ADDRESS), rows.recommendations, ITEM, (OF_INSPECTION, FROM, SAID_FROM)),
    Table("progress", "What papers say has become of recommendations and findings, a row a statement", (
        *OF, Column("recommendation", "Id of the recommendation or finding"),
        Column("said_by", "council, of itself, or inspectors", codes="voices"),
        Column("on", "When it was so, as printed. Where the paper does not tell, when that paper was published, or else when its inspectors were there; "
                     "empty where neither is known"),
        STATE, *fields(Progress, "text"), *PLACE, *ends("on"),
        Column("by_authority", "Id of the authority whose record makes the statement"),
        Column("by_inspection", "Id of the inspection, within that authority, whose record makes it: a later one, or the same one by its plan"),
        Column("by_record", "inspection, or plan: the record that makes it", codes="papers"),
        Column("newest", "Whether it is the newest statement on that item. The database has 1 and 0", "boolean")),
        rows.progress, (), (OF_INSPECTION, FROM, Link(("by_authority", "by_inspection"), "inspections", KEY))),
    Table("actions", "What plans said would be done", (
        *OF, Column("recommendation", "Id of the recommendation it answers"), ID_IN_PLAN, *fields(Action, "text", "due"),
        Column("placed", of=Action, codes="placings"), LEAD, *PLACE, Column("every", of=Action, codes="intervals"), TOPICS, *ends("due"), ADDRESS_IN_PLAN),
        rows.actions, ITEM, (OF_INSPECTION, OF_RECOMMENDATION, FROM)),
    Table("figures", "Numbers the papers print", (
        *OF, ID_IN_EITHER, *fields(Figure, "name", "value"),
        Column("number", "The value as a number, in digits where the paper has it in words; empty where the whole value is not one number: all, most, half",
               "number"),
        *fields(Figure, "qualifier", "unit", "period", "compared"), AREA, TOPICS, *PLACE, *fields(Figure, "series", "definition"),
        Column("said_by", "council, in its plan, or inspectors", codes="voices"), *ends("period"), RECORD, ADDRESS_IN_EITHER),
        rows.numbers, ITEM, (OF_INSPECTION, FROM)),
    Table("answers", "What plans say of each recommendation, field by field", (
        *OF, Column("recommendation", of=Answer), Column("answer", of=Answer, codes="answers"), *fields(Answer, "why"),
        Column("within", "How soon it is to be done by the plan, in the words of the framework"),
        *(LEAD if name == "lead" else Column(name, of=Answer, several=True) for name in rows.SAID_IN), SOURCE,
        Column("where", "Where in the paper the table of its fields stands; position, done and inspectors_said have places of their own", several=True),
        Column("position_where", "Where the paper tells of position", several=True), Column("done_where", "Where it tells of done", several=True),
        *fields(Answer, "inspectors_said"), Column("inspectors_said_where", "Where it prints inspectors_said", several=True)),
        rows.answers, (*KEY, "recommendation"), (OF_INSPECTION, OF_RECOMMENDATION, FROM)),
    Table("outcomes", "Results other than grades", (*OF, *fields(Outcome, "kind", "text", "opened", "closed"), *PLACE, *ends("opened", "closed")),
          rows.outcomes, (), (OF_INSPECTION, FROM)),
    Table("notes", "What a reader should know of a fact: a paper contradicts itself, two figures only look alike", (
        *OF, RECORD, Column("about", "Ids of the items or areas that it stands beside, or the part of the page: judgements, findings, recommendations, "
                                     "figures, visited or published; empty for the whole page", several=True),
        *fields(Note, "title", "text"), *PLACE), rows.notes, (), (OF_INSPECTION, FROM)),
    Table("corrections", "What was wrong in the record of an inspection or a plan, and has been put right", (
        *OF, RECORD, Column("on", "The day it was put right", "date"), *fields(Change, "what", "where")), rows.corrections, (), (OF_INSPECTION,)),
    Table("item_topics", "Which finding, recommendation, action or figure is about which topic, a row each", (
        *OF, Column("item", "Id of the item within its inspection"), Column("topic", "Id of the topic"), Column("table", "The table that the item stands in")),
        rows.item_topics, (*KEY, "item", "topic"), (OF_INSPECTION, Link(("topic",), "topics", ("topic",)))),
    Table("sources", "The papers, each with what may be done with it", (
        Column("source", "Id of the paper"), *fields(Source, "title", "short", "kind", "publisher", "published", "licence"),
        Column("address", of=Source, datatype="anyURI"), *fields(Source, "hash", "about"), *ends("published")), lexicon.sources, ("source",)),
    Table("topics", "Concerns followed across places and years", (
        Column("topic", "Id of the topic"), *fields(Topic, "name", "about"), Column("also", of=Topic, several=True)), lexicon.topics, ("topic",)),
    Table("frameworks", "Kinds of inspection, each edition apart", (
        FRAMEWORK, *fields(Framework, "name", "short", "family", "years"), Column("bodies", "Who inspected, each with its part", several=True),
        Column("source", of=Framework), *ends("years")), lexicon.frameworks, ("framework",), (FROM._replace(loose=True),)),
    Table("areas", "What each kind of inspection judges", (
        FRAMEWORK, AREA, *fields(Area, "title", "reference"), Column("outer", "Id of the area that holds it"),
        Column("theme", "The row where it stands beside other frameworks' areas in a place's table over the years. To share a theme does not mean "
                        "that grades may be compared: that the table comparisons says", codes="themes"),
        Column("scale", "Id of its scale")), lexicon.areas, ("framework", "area"),
        (UNDER, Link(("framework", "outer"), "areas", ("framework", "area"), loose=True))),
    Table("grades", "Every grade of every scale, and what it meant then", (
        FRAMEWORK, Column("scale", "Id of the scale"), Column("grade", "Id of the grade"), RANK, STEPS, *fields(Step, "label", "printed", "about")),
        lexicon.steps, ("framework", "scale", "grade"), (UNDER,)),
    Table("comparisons", "Which kinds of inspection may be held beside which; nothing is recorded of pairs that are not here", (
        FRAMEWORK, Column("other", "Id of another framework; each pair stands here both ways"), Column("may", of=Comparison, codes="comparisons"),
        Column("why", of=Comparison)), lexicon.comparisons, ("framework", "other"), (UNDER, Link(("other",), "frameworks", ("framework",)))),
    Table("register", "Everything that inspectors asked for, recommendations and other areas for improvement alike", (
        Column("table", "The table that it stands in too"), *OF, ID, *fields(Recommendation, "text"),
        Column("called", "What the paper calls it; of a finding that it gives no name, our word for its kind; empty for a recommendation called so"),
        WITHIN, BAND, AREA, TOPICS, ANSWER, PROGRESS, SAID_BY, SAID_ON, SAID_IN, *PLACE, ADDRESS, *ends("progress_on")),
        rows.register, ITEM, (OF_INSPECTION, FROM, SAID_FROM)),
    Table("plans", "The action plans that answer inspections", (
        *OF, *fields(Plan, "title", "by", "published"), *ends("published"), SOURCE, URL), rows.plans, KEY, (OF_INSPECTION, FROM)),
    Table("codes", "Codes that stand in columns, with their words", (
        Column("column", "The table and the column, with a stop between them"), Column("code", "What stands there"), Column("label", "Its word"),
        Column("meaning", "What it means, or which frameworks have it and in which words; empty where the word says enough")), _codes, ("column", "code")),
)
