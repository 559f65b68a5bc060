"""How a finding is put on a page."""

from __future__ import annotations

from reflect_cli.promptsets.findings import Finding, rendered, rendered_all


def test_a_finding_shows_its_line_a_caret_and_what_to_do():
    finding = Finding(
        "E307", 66, 26, 4, "“told” has no option “wrte”.", "It has: write.",
        "show-if: choice includes wrte",
    )  # fmt: skip

    assert (
        "error[E307] bad.reflect.yaml:66:26\n"
        "    66 | show-if: choice includes wrte\n"
        "       |                          ^^^^ “told” has no option “wrte”.\n"
        "       = It has: write."
    ) == rendered(finding, "bad.reflect.yaml")


def test_the_caret_stands_under_wide_and_combining_characters():
    finding = Finding("E021", 1, 4, 2, "Here.", excerpt="日本e\u0301x")

    rows = rendered(finding, "a").split("\n")

    assert "     1 | 日本e\u0301x" == rows[1]
    assert "       |      ^ Here." == rows[2]


def test_a_wide_character_gets_a_wide_caret():
    finding = Finding("E021", 1, 2, 1, "Here.", excerpt="a日b")

    assert "       |  ^^ Here." == rendered(finding, "a").split("\n")[2]


def test_a_tab_is_shown_as_a_word_and_the_caret_follows_it():
    finding = Finding("E013", 1, 2, 1, "Here.", excerpt="\tb")

    rows = rendered(finding, "a").split("\n")

    assert ["     1 | <Tab>b", "       |      ^ Here."] == rows[1:]


def test_nothing_a_terminal_obeys_is_ever_written():
    hidden = "\x1b[2J\x07\x9b\u202e\u200b\ufeff\u2028\U000e0041\ud800\ue000"
    finding = Finding("E010", 1, 1, 1, "Here.", excerpt=hidden)

    text = rendered(finding, f"a{hidden}.yaml")

    assert all(char.isprintable() or char == "\n" for char in text)
    assert "<U+001B>[2J<U+0007><U+009B><U+202E><U+200B><U+FEFF><U+2028><U+E0041>" in text


def test_a_long_line_is_cut_around_the_caret():
    finding = Finding("E021", 1, 501, 3, "Here.", excerpt="a" * 500 + "xyz" + "b" * 500)

    _, line, caret = rendered(finding, "a").split("\n")

    assert line == "     1 | …" + "a" * 60 + "xyz" + "b" * 37 + "…"
    assert line.index("xyz") == caret.index("^^^")


def test_a_caret_behind_the_end_of_a_line_still_shows():
    finding = Finding("E013", 1, 4, 1, "Here.", excerpt="ab")

    assert "       |    ^ Here." == rendered(finding, "a").split("\n")[2]


def test_several_findings_stand_one_under_the_other():
    one = Finding("E001", 1, 1, 1, "One.")

    assert 6 == rendered_all((one, one), "a").count("\n") + 1
