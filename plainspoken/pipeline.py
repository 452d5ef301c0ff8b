"""content/ -> output/, as a recipe: survey, read, check, gate, index, make, join, gate, search, publish.

What is as it was costs a look. A file that changed is read by a worker; a page is made again when something it is made
of has changed; when nothing has, nothing is done.
"""

from dataclasses import replace
from pathlib import Path
from time import perf_counter

from plainspoken import assets, checks, content, ending, gather, ledger, publish, survey
from plainspoken.content import Content
from plainspoken.crew import Crew, uncollected
from plainspoken.gather import Gathered
from plainspoken.memo import Memo
from plainspoken.options import Options, Progress
from plainspoken.problems import gate
from plainspoken.report import Report
from plainspoken.site import Site
from plainspoken.survey import Survey
from plainspoken.warm import Warm

__all__ = ["Options", "Progress", "Report", "build", "load"]


def build(options: Options, progress: Progress, warm: Warm | None = None, last: bool = False) -> Report:
    """Build and publish. Raises Stop: 2 for faults in the content, 3 for the environment's; nothing is published then.

    `warm` is given what all was made of. A process whose `last` work this is does not put away what it holds.
    """
    started = perf_counter()
    publish.recover(options.output)
    with uncollected(lasting=last), Memo(options.memo) as memo, Crew(options.jobs, options.cluster) as crew:
        before = ledger.load(memo, options.content, options.output)
        progress("read", 0, 0)
        looked = survey.look(options.content, before.content)
        site = Site(options, memo, crew, before, progress)
        if last:
            ending.keep(site, looked)
        if site.stands(looked) and not (warm and warm.cold):
            report = site.standing()
        else:
            found = _gathered(options, looked, memo, crew, progress)
            if last:
                ending.keep(found)
            report = site.build(found)
            if warm:
                warm.take(found, site.kit(found))
        return replace(report, seconds=perf_counter() - started - (report.search or 0))


def _gathered(options: Options, looked: Survey, memo: Memo, crew: Crew, progress: Progress) -> Gathered:
    """All that pages are made of, past gate 1. Raises Stop."""
    found, problems = gather.gather(looked, memo, crew, assets.icons(options.assets))
    progress("check", 0, 0)
    gate(problems)
    return found


def load(folder: Path, drawn: Path, progress: Progress) -> Content:
    """Everything in the content folder with its places, past gate 1; `drawn` is the folder with the icons it may name. Raises Stop."""
    progress("read", 0, 0)
    found, problems = content.read(folder)
    progress("check", 0, 0)
    gate([*problems, *checks.check(found, folder.name, assets.icons(drawn))])
    return found
