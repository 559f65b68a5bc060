"""A page for paper: nothing in it acts, fetches or hides."""

from reflect_cli.handout.page import page_as_html, page_as_text

PAGE = "I begin\n\n<script>alert(1)</script> & so\x1b[2J on\r\n\n\nI leave out\n\n- The place\n- The day"


def test_text_keeps_every_line_and_no_control_characters():
    assert (
        "I begin\n\n<script>alert(1)</script> & so[2J on\n\n\nI leave out\n\n- The place\n- The day\n"
        == page_as_text(PAGE)
    )


def test_html_shows_his_words_and_runs_none_of_them():
    page = page_as_html(PAGE, frozenset(["I begin", "I leave out"]))

    assert "<h2>I begin</h2>\n<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; so[2J on</p>" in page
    assert "<h2>I leave out</h2>\n<p>- The place\n- The day</p>" in page
    assert not any(what in page for what in ("http", "<script", "src=", "href=", "url(", "\x1b"))
