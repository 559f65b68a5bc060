"""`make mutants`: changes the vault's code in one place at a time, and sees whether a test notices.

cosmic-ray makes the mutants and keeps the session; here is what it leaves to its user: a choice by
a seed, and for each mutant the tests that run the changed line. All of it happens in a copy of the
tree under `.mutants/`. Of the tests that run a line as many are tried as fit in two minutes, the
closest ones first; a mutant that survives those may be one that the others would notice, so the
score is never too high by that. A test that takes far longer than it did has noticed.
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
from cosmic_ray.mutating import mutate_and_test, mutate_code
from cosmic_ray.testing import run_tests
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
_PYTEST = (
    *(sys.executable, "-m", "pytest", "-q", "--no-header"),
    *("-p", "no:cacheprovider", "-p", "no:randomly"),
)

_PATIENCE = 600.0  # with tests that were not measured yet
_SLOWER = 4  # times as long as measured, and the start of Python: no test is that late by chance


_SECONDS = "of tests for one mutant, by what they took when they were measured"
_AGAIN = "go on with the last session, and try its survivors on the tests changed since"


def main() -> None:
    """Measure, choose, try, tell; exit 1 below the score asked for."""
    asked = _asked()
    if not asked.again:
        _copy_tree()
        _measure(asked.workers)
    covering = Covering(ROOM / "coverage", ROOM / "measured.xml", VAULT)
    cosmic_ray.plugins.OPERATOR_PROVIDERS["steps"] = Steps()
    with use_db(str(SESSION), WorkDB.Mode.create) as session:
        if not asked.again:
            init(sorted(VAULT.glob("*.py")), session, {})
            picked, total = chosen(session.work_items, asked.count, asked.seed)
            session.clear()
            picked = [item for item in picked if _is_code(item)]
            session.add_work_items(picked)
            print(f"{len(picked)} mutants of {total}, seed {asked.seed}", flush=True)
        TEMPORARY.mkdir(mode=0o700, exist_ok=True)
        for item in session.pending_work_items:
            session.set_result(item.job_id, _tried(item, covering, asked.seconds))
        if asked.again and (changed := _changed_tests()):
            for item in _survivors(session):
                session.set_result(item.job_id, _on(changed, item, _PATIENCE))
        _control(session, covering)
        shutil.rmtree(TEMPORARY, ignore_errors=True)
        sys.exit(_told(session, asked.least))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=300, help="about how many mutants")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=90.0, help="the score to reach, in per cent")
    parser.add_argument("--seconds", type=float, default=120.0, help=_SECONDS)
    parser.add_argument("--workers", default="auto", help="processes for the measured run")
    parser.add_argument("--again", action="store_true", help=_AGAIN)
    return parser.parse_args()


def _files() -> list[str]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    return [name for name in os.fsdecode(listed).split("\0") if (ROOT / name).is_file()]


def _copy_tree() -> None:
    shutil.rmtree(ROOM, ignore_errors=True)
    _copy(_files())


def _copy(names: list[str]) -> None:
    for name in names:
        (TREE / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, TREE / name)


def _changed_tests() -> list[str]:
    """The files of tests that differ from the copy's, taken into it."""
    changed = [name for name in _files() if _differs(name)]
    if any(name.startswith("src/") for name in changed):
        sys.exit("The code has changed since the session began; leave out --again.")
    _copy([name for name in changed if name.startswith("tests/")])
    return [name for name in changed if re.match(r"tests/.*/test_\w+\.py$", name)]


def _differs(name: str) -> bool:
    return not (TREE / name).is_file() or (TREE / name).read_bytes() != (ROOT / name).read_bytes()


