"""A page read on a slow phone -> what it weighs on the wire, when its largest part is painted, what shifts, what holds it up.

The phone is Chromium's own throttling: 1.6 Mbit/s down, 0.75 up, 150 ms a request, and a processor four times as slow, as
Lighthouse takes a phone of the middle on a mobile network to be.
"""

import os
import re
from collections.abc import Sequence
from typing import NamedTuple

from playwright.sync_api import Browser, Page, Route

NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER = 4
WEIGHT = 60_000
"""Bytes over the wire, all files of a page together."""
LONGEST_WEIGHT = 70_000
"""The same for the longest page of all, of 346 findings each with its topics, its place and its address for life: its words and
addresses alone are 40,000 bytes, packed as nginx packs them."""
PAINTED = 1500
"""Milliseconds until the largest part is painted."""
LONG = 50
"""Milliseconds from which a task is long: the page does not answer meanwhile. The unit of the Long Tasks standard."""
TRIES = 8
"""Readings of a page, of which the best counts: what else the machine does can only make it slower."""

OBSERVE = """
window.seen = { painted: 0, shift: 0, tasks: [], moved: [] };
window.late = [];
const hear = (type, each) => {
  const observer = new PerformanceObserver(list => list.getEntries().forEach(each));
  observer.observe({ type, buffered: true });
  late.push(() => observer.takeRecords().forEach(each));
};
hear('largest-contentful-paint', one => { seen.painted = one.startTime; });
hear('layout-shift', one => { if (!one.hadRecentInput) seen.shift += one.value; });
hear('longtask', one => { seen.tasks.push(one.duration); });
hear('layout-shift', one => seen.moved.push(...one.sources.map(({ node }) => (node?.nodeType === 3 ? node.parentNode : node)?.outerHTML?.slice(0, 60))));
"""
ANSWER = """() => new Promise(done => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => setTimeout(() => {
  late.forEach(take => take());
  done({ ...seen, blocking: performance.getEntriesByType('resource').filter(one => one.renderBlockingStatus === 'blocking').map(one => one.name) });
}, 0)), 300)))"""
"""What was seen, with what the browser has noted and not yet told."""
YARDSTICK = """() => {
  const took = [1, 2, 3].map(() => {
    const start = performance.now(), box = document.createElement('div');
    for (let number = 0; number < 200; number += 1) {
      const line = document.createElement('p');
      line.innerHTML = `<b>Some</b> words that <a href="#to-${number}">lead</a> on to others, ${number}`;
      box.append(line);
    }
    document.body.append(box);
    box.getBoundingClientRect();
    box.remove();
    return performance.now() - start;
  });
  return Math.min(...took);
}"""
"""Milliseconds that this machine takes for a known piece of a page's work: making it, laying it out."""
YARD = 45.0
"""What a processor SLOWER than that of an ordinary desktop takes for it."""
VOICE = """
Object.defineProperty(window, 'speechSynthesis', { value: Object.assign(new EventTarget(), { cancel() {},
  getVoices: () => [{ name: 'Own', lang: 'en-GB', localService: true }] }) });
"""
"""A voice of the machine's own, for which pages to listen to show a button."""
PAINTED_AT_ALL = "() => performance.getEntriesByName('first-contentful-paint').length > 0"


class Reading(NamedTuple):
    """How one page came to a phone."""

    path: str
    bytes: int
    blocking: int
    """Files that hold the first paint up."""
    painted: float
    shift: float
    """Cumulative layout shift."""
    tasks: tuple[float, ...]
    """Long tasks, in milliseconds."""
    pace: float = 1
    """How many times as long as it should this machine takes."""

    def faults(self, weight: int = WEIGHT) -> list[str]:
        """What should not be, in sentences. All that takes time may take as much more as this machine does."""
        slow = [task for task in self.tasks if task > LONG * self.pace]
        return [f"{self.path} {said}" for wrong, said in (
            (self.bytes > weight, f"weighs {self.bytes} bytes"),
            (self.blocking > 1, f"is held up by {self.blocking} files"),
            (not 0 < self.painted <= PAINTED * self.pace, f"is painted after {self.painted:.0f} ms"),
            (self.shift > 0, f"shifts by {self.shift:.3f}"),
            (bool(slow), f"does not answer for {', '.join(f'{task:.0f}' for task in slow)} ms"),
        ) if wrong]


