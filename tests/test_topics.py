"""A concern across places and years."""

from selectolax.lexbor import LexborHTMLParser

from plainspoken import urls
from tests.test_pages import files, real


def test_a_topic_has_a_part_for_every_place_that_speaks_of_it() -> None:
    """Told in full where no thread tells it, else in short with the way to the thread."""
    looked = 0
    for topic in real().reference.topics:
        path = urls.topic(topic)
        page = LexborHTMLParser(files()[path])
        for name, topics in real().concerns.items():
            parts = page.css(f"section[aria-labelledby='{name}']")
            assert len(parts) == (topic in topics), (path, name)
            for part in parts:
                thread = urls.relative(path, urls.thread(name, topic))
                followed = (name, topic) in real().reference.threads
                assert bool(part.css(f"a[href='{thread}']")) == followed, (path, name)
                assert len(part.css(".findings__item")) == (0 if followed else len(topics[topic])), (path, name)
                looked += 1
    assert looked > 100


def test_places_stand_on_one_table_and_none_before_another_but_by_name() -> None:
    page = LexborHTMLParser(files()[urls.topic("mental-health")])
    (table,) = page.css("table.lines")
    names = [head.text(strip=True) for head in table.css("tbody th")]
    assert names == sorted(names) and len(names) == 3
    years = [head.text(strip=True) for head in table.css("thead th")][1:]
    assert years == sorted(years)


def test_the_list_of_topics_leads_to_every_thread() -> None:
    page = LexborHTMLParser(files()[urls.TOPICS])
    links = {link.attributes["href"] for link in page.css("main a")}
    assert {urls.relative(urls.TOPICS, urls.thread(*found)) for found in real().reference.threads} <= links
    assert len(real().reference.threads) > 40
