"""Content -> problems of addresses: what a publisher may not give away twice, since an address is for life.

`checks.py` lists these rules among the others.
"""

from collections.abc import Iterator

from plainspoken.content import Content
from plainspoken.fields import id_fault
from plainspoken.problems import Problem, quoted
from plainspoken.references import Known, place_of, twice


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
