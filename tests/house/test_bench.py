"""The bench still runs: each of its commands does its work, on a small journal."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_part_of_the_bench_does_its_work():
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "run.py"), "--smoke"],
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip

    assert 0 == done.returncode, done.stdout[-2000:] + done.stderr[-2000:]
    for part in ("Start-up", "Whole commands", "Drafts", "The journal file", "Memory", "On disk"):
        assert f"### {part}" in done.stdout
