"""A line that says two things at once is refused: what a plan says of itself must agree."""

import pytest

from reflect_cli.vault import lines
from vault.kept import contents


def test_a_plan_stands_where_its_last_step_says():
    raw = lines.of_plans(contents().plans)
    assert contents().plans == lines.plans_in(raw)
    first, second = raw.splitlines(keepends=True)
    for old, new in ((first, first.replace(b'"due":"","state":"kept"', b'"due":"","state":"open"')),
                     (second, second.replace(b'"state":"open"', b'"state":"kept"'))):  # fmt: skip
        assert old != new
        with pytest.raises(ValueError, match="where its last step says"):
            lines.plans_in(new)
