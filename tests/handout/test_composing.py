"""What a handout says, what it leaves out, and the order it says it in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handout.sample import left_out
from reflect_cli.handout import words
from reflect_cli.handout.composing import Beside, handout
from reflect_cli.handout.guiding import guide_sheet
from reflect_cli.handout.markdown import markdown
from reflect_cli.handout.paragraphs import paragraphs
from reflect_cli.handout.sheet import (
    Blank,
    Box,
    Contact,
    Heading,
    Paragraph,
    Points,
    Question,
    Ruled,
    Seal,
    Timetable,
    Wishes,
)
from reflect_cli.library.sets import SHIPPED, shipped
from reflect_cli.promptsets.model import InGroup


def questions(sheet) -> dict[int, Question]:
    return {one.number: one for one in sheet.blocks if isinstance(one, Question)}


def said(sheet) -> str:
    return markdown(sheet).replace("\\", "")


def test_a_handout_has_no_boxes_and_no_lines_unless_they_are_asked_for(paper_set):
    inside = [
        block
        for q in questions(handout(paper_set, Wishes(), Beside())).values()
        for block in q.blocks
    ]

    assert not [block for block in inside if isinstance(block, (Ruled, Blank))]
    assert not [block for block in inside if isinstance(block, Points) and block.boxes]


def test_with_space_each_kind_has_the_room_its_answer_takes(paper_set):
    asked = questions(handout(paper_set, Wishes(with_space=True), Beside()))
    kinds = {n: [type(b).__name__ for b in q.blocks[-1:]] for n, q in asked.items()}

    assert {2: ["Points"], 3: ["Paragraph"], 4: ["Ruled"], 5: ["Ruled"], 6: ["Blank"]} == kinds
    assert asked[2].blocks[-1].boxes
    assert words.PLAN_PARTS == tuple(b.label for b in asked[6].blocks if isinstance(b, Blank))
    assert ("0\N{EM SPACE}1\N{EM SPACE}2\N{EM SPACE}3",) == asked[3].blocks[-1].lines


def test_what_is_left_out_before_a_group_has_no_room_even_then(paper_set):
    told = said(handout(paper_set, Wishes(with_space=True), Beside()))

    assert [] == [one for one in left_out(paper_set) if one in told]
    assert "Left off here: question 1." in told


def test_nothing_on_a_sheet_with_space_tells_what_somebody_answered_to_it(paper_set):
    """A filled-in answer below “Only if you chose …” would be an admission."""
    asked = questions(handout(paper_set, Wishes(with_space=True), Beside()))

    assert (words.FOR_SOME,) == asked[4].blocks[0].lines


@pytest.mark.parametrize("name", SHIPPED)
def test_no_shipped_set_with_space_says_what_is_left_out_before_a_group(name):
    prompt_set = shipped(name).prompt_set
    told = said(handout(prompt_set, Wishes(with_space=True), Beside()))

    hidden = [one for one in left_out(prompt_set) if len(one) > 25 and one.endswith("?")]
    assert [] == [one for one in hidden if one in told]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_handout_of_a_shipped_set_asks_every_question_under_its_number(name):
    prompt_set = shipped(name).prompt_set
    asked = [one for one in prompt_set.prompts if one.kind.asks]

    assert list(range(1, len(asked) + 1)) == list(
        questions(handout(prompt_set, Wishes(), Beside()))
    )


def test_conditions_are_sentences_with_question_numbers(paper_set):
    told = said(handout(paper_set, Wishes(), Beside()))

    assert "Only if you chose “Yes” in question 2." in told
    assert (
        "Only if you gave 1 or less in question 3 and you chose “Pushed someone” in question 1."
        in told
    )


def test_a_long_condition_is_a_list():
    told = said(handout(shipped("recall").prompt_set, Wishes(), Beside()))

    assert f"*{words.IF_ANY}*\n\n- You chose" in told


def test_words_for_paper_take_the_place_of_words_for_a_screen(paper_set):
    told = said(handout(paper_set, Wishes(), Beside()))

    assert "Put the sheet away." in told
    assert "What you wrote is locked." not in told


def test_an_option_that_leads_to_a_page_of_reflects_names_it_and_the_page_is_there(
    paper_set, asides
):
    sheet = handout(paper_set, Wishes(), Beside(asides=asides))
    options = next(b for b in questions(sheet)[2].blocks if isinstance(b, Points))

    assert ("", "", "then first read “Something was done to me”, further on") == options.notes
    assert Heading(3, "Something was done to me") in sheet.blocks
    assert Heading(3, "Police, a court or a complaint") not in sheet.blocks


def test_where_to_turn_has_blanks_and_not_the_page_that_paper_lacks(paper_set):
    sheet = handout(paper_set, Wishes(), Beside())

    assert [Contact("A neighbour", "Next door", "Company", "2026-10-01")] == [
        one for one in sheet.blocks if isinstance(one, Contact)
    ]
    assert words.BLANKS == tuple(b.label for b in sheet.blocks if isinstance(b, Blank))


def test_a_set_that_speaks_of_support_says_where_that_is_on_paper(paper_set):
    named = handout(paper_set, Wishes(), Beside())
    without = replace(paper_set, support=paper_set.support[1:])

    assert Paragraph((words.SUPPORT_MEANS,)) in named.blocks
    assert words.WHERE_TO_TURN in words.SUPPORT_MEANS
    assert Paragraph((words.SUPPORT_MEANS,)) not in handout(without, Wishes(), Beside()).blocks


def test_words_of_a_signature_are_there_when_there_is_one(paper_set):
    seal = Seal("one two three four five six", "seven eight nine ten eleven twelve")
    signed = said(handout(paper_set, Wishes(), Beside(seal=seal)))

    assert seal.key_words in signed
    assert seal.copy_words in signed
    assert words.SEALED not in said(handout(paper_set, Wishes(), Beside()))


def test_a_discreet_sheet_says_nothing_of_itself_outside(paper_set):
    sheet = handout(paper_set, Wishes(discreet=True), Beside())

    assert words.NEUTRAL_TITLE == sheet.title
    assert (words.COVER, words.COVER_HOW) == sheet.blocks[0].lines
    assert "test.paper 2.0.1" == sheet.footer


def test_a_line_broken_off_in_a_sentence_goes_on_and_other_breaks_stay():
    text = (
        "One sentence that an\neditor broke.\nA second.\n- a point\n- another\n\nA new paragraph."
    )

    assert (
        Paragraph(("One sentence that an editor broke.", "A second.", "- a point", "- another")),
        Paragraph(("A new paragraph.",)),
    ) == paragraphs(text)


def test_in_the_guide_what_must_be_reported_comes_before_everything_else(paper_set):
    blocks = guide_sheet(paper_set, Wishes()).blocks
    first = next(one for one in blocks if isinstance(one, Heading) and one.level == 2)
    box = next(one for one in blocks if isinstance(one, Box))

    assert words.REPORT == first.text
    assert Paragraph(("Say what the house makes you report.",)) in box.blocks
    assert words.REPORT_BLANKS == tuple(b.label for b in blocks if isinstance(b, Blank))


def test_the_running_order_counts_from_the_beginning(paper_set):
    (table,) = (b for b in guide_sheet(paper_set, Wishes()).blocks if isinstance(b, Timetable))

    assert [("0:00", 50, "Welcome"), ("0:50", 15, "Ending")] == [
        (step.clock, step.minutes, step.title) for step in table.steps
    ]
    assert "On the wall: “Acts”; question 3; “What you wrote is locked.”" in said(
        guide_sheet(paper_set, Wishes())
    )


def test_the_guide_says_which_questions_serve_a_call():
    told = said(guide_sheet(shipped("group").prompt_set, Wishes()))

    assert "(questions 1, 2 and 3)" in told


def test_a_set_without_a_guide_still_has_what_is_said_first_and_its_notes():
    prompt_set = replace(shipped("group").prompt_set, guide=None)
    told = said(guide_sheet(prompt_set, Wishes()))

    assert words.REPORT_HOW in told
    assert "Keep a list in plain sight." in told


def test_the_guide_marks_what_is_left_out(paper_set):
    assert InGroup.LEAVE_OUT is paper_set.prompts[0].in_group
    assert words.LEFT_OUT in said(guide_sheet(paper_set, Wishes()))
