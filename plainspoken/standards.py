"""A page as read -> where it falls short: one small generator a rule, listed in `audit.RULES`.

A rule's name is the statement that should hold. They stand for what is promised of every page: it can be used with a
keyboard, a screen reader and no scripts, it works from disk, and it asks nothing of any other site.
"""

from collections.abc import Iterator
from itertools import chain, pairwise
from urllib.parse import unquote

from plainspoken import urls
from plainspoken.document import Document, Element, Reference, around, says, text_of
from plainspoken.problems import Problem, did_you_mean, quoted

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
ID_LISTS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-owns", "for", "headers",
            "list")
"""Attributes that name other elements of the page by id."""
INSIDE = ("#", ".", "/")
OUTWARD = ("http", "https", "tel", "mailto")
"""Schemes by which a reader may leave."""
LAYOUT = ("presentation", "none")
"""Roles of a table that holds no data."""
SCOPES = ("col", "row", "colgroup", "rowgroup")


def html_has_a_language(page: Document) -> Iterator[Problem]:
    """`html` has a lang."""
    for html in page.tags["html"]:
        if not text_of(html, "lang"):
            yield page.problem("html has no lang", html)


def the_title_is_not_empty(page: Document) -> Iterator[Problem]:
    """The page has a title."""
    if not page.title:
        yield page.problem("the page has no title")


def the_referrer_is_kept(page: Document) -> Iterator[Problem]:
    """The page tells browsers not to say where a reader came from, and no link or picture tells them otherwise."""
    metas = [meta for meta in page.tags["meta"] if text_of(meta, "name").lower() == "referrer"]
    for where in [meta for meta in metas if text_of(meta, "content") != "no-referrer"] if metas else [0]:
        yield page.problem('the page does not say <meta name="referrer" content="no-referrer">', where)
    for element in page.attributes.get("referrerpolicy", ()):
        if text_of(element, "referrerpolicy") != "no-referrer":
            yield page.problem("referrerpolicy lets a site know where a reader came from", element, "referrerpolicy")


def there_is_one_main(page: Document) -> Iterator[Problem]:
    """One `main`."""
    if not page.tags["main"]:
        yield page.problem("the page has no main")
    for main in page.tags["main"][1:]:
        yield page.problem("a second main", main)


def a_skip_link_leads_to_main(page: Document) -> Iterator[Problem]:
    """The first link of the page leads to `main`."""
    for main in page.tags["main"][:1]:
        first = (page.tags["a"] or [main])[0]
        if not text_of(main, "id") or text_of(first, "href") != "#" + text_of(main, "id"):
            yield page.problem("the first link does not skip to main", first)


def there_is_one_h1(page: Document) -> Iterator[Problem]:
    """One `h1`."""
    if not page.tags["h1"]:
        yield page.problem("the page has no h1")
    for heading in page.tags["h1"][1:]:
        yield page.problem("a second h1", heading)


def the_h1_is_the_first_heading(page: Document) -> Iterator[Problem]:
    """No heading stands before the `h1`."""
    for tag in HEADINGS[1:] if page.tags["h1"] else ():
        for heading in page.tags[tag][:1]:
            if heading[0] < page.tags["h1"][0][0]:
                yield page.problem(f"this {tag} stands before the h1", heading)


def headings_skip_no_level(page: Document) -> Iterator[Problem]:
    """After an `h2` comes an `h3` or something above, never an `h4`."""
    levels = sorted((element[0], level, element) for level, tag in enumerate(HEADINGS, 1) for element in page.tags[tag])
    for (_, before, _), (_, level, heading) in pairwise(levels):
        if level > before + 1:
            yield page.problem(f"h{level} follows h{before}: a level is skipped", heading)


def headings_say_something(page: Document) -> Iterator[Problem]:
    """No heading is empty."""
    for tag in HEADINGS:
        for heading in page.tags[tag]:
            if not says(heading[1], heading[2]):
                yield page.problem(f"this {tag} is empty", heading)


def ids_are_unique(page: Document) -> Iterator[Problem]:
    """An id stands once in a page."""
    for element in page.attributes["id"]:
        if page.ids[element[2]["id"] or ""] is not element:
            yield page.problem(f"id {quoted(element[2]['id'] or '')} stands twice", element, "id")


