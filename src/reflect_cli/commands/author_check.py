"""`reflect author check`: every finding in set files, once or whenever one is saved."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from reflect_cli.authoring.check import Checked, checked
from reflect_cli.authoring.codes import CODES
from reflect_cli.commands.set_files import read_bytes, rules, set_files
from reflect_cli.errors import PromptSetMalformed, UsageProblem, WarningsFound
from reflect_cli.promptsets.findings import Weight
from reflect_cli.screens.console import say
from reflect_cli.screens.findings import NO_FINDINGS, counted, report

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_A_MOMENT = 0.3  # seconds between two looks at the files

MEND_ERRORS = "Errors keep a set from being used. Mend them and check again."
MEND_WARNINGS = "Without --strict they are told and do not count."
WATCHING = "Watching. Ctrl-C ends it."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to check, and how to tell of it."""

    files: tuple[Path, ...]
    since: Path | None = None
    strict: bool = False
    as_json: bool = False
    paths: bool = False


def check_files(wanted: Wanted) -> None:
    """Tell every finding. Raises PromptSetMalformed on errors, WarningsFound with `strict`."""
    results = _results(wanted)
    _tell(results, wanted)
    found = {weight: sum(r.count(weight) for r in results.values()) for weight in Weight}
    if found[Weight.ERROR]:
        raise PromptSetMalformed(counted(found), hint=MEND_ERRORS)
    if wanted.strict and found[Weight.WARNING]:
        raise WarningsFound(counted(found), hint=MEND_WARNINGS)


def watch_files(wanted: Wanted) -> None:
    """Check again whenever a file changes, until Ctrl-C."""
    if wanted.as_json:
        raise UsageProblem("--watch and --json do not go together.", hint="Leave out one of them.")
    before: dict[Path, tuple[int, int]] = {}
    while True:
        now = _stamps(wanted)
        if now != before:
            before = now
            results = _results(wanted)
            _tell(results, wanted)
            found = {weight: sum(r.count(weight) for r in results.values()) for weight in Weight}
            say(f"{time.strftime('%H:%M:%S')}  {counted(found)} {WATCHING}")
        time.sleep(_A_MOMENT)


def _stamps(wanted: Wanted) -> dict[Path, tuple[int, int]]:
    watched = [*set_files(wanted.files), *([wanted.since] if wanted.since else [])]
    return {path: _stamp(path) for path in watched}


def _stamp(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:  # an editor is just replacing it
        return (0, 0)
    return (state.st_mtime_ns, state.st_size)


def _results(wanted: Wanted) -> Mapping[Path, Checked]:
    against = rules()
    return {path: checked(read_bytes(path), against) for path in set_files(wanted.files)}


def _tell(results: Mapping[Path, Checked], wanted: Wanted) -> None:
    if wanted.as_json:
        say(json.dumps([_as_json(path, result) for path, result in results.items()], indent=2))
        return
    for path, result in results.items():
        say(report(result.findings, str(path)) or NO_FINDINGS.format(name=path.name))


def _as_json(path: Path, result: Checked) -> dict[str, Any]:
    findings = [
        {"weight": finding.weight.value, "meaning": CODES[finding.code], **asdict(finding)}
        for finding in result.findings
    ]
    return {"file": str(path), "findings": findings}
