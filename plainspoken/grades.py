"""A judgement -> how its page says it: the word, the printed digit with the direction of its scale, a small climb."""

from typing import NamedTuple

from markupsafe import Markup

from plainspoken import charts
from plainspoken.records import Judgement
from plainspoken.refer import Reference
from plainspoken.reference import Framework, Scale, Step
from plainspoken.references import scale_of


class Said(NamedTuple):
    """What was decided of one area, ready to be shown."""

    word: str
    """The grade's word, the printed phrase, or why there is none."""
    graded: bool
    """It stands on a scale."""
    judged: bool
    """Something was decided, on a scale or in a phrase of the paper's own."""
    digit: str
    """As a cell shows it: 3, or "in words"; empty for a scale of which nothing is printed in digits."""
    printed: str
    """In full: "printed as 3; 4 was the best"."""
    steps: Markup
    notes: tuple[str, ...]
    """Provisional, changed, limited, printed otherwise."""


def best(scale: Scale) -> str:
    """The direction of a scale in words: "4 was the best", or the best word where nothing is printed beside it."""
    step = scale.steps[0]
    return f"{step.printed or step.label} was the best"


def step_of(scale: Scale, grade: str) -> tuple[int, Step]:
    """Rank, 1 the best, and step of a grade."""
    return next((rank, step) for rank, step in enumerate(scale.steps, 1) if step.id == grade)


def say(judgement: Judgement, framework: Framework, reference: Reference) -> Said:
    """A judgement ready to be shown."""
    scale = scale_of(judgement, framework)
    notes = tuple(_notes(judgement, scale, reference))
    if judgement.grade is not None and scale is not None:
        rank, step = step_of(scale, judgement.grade)
        digit, printed = _printed(judgement, step, scale)
        return Said(step.label, True, True, digit, printed, charts.climb(rank, len(scale.steps)), notes)
    if judgement.counts is not None and scale is not None:
        parts = [f"{count} {step_of(scale, grade)[1].label.lower()}" for grade, count in judgement.counts.items()]
        return Said(f"{', '.join(parts)} of {judgement.of}", False, True, "", "", Markup(""), notes)
    if judgement.state is not None:
        words = framework.states.get(judgement.state) or reference.words.states[judgement.state]
        return Said(words, False, False, "", "", Markup(""), notes)
    return Said(f"“{judgement.words}”", False, True, "", "in words, on no scale", Markup(""), notes)


def _printed(judgement: Judgement, step: Step, scale: Scale) -> tuple[str, str]:
    """The digit as a cell shows it, and in full with the direction of the scale."""
    if not any(one.printed for one in scale.steps):
        return "", best(scale)  # no paper of it prints a digit, so that words are nothing to remark on
    if judgement.given == "words" or not step.printed:
        return "in words", "in words"
    return step.printed, f"printed as {step.printed}; {best(scale)}"


def _notes(judgement: Judgement, scale: Scale | None, reference: Reference) -> list[str]:
    notes = []
    if judgement.printed:
        notes.append(f"The paper’s words: “{judgement.printed}”.")
    if judgement.standing:
        notes.append(f"This grade was {reference.words.standings[judgement.standing]}.")
    if judgement.changed and scale:
        before = step_of(scale, judgement.changed.before)[1].label
        on = f" on {judgement.changed.on.words}" if judgement.changed.on else ""
        by = f" by {judgement.changed.by}" if judgement.changed.by else ""
        notes.append(f"It was changed from {before}{on}{by}. {judgement.changed.why or ''}".strip())
    if judgement.limited_by:
        notes.append("Another inspection’s result set a limit to it.")
    return notes
