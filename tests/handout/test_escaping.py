"""No text of a set is an order to the format it is written in (prompt-sets: injection)."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from handout.printed import pages_of
from handout.sample import HOSTILE
from reflect_cli.errors import UsageProblem
from reflect_cli.handout.composing import Beside, handout
from reflect_cli.handout.guiding import guide_sheet
from reflect_cli.handout.html import html
from reflect_cli.handout.markdown import escaped, markdown
from reflect_cli.handout.pdf import pdf
from reflect_cli.handout.sheet import Paragraph, Sheet, Wishes

OURS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "footer",
    "h1",
    "h2",
    "h3",
    "p",
    "br",
    "div",
    "ul",
    "ol",
    "li",
    "i",
    "span",
    "strong",
    "small",
}
#: What the reader of sets lets through.
ANY_LETTERS = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp"))
COMMONMARK = MarkdownIt("gfm-like", {"linkify": False})


class _Seen(HTMLParser):
    """The tags, attributes and texts of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.texts.append(data)


def both(prompt_set):
    return handout(prompt_set, Wishes(with_space=True), Beside()), guide_sheet(prompt_set, Wishes())


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_hostile_set_adds_no_tag_and_no_attribute_to_a_page(hostile_set):
    for sheet in both(hostile_set):
        seen = _Seen()
        seen.feed(html(sheet))

        assert set() == seen.tags - OURS
        assert not {
            name for name in seen.attributes if name.startswith("on") or name in ("src", "href")
        }


@pytest.mark.parametrize("text", HOSTILE)
def test_a_page_shows_every_sign_of_a_text(text):
    seen = _Seen()
    seen.feed(html(Sheet(text, "en", "a.b 1.0.0", (Paragraph((text,)),))))

    assert 2 == seen.texts.count(text)  # once as the title


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_every_sign_of_a_text(text):
    assert flat(text) == _rendered(escaped(text))


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=60))
@settings(max_examples=150, deadline=None)
def test_markdown_shows_any_text_as_it_is(text):
    assert flat(text) == _rendered(escaped(text))


def test_a_hostile_set_gives_markdown_without_links_pictures_or_html(hostile_set):
    for sheet in both(hostile_set):
        tokens = COMMONMARK.parse(markdown(sheet))
        kinds = {child.type for token in tokens for child in token.children or ()}
        kinds |= {token.type for token in tokens}

        assert not {kind for kind in kinds if re.match(r"link|image|html|code|fence|table", kind)}
        # Some readers make a link of every address they find.
        assert not re.search(r"(?<!\\)@|://|www\.", markdown(sheet))


def test_a_hostile_set_becomes_a_pdf_and_its_texts_stay_texts(hostile_set, tmp_path):
    made = pdf(both(hostile_set)[0])

    assert made.startswith(b"%PDF-")
    shown = flat(" ".join(pages_of(made, tmp_path)))
    assert '#read("/etc/passwd")' in shown
    assert '#panic("x")' in shown
    assert "root:" not in shown


def _rendered(source: str) -> str:
    """The text that a reader of Markdown shows for one paragraph, if it is nothing but text."""
    tokens = COMMONMARK.parse(source)
    assert ["paragraph_open", "inline", "paragraph_close"] == [
        one.type for one in tokens
    ] or not source
    children = [child for token in tokens for child in token.children or ()]
    assert {"text", "text_special"} >= {child.type for child in children}
    return "".join(child.content for child in children)


@given(
    texts=st.lists(
        st.text(ANY_LETTERS, min_size=1, max_size=40).filter(str.strip), min_size=3, max_size=3
    )
)
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_letters_can_be_printed_or_are_refused_in_words(texts, paper_set):
    """In no format do they end the program; in a PDF a letter may be one that no font has."""
    told = replace(paper_set, title=texts[0], summary=texts[1], content_note=texts[2])
    sheet = handout(told, Wishes(), Beside())

    seen = _Seen()
    seen.feed(html(sheet))
    assert [] == [text for text in map(flat, texts) if text not in map(flat, seen.texts)]
    assert flat(texts[0]) == _rendered(escaped(texts[0]))
    with suppress(UsageProblem):
        assert pdf(sheet).startswith(b"%PDF-")
