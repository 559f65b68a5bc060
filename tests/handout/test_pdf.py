"""A PDF that can be read aloud, has its fonts with it, and says nothing about who made it."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

import pytest

from handout.printed import pages_of
from reflect_cli.errors import UsageProblem
from reflect_cli.handout.composing import Beside, handout
from reflect_cli.handout.guiding import guide_sheet
from reflect_cli.handout.pdf import pdf
from reflect_cli.handout.sheet import Heading, Paragraph, Sheet, Wishes
from reflect_cli.library.sets import shipped

A_FEW_LINES = 200  # letters on a page

EVERY_WISH = [
    Wishes(),
    Wishes(large=True),
    Wishes(with_space=True),
    Wishes(discreet=True),
    Wishes(large=True, with_space=True, discreet=True),
]


@pytest.mark.parametrize("wishes", EVERY_WISH, ids=str)
def test_every_sheet_keeps_to_the_standard_for_readers(wishes, asides):
    """Typst refuses to write PDF/UA-1 for a document that does not keep to it."""
    made = pdf(handout(shipped("recall").prompt_set, wishes, Beside(asides=asides)))

    assert b"pdfuaid:part>1<" in made
    assert b"/StructTreeRoot" in made


def test_the_guide_keeps_to_it_as_well():
    assert b"pdfuaid:part>1<" in pdf(guide_sheet(shipped("group").prompt_set, Wishes()))


def test_whoever_listens_to_it_finds_headings_paragraphs_and_one_list_of_questions(paper_set):
    sheet = handout(paper_set, Wishes(), Beside())
    made = pdf(sheet)

    def tagged(name: str) -> int:
        return made.count(f"/S/{name}/".encode())

    headings = [block.level for block in sheet.blocks if isinstance(block, Heading)]
    options = sum(len(prompt.options) for prompt in paper_set.prompts)
    asked = sum(prompt.kind.asks for prompt in paper_set.prompts)
    assert (headings.count(1), headings.count(2)) == (tagged("H1"), tagged("H2"))
    assert options + asked == tagged("LI")
    assert tagged("P") >= len([block for block in sheet.blocks if isinstance(block, Paragraph)])


def test_in_large_print_no_page_but_the_last_is_left_nearly_empty(asides, tmp_path):
    """A long question goes on over the page; kept whole, it pushes its heading onto a page alone."""
    made = pdf(handout(shipped("recall").prompt_set, Wishes(large=True), Beside(asides=asides)))

    *pages, _ = pages_of(made, tmp_path)
    assert [] == [page for page in pages if len(page) < A_FEW_LINES]


def test_its_fonts_are_in_it(paper_set):
    made = pdf(handout(paper_set, Wishes(), Beside()))

    assert b"LibertinusSerif" in made
    assert set(re.findall(rb"/FontFile\d?", made))


def test_it_says_nothing_of_the_day_or_the_machine(paper_set):
    sheet = handout(paper_set, Wishes(), Beside())
    made = pdf(sheet)

    assert made == pdf(sheet)
    assert not re.search(rb"/(CreationDate|ModDate|Author)\b|xmp:CreateDate", made)


def test_a_discreet_pdf_is_called_nothing_and_lists_no_headings(paper_set):
    made = pdf(handout(paper_set, Wishes(discreet=True), Beside()))

    assert b">Handout<" in made
    assert b"<</Type/Outlines>>" in made  # an empty list of headings
    assert b"<</Type/Outlines>>" not in pdf(handout(paper_set, Wishes(), Beside()))


@pytest.mark.parametrize(("letter", "size"), [(False, b"595.2"), (True, b"612 792")])
def test_it_is_on_the_paper_of_the_country(letter, size, paper_set):
    made = pdf(handout(paper_set, Wishes(letter=letter), Beside()))

    assert b"/MediaBox[0 0 " + size in made


@pytest.mark.parametrize("language", ["es", "pt-BR", "ar", "zh-Hant-TW", "gsw"])
def test_any_language_of_a_set_will_do(language, paper_set):
    sheet = handout(replace(paper_set, language=language), Wishes(), Beside())

    assert pdf(sheet).startswith(b"%PDF-")


def test_a_letter_that_no_font_has_is_told_and_not_printed_as_an_empty_box():
    words = Paragraph(("A sign of nobody's: \U000f1234",))

    with pytest.raises(UsageProblem, match="No font on this machine"):
        pdf(Sheet("x", "en", "a.b 1.0.0", (Heading(1, "x"), words)))


def test_without_the_extra_it_says_how_to_install_it(paper_set, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)  # as where it is not installed

    with pytest.raises(UsageProblem) as refused:
        pdf(handout(paper_set, Wishes(), Beside()))
    assert "make pdf" in refused.value.hint
    assert 2 == refused.value.exit_code
