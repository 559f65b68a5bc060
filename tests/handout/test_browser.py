"""A printed page in a real browser: nothing leaves it, it can be read aloud, and it fits."""

from __future__ import annotations

import base64
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest

from handout.browser import CHROMIUM, started
from handout.printed import pages_of
from reflect_cli.handout.composing import Beside, handout
from reflect_cli.handout.html import html
from reflect_cli.handout.sheet import Wishes
from reflect_cli.library.sets import shipped

pytestmark = pytest.mark.skipif(
    not CHROMIUM, reason="needs chromium (Debian package chromium) to open a page"
)


A_FEW_LINES = 250  # letters on a page


class _Counting(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    """A server on this machine that remembers what it was asked for."""
    one = ThreadingHTTPServer(("127.0.0.1", 0), _Counting)
    one.asked = []
    threading.Thread(target=one.serve_forever, daemon=True).start()
    yield one
    one.shutdown()
    one.server_close()


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    one = started(tmp_path_factory.mktemp("browser"))
    yield one
    one.close()


@pytest.fixture(scope="module")
def page(tmp_path_factory, asides):
    """The longest shipped set."""
    file = tmp_path_factory.mktemp("page") / "page.html"
    file.write_text(html(handout(shipped("recall").prompt_set, Wishes(), Beside(asides=asides))))
    return file


def test_nothing_is_asked_for_but_the_page_itself(browser, page):
    browser.open(page)
    browser.ask("Page.printToPDF")
    asked = [
        event["params"]["request"]["url"]
        for event in browser.events
        if event.get("method") == "Network.requestWillBeSent"
    ]

    assert [page.as_uri()] == asked


def test_its_policy_stops_what_somebody_puts_into_it_later(browser, page, server):
    """The same page without its policy shows that the server would have heard of it."""
    address = f"http://127.0.0.1:{server.server_port}"
    inserted = (
        f'<img src="{address}/picture"><style>body{{background:url({address}/style);color:rgb(1, 2, 3)}}</style>'
        f'<script>fetch("{address}/script")</script><iframe src="{address}/frame"></iframe></main>'
    )
    tampered = page.read_text().replace("</main>", inserted)
    held, loose = page.with_name("held.html"), page.with_name("loose.html")
    held.write_text(tampered)
    loose.write_text(tampered.replace("Content-Security-Policy", "X-Nothing"))

    browser.open(held)
    assert [] == server.asked
    assert "rgb(1, 2, 3)" != browser.value("getComputedStyle(document.body).color")
    browser.open(loose)
    assert "rgb(1, 2, 3)" == browser.value("getComputedStyle(document.body).color")
    assert {"/picture", "/style", "/frame"} <= set(server.asked)


def test_it_is_printed_as_a_tagged_pdf(browser, page):
    browser.open(page)
    made = base64.b64decode(browser.ask("Page.printToPDF", generateTaggedPDF=True)["data"])

    assert made.startswith(b"%PDF-")
    assert b"/MarkInfo" in made
    assert b"/StructTreeRoot" in made


def test_in_large_print_a_long_question_goes_on_over_the_page(browser, asides, tmp_path):
    """No page ends on the words before the options, and none holds a heading alone."""
    file = tmp_path / "large.html"
    wishes = Wishes(large=True)
    file.write_text(html(handout(shipped("recall").prompt_set, wishes, Beside(asides=asides))))
    browser.open(file)
    made = base64.b64decode(browser.ask("Page.printToPDF", preferCSSPageSize=True)["data"])

    *pages, _ = pages_of(made, tmp_path)
    ends = [re.sub(r" reflect\.recall \S+ \d+ / \d+$", "", page)[-13:] for page in pages]
    assert not {"One of these:", "Any of these:"}.intersection(ends)
    assert [] == [page for page in pages if len(page) < A_FEW_LINES]


def test_whoever_listens_to_it_finds_headings_and_lists(browser, page):
    browser.open(page)
    nodes = browser.ask("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes if not node.get("ignored")]
    levels = [
        prop["value"]["value"]
        for node in nodes
        if node["role"]["value"] == "heading"
        for prop in node["properties"]
        if prop["name"] == "level"
    ]
    prompt_set = shipped("recall").prompt_set

    assert 1 == levels.count(1)
    assert len(prompt_set.sections) <= levels.count(2)
    assert all(after - before <= 1 for before, after in pairwise(levels))
    options = sum(len(prompt.options) for prompt in prompt_set.prompts)
    asked = sum(prompt.kind.asks for prompt in prompt_set.prompts)
    assert roles.count("listitem") >= options + asked
    assert "main" in roles


@pytest.mark.parametrize("width", [360, 1000])
def test_nothing_has_to_be_scrolled_sideways(browser, page, width):
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.ask("Emulation.setDeviceMetricsOverride", **metrics)
    browser.open(page)

    assert width >= browser.value("document.documentElement.scrollWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_words_stand_out_in_the_light_and_in_the_dark(browser, page, scheme):
    """Seven to one for the text, four and a half for what is said in passing (WCAG)."""
    media = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.ask("Emulation.setEmulatedMedia", features=media)
    browser.open(page)
    colour = "getComputedStyle(document.querySelector('{}')).{}"
    paper = browser.value(colour.format("body", "backgroundColor"))

    assert 7 <= _contrast(browser.value(colour.format("body", "color")), paper)
    for quiet in (".quiet", ".condition", "small"):
        assert 4.5 <= _contrast(browser.value(colour.format(quiet, "color")), paper)
    assert (_light(paper) > 0.5) is (scheme == "light")


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def _light(colour: str) -> float:
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
