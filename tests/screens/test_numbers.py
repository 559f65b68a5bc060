"""A count stands in the right number, whatever it counts."""

import pytest

from reflect_cli.commands.importing import BESIDES, MARKS, PLANS
from reflect_cli.screens.numbers import in_number

FORMS = {1: "1 plan{end}", 2: "{count:,} plans{end}"}


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 plans."), (1, "1 plan."), (2000, "2,000 plans.")]
)
def test_one_is_one_and_all_else_is_many(count, said):
    assert said == in_number(FORMS, count, end=".")


def test_nothing_has_its_own_words_where_there_are_some():
    assert "none" == in_number({0: "none", 1: "one", 2: "{count}"}, 0)


def test_an_import_counts_plans_and_tags_like_that():
    said = BESIDES.format(found=f"{in_number(PLANS, 1)}, {in_number(MARKS, 3)}")

    assert "Besides: 1 plan, 3 tags and other notes." == said
