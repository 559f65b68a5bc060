"""A few of each fault, other ones in each run; `make soak` tries thousands. The names are run.py's."""

import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).with_name("run.py")

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/fd").exists(), reason="a file's name is read from /proc"
)


@pytest.fixture
def seed(request) -> int:
    return request.config.getoption("randomly_seed", 0)


def reached(seed: int, *names: str) -> dict[str, str]:
    """What each line of the table says of the batteries *names*; they must all hold."""
    done = subprocess.run(
        [sys.executable, RUN, "--size", "small", "--seed", str(seed), "--only", ",".join(names)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stdout + done.stderr
    lines = [line.split(" | ") for line in done.stdout.splitlines() if line.startswith("| ")]
    return {line[0].removeprefix("| "): line[3] for line in lines[1:]}


def test_no_altered_file_is_taken_for_a_whole_one(seed):
    found = reached(seed, "key-file", "backup", "pages", "old-pages", "wal", "journal")

    assert 6 == len(found)


def test_nothing_acknowledged_is_lost_by_kills_refusals_and_power_cuts(seed):
    found = reached(seed, "kills", "refusals", "power", "controls")

    assert 6 == len(found)
    controls = [line for test, line in found.items() if test.startswith("control")]
    assert 3 == sum("lost, as they must be" in line for line in controls)


def test_several_at_once_and_hostile_files_bring_only_our_own_errors(seed):
    found = reached(seed, "appends", "changes", "key-file-fuzz", "backup-fuzz")

    assert 4 == len(found)


def test_a_battery_that_is_not_there_is_named():
    done = subprocess.run(
        [sys.executable, RUN, "--only", "luck"], capture_output=True, text=True, check=False
    )

    assert (2, "no such battery: luck\n") == (done.returncode, done.stderr)
