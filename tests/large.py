"""Lean pages of a portal of 2,000 inspections, made of words drawn as languages draw them: few often, most seldom."""

import random
from collections.abc import Iterator

from plainspoken import lean
from plainspoken.lean import Lean, Part

INSPECTIONS, PLACES, STORIES, THREADS, TOPICS, WORDS = 2000, 150, 1000, 1500, 50, 160
SYLLABLES = ["ba", "con", "dre", "el", "fi", "gor", "hin", "ju", "kel", "lan", "mi", "nor", "pa", "que", "ri", "sta", "ter", "un", "ver", "wel"]
VOCABULARY = [one + two + three for one in SYLLABLES for two in SYLLABLES for three in SYLLABLES[:4]]
OFTEN = ["children", "care", "services", "young", "people", "social", "worker", "school", "council", "plans", "health", "safe", "families", "good", "better"]


def pages() -> Iterator[Lean]:
    """All of them, the same at every call."""
    chance = random.Random(2000)
    words = [*OFTEN, *VOCABULARY]
    weights = [1 / (rank + 8) for rank in range(len(words))]
    drawn = iter(chance.choices(words, weights, k=1_200_000))

    def said(count: int) -> str:
        return " ".join(next(drawn) for _ in range(count)).capitalize() + "."

    def filters(kind: str, place: int, year: int, audience: str = lean.ADULTS) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (("authority", (f"place-{place}",)), ("framework", (f"framework-{year % 12}",)), ("year", (str(year),)), ("kind", (kind,)),
                ("audience", (audience,)))
    for number in range(INSPECTIONS):
        place, year = number % PLACES, 2000 + number * 7 % 24
        parts = [Part("summary", "Summary", tuple(said(40) for _ in range(3)))]
        parts += [Part(f"item-{item}", f"Recommendation {item}", (said(16),)) for item in range(14)]
        yield Lean(f"authorities/place-{place}/visit-{number}/index.html", "en-GB", "Inspection of services", f"{year}-05-01",
                   filters(lean.INSPECTION, place, year), (said(30),), tuple(parts))
    for number in range(STORIES):
        place, year = number % PLACES, 2000 + number * 7 % 24
        yield Lean(f"authorities/place-{place}/visit-{number}/young-people/index.html", "en-GB", "What inspectors found", f"{year}-05-01",
                   filters(lean.STORY, place, year, lean.YOUNG), (said(40),), (Part("well", "What went well", (said(40),)),))
    for number in range(THREADS):
        yield Lean(f"authorities/place-{number % PLACES}/topics/topic-{number}/index.html", "en-GB", said(3), "2020-01-01",
                   filters(lean.THREAD, number % PLACES, 2020), (said(12),), (Part("state", "Where it stands", (said(30),)),))
    for kind, count in ((lean.TOPIC, TOPICS), (lean.WORD, WORDS), (lean.PLACE, PLACES)):
        for number in range(count):
            yield Lean(f"{kind}s/{kind}-{number}/index.html", "en-GB", said(2), lean.UNDATED, (("kind", (kind,)), ("audience", (lean.ADULTS,))), (said(20),))
