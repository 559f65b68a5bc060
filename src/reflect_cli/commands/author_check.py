"""`reflect author check`: every finding in set files, once or whenever one is saved."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from reflect_cli.authoring.check import Checked, checked
from reflect_cli.authoring.codes import CODES
from reflect_cli.authoring.translation import is_translation
from reflect_cli.authoring.translation_check import checked_translation
from reflect_cli.commands.author_paths import ways_as_json, ways_in_words
from reflect_cli.commands.set_files import (
    original_of,
    read_set,
    rules,
    set_files,
)
from reflect_cli.errors import PromptSetMalformed, UsageProblem, WarningsFound
from reflect_cli.library.sets import bytes_of, is_of_reflect
from reflect_cli.promptsets.characters import shown
from reflect_cli.promptsets.findings import Weight
from reflect_cli.screens.console import say, say_as_it_is, tell
from reflect_cli.screens.findings import NO_FINDINGS, counted, report

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reflect_cli.authoring.draft import Rules
    from reflect_cli.promptsets.model import PromptSet

_A_MOMENT = 0.3  # seconds between two looks at the files

MEND_ERRORS = "Errors keep a set from being used. Mend them and check again."
NO_ERRORS = "No errors: the set can be used."
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
    if any(found.values()):
        tell(f"\n{counted(found)} {NO_ERRORS}")


def watch_files(wanted: Wanted) -> None:
    """Check again whenever a file changes, until Ctrl-C."""
    if wanted.as_json:
        raise UsageProblem("--watch and --json do not go together.", hint="Leave out one of them.")
    with suppress(KeyboardInterrupt):
        _watch(wanted)


def _watch(wanted: Wanted) -> None:
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
    files = set_files(wanted.files)
    if wanted.since is not None and len(files) != 1:
        raise UsageProblem(
            "--since compares one file with one older file.", hint="Name one set file beside it."
        )
    old = read_set(wanted.since, is_compared=True) if wanted.since is not None else None
    against = rules()
    return {path: _checked(path, against, old) for path in files}


def _checked(path: Path, against: Rules, old: PromptSet | None) -> Checked:
    data = bytes_of(path)
    if is_translation(data):
        return checked_translation(data, against, original_of(path, data))
    return checked(data, replace(against, of_reflect=is_of_reflect(path)), old)


def _tell(results: Mapping[Path, Checked], wanted: Wanted) -> None:
    if wanted.as_json:
        told = [_as_json(path, result, ways=wanted.paths) for path, result in results.items()]
        say(json.dumps(told, indent=2))
        return
    for path, result in results.items():
        say_as_it_is(
            report(result.findings, str(path)) or NO_FINDINGS.format(name=shown(path.name))
        )
        if wanted.paths and result.prompt_set is not None:
            say(ways_in_words(result.prompt_set))


def _as_json(path: Path, result: Checked, *, ways: bool) -> dict[str, Any]:
    findings = [
        {"weight": finding.weight.value, "meaning": CODES[finding.code], **asdict(finding)}
        for finding in result.findings
    ]
    told: dict[str, Any] = {"file": str(path), "findings": findings}
    if ways and result.prompt_set is not None:
        told["paths"] = ways_as_json(result.prompt_set)
    return told