def pace(browser: Browser, rate: float = SLOWER) -> float:
    """How many times as long as it should this machine takes, its processor slowed down so; 1 where it is fast enough and nobody else asks for it."""
    context = browser.new_context()
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
    taken = page.evaluate(YARDSTICK) / YARD
    context.close()
    return max(1.0, taken, os.getloadavg()[0] / (os.cpu_count() or 1))


def read(browser: Browser, address: str, path: str) -> Reading:
    """Open a page on a phone that was never here. Chromium's own `is_mobile` would hide shifts: it counts as a turn of the screen."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2, has_touch=True)
    context.add_init_script(OBSERVE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    weight = 0

    def count(event: dict[str, float]) -> None:
        nonlocal weight
        weight += int(event["encodedDataLength"])
    session.send("Network.enable")
    session.on("Network.loadingFinished", count)
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    try:
        page.goto(address + path)
        seen = page.evaluate(ANSWER)
    finally:
        context.close()
    return Reading(path, weight, len(seen["blocking"]), seen["painted"], seen["shift"], tuple(seen["tasks"]))


def best(readings: Sequence[Reading]) -> Reading:
    """Of several readings of one page the best in each: what another program on the machine takes is no fault of the page."""
    return Reading(readings[0].path, min(one.bytes for one in readings), min(one.blocking for one in readings), min(one.painted for one in readings),
                   min(one.shift for one in readings), min((one.tasks for one in readings), key=sum))


def readings(browser: Browser, address: str, path: str, weight: int = WEIGHT) -> Reading:
    """A page read until it has no fault, or often enough. Only where it has one is this machine asked how slow it is."""
    found = []
    for _ in range(TRIES):
        found.append(read(browser, address, path))
        one = best(found)
        if one.faults(weight):
            one = one._replace(pace=pace(browser))
        if not one.faults(weight):
            break
    return one


def moved(browser: Browser, address: str, paths: Sequence[str], width: int) -> list[str]:
    """What moves on pages of this width when their scripts come late, after the first paint, as they may on any slow network."""
    context = browser.new_context(viewport={"width": width, "height": 740})
    context.add_init_script(OBSERVE + VOICE)
    said = []
    try:
        page = context.new_page()
        held: list[Route] = []
        page.route(re.compile(r"\.js(\?|$)"), lambda route: held.append(route))  # noqa: PLW0108 - playwright marks what it calls
        for path in paths:
            page.goto(address + path, wait_until="commit")
            page.wait_for_function(PAINTED_AT_ALL)
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            late = 0
            while page.evaluate("() => document.readyState") != "complete":
                while held:
                    held.pop().continue_()
                    late += 1
                page.evaluate("() => new Promise(done => setTimeout(done, 20))")
            said += _shifts(page, f"{path}, {width}: after {late} late scripts")
            page.goto("about:blank")
            held.clear()
    finally:
        context.close()
    return said


def moved_on_the_way(browser: Browser, address: str, paths: Sequence[str], width: int) -> list[str]:
    """What moves on the first screen of pages of this width while the page itself comes, in parts."""
    context = browser.new_context(viewport={"width": width, "height": 740})
    context.add_init_script(OBSERVE)
    said = []
    try:
        page = context.new_page()
        for path in paths:
            page.goto(address + path)
            said += _shifts(page, f"{path}, {width}: while it comes")
    finally:
        context.close()
    return said


def _shifts(page: Page, when: str) -> list[str]:
    """What has moved on a page, once it has come to rest."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))")
    seen = page.evaluate("() => seen")
    return [f"{when} it shifts by {seen['shift']:.4f}: {', '.join(map(str, seen['moved']))}"] if seen["moved"] else []