def _measure(workers: str) -> None:
    """Run the tests once, noting which test runs which line, and how long each takes."""
    config = TREE / "pyproject.toml"
    measured = {"COVERAGE_PROCESS_START": str(config), "COVERAGE_FILE": str(ROOM / "coverage")}
    compiled = {"PYTHONDONTWRITEBYTECODE": ""}  # for all the runs to come; it may be set to 1 here
    count = ("--cov", f"--cov-config={config}", "--cov-context=test", "--cov-report=")
    count = (*count, "--cov-fail-under=0")  # that is for `make coverage` to say
    done = subprocess.run(
        [*_PYTEST, "-n", workers, *count, f"--junit-xml={ROOM / 'measured.xml'}", *TESTS],
        cwd=TREE,
        env={**os.environ, "PYTHONPATH": str(TREE / "src"), **measured, **compiled},
        check=False,
    )
    if done.returncode > 1:  # 1: some failed; they are not used
        sys.exit("The tests could not be measured.")


def _tried(item: WorkItem, covering: Covering, seconds: float) -> WorkResult:
    """*item* on the tests closest to its line."""
    (mutation,) = item.mutations
    every = covering.of(mutation.module_path, mutation.start_pos[0])
    tests = [t for n, t in enumerate(every) if covering.seconds(every[:n]) < seconds]
    result = WorkResult(WorkerOutcome.NO_TEST, test_outcome=TestOutcome.SURVIVED)
    if tests:
        result = _on(tests, item, 20 + _SLOWER * covering.seconds(tests))
    by = _noticed_by(result, covering) or (result.output or "")[-60:].strip()
    tried = f"{len(tests)} of {len(every)} tests"
    print(f"{result.test_outcome.value} {_named(mutation)} {tried} {by}", flush=True)
    return result


def _on(tests: list[str], item: WorkItem, patience: float) -> WorkResult:
    began = int(time.time())
    result = mutate_and_test(item.mutations, _command(tests), patience)
    while int(time.time()) == began:  # compiled code is known by its source's second and length
        time.sleep(0.05)
    return result


def _command(tests: list[str]) -> str:
    listed = ROOM / "tests.txt"
    listed.write_text("\n".join(tests), encoding="utf-8")
    here = os.pathsep.join([str(TREE / "src"), str(Path(__file__).parent)])
    surroundings = (f"--chdir={TREE}", f"PYTHONPATH={here}", f"TMPDIR={TEMPORARY}")
    one_by_one = ("-x", "-p", "unshrunk", "--hypothesis-seed=0", f"@{listed}")
    return shlex.join(["env", *surroundings, *_PYTEST, *one_by_one])


def _noticed_by(result: WorkResult, covering: Covering) -> str:
    """The test that failed on a mutant; empty where the tests could not even be begun."""
    said = re.findall(r"^(?:FAILED|ERROR) (.*::.*)", result.output or "", re.MULTILINE)
    known = [test for test in covering.tests for line in said if line.startswith(test)]
    unmeasured = [re.split(r"[\[ ]", line)[0] for line in said]
    return max(known, key=len, default="".join(unmeasured[:1]))


def _control(session: WorkDB, covering: Covering) -> None:
    """Every test that noticed a mutant must pass, run in the same way, where there is none."""
    noticed = sorted({_noticed_by(result, covering) for _, result in session.results} - {""})
    outcome, output = run_tests(_command(noticed), 3600)
    if outcome is not TestOutcome.SURVIVED:
        sys.exit(f"A test that noticed a mutant fails without one:\n{output}")
    print(f"\n{len(noticed)} tests noticed mutants; all pass without one")


def _is_code(item: WorkItem) -> bool:
    """Whether the mutant can be compiled; in a `**` before an argument there is no operator."""
    (mutation,) = item.mutations
    operator = cosmic_ray.plugins.get_operator(mutation.operator_name)()
    source = mutation.module_path.read_text(encoding="utf-8")
    try:
        compile(mutate_code(source, operator, mutation.occurrence), "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _survivors(session: WorkDB) -> list[WorkItem]:
    tried = session.completed_work_items
    return [item for item, result in tried if result.test_outcome is TestOutcome.SURVIVED]


def _told(session: WorkDB, least: float) -> int:
    results, alive = dict(session.results), _survivors(session)
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
