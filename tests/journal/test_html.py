"""A page to print shows every word as words, runs nothing and loads nothing."""

from __future__ import annotations

from html.parser import HTMLParser

from reflect_cli.journal.html import entries_as_html
from vault.sample import entry, many_kinds


class Seen(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.text = set(), set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data):
        self.text.append(data)


def seen(page):
    parser = Seen()
    parser.feed(page)
    return parser


def test_whatever_was_written_stands_there_as_words():
    words = '<script>alert("1")</script> & <img src=http://x> \' \u0000'
    found = seen(entries_as_html([(entry(1, words), ("<b>tag",)), (many_kinds(), ())]))
    text = "".join(found.text)

    assert words.replace("\u0000", "<U+0000>") in text
    assert "<b>tag" in text
    assert {"script", "img", "link", "a"}.isdisjoint(found.tags)
    assert {"src", "href", "onload", "style"}.isdisjoint(found.attributes)
    for wanted in ("Which ones?", "Calm\nSore", "(skipped)", "If he asks, then I will answer"):
        assert wanted in text


def test_nothing_may_be_loaded_from_anywhere():
    page = entries_as_html([(entry(1), ())])

    assert "default-src 'none'" in page
    assert not [word for word in ("http:", "https:", "url(", "@import") if word in page]
