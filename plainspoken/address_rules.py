"""Content -> problems of addresses: what a publisher may not give away twice, since an address is for life.

`checks.py` lists these rules among the others.
"""

import re
from collections.abc import Iterator

from plainspoken.content import Content
from plainspoken.fields import id_fault
from plainspoken.problems import Problem, quoted
from plainspoken.references import Known, numbered, place_of, twice

PARTS = re.compile(r"main|contents|glance|summary|judgements|recommendations|figures|findings|outcomes|progress|told|sources|standing|complete|unanswered"
                   r"|what-stood-here|(?:figures|note)-\d+|(?:findings|source|i|m)-.+")
"""Ids that the page of an inspection or of its plan gives its own parts, its notes, papers and little pictures."""
OF_ANSWERS = ("account", "actions", "dates", "when", "requirement", "purpose", "target", "lead", "success", "monitoring", "responsible", "resources", "support",
              "links")
"""What a plan's page puts after the id of a recommendation, for the parts of its answer."""


def items_leave_the_page_its_own_ids(content: Content, known: Known) -> Iterator[Problem]:
    """No item has an id that a part of its page has."""
    for key, inspection in content.inspections.items():
        plan, ids = content.plans.get(key), [item.id for item in numbered(inspection)]
        if plan:
            ids += [*(action.id for answer in plan.answers for action in answer.actions), *(figure.id for figure in plan.figures)]
        answers = {f"{answer.recommendation}-{part}" for answer in (plan.answers if plan else ()) for part in OF_ANSWERS}
        for one in ids:
            if PARTS.fullmatch(one) or one in answers:
                yield Problem(place_of(one), f"{quoted(one)} cannot be an id here: a part of the page has it; give it another")


def former_addresses_are_free(content: Content, known: Known) -> Iterator[Problem]:
    """A former id is an inspection's, is no longer another's, and points at one inspection."""
    former = [name for inspection in content.inspections.values() for name in inspection.was]
    for name in former:
        authority, slash, inspection = name.partition("/")
        if not slash or "#" in name:
            yield Problem(place_of(name), f"{quoted(name)}: a former id is authority/inspection")
        elif fault := id_fault(authority) or id_fault(inspection):
            yield Problem(place_of(name), fault)
        elif name in known.inspections:
            yield Problem(place_of(name), f"{name} is the id of another inspection that is still here")
    yield from twice(former, "former id")
