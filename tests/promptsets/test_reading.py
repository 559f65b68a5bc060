"""A set without faults arrives as its author wrote it."""

from __future__ import annotations

import pytest

from reflect_cli.errors import PromptSetMalformed
from reflect_cli.promptsets.conditions import AllOf, AnyOf, Operator, Test
from reflect_cli.promptsets.findings import Finding
from reflect_cli.promptsets.model import (
    InGroup,
    Kind,
    Option,
    Prompt,
    Revisit,
    Scale,
    Section,
    Support,
)
from reflect_cli.promptsets.reading import findings_in, read

SIGNATURE = """\
# --- signature (do not change anything above this line) ---
# untrusted comment: signature from a reflect key
# RUSXi8VdlHd5VzBH
# trusted comment: reflect-set tests.one-evening 1.0.0
# +1eZh+UFkHoR
"""


@pytest.fixture
def evening(sample):
    return read(sample.encode(), "evening.reflect.yaml")


def test_the_header_arrives_whole(evening):
    assert "tests.one-evening" == evening.id
    assert "1.0.0" == evening.version
    assert "One evening, looked at again" == evening.title
    assert "en" == evening.language
    assert (
        "About one evening when you went on although the other person\nhad gone quiet."
        == evening.summary
    )
    assert ("The test suite",) == evening.authors
    assert "CC-BY-SA-4.0" == evening.licence
    assert "nobody@reflect.example" == evening.contact
    assert "0.1" == evening.needs_app
    assert "Grown men, by themselves." == evening.audience
    assert "Sit where nobody can see the screen." == evening.before_you_start


def test_support_sources_calls_and_revisits_arrive_in_order(evening):
    support = Support(
        "Someone you trust", "Call or visit", "2026-10-01", "When it is too much to carry alone"
    )

    assert (support,) == evening.support
    assert (("talk", "Notes from talk #3, given in spring"),) == evening.sources
    assert ["say-it", "ask-first"] == [call for call, _ in evening.calls]
    revisit = Revisit(14, ("calm", "what-next"), "Look at it again with some distance.")
    assert (revisit,) == evening.revisit


def test_sections_and_prompts_keep_their_reading_order(evening):
    assert ["start", "evening", "end"] == [section.id for section in evening.sections]
    assert [
        "calm", "slow-down", "which", "when", "account", "signs", "told", "others", "what-next",
        "goodbye",
    ] == [prompt.id for prompt in evening.prompts]  # fmt: skip
    assert [False, False, True] == [section.closing for section in evening.sections]
    assert "This part is short." == evening.sections[0].note


def test_a_prompt_arrives_with_every_field(evening):
    account = Prompt(
        id="account",
        kind=Kind.LONG,
        text=("What did you do after the other person had gone quiet?\n\nLeave out names."),
        show_if=Test("which", Operator.IS, ("yes",)),
        help="No names, please.",
        why="Plain words are harder to argue with.",
        content_note="This one can weigh heavily.",
        calls=("say-it", "ask-first"),
        revisit_days=90,
        former_ids=("story",),
        facilitator="Do not read answers aloud.",
        in_group=InGroup.LEAVE_OUT,
        on_paper="Write this in a book of your own.",
        allow=("long-sentence",),
        starter="I",
    )

    assert account == evening.prompts[4]


def test_scales_options_and_pauses_arrive(evening):
    calm, pause, which, _, _, signs, *_ = evening.prompts

    assert Scale(0, 10, "Not at all", "Fully") == calm.scale
    assert 1 == calm.minutes
    assert 30 == pause.seconds
    assert (
        Option("yes", "Yes, one"), Option("no", "None"), Option("not-now", "One, but not tonight")
    ) == which.options  # fmt: skip
    assert (("account",), ("nothing",), 2) == (signs.recall, signs.alone, signs.at_most)


def test_a_condition_with_brackets_keeps_its_grouping(evening):
    silence = Test("signs", Operator.INCLUDES, ("silence",))
    away = Test("signs", Operator.INCLUDES, ("away",))
    calm = Test("calm", Operator.AT_LEAST, number=5)

    assert AnyOf((silence, AllOf((away, calm)))) == evening.prompts[6].show_if


def test_words_and_numbers_yaml_would_change_stay_text(sample):
    text = (
        sample.replace("title: The evening", "title: 1.10")
        .replace("yes: Yes, one", "yes: yes")
        .replace("reach: Call or visit", "reach: 0123456")
        .replace("no: None", "no: ~")
    )

    evening = read(text.encode(), "evening")

    assert "1.10" == evening.sections[1].title
    assert ["yes", "~"] == [option.label for option in evening.prompts[2].options[:2]]
    assert "0123456" == evening.support[0].reach


@pytest.mark.parametrize("fixed", ["\r\n", "\n"])
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(sample, evening, fixed):
    data = b"\xef\xbb\xbf" + sample.replace("\n", fixed).encode()

    assert evening == read(data, "evening")


def test_a_signature_below_the_set_is_only_a_comment(sample, evening):
    assert evening == read((sample + SIGNATURE).encode(), "evening")


def test_fields_that_begin_with_x_are_left_alone(sample, evening):
    text = sample.replace("kind: plan", "x-reviewed: {by: [a, b]}\nkind: plan")

    assert evening == read(text.encode(), "evening")


def test_text_arrives_in_one_unicode_spelling(sample):
    text = sample.replace("One evening", "One cafe\u0301 evening")

    assert "One caf\u00e9 evening, looked at again" == read(text.encode(), "evening").title


def test_folded_text_is_one_line(sample):
    text = sample.replace("say: Drink some", "say: >\n  Drink\n  some")

    last = read(text.encode(), "evening").prompts[-1]

    assert "Drink some water before you go on with the day." == last.text


def test_empty_blocks_and_comments_between_blocks_are_left_alone(sample, evening):
    text = sample.replace("---\n", "---\n# A remark.\n---  # and another\n")

    assert evening == read(text.encode(), "evening")


def test_a_comment_is_welcome_where_it_cannot_be_text(sample, evening):
    text = (
        sample.replace("kind: plan", "kind: plan # for the next days")
        .replace("show-if: calm < 4", "show-if: 'calm < 4'  # in a bad state")
        .replace("  away: They", "  # a remark between options\n  away: They")
    )

    assert evening == read(text.encode(), "evening")


def test_sections_default_to_always_shown(evening):
    section = evening.sections[0]

    assert Section("start", "To begin", section.prompts, note="This part is short.") == section


def test_what_is_wrong_is_counted_and_attached(sample):
    text = sample.replace("kind: plan", "kind: plam").replace("title: The end", "titel: The end")

    with pytest.raises(PromptSetMalformed) as refusal:
        read(text.encode(), "evening.reflect.yaml")

    assert "“evening.reflect.yaml” has 2 problems." == refusal.value.message
    assert ["E021", "E027"] == [f.code for f in refusal.value.findings if isinstance(f, Finding)]
    assert refusal.value.findings == findings_in(text.encode())


def test_one_problem_is_one_problem(sample):
    with pytest.raises(PromptSetMalformed, match=r"has 1 problem\."):
        read(sample.replace("kind: plan", "kind: plam").encode(), "evening.reflect.yaml")


def test_a_file_name_cannot_carry_orders_to_the_terminal():
    with pytest.raises(PromptSetMalformed, match=r"“<U\+001B>c\.yaml” has 1 problem"):
        read(b"", "\x1bc.yaml")
