"""What changed between two versions is said in words, and asks for the right version."""

from __future__ import annotations

import pytest

from reflect_cli.authoring.check import checked
from reflect_cli.authoring.difference import What, changes, is_enough, level_of, raised
from reflect_cli.library.sets import path_of
from reflect_cli.promptsets.reading import read

AFTER = "kind: plan\n"

#: (what stands in the old version, what the new one has, what is said, the level by its name)
CHANGES = [
    ("title: From here", "title: Onward", What.SECTION, "PATCH"),
    ("  Adult men.", "  Adult men, alone.", What.HEADER, "PATCH"),
    ("    checked: 2026-11-24\n  - name: E", "    checked: 2026-11-20\n  - name: E", What.HEADER, "PATCH"),
    ("let pass?\n", "let pass, and why?\n", What.TEXT, "PATCH"),
    ("  not-now: Not today", "  not-now: Another day", What.LABEL, "PATCH"),
    ("  One example is enough.", "  Two will do.", What.FIELD, "PATCH"),
    ("minutes: 6", "minutes: 9", What.FIELD, "PATCH"),
    ("low: Shaken", "low: Not at all", What.FIELD, "PATCH"),
    ("  not-now: Not today", "  not-now: Not today\n  more: Several", What.OPTION_ADDED, "MINOR"),
    ("show-if: steady <= 3", "show-if: steady <= 4", What.CONDITION, "MINOR"),
    ("show-if: moment is one", "show-if: moment is one of one, not-now", What.SECTION_CONDITION, "MINOR"),
    ("prompt: let-pass\n", "prompt: passed\nformer-ids: [let-pass]\n", What.RENAMED, "MINOR"),
    ("---\n# The ending", "---\nprompt: one-more\nkind: short\nask: |\n  And?\n---\n# The ending", What.ADDED, "MINOR"),
    ("  not-now: Not today\n", "", What.OPTION_REMOVED, "MAJOR"),
    ("kind: plan\n", "kind: short\n", What.KIND, "MAJOR"),
    ("to: 10\n", "to: 9\n", What.SCALE, "MAJOR"),
    ("id: tests.again", "id: tests.other", What.SET_ID, "MAJOR"),
    ("  How steady are you right now?", "  Which of your friends has red hair?", What.OTHER_QUESTION, "PATCH"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "what", "level"), CHANGES)
def test_a_change_is_told_and_asks_for_its_level(check, starter, before, after, what, level):
    assert 1 == starter.count(before)
    old, new = (check(text).prompt_set for text in (starter, starter.replace(before, after)))

    found = changes(old, new)

    assert [what] == [change.what for change in found]
    assert level == level_of(found).name
    assert "{" not in found[0].words


def test_a_prompt_that_is_gone_asks_for_a_new_first_number(check, starter):
    without = (
        starter.replace(starter[starter.index("---\nprompt: what-you-saw") :], "")
        + (starter[starter.index("---\nsection: onward") :])
    )

    found = changes(check(starter).prompt_set, check(without).prompt_set)

    assert [What.REMOVED] == [change.what for change in found]
    assert "what-you-saw" == found[0].id
    assert "What did you see" in found[0].before


def test_nothing_that_a_reader_could_notice_is_no_change(check, starter):
    other = starter.replace("# The ending: the last", "# Last: the").replace(
        "version: 0.1.0", "version: 0.1.1"
    )

    assert () == changes(check(starter).prompt_set, check(other).prompt_set)


@pytest.mark.parametrize(
    ("old", "level", "next_one"),
    [("1.2.3", 1, "1.2.4"), ("1.2.3", 2, "1.3.0"), ("1.2.3", 3, "2.0.0"), ("1.2.3", 0, "1.2.3")],
)
def test_a_version_is_raised_by_its_level(old, level, next_one):
    from reflect_cli.authoring.difference import Level

    assert next_one == raised(old, Level(level))
    assert is_enough(old, next_one, Level(level))
    assert level == 0 or not is_enough(old, old, Level(level))


#: code: (what stands in the older version, what the newer has instead)
SINCE = {
    "E801": ("prompt: let-pass\n", "prompt: passed\n"),
    "W802": ("---\nprompt: what-you-saw\nkind: long\nminutes: 4\nrecall: [what-you-did]\nask: |\n  What did you see or hear at the time? What did you not check?\ncalls: [own-it]\n\n", ""),
    "E803": ("kind: plan\n", "kind: short\n"),
    "W804": ("  not-now: Not today\n", ""),
    "W805": ("  How steady are you right now?", "  Which of your friends has red hair?"),
    "E806": ("let pass?\n", "let pass, and why?\n"),
    "E807": ("id: tests.again", "id: tests.other"),
}  # fmt: skip


@pytest.mark.parametrize("code", SINCE)
def test_what_an_older_version_would_lose_is_found(check, starter, rules, code):
    before, after = SINCE[code]
    assert 1 == starter.count(before)
    new = starter.replace(before, after)

    found = checked(new.encode(), rules, check(starter).prompt_set).findings

    assert code in {finding.code for finding in found}


@pytest.mark.parametrize("code", ["E801", "W802", "E803", "W804", "E806", "E807"])
def test_a_version_that_is_high_enough_is_not_asked_for_more(check, starter, rules, code):
    new = starter.replace(*SINCE[code]).replace("version: 0.1.0", "version: 1.0.0")

    found = checked(new.encode(), rules, check(starter).prompt_set).findings

    assert "E806" not in {finding.code for finding in found}


def test_the_same_file_has_nothing_to_be_told(check, starter, rules):
    assert () == checked(starter.encode(), rules, check(starter).prompt_set).findings


def test_another_guide_is_told():
    old = path_of("group").read_bytes()
    new = old.replace(b"- Throw away the lists", b"- Burn the lists")
    assert old != new

    assert [What.GUIDE] == [change.what for change in changes(read(old, "a"), read(new, "b"))]
