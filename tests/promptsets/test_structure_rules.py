"""The parts of a file make a set, and what they name is there."""

from __future__ import annotations

import pytest

ASK = "kind: short\nask: Why?\n"
CHOICE = "prompt: extra\nkind: choose-any\nask: Which?\noptions:\n  a: One\n  b: Two\n"
SCALE = "prompt: extra\nkind: scale\nask: How?\nfrom: 0\nto: 10\nlow: Low\nhigh: High\n"


def line_of(sample, text):
    return sample[: sample.index(text)].count("\n") + 1


def test_two_prompts_cannot_share_an_id(faults_of_block):
    assert [("E201", 1, 1)] == faults_of_block(f"prompt: which\n{ASK}")


def test_a_former_id_cannot_be_in_use(faults_of_block):
    assert [("E201", 4, 14)] == faults_of_block(f"prompt: extra\n{ASK}former-ids: [which]\n")
    assert [("E201", 4, 14)] == faults_of_block(f"prompt: extra\n{ASK}former-ids: [story]\n")


def test_two_sections_cannot_share_an_id(faults_of_block):
    block = f"section: start\ntitle: Again\n---\nprompt: extra\n{ASK}"

    assert [("E201", 1, 1)] == faults_of_block(block)


def test_a_prompt_stands_in_a_section(sample, header, faults):
    line = header.count("\n") + 2
    text = sample.replace(header, f"{header}---\nprompt: early\n{ASK}")

    assert [("E202", line, 1)] == faults(text)


def test_a_section_has_prompts(faults_of_block):
    assert [("E203", 1, 1)] == faults_of_block("section: extra\ntitle: Extra\n")


def test_a_set_has_an_ending(sample, faults):
    text = sample.replace("closing: true\n", "")

    assert [("E204", line_of(text, "section: end"), 1)] == faults(text)


def test_the_ending_comes_last(faults_of_block, sample, faults):
    text = sample.replace("title: The evening", "title: The evening\nclosing: yes")

    assert [("E205", line_of(sample, "section: evening"), 1)] == faults(text)


def test_the_ending_has_no_condition(sample, faults):
    text = sample.replace("closing: true", "closing: true\nshow-if: which is yes")

    assert [("E206", line_of(text, "closing: true") + 1, 10)] == faults(text)


@pytest.mark.parametrize(
    ("code", "row", "column"),
    [
        ("E301", "show-if: which is yes and calm > 3 or calm < 2", 36),
        ("E302", "show-if: whcih is yes", 10),
        ("E302", "show-if: evening is yes", 10),
        ("E302", "recall: [acount]", 10),
        ("E303", "show-if: what-next is answered", 10),
        ("E303", "show-if: extra is answered", 10),
        ("E303", "recall: [which, what-next]", 17),
        ("E303", "recall: [extra]", 10),
        ("E304", "show-if: slow-down is answered", 10),
        ("E304", "recall: [slow-down]", 10),
        ("E305", "show-if: told is yes", 15),
        ("E305", "show-if: account includes yes", 18),
        ("E305", "show-if: when > 3", 15),
        ("E306", "show-if: signs is away", 16),
        ("E306", "show-if: which includes yes", 16),
        ("E306", "show-if: which < 3", 16),
        ("E306", "show-if: calm is yes", 15),
        ("E307", "show-if: which is yse", 19),
        ("E307", "show-if: which is one of yes, on", 31),
        ("E307", "show-if: 'which is yse'", 20),
        ("E308", "show-if: calm <= 12", 18),
        ("E308", "show-if: calm > -1", 17),
        ("E320", "calls: [say-it, say-what]", 17),
    ],
)
def test_what_a_prompt_names_is_there_and_fits(faults_of_block, code, row, column):
    assert [(code, 4, column)] == faults_of_block(f"prompt: extra\n{ASK}{row}\n")


def test_a_plan_is_answered_in_words(sample, faults):
    text = sample.replace("kind: read\n", "kind: read\nshow-if: what-next is done\n")

    assert ["E305"] == [code for code, _, _ in faults(text)]


def test_a_section_looks_back_too(faults_of_block):
    block = f"section: extra\ntitle: Extra\nshow-if: later is answered\n---\nprompt: later\n{ASK}"

    assert [("E303", 3, 10)] == faults_of_block(block)


def test_the_header_names_prompts_that_are_asked(header, faults_of_header):
    assert [("E302", 32, 21)] == faults_of_header(header.replace("what-next", "whatnext"))
    assert [("E304", 32, 21)] == faults_of_header(header.replace("what-next", "goodbye"))


def test_the_id_that_was_meant_is_offered(message_of_block):
    message = message_of_block(f"prompt: extra\n{ASK}show-if: whcih is yes\n")

    assert "The set has no prompt “whcih”. Did you mean “which”?" == message


def test_a_block_with_troubles_of_its_own_still_counts_as_there(sample, faults):
    """A prompt that cannot be read is not also missing, and its section is not empty."""
    text = sample.replace("kind: long", "kind: lnog").replace("ask: How calm", "ask: 'How calm")

    assert ["E013", "E027"] == [code for code, _, _ in faults(text)]


def test_a_set_with_an_unread_section_is_not_said_to_have_no_ending(sample, faults):
    text = sample.replace("closing: true", "closing: 'true")

    assert ["E013"] == [code for code, _, _ in faults(text)]


def test_nothing_is_said_of_calls_when_the_header_cannot_be_read(header, faults_of_header):
    assert [("E016", 5, 8)] == faults_of_header(header.replace("title: One", "title: 'One"))


def test_a_scale_runs_upwards(faults_of_block):
    assert [("E334", 5, 5)] == faults_of_block(SCALE.replace("to: 10", "to: 0"))


def test_a_scale_has_at_most_eleven_steps(faults_of_block):
    assert [("E335", 5, 5)] == faults_of_block(SCALE.replace("to: 10", "to: 11"))
    assert [] == faults_of_block(SCALE)


def test_an_option_that_stands_alone_is_there(faults_of_block):
    assert [("E307", 7, 9)] == faults_of_block(f"{CHOICE}alone: [c]\n")


def test_a_limit_leaves_something_out(faults_of_block):
    assert [("E337", 7, 10)] == faults_of_block(f"{CHOICE}at-most: 2\n")
    assert [] == faults_of_block(f"{CHOICE}at-most: 1\n")
