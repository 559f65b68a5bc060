"""Two titles that a reader would take for one another have one skeleton."""

from __future__ import annotations

import pytest

from reflect_cli.library.index import listed
from reflect_cli.promptsets.lookalike import skeleton


@pytest.mark.parametrize(
    "twin",
    [
        "looking  back, honestly", "Lооking bасk, hоnеstly", "Looking-Back: Honestly!",
        "Iooking back, honestIy", "L00king back, h0nestly", "Ｌｏｏｋｉｎｇ ｂａｃｋ, honestly",
        "Lo\u0301oking ba\u0304ck, honestly", "𝐋𝐨𝐨𝐤𝐢𝐧𝐠 𝐛𝐚𝐜𝐤, honestly", "Lοοkιng back, honestly",
    ],
)  # fmt: skip
def test_a_title_drawn_alike_is_alike(twin):
    assert skeleton("Looking back, honestly") == skeleton(twin)


def test_two_letters_drawn_like_one_are_alike():
    assert skeleton("modern") == skeleton("modem")


@pytest.mark.parametrize(
    "other", ["Looking ahead, honestly", "Looking back", "Honestly, looking back"]
)
def test_another_title_is_another(other):
    assert skeleton("Looking back, honestly") != skeleton(other)


def test_none_of_our_own_titles_look_like_another():
    titles = [one.title for one in listed()]

    assert len(titles) == len({skeleton(title) for title in titles})
