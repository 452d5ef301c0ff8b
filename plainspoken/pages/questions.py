"""Questions to the database that the page about the data shows, each with the SELECT that answers it; a test asks them all."""

from typing import NamedTuple

DONE = """
SELECT authorities.name AS place,
       inspections.year,
       register.text,
       codes.label AS progress,
       register.progress_said_by AS said_by,
       register.progress_on AS told,
       register.url
FROM register
JOIN authorities USING (authority)
JOIN inspections USING (authority, inspection)
JOIN codes ON codes.column = 'register.progress' AND codes.code = register.progress
WHERE register.progress IN ('council-says-done', 'inspectors-confirmed')
ORDER BY place, inspections.year, register.id
""".strip()

CHANGED = """
SELECT authorities.name AS place,
       one.area_title AS area,
       earlier.year AS earlier,
       one.grade_label AS was,
       other.area_title AS area_then,
       later.year AS later,
       other.grade_label AS became,
       CASE WHEN other.rank < one.rank THEN 'better' ELSE 'worse' END AS change,
       coalesce(comparisons.why, 'The same kind of inspection') AS comparable
FROM judgements AS one
JOIN areas AS before USING (framework, area)
JOIN areas AS after USING (theme)
JOIN judgements AS other
  ON (other.authority, other.framework) = (one.authority, after.framework)
  AND other.area = after.area
JOIN inspections AS earlier
  ON (earlier.authority, earlier.inspection) = (one.authority, one.inspection)
JOIN inspections AS later
  ON (later.authority, later.inspection) = (other.authority, other.inspection)
JOIN authorities ON authorities.authority = one.authority
LEFT JOIN comparisons
  ON (comparisons.framework, comparisons.other) = (one.framework, other.framework)
WHERE earlier.year < later.year
  AND one.steps = other.steps AND one.rank <> other.rank
  AND one.aspect IS NULL AND other.aspect IS NULL
  AND one.standing IS NULL AND other.standing IS NULL
  AND (one.framework = other.framework OR comparisons.may IN ('yes', 'in-part'))
ORDER BY place, earlier, later, area
""".strip()

SAID = """
SELECT authorities.name AS place,
       inspections.year,
       items."table",
       items.text,
       items.url
FROM items
JOIN topics USING (topic)
JOIN authorities USING (authority)
JOIN inspections USING (authority, inspection)
WHERE topics.name = {topic}
ORDER BY place, inspections.year, items.url
""".strip()


class Question(NamedTuple):
    """A question as the page has it."""

    id: str
    words: str
    sql: str


def questions(topic: str) -> list[Question]:
    """Three questions; `topic` is the name of the concern that one of them is about, empty where there is none."""
    name = topic.replace("'", "''")
    about = Question("question-said", f"What was said of one concern, “{topic}”, and where does it stand?", SAID.format(topic=f"'{name}'"))
    return [Question("question-done", "What was asked for and is told to be done, and who tells it?", DONE),
            Question("question-changed", "Which judgements got better or worse, as far as grades may be compared?", CHANGED),
            *([about] if topic else [])]
