"""The words of a guide are held against the same law as those of its set."""

from __future__ import annotations

import pytest

from promptsets.test_guides import HEAD, STEPS
from reflect_cli.promptsets.findings import Weight

GUIDE = HEAD + STEPS.replace("[start, account]", "[look]")

#: code: (what stands in the guide, what is written instead, the line that is told)
FOUND: dict[str, tuple[str, str, str]] = {
    "E510": ("- Read it alone.", "- Let each man type in your passphrase.", "  - Let each man"),
    "E511": ("- Stay", "- Have them hand it to me.", "  - Have them hand"),
    "E509": ("- Stay", "- See https://reflect.example/?c=4471 after.", "  - See https"),
    "E512": ("step: Talk", "# vim: set modeline:\nstep: Talk", "# vim:"),
    "W504": ("- No names", "- No fri\u0435nds named", "  - No fri"),
    "W506": ("What made it hard?", "What made it <b>hard?", "  What made it <b>"),
    "W601": ("What made it hard?", "Why did you read on?", "  Why did you"),
    "W602": ("- No names", "- It was just a joke is no answer", "  - It was just a joke"),
    "W611": ("note: Let it be quiet.", "note: |\n  " + "And then it goes on and on, " * 5 + "and ends.", "  And then"),
    "W612": ("What made it hard?", "What? Where? When? Who?", "  What? Where"),
    "W620": ("minutes: 30", "minutes: 30\nallow: [nosuch]", "allow: [nosuch]"),
    "N621": ("minutes: 30", "minutes: 30\nallow: [praise]", "allow: [praise]"),
}  # fmt: skip


def test_a_plain_guide_has_nothing_to_be_told(check, starter):
    assert () == check(starter + GUIDE).findings


@pytest.mark.parametrize("code", FOUND)
def test_it_is_found_in_a_guide_on_its_line(check, starter, code):
    before, after, line = FOUND[code]
    assert 1 == GUIDE.count(before)
    text = starter + GUIDE.replace(before, after)

    found = [one for one in check(text).findings if one.code == code]

    assert 1 == len(found), [one.code for one in check(text).findings]
    assert text.split("\n")[found[0].line - 1].startswith(line)
    assert found[0].message
    assert found[0].hint
    is_error = code.startswith("E")
    assert is_error is (check(text).prompt_set is None) is (found[0].weight is Weight.ERROR)


def test_what_is_waived_in_a_step_is_waived_there_alone(check, starter):
    twice = GUIDE.replace("What made it hard?", "Why did you stay?").replace(
        "- What now?", "- Why did you come?"
    )
    waived = twice.replace("minutes: 30", "minutes: 30\nallow: [why-did-you]")
    lines = [one.line for one in check(starter + waived).findings]

    assert ["W601", "W601"] == [one.code for one in check(starter + twice).findings]
    assert ["  - Why did you come?"] == [(starter + waived).split("\n")[n - 1] for n in lines]


def test_a_slip_in_the_set_hides_nothing_in_its_guide(check, starter):
    text = starter.replace("kind: plan", "kind: plna") + GUIDE.replace("- Stay", "- Well done.")

    assert ["E027", "W605"] == [one.code for one in check(text).findings]


def test_an_address_may_stand_in_a_guide_where_no_reader_follows_it(check, starter):
    text = starter + GUIDE.replace("- Stay", "- Read https://reflect.example before you go.")

    assert () == check(text).findings
