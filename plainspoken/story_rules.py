"""Content -> problems of the young people's edition: told at all, resting on records, easy to read, kind.

`checks.py` lists these rules among the others.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from plainspoken import phrases, readability, story
from plainspoken.content import Content
from plainspoken.dates import Dates
from plainspoken.problems import Place, Problem, Text, quoted
from plainspoken.readability import Measure
from plainspoken.reference import Term
from plainspoken.references import Known, Told, dangling, place_of
from plainspoken.settings import Interface, ReadingLimits


def young_people_are_told(content: Content, known: Known) -> Iterator[Problem]:
    """Every inspection of which more is known than that it took place has its young-people.md, and that its day."""
    for key, inspection in content.inspections.items():
        name = f"inspections/{'/'.join(key)}/young-people.md"
        there = name in content.files
        if inspection.coverage == "known" and there:
            yield Problem(Place(f"{known.folder}/{name}"), "of an inspection that is only known to have taken place there is nothing to tell")
        elif inspection.coverage != "known" and not there:
            yield Problem(inspection.place, "there is no young-people.md beside this file: what is known is told to young people too")
        elif there and not inspection.young_people:
            yield Problem(inspection.place, 'the field "young_people" is missing: it says when young-people.md was written')
        if inspection.young_people:
            yield from _days(inspection.young_people.written, *(one.on for one in inspection.young_people.translated.values()))


def _days(*dates: Dates) -> Iterator[Problem]:
    for one in dates:
        if not one.is_day:
            yield Problem(one.place, f"a day was expected, like 2026-11-22, not {quoted(one.words)}")


def stories_have_their_form(content: Content, known: Known) -> Iterator[Problem]:
    """Fixed headings, paragraphs and points, and nothing else."""
    for told in known.stories.values():
        yield from told.problems


def stories_rest_on_records(content: Content, known: Known) -> Iterator[Problem]:
    """What a point rests on is in its inspection or plan, or is an area that was judged there."""
    for told in known.stories.values():
        inspection = content.inspections.get(told.key)
        if inspection and known.whole("/".join(told.key)):
            ids = {*known.items("/".join(told.key)), *(one.area for one in inspection.judgements), *story.SECTIONS_OF_A_RECORD}
            for point in told.story.points:
                for one in point.rests_on:
                    yield from dangling(one, "item or judged area", ids)


def stories_are_short_enough(content: Content, known: Known) -> Iterator[Problem]:
    """A story has no more words than young people are asked to read; of a paper that is held it tells enough."""
    for told in known.stories.values():
        inspection = content.inspections.get(told.key)
        count = sum(map(readability.count_words, told.story.blocks))
        for limits in _limits(content):
            if count > float(limits.most_words):
                yield Problem(Place(told.file), f"{count} words are too many: {limits.most_words} at most")
            if inspection and inspection.coverage == "full" and count < float(limits.fewest_words):
                yield Problem(Place(told.file), f"{count} words are too few where the paper is held: {limits.fewest_words} at least")


def stories_are_easy_to_read(content: Content, known: Known) -> Iterator[Problem]:
    """Sentences are short, words are plain, abbreviations are explained. Measured in English alone."""
    for told in known.stories.values():
        if readability.is_measured(told.language):
            measure = readability.measure(told.story.blocks)
            for limits in _limits(content):
                yield from _whole(measure, limits, partial(_place, told))
                for block in told.story.blocks:
                    yield from _sentences(told, block, limits)
            yield from _abbreviations(told, measure, content.glossary.values())


def _limits(content: Content) -> Iterator[ReadingLimits]:
    for settings in content.settings.values():
        yield settings.reading


def _place(told: Told, sentence: str) -> Place:
    """Where a sentence stands in its file."""
    block = next((block for block in told.story.blocks if sentence in " ".join(block.split())), None)
    return told.place(block, sentence) if block else Place(told.file)


def _whole(measure: Measure, limits: ReadingLimits, place: Callable[[str], Place]) -> Iterator[Problem]:
    """What is wrong with a text as a whole, at the sentence that weighs most."""
    if round(measure.mean, 1) > float(limits.mean_sentence):
        longest = max(measure.sentences, key=readability.count_words)
        yield Problem(place(longest), f"sentences have {measure.mean:.1f} words on average, {limits.mean_sentence} at most; "
                                      f"the longest is {quoted(longest, 300)}")
    if round(measure.grade, 1) > float(limits.grade):
        hardest = max(measure.sentences, key=lambda one: readability.measure([one]).grade)
        yield Problem(place(hardest), f"the reading grade of the whole is {measure.grade:.1f}, {limits.grade} at most; "
                                      f"the hardest sentence is {quoted(hardest, 300)}")


def _sentences(told: Told, block: Text, limits: ReadingLimits) -> Iterator[Problem]:
    for sentence in readability.sentences(block):
        count = readability.count_words(sentence)
        if count > float(limits.longest_sentence):
            yield Problem(told.place(block, sentence), f"a sentence of {count} words, {limits.longest_sentence} at most: {quoted(sentence, 300)}")


def _abbreviations(told: Told, measure: Measure, glossary: Iterable[Term]) -> Iterator[Problem]:
    if not measure.abbreviations:  # most stories have none
        return
    whole = "\n".join(told.story.blocks)
    explained = [form for term in glossary if told.language in term.young for form in (term.term, *term.also)]
    for one in measure.abbreviations:
        if not readability.explained(one, whole, explained):
            block = next(block for block in told.story.blocks if one in block)
            sentence = next(part for part in readability.sentences(block) if one in part)
            yield Problem(told.place(block, one), f"{quoted(one)} is not explained: say it in words, or give it a glossary word for young people: "
                                                  f"{quoted(sentence, 300)}")


def stories_are_kind(content: Content, known: Known) -> Iterator[Problem]:
    """No sentence blames a child, speaks to the reader, or counts so few children that one could be known."""
    for told in known.stories.values():
        listed = (*told.words.blame, *told.words.addressing, *told.words.few)
        for block in told.story.blocks:
            for sentence in readability.sentences(block):
                if phrases.possible(listed, sentence):
                    yield from _unkind(told, block, sentence)


def _unkind(told: Told, block: Text, sentence: str) -> Iterator[Problem]:
    reasons = {
        told.words.blame: "the service has to get better, never the child",
        told.words.addressing: "what was found is told about children then; the page speaks to its reader elsewhere",
        told.words.few: "so few children could be known: leave the number out",
    }
    for listed, why in reasons.items():
        if words := phrases.found(listed, sentence):
            yield Problem(told.place(block, words), f"{quoted(words)}: {why}: {quoted(sentence, 300)}")


def translations_tell_the_same(content: Content, known: Known) -> Iterator[Problem]:
    """A translation has its language, its translator, and the points of the original in their order."""
    for key, inspection in content.inspections.items():
        listed = inspection.young_people.translated if inspection.young_people else {}
        there = {name[-1]: text for name, text in content.stories.items() if name[:2] == key and len(name) == 3}
        for language, text in there.items():
            if f"languages/{language}.yaml" not in content.files:
                yield Problem(place_of(text), f"there is no languages/{language}.yaml for this language")
            if language not in listed:
                yield Problem(place_of(text), f'"young_people: translated:" of the inspection does not say who put it into {language}, and when')
        for language, one in listed.items():
            if f"inspections/{'/'.join(key)}/young-people.{language}.md" not in content.files:
                yield Problem(one.place, f"there is no young-people.{language}.md beside this file")
        yield from _same_points(known, key, list(there))


def _same_points(known: Known, key: tuple[str, str], languages: list[str]) -> Iterator[Problem]:
    original = known.stories.get(key)
    for language in languages:
        translated = known.stories.get((*key, language))
        if original and translated and not original.problems and not translated.problems:
            for section in story.SECTIONS[1:]:
                ours, theirs = ([point.rests_on for point in getattr(one.story, section)] for one in (original, translated))
                if ours != theirs:
                    yield Problem(Place(translated.file), f"{quoted(translated.words.young_headings[section])} does not hold the points of the "
                                                          "original, in their order and resting on the same")


def fixed_words_are_easy_to_read(content: Content, known: Known) -> Iterator[Problem]:
    """What every page for young people says is measured once, by the same rules but for length."""
    for language, words in content.languages.items():
        if readability.is_measured(language):
            fixed = list(fixed_words(content, language, words))
            for limits in _limits(content):
                yield from _whole(readability.measure(fixed), limits, partial(_among, fixed))
            for text in fixed:
                yield from _fixed(text, words, content)


def _among(fixed: list[Text], sentence: str) -> Place:
    """Where a sentence stands among the fixed words."""
    return next(one.place for one in fixed if sentence in " ".join(one.split()))


def fixed_words(content: Content, language: str, words: Interface) -> Iterator[Text]:
    """The sentences of one language that pages for young people share; a word that is filled in counts as a short one."""
    told = [*words.young.values()]
    for framework in content.frameworks.values():
        told += [one for scale in framework.scales.values() for step in scale.steps for tag, one in step.young.items() if tag == language]
        told += [one for tag, one in framework.young.items() if tag == language]
    told += [one for term in content.glossary.values() for tag, one in term.young.items() if tag == language]
    told += [line.about for settings in content.settings.values() for line in settings.help_lines]
    for one in told:
        if one.rstrip("”\"’)").endswith((".", "?", "!")):
            yield Text(phrases.FILLED_IN.sub("here", one), place_of(one))


def _fixed(text: Text, words: Interface, content: Content) -> Iterator[Problem]:
    measure = readability.measure([text])
    for limits in _limits(content):
        for sentence in measure.sentences:
            if (count := readability.count_words(sentence)) > float(limits.longest_sentence):
                yield Problem(text.place, f"a sentence of {count} words, {limits.longest_sentence} at most: {quoted(sentence, 300)}")
    if blamed := phrases.found(words.blame, text):
        yield Problem(text.place, f"{quoted(blamed)}: the service has to get better, never the child")
    for one in measure.abbreviations:
        if not readability.explained(one, text, ()):
            yield Problem(text.place, f"{quoted(one)} is not explained: say it in words")