def ids_are_words(page: Document) -> Iterator[Problem]:
    """An id is not empty and has no spaces."""
    for name, element in page.ids.items():
        if len(name.split()) != 1 or name != name.strip():
            yield page.problem(f"id {quoted(name)} is empty or has a space", element, "id")


def named_ids_are_there(page: Document) -> Iterator[Problem]:
    """What a label, a description or a cell names by id is in the page."""
    for attribute in ID_LISTS:
        for element in page.attributes.get(attribute, ()):
            for name in (element[2][attribute] or "").split() or [""]:
                if name not in page.ids:
                    message = f"{attribute} {quoted(name)}: no such id in this page{did_you_mean(name, page.ids)}"
                    yield page.problem(message, element, attribute)


def links_within_the_page_lead_somewhere(page: Document) -> Iterator[Problem]:
    """`href="#…"`, of links and of drawings, names an id of the page."""
    for reference in page.led.get("#", ()):
        name = reference.to.fragment
        if name not in page.ids and unquote(name) not in page.ids and not urls.asks(page.path, name):
            yield page.problem(f"{reference}: no such id in this page{did_you_mean(name, page.ids)}",
                               reference.where, reference.attribute)


def links_go_by_known_schemes(page: Document) -> Iterator[Problem]:
    """A link is to a file of this site or by http, https, tel or mailto; never javascript: or data:."""
    for reference in _led_but(page, *INSIDE, *OUTWARD):
        if reference.use != "fetch":
            yield page.problem(f"{reference}: a link is to a file of this site, or by {', '.join(OUTWARD)}",
                               reference.where, reference.attribute)


def _led_but(page: Document, *kinds: str) -> Iterator[Reference]:
    """The references whose addresses are of other kinds."""
    return chain.from_iterable(found for kind, found in page.led.items() if kind not in kinds)


def nothing_is_asked_of_another_site(page: Document) -> Iterator[Problem]:
    """All that a browser fetches by itself is a file of this site."""
    for reference in _led_but(page, *INSIDE):
        if reference.use == "fetch":
            yield page.problem(f"{reference} is not a file of this site", reference.where, reference.attribute)


def links_start_where_they_should(page: Document) -> Iterator[Problem]:
    """Links to our files are relative, so that they work from disk and below any path; those of 404.html are not."""
    lost = page.path == urls.NOT_FOUND
    wrong, message = (".", "does not start with the path of the base address") if lost else ("/", "is not relative")
    for reference in page.led.get(wrong, ()):
        yield page.problem(f"{reference} {message}", reference.where, reference.attribute)


def links_end_in_a_file_name(page: Document) -> Iterator[Problem]:
    """Links to our files name the file, not its folder, since there may be no server to find it."""
    for reference in chain(page.led.get(".", ()), page.led.get("/", ())):
        if not reference.to.names_a_file:
            yield page.problem(f"{reference} does not end in a file name", reference.where, reference.attribute)


def links_say_something(page: Document) -> Iterator[Problem]:
    """A link has words, or a picture that has some."""
    for link in page.tags["a"]:
        if "href" in link[2] and not says(link[1], link[2]):
            yield page.problem("this link has no words", link)


def images_have_alt(page: Document) -> Iterator[Problem]:
    """Every `img` has an alt, empty perhaps; what can be pressed or followed and is a picture has one with words."""
    for image in page.tags["img"]:
        if "alt" not in image[2]:
            yield page.problem("img has no alt", image)
    for image in page.tags["area"]:
        if "href" in image[2] and not text_of(image, "alt"):
            yield page.problem("area has no alt", image)
    for image in page.tags["input"]:
        if text_of(image, "type").lower() == "image" and not text_of(image, "alt"):
            yield page.problem("input has no alt", image)


def drawings_are_hidden_or_named(page: Document) -> Iterator[Problem]:
    """An `svg` has aria-hidden="true", or role="img" and a name. One inside another is part of it."""
    for drawing in page.tags["svg"]:
        _, node, given, _ = drawing
        if given.get("aria-hidden") == "true" or (given.get("role") == "img" and _is_named(drawing)):
            continue
        if not around(node, ("svg",)):
            yield page.problem('svg has neither aria-hidden="true" nor role="img" with a name', drawing)


