"""A few seconds of damaged set files through the check. `make fuzz` has longer runs."""

from __future__ import annotations

import random

from authoring.fuzzing import damaged, judged, run

RUNS = 60


def test_no_damaged_file_breaks_the_check_or_reaches_a_terminal():
    first = random.randrange(1 << 30)
    taken = {run(seed)[0] for seed in range(first, first + RUNS)}

    assert taken <= {"read", "refused", "read, with too many ways"}


def test_a_run_is_made_from_its_seed_alone():
    assert damaged(random.Random(4711)) == damaged(random.Random(4711))


def test_the_sound_files_it_begins_from_are_read():
    from authoring.fuzzing import SMALL

    assert {"read"} == {judged(data) for data in SMALL}
