"""A change of the master key killed at every step: exactly one passphrase opens all of it, and a control."""

import json
from collections import Counter

from vault.sample import python


def killed(made, place, *how):
    place.mkdir(mode=0o700)
    code = "import sys; from vault.rotate_worker import main; main(*sys.argv[1:])"
    said, errors = python(code, made, place, *how).communicate()
    assert "" == errors
    return [json.loads(line) for line in said.splitlines()]


def test_killed_at_any_moment_exactly_one_of_the_two_opens_all_of_it(made, tmp_path):
    told = killed(made, tmp_path / "place", 9, 4, "")
    was_killed = Counter(left for dead, left, _ in told if dead)

    assert {"old", "old key-undone", "new key-finished", "new"} == set(was_killed)
    again = Counter(again for _, left, again in told if left != again)
    assert {"new"} == set(again)
    assert again["new"] >= 5
    assert sum(was_killed.values()) >= 30


def test_in_the_other_order_a_kill_would_lose_it(made, tmp_path):
    """The control: with the file first and the header after it, the same kills are seen to harm."""
    told = killed(made, tmp_path / "place", 24, 0, "the file first")

    assert [True, "it does not open", "it does not open"] == told[-1]
