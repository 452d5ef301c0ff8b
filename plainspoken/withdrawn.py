"""Content -> the content without withdrawn inspections, and what is left to say of them.

A withdrawn inspection keeps its address, with the day and the reason, and leaves no other trace.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace

from plainspoken.content import Content
from plainspoken.picked import Picked
from plainspoken.plans import Plan, citing
from plainspoken.record import Withdrawn
from plainspoken.records import Inspection
from plainspoken.reference import Framework

Key = tuple[str, str]
Cited = Callable[[Key], Iterable[str]]
"""The papers that an inspection and its plan name."""


def split(content: Content, gone: Iterable[Key] | None = None, cited: Cited | None = None) -> tuple[Content, dict[Key, Withdrawn]]:
    """The content that is shown, and why each inspection that is not was withdrawn.

    Who knows which are `gone`, and which papers each names, need not have all records looked at.
    """
    opened = {key: content.inspections[key] for key in (content.inspections if gone is None else gone)}
    whys = {key: one.withdrawn for key, one in opened.items() if one.withdrawn}
    if not whys:
        return content, {}
    names = {"/".join(key) for key in whys}

    def shown(keys: Iterable[Key]) -> Iterator[Key]:
        return (key for key in keys if key not in whys)
    papers = _papers(content, whys, cited or (lambda key: cites(content.inspections[key], content.plans.get(key))))
    formers = {_key(former): why for key, why in whys.items() for former in opened[key].was}
    return replace(
        content, inspections=Picked(shown(content.inspections), lambda key: _forget(content.inspections[key], names)),
        sources={name: one for name, one in content.sources.items() if name not in papers},
        frameworks={name: _unasked(one, names) for name, one in content.frameworks.items()},
        plans=Picked(shown(content.plans), content.plans.__getitem__), summaries=Picked(shown(content.summaries), content.summaries.__getitem__),
        tales=Picked(shown(content.tales), content.tales.__getitem__),
        stories={key: text for key, text in content.stories.items() if key[:2] not in whys}), whys | formers


def _key(name: str) -> Key:
    authority, _, inspection = name.partition("/")
    return authority, inspection


def cites(inspection: Inspection, plan: Plan | None) -> set[str]:
    """The papers that an inspection and its plan name."""
    return {item.source for item in (*citing(inspection), *(citing(plan) if plan else ())) if item.source}


def _papers(content: Content, gone: Collection[Key], cited: Cited) -> set[str]:
    """Papers that tell of nothing but withdrawn inspections."""
    found: tuple[set[str], set[str]] = set(), {one.source for one in content.frameworks.values() if one.source}
    for key in content.inspections:
        found[key not in gone].update(cited(key))
    return found[0] - found[1]


def _unasked(one: Framework, names: set[str]) -> Framework:
    """A framework whose plans are no longer asked for anything by a withdrawn inspection's word."""
    asked_by = one.plan_elements_asked_by
    return replace(one, plan_elements_asked_by=None) if asked_by and asked_by.partition("#")[0] in names else one


def _forget(one: Inspection, names: set[str]) -> Inspection:
    """An inspection that no longer points at withdrawn ones."""
    if one.follows not in names and names.isdisjoint(one.alongside) and names.isdisjoint(said.of.partition("#")[0] for said in one.progress):
        return one
    return replace(
        one, follows=None if one.follows in names else one.follows,
        alongside=tuple(other for other in one.alongside if other not in names),
        progress=tuple(said for said in one.progress if said.of.partition("#")[0] not in names))
