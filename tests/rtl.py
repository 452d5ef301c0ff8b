"""A language written from right to left, made from the English of the tests letter by letter: it proves the way, and says nothing."""

import re

LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنه", strict=True))
KEPT = re.compile(r"\{[a-z]+\}|\(#[^)]*\)|^\s*- |^## ?", re.MULTILINE)


def arabic(text: str) -> str:
    """The text in Arabic letters; what is filled in, what a point rests on and marks of form stay."""
    parts = re.split(f"({KEPT.pattern})", text, flags=re.MULTILINE)
    return "".join(part if KEPT.fullmatch(part) else "".join(LETTERS.get(char.lower(), char) for char in part) for part in parts if part)


def arabic_words(language: str) -> str:
    """A file of interface words in it, from the English one: every value, no key."""
    lines = []
    phrases = False
    for line in language.splitlines():
        phrases = (phrases and line.startswith((" ", "-"))) or bool(re.match(r"(blame|addressing|few):", line))
        key, colon, value = line.partition(": ")
        continued = re.match(r"    \S", line) and not re.match(r"\s*[\w\"-]+:", line)
        if phrases:
            continue
        lines.append(arabic(line) if continued else f"{key}{colon}{value if value == '>-' else arabic(value)}")
    return "\n".join(lines).replace("name: ", "direction: rtl\nname: ", 1) + "\n"


def arabic_story(story: str) -> str:
    """A young-people.md in it."""
    return arabic(story)
