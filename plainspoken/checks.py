"""Content -> problems between records: one small generator a rule, listed in RULES.

A rule's name is the statement that should hold.
"""

from collections.abc import Callable, Collection, Iterator

from plainspoken.address_rules import former_addresses_are_free, items_leave_the_page_its_own_ids
from plainspoken.content import Content, place_in_table
from plainspoken.contradiction_rules import (
    areas_are_judged_once,
    counts_add_up,
    inspections_follow_earlier_ones,
    inspections_stand_beside_their_like,
    numbers_tell_recommendations_apart,
    plans_come_after_their_inspection,
    progress_comes_after_what_was_asked,
)
from plainspoken.fields import id_fault
from plainspoken.figure_rules import (
    figures_are_numbers_that_can_be_counted_with,
    figures_kept_apart_are_there,
    figures_of_a_series_are_of_other_times,
    figures_of_a_series_can_be_drawn,
    figures_of_a_series_count_the_same,
)
from plainspoken.inspection_rules import (
    dates_run_forward,
    grades_are_on_the_scale,
    ids_are_unique,
    inspections_point_somewhere,
    items_fit_their_framework,
    missing,
    notes_stand_beside_something,
    plans_answer_recommendations,
    recurring_actions_have_a_span,
    sources_are_held,
    summaries_link_somewhere,
    titles_tell_inspections_apart,
    topics_are_listed,
    topics_have_their_file,
)
from plainspoken.problems import Place, Problem, Text
from plainspoken.reference_rules import (
    authorities_know_their_kin,
    checked_lines_say_by_whom,
    comparisons_agree,
    evidence_is_of_what_is_here,
    frameworks_are_whole,
    glossary_forms_mean_one_thing,
    help_lines_can_be_reached,
    icons_are_drawn,
    languages_have_all_their_words,
    languages_speak_to_young_people,
    names_tell_apart,
    plan_elements_are_asked_by_one_item,
    portal_kinds_are_its_own,
    the_portal_speaks_its_language,
    translations_have_their_own_title,
)
from plainspoken.references import Known, dangling, in_markdown, place_of
from plainspoken.story_rules import (
    fixed_words_are_easy_to_read,
    stories_are_easy_to_read,
    stories_are_kind,
    stories_are_short_enough,
    stories_have_their_form,
    stories_rest_on_records,
    translations_tell_the_same,
    young_people_are_told,
)

Rule = Callable[[Content, Known], Iterator[Problem]]


def check(content: Content, folder: str, icons: Collection[str] = ()) -> list[Problem]:
    """Every problem between the records of a content folder of that name. `icons` are the names of those drawn, if that is to be checked."""
    known = Known(content, folder, icons)
    return [problem for rule in RULES for problem in rule(content, known)]


def what_everything_needs_is_there(content: Content, known: Known) -> Iterator[Problem]:
    """There is a portal.yaml."""
    yield from missing("portal.yaml", content, known)


def inspections_have_a_home(content: Content, known: Known) -> Iterator[Problem]:
    """Every folder below inspections/ belongs to an authority and holds an inspection.yaml."""
    for name in (name for name in content.files if name.startswith("inspections/")):
        load, ids = place_in_table(name)
        if load and len(ids) > 1 and not any(map(id_fault, ids[:2])):
            place = Place(f"{known.folder}/{name}")
            if "/".join(ids[:2]) not in known.inspections:
                yield Problem(place, "there is no inspection.yaml beside this file")
            elif name.endswith("/inspection.yaml"):
                yield from dangling(Text(ids[0], place), "authority", known.authorities)


def pages_link_somewhere(content: Content, known: Known) -> Iterator[Problem]:
    """Links to records in the portal's own pages reach a record, in a file of its own or in a field."""
    for text in content.pages.values():
        yield from in_markdown(text, known)
    fields = [settings.introduction for settings in content.settings.values()]
    fields += [framework.about for framework in content.frameworks.values()]
    for written in fields:
        for problem in in_markdown(written, known):
            yield Problem(place_of(written), problem.message)


OF_ALL: tuple[Rule, ...] = (
    what_everything_needs_is_there,
    the_portal_speaks_its_language,
    languages_have_all_their_words,
    languages_speak_to_young_people,
    translations_have_their_own_title,
    checked_lines_say_by_whom,
    help_lines_can_be_reached,
    icons_are_drawn,
    portal_kinds_are_its_own,
    frameworks_are_whole,
    plan_elements_are_asked_by_one_item,
    comparisons_agree,
    authorities_know_their_kin,
    names_tell_apart,
    inspections_have_a_home,
    former_addresses_are_free,
    titles_tell_inspections_apart,
    figures_of_a_series_count_the_same,
    figures_of_a_series_are_of_other_times,
    glossary_forms_mean_one_thing,
    evidence_is_of_what_is_here,
    pages_link_somewhere,
    fixed_words_are_easy_to_read,
)
"""What holds between all records, or of those that are written once."""

OF_EACH: tuple[Rule, ...] = (
    topics_have_their_file,
    inspections_point_somewhere,
    sources_are_held,
    items_fit_their_framework,
    grades_are_on_the_scale,
    ids_are_unique,
    items_leave_the_page_its_own_ids,
    topics_are_listed,
    plans_answer_recommendations,
    recurring_actions_have_a_span,
    notes_stand_beside_something,
    figures_are_numbers_that_can_be_counted_with,
    figures_of_a_series_can_be_drawn,
    figures_kept_apart_are_there,
    dates_run_forward,
    areas_are_judged_once,
    counts_add_up,
    progress_comes_after_what_was_asked,
    inspections_follow_earlier_ones,
    inspections_stand_beside_their_like,
    plans_come_after_their_inspection,
    numbers_tell_recommendations_apart,
    summaries_link_somewhere,
    young_people_are_told,
    stories_have_their_form,
    stories_rest_on_records,
    stories_are_short_enough,
    stories_are_easy_to_read,
    stories_are_kind,
    translations_tell_the_same,
)
"""What holds of each inspection with its plan and its texts, whatever becomes of others that it does not point at."""

RULES = (*OF_ALL, *OF_EACH)