def _is_named(drawing: Element) -> bool:
    named = text_of(drawing, "aria-label") or text_of(drawing, "aria-labelledby")
    return bool(named) or any(child.tag == "title" and says(child) for child in drawing[1].iter())


def tables_have_captions(page: Document) -> Iterator[Problem]:
    """A table of data has a caption, or a label elsewhere."""
    for table in page.tags["table"]:
        captions = (child for child in table[1].iter() if child.tag == "caption")
        if not (text_of(table, "role") in LAYOUT or text_of(table, "aria-labelledby") or any(map(says, captions))):
            yield page.problem("table has no caption", table)


def tables_have_headers(page: Document) -> Iterator[Problem]:
    """A table of data has a `th`."""
    for table in page.tags["table"]:
        if text_of(table, "role") not in LAYOUT and table[1].css_first("th") is None:
            yield page.problem("table has no th", table)


def table_headers_have_a_scope(page: Document) -> Iterator[Problem]:
    """A `th` of a table of data says what it heads."""
    for header in page.tags["th"]:
        if header[2].get("scope") not in SCOPES:
            table = around(header[1], ("table",))
            if table is None or table.attributes.get("role") not in LAYOUT:
                yield page.problem("th has no scope", header)


def navs_have_names_of_their_own(page: Document) -> Iterator[Problem]:
    """Where there are several `nav`, each has a label and no two the same."""
    names = set()
    for nav in page.tags["nav"] if len(page.tags["nav"]) > 1 else ():
        named = (page.ids[name][1].text() for name in text_of(nav, "aria-labelledby").split() if name in page.ids)
        name = text_of(nav, "aria-label") or " ".join(named)
        if not name or name in names:
            message = f"a second nav is named {quoted(name)}" if name else "one of several nav has no name"
            yield page.problem(message, nav)
        names.add(name)


def no_style_is_in_attributes(page: Document) -> Iterator[Problem]:
    """No `style=`."""
    for element in page.attributes.get("style", ()):
        yield page.problem("a style attribute", element, "style")


def style_is_in_its_own_files(page: Document) -> Iterator[Problem]:
    """No `<style>`, except in 404.html."""
    for element in page.tags["style"] if page.path != urls.NOT_FOUND else ():
        yield page.problem("a style element", element)


def elements_handle_no_events(page: Document) -> Iterator[Problem]:
    """No `onclick=` and the like."""
    for name in [name for name in page.attributes if name.lower().startswith("on")]:
        for element in page.attributes[name]:
            yield page.problem(f"{name} is a script in an attribute", element, name)


def scripts_are_in_their_own_files(page: Document) -> Iterator[Problem]:
    """No script in the page; data as JSON may be."""
    for script in page.tags["script"]:
        if "src" not in script[2] and not text_of(script, "type").lower().endswith(("/json", "+json")):
            yield page.problem("a script in the page", script)


def pages_stay_where_they_are(page: Document) -> Iterator[Problem]:
    """No page sends its reader on by itself, unless it says by data-moved that it has moved."""
    for meta in page.attributes.get("http-equiv", ()) if "data-moved" not in page.attributes else ():
        if text_of(meta, "http-equiv").lower() == "refresh":
            yield page.problem("meta refresh on a page without data-moved", meta)


def forms_send_nothing(page: Document) -> Iterator[Problem]:
    """No form has an action or a method."""
    for attribute in ("action", "method", "formaction", "formmethod"):
        for element in page.attributes.get(attribute, ()):
            yield page.problem(f"a form with {attribute}", element, attribute)


def nothing_hides_from_this_audit(page: Document) -> Iterator[Problem]:
    """No `base`, `template` or `srcdoc`: they move every link, or hold markup that is not in the page yet."""
    for element in [*page.tags["base"], *page.tags["template"], *page.attributes.get("srcdoc", ())]:
        yield page.problem("base, template and srcdoc hide links from the audit", element)
