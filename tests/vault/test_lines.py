"""A line that says two things at once, or nothing, is refused."""

from dataclasses import replace

import pytest

from reflect_cli.vault import lines
from reflect_cli.vault.marks import Mark
from vault.kept import contents
from vault.sample import WHEN

MARKS = (Mark("a", "tag", "on", WHEN), Mark("a", "when", "spring", WHEN), Mark("b", "tag", "x", ""))


def test_a_plan_stands_where_its_last_step_says():
    raw = lines.of_plans(contents().plans)
    assert contents().plans == lines.plans_in(raw)
    first, second = raw.splitlines(keepends=True)
    for old, new in ((first, first.replace(b'"due":"","state":"kept"', b'"due":"","state":"open"')),
                     (second, second.replace(b'"state":"open"', b'"state":"kept"'))):  # fmt: skip
        assert old != new
        with pytest.raises(ValueError, match="where its last step says"):
            lines.plans_in(new)


def test_marks_come_back_as_they_were_and_each_stands_once_in_its_place():
    assert MARKS == lines.marks_in(lines.of_marks(MARKS))
    for wrong in (MARKS[::-1], (MARKS[1], MARKS[0]), (MARKS[0], replace(MARKS[0], value="off"))):
        with pytest.raises(ValueError, match="twice, or out of order"):
            lines.marks_in(lines.of_marks(wrong))


@pytest.mark.parametrize("change", [{"value": ""}, {"about": "\udce9"}, {"at": None}])
def test_a_mark_says_something_that_can_be_kept(change):
    with pytest.raises((ValueError, TypeError)):
        lines.marks_in(lines.of_marks([replace(MARKS[0], **change)]))
