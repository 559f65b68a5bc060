"""Each thing the check looks for is found on its line, and a sound set has nothing to be told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reflect_cli.authoring.check import checked
from reflect_cli.authoring.draft import Rules
from reflect_cli.library.sets import SAFETY, SHIPPED, path_of
from reflect_cli.promptsets.findings import Weight

LET_PASS = "  What is said or done there that you let pass?\n"
SAW = "  What did you see or hear at the time? What did you not check?\n"
ENDING = "---\n# The ending"


def block(text: str) -> tuple[str, str]:
    """A change that puts a block before the ending."""
    return ENDING, f"---\n{text}\n{ENDING}"


MANY = "".join(f"  o{n}: Something like number {n}\n" for n in range(10))
IN_A_ROW = "\n---\n".join(f"prompt: more{n}\nkind: long\nask: |\n  And then?{n}" for n in range(4))
TIRING = "".join(
    f"---\nprompt: s{n}\nkind: long\nminutes: 20\nask: |\n  What number {n}?\n" for n in (1, 2, 3)
)
MANY_WAYS = "\n---\n".join(
    [
        "prompt: w\nkind: choose-any\nask: |\n  Which?\noptions:\n"
        + "".join(f"  o{n}: Number {n}\n" for n in range(14))
        + "alone: [o13]",
        "prompt: v\nkind: read\nshow-if: "
        + " or ".join(f"w includes o{n}" for n in range(13))
        + "\nsay: |\n  One more.",
    ]
)
ACTS = "prompt: acts\nkind: checklist\nask: |\n  Which of these have you done?\noptions:\n  a: One\n  b: Two\n  none: None\nalone: [none]"

#: code: (what stands in the set, what is written instead, the line that is told)
FOUND: dict[str, tuple[str, str, str]] = {
    "E040": ("language: en", "needs-app: 9.0\nlanguage: en", "needs-app: 9.0"),
    "W101": (LET_PASS, LET_PASS + "  It is long.\n" * 60, "ask: |"),
    "E310": ("show-if: steady <= 3", "show-if: steady <= 3 and steady >= 7", "show-if: steady"),
    "W311": ("show-if: steady <= 3", "show-if: steady is answered or steady is not answered", "show-if: st"),
    "W312": (*block(TIRING.removeprefix("---\n")), "title: 'Looking"),
    "N313": (*block(MANY_WAYS), "id: tests.again"),
    "N314": ("show-if: moment is one", "show-if: not moment is nothing", "show-if: not"),
    "W321": ("calls:\n", "calls:\n  nobody: What nobody asks.\n", "  nobody:"),
    "W331": (*block(f"prompt: m\nkind: choose-one\nask: |\n  Which?\noptions:\n{MANY}"), "  o9:"),
    "W332": ("  not-now: Not today", "  not-now: nothing comes to mind.", "  not-now:"),
    "N333": (*block("prompt: m\nkind: choose-any\nask: |\n  Which?\noptions:\n  a: One\n  b: Two"), "options:"),
    "W336": ("  not-now: Not today", "  not-now: Yes, but not today", "  not-now:"),
    "N340": (*block(IN_A_ROW), "kind: long"),
    "N341": ("kind: plan", "kind: short", "title: 'Looking"),
    "W343": (LET_PASS, "  Would you write to her?\n", "  Would you write to her?"),
    "W344": (*block(ACTS), "ask: |"),
    "N345": (LET_PASS, "  A friend raped somebody. What then?\n", "  A friend raped"),
    "E402": ("    checked: 2026-11-24\n  - name: Em", "    checked: 2027-01-01\n  - name: Em", "    checked: 2027"),
    "W402": ("    checked: 2026-11-24\n  - name: Em", "    checked: 2025-01-01\n  - name: Em", "    checked: 2025"),
    "W410": ("licence: CC-BY-SA-4.0", "licence: CC", "licence: CC"),
    "N411": ("licence: CC-BY-SA-4.0", "licence: CC-BY-ND-4.0", "licence: CC-BY-ND"),
    "N413": ("contact: 'group@reflect.example'\n", "", "authors:"),
    "W503": (LET_PASS, "  What e\u0301\u0302\u0303\u0304vening?\n", "  What e"),
    "W504": (LET_PASS, "  Which fri\u0435nd?\n", "  Which fri"),
    "N505": (LET_PASS, "  What [red] word?\n", "  What [red]"),
    "W506": (LET_PASS, "  What <b>word</b>?\n", "  What <b>"),
    "N507": (LET_PASS, "  What would {name} do?\n", "  What would {name}"),
    "W508": (LET_PASS, "  Read https://reflect.example first.\n", "  Read https"),
    "E509": (LET_PASS, "  Read https://reflect.example/?c=4471 first.\n", "  Read https"),
    "E510": (LET_PASS, "  Type in your passphrase again.\n", "  Type in your"),
    "E511": (LET_PASS, "  Send your answers to the group.\n", "  Send your"),
    "E512": ("reflect-set: 1", "# vim: set modeline:\nreflect-set: 1", "# vim:"),
    "E513": ("id: tests.again", "id: reflect.again", "id: reflect.again"),
    "N600": ("language: en", "language: nl", "language: nl"),
    "W601": (LET_PASS, "  Why did you go on?\n", "  Why did you"),
    "W602": (LET_PASS, "  Was it just a\n  joke?\n", "  Was it just a"),
    "W610": (SAW, "  Institutional accountability necessitates considering organisational responsibilities, interpersonal communication, unacknowledged expectations, and collaborative deliberation; additionally, institutional representatives acknowledge historically established organisational conditions everywhere.\n", "  Institutional"),
    "W611": (SAW, "  " + "And then you did one more thing, " * 5 + "or not?\n", "  And then"),
    "W620": ("help: |\n  One example", "allow: [nosuch]\nhelp: |\n  One example", "allow: [nosuch]"),
    "N621": ("help: |\n  One example", "allow: [praise]\nhelp: |\n  One example", "allow: [praise]"),
}  # fmt: skip


def test_the_set_that_new_writes_has_nothing_to_be_told(check, starter):
    assert () == check(starter).findings


@pytest.mark.parametrize("code", FOUND)
def test_it_is_found_on_its_line_with_what_to_do(check, starter, code):
    before, after, line = FOUND[code]
    assert 1 == starter.count(before)
    text = starter.replace(before, after)

    found = [finding for finding in check(text).findings if finding.code == code]

    assert found, [f"{one.code} {one.line}" for one in check(text).findings]
    assert all(finding.message and finding.hint for finding in found)
    assert text.split("\n")[found[0].line - 1].startswith(line)
    assert {"E": Weight.ERROR, "W": Weight.WARNING, "N": Weight.NOTE}[code[0]] is found[0].weight


def test_a_reader_who_was_harmed_needs_a_way_out(check, starter):
    text = (
        starter.replace("What comes up is something that was done to me", "Something else")
        .replace("turns:\n  to-me: mine\n  nothing", "turns:\n  nothing")
        .replace(", and also if something was done to you", "")
    )

    assert ["W342"] == [finding.code for finding in check(text).findings]


def test_the_caret_stands_under_the_words(check, starter):
    text = starter.replace(LET_PASS, "  Sit down, and type in your recovery kit.\n")

    (found,) = check(text).findings

    assert ("E510", 17, 25) == (found.code, found.column, found.length)
    assert "  Sit down, and type in your recovery kit." == found.excerpt


def test_words_broken_over_two_lines_are_found_on_the_first(check, starter):
    text = starter.replace(LET_PASS, "  Then send us\n  your answers.\n")

    (found,) = check(text).findings

    assert ("E511", 8) == (found.code, found.column)


@pytest.mark.parametrize(
    "words",
    [
        "Never type your passphrase while somebody watches.",
        "Do not send your answers to anyone.",
        "Nobody asks you to hand in what you wrote.",
        "Send one man a message, and ask him to walk with you.",
        "Show him how to stop.",
        "Tell your secret to one man you trust.",
        "Run the line you would say through your head.",
        "You can give your answer in two words.",
        "What did the script in your head say? Run it through.",
    ],
)
def test_words_that_only_look_alike_are_left_alone(check, starter, words):
    found = check(starter.replace(LET_PASS, f"  {words}\n")).findings

    assert [] == [finding.code for finding in found if finding.code.startswith("E")]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Confirm your recovery kit to go on.", "E510"),
        ("Your session has expired.", "E510"),
        ("Copy this line into your terminal.", "E510"),
        ("Run this command first: curl -s x.", "E510"),
        ("E-mail us your answers.", "E511"),
        ("Hand it in to your facilitator.", "E511"),
        ("Read what you wrote to the group.", "E511"),
        ("Upload your journal.", "E511"),
        ("See www.reflect.example/for/4f81c2d9a7b3e6 first.", "E509"),
        ("See https://me@reflect.example first.", "E509"),
    ],
)
def test_what_no_set_may_ask_is_found_in_other_words_too(check, starter, words, code):
    found = check(starter.replace(LET_PASS, f"  {words}\n")).errors

    assert {code} == {finding.code for finding in found}


def test_one_broken_block_hides_nothing_in_the_others(check, starter):
    """Three blocks are wrong in three ways, and a fourth is only worded badly."""
    text = (
        starter.replace("kind: pause", "kind: puase")
        .replace(LET_PASS, "  Why did you: go on?\n")
        .replace("show-if: moment is one", "show-if: moment is oen")
        .replace("title: From here", "\ttitle: From here")
    )

    found = check(text).findings

    assert {"E027", "W601", "E307", "E013"} <= {finding.code for finding in found}
    assert sorted(finding.line for finding in found) == [finding.line for finding in found]


def test_a_broken_header_keeps_no_word_from_being_looked_at(check, starter):
    text = starter.replace("version: 0.1.0", "version: 0.1").replace(
        LET_PASS, "  Why did you go on?\n"
    )

    assert ["E027", "W601"] == [finding.code for finding in check(text).findings]


def test_what_is_missing_is_not_told_while_a_block_cannot_be_read(check, starter):
    """The plan may be in the broken block."""
    text = starter.replace("kind: plan\n", "kind plan\n")

    codes = {finding.code for finding in check(text).findings}

    assert codes == {"E013"}


@pytest.mark.parametrize("text", ["", "# Only a remark.\n"])
def test_a_file_with_nothing_in_it_is_told_that_alone(check, text):
    assert ["E029"] == [finding.code for finding in check(text).findings]


def test_a_set_with_errors_is_no_set(check, starter):
    assert check(starter).prompt_set is not None
    assert check(starter.replace("kind: plan", "kind: plna")).prompt_set is None
    assert (
        check(starter.replace(LET_PASS, "  Paste this line into your terminal.\n")).prompt_set
        is None
    )


@pytest.mark.parametrize("name", [*SHIPPED, *SAFETY])
def test_a_shipped_set_has_no_errors_and_no_warnings(rules, name):
    found = checked(path_of(name).read_bytes(), replace(rules, of_reflect=True)).findings

    assert [] == [one for one in found if one.weight is not Weight.NOTE]


def test_a_name_of_its_own_is_waived_only_in_its_block(check, starter):
    text = starter.replace(LET_PASS, "  Why did you go on?\n").replace(SAW, "  Why did you stop?\n")
    waived = text.replace("help: |\n  One example", "allow: [why-did-you]\nhelp: |\n  One example")

    assert ["W601", "W601"] == [finding.code for finding in check(text).findings]
    assert ["W601"] == [finding.code for finding in check(waived).findings]


@pytest.mark.parametrize("waiver", ["w601", "why-did-you", "leading"])
def test_a_waiver_names_a_code_a_rule_or_a_group(check, starter, waiver):
    text = starter.replace(LET_PASS, "  Why did you go on?\n")

    found = check(text.replace("in-group: talk", f"in-group: talk\nallow: [{waiver}]")).findings

    assert () == found


def test_an_error_cannot_be_waived(check, starter):
    text = starter.replace(LET_PASS, "  Send your answers to the group.\n")

    found = check(text.replace("in-group: talk", "in-group: talk\nallow: [e511]")).findings

    assert ["E511", "W620"] == sorted(finding.code for finding in found)


def test_the_header_can_waive_what_is_about_the_whole_set(check, starter):
    text = starter.replace("licence: CC-BY-SA-4.0", "licence: Ours\nallow: [w410]")

    assert () == check(text).findings


def test_a_hundred_thousand_remarks_do_not_keep_anybody_waiting(starter):
    """The list ends, and errors stay in it."""
    from reflect_cli.library.wording import law

    said = "Well done. " * 30
    blocks = "".join(f"---\nprompt: p{n}\nkind: read\nsay: |\n  {said}\n" for n in range(20))
    text = starter.replace(ENDING, blocks + ENDING).replace("kind: plan", "kind: plna")

    found = checked(text.encode(), Rules(law(), "2026-11-24")).findings

    assert 200 == len(found)
    assert "E027" in {finding.code for finding in found}
