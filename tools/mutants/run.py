"""`make mutants`: changes the vault's code in one place at a time, and sees whether a test notices.

cosmic-ray makes the mutants and keeps the session; here is what it leaves to its user: a choice by
a seed, and for each mutant the tests that run the changed line. All of it happens in a copy of the
tree under `.mutants/`. A mutant that survives the quick tests is tried on all that run its line.
A test that takes far longer than it did counts as having noticed.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import cosmic_ray.plugins
from choice import chosen
from cosmic_ray.commands.init import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult
from covering import Covering
from operators import Steps

if TYPE_CHECKING:
    from cosmic_ray.work_item import MutationSpec, WorkItem

ROOT = Path(__file__).resolve().parents[2]
ROOM = ROOT / ".mutants"
TREE = ROOM / "tree"
SESSION = ROOM / "session.sqlite"
TEMPORARY = Path(tempfile.gettempdir()) / "reflect-mutants"  # outside any repository
VAULT = TREE / "src" / "reflect_cli" / "vault"
TESTS = ("tests/vault", "tests/vectors", "tests/commands", "tests/library/test_chance.py")
QUIET = ("-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:randomly")

_QUICK_SECONDS = 15.0  # of tests, before the rest of those that run the line
_SLOWER = 4  # times as long as measured, and the start of Python: no test is that late by chance


def main() -> None:
    """Measure, choose, try, tell; exit 1 below the score asked for."""
    asked = _asked()
    if not asked.again:
        _copy_tree()
        _measure(asked.workers)
        _run_unchanged(asked.workers)
    covering = Covering(ROOM / "coverage", (ROOM / "unchanged.xml", ROOM / "measured.xml"), VAULT)
    cosmic_ray.plugins.OPERATOR_PROVIDERS["steps"] = Steps()
    with use_db(str(SESSION), WorkDB.Mode.create) as session:
        if not asked.again:
            init(sorted(VAULT.glob("*.py")), session, {})
            picked, total = chosen(session.work_items, asked.count, asked.seed)
            session.clear()
            session.add_work_items(picked)
            print(f"{len(picked)} mutants of {total}, seed {asked.seed}", flush=True)
        TEMPORARY.mkdir(mode=0o700, exist_ok=True)
        for item in session.pending_work_items:
            session.set_result(item.job_id, _tried(item, covering))
        shutil.rmtree(TEMPORARY, ignore_errors=True)
        sys.exit(_told(session, asked.least))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=300, help="about how many mutants")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=90.0, help="the score to reach, in per cent")
    parser.add_argument("--workers", default="auto", help="processes for the measured run")
    parser.add_argument("--again", action="store_true", help="go on with what is left of a session")
    return parser.parse_args()


def _copy_tree() -> None:
    shutil.rmtree(ROOM, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout
    for name in filter(None, os.fsdecode(listed).split("\0")):
        if (ROOT / name).is_file():
            (TREE / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, TREE / name)


def _measure(workers: str) -> None:
    """Run the tests once, noting which test runs which line, and how long each takes."""
    config = TREE / "pyproject.toml"
    measured = {"COVERAGE_PROCESS_START": str(config), "COVERAGE_FILE": str(ROOM / "coverage")}
    count = ("--cov", f"--cov-config={config}", "--cov-context=test", "--cov-report=")
    _run("-n", workers, *count, f"--junit-xml={ROOM / 'measured.xml'}", *TESTS, environ=measured)


def _run_unchanged(workers: str) -> None:
    """The control: run the tests as mutants are tried, on no mutant. Those that fail are not used."""
    _run("-n", workers, f"--junit-xml={ROOM / 'unchanged.xml'}", *TESTS, environ={})


def _run(*arguments: str, environ: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *QUIET, *arguments],
        cwd=TREE,
        env={**os.environ, "PYTHONPATH": str(TREE / "src"), **environ},
        check=False,
    )
    if done.returncode > 1:  # 1: some failed
        sys.exit("The tests could not be run.")


def _tried(item: WorkItem, covering: Covering) -> WorkResult:
    """*item* on the quick tests that run its line, and if it survives those, on the others."""
    (mutation,) = item.mutations
    tests = covering.of(mutation.module_path, mutation.start_pos[0])
    quick = [t for n, t in enumerate(tests) if covering.seconds(tests[: n + 1]) < _QUICK_SECONDS]
    slow = tests[len(quick) :]
    result = WorkResult(WorkerOutcome.NO_TEST, test_outcome=TestOutcome.SURVIVED)
    for some in filter(None, (quick, slow)):
        result = _on(some, item, covering)
        if result.test_outcome is not TestOutcome.SURVIVED:
            break
    by = re.findall(r"^(?:FAILED|ERROR) (\S+)|^(timeout)", result.output or "", re.MULTILINE)
    print(result.test_outcome.value, _named(mutation), f"{len(tests)} tests", *by[:1], flush=True)
    return result


def _on(tests: list[str], item: WorkItem, covering: Covering) -> WorkResult:
    listed = ROOM / "tests.txt"
    listed.write_text("\n".join(tests), encoding="utf-8")
    surroundings = (f"--chdir={TREE}", f"PYTHONPATH={TREE / 'src'}", f"TMPDIR={TEMPORARY}")
    pytest = (sys.executable, "-m", "pytest", *QUIET, "-x", "--hypothesis-seed=0", f"@{listed}")
    began = int(time.time())
    patience = 20 + _SLOWER * covering.seconds(tests)
    result = mutate_and_test(item.mutations, shlex.join(["env", *surroundings, *pytest]), patience)
    while int(time.time()) == began:  # compiled code is known by its source's second and length
        time.sleep(0.05)
    return result


def _told(session: WorkDB, least: float) -> int:
    results = dict(session.results)
    alive = [
        i for i in session.work_items if results[i.job_id].test_outcome is TestOutcome.SURVIVED
    ]
    for item in alive:
        print(f"\n{_named(item.mutations[0])}\n{results[item.job_id].diff}")
    score = 100 * (1 - len(alive) / len(results))
    print(f"\n{len(results)} mutants, {len(alive)} not noticed: {score:.1f} %")
    return int(score < least)


def _named(mutation: MutationSpec) -> str:
    line = mutation.start_pos[0]
    return f"{mutation.module_path.name}:{line} {mutation.operator_name} {mutation.occurrence}"


if __name__ == "__main__":
    main()
