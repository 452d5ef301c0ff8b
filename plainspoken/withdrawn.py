"""Content -> the content without withdrawn inspections, and what is left to say of them.

A withdrawn inspection keeps its address, with the day and the reason, and leaves no other trace.
"""

from collections.abc import Collection
from dataclasses import replace

from plainspoken.content import Content
from plainspoken.plans import citing
from plainspoken.record import Withdrawn
from plainspoken.records import Inspection
from plainspoken.reference import Framework

Key = tuple[str, str]


def split(content: Content) -> tuple[Content, dict[Key, Withdrawn]]:
    """The content that is shown, and why each inspection that is not was withdrawn."""
    gone = {key: one.withdrawn for key, one in content.inspections.items() if one.withdrawn}
    if not gone:
        return content, {}
    names = {"/".join(key) for key in gone}
    papers = _papers(content, gone)
    shown = {key: _forget(one, names) for key, one in content.inspections.items() if key not in gone}
    gone |= {_key(former): why for key, why in gone.items() for former in content.inspections[key].was}
    return replace(
        content, inspections=shown, sources={name: one for name, one in content.sources.items() if name not in papers},
        frameworks={name: _unasked(one, names) for name, one in content.frameworks.items()},
        plans={key: plan for key, plan in content.plans.items() if key not in gone},
        summaries={key: text for key, text in content.summaries.items() if key not in gone},
        stories={key: text for key, text in content.stories.items() if key[:2] not in gone},
        tales={key: told for key, told in content.tales.items() if key not in gone}), gone


def _key(name: str) -> Key:
    authority, _, inspection = name.partition("/")
    return authority, inspection


def _papers(content: Content, gone: Collection[Key]) -> set[str]:
    """Papers that tell of nothing but withdrawn inspections."""
    cited: tuple[set[str], set[str]] = set(), {one.source for one in content.frameworks.values() if one.source}
    for key, one in content.inspections.items():
        plan = content.plans.get(key)
        cited[key not in gone].update(item.source for item in (*citing(one), *(citing(plan) if plan else ())) if item.source)
    return cited[0] - cited[1]


def _unasked(one: Framework, names: set[str]) -> Framework:
    """A framework whose plans are no longer asked for anything by a withdrawn inspection's word."""
    asked_by = one.plan_elements_asked_by
    return replace(one, plan_elements_asked_by=None) if asked_by and asked_by.partition("#")[0] in names else one


def _forget(one: Inspection, names: set[str]) -> Inspection:
    """An inspection that no longer points at withdrawn ones."""
    return replace(
        one, follows=None if one.follows in names else one.follows,
        alongside=tuple(other for other in one.alongside if other not in names),
        progress=tuple(said for said in one.progress if said.of.partition("#")[0] not in names))
