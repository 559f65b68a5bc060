"""Whole processes, timed: started, waited for, and refused if they did not do their work."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: Kept out of every measured process: they change how Python starts.
_LEFT_OUT = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPROFILEIMPORTTIME")
_PASSED_ON = (
    "PATH", "PYTHONPATH", "PYTHONPYCACHEPREFIX", "LANG", "LC_ALL", "TMPDIR", "REFLECT_KEY_MEMORY",
)  # fmt: skip


class DidNotWork(RuntimeError):
    """A measured command failed, so its time would mean nothing."""


@dataclass(frozen=True, slots=True)
class Program:
    """A command to be timed. `secret` is handed over a pipe as `--passphrase-fd`.

    `shows` must be in what it prints.
    """

    command: tuple[str, ...]
    environment: Mapping[str, str]
    typed: str = ""
    secret: str = ""
    shows: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds by the wall clock and of processors, most memory in MiB, what it printed."""

    seconds: float
    most_mib: float
    printed: str
    of_processors: float = 0.0


@dataclass(slots=True)
class Times:
    """Every time one program took, in milliseconds."""

    each: list[float] = field(default_factory=list)

    @property
    def least(self) -> float:
        """The quickest run."""
        return min(self.each)

    @property
    def median(self) -> float:
        """The run in the middle."""
        return statistics.median(self.each)


def environment_in(home: Path, **more: str) -> dict[str, str]:
    """A small environment whose home is *home*."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**kept, "HOME": str(home), "TERM": "dumb", "COLUMNS": "80", **more}


def own_environment() -> dict[str, str]:
    """The environment of this process, less what changes how Python starts."""
    return {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}


def run(program: Program) -> Run:
    """Run *program* to its end. Raises DidNotWork."""
    with (
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
        tempfile.TemporaryFile() as inputs,
    ):
        inputs.write(program.typed.encode())
        inputs.seek(0)
        command = list(program.command)
        passed = [_filled_pipe(program.secret)] if program.secret else []
        for descriptor in passed:
            command += ["--passphrase-fd", str(descriptor)]
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=inputs,
            stdout=out,
            stderr=err,
            env=dict(program.environment),
            pass_fds=passed,
            start_new_session=True,  # so that nothing finds a terminal to ask at
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        for descriptor in passed:
            os.close(descriptor)
        printed, told = (_text_of(file.fileno()) for file in (out, err))
    if process.returncode or program.shows not in printed:
        raise DidNotWork(f"{' '.join(command)}: exit {process.returncode}\n{printed}\n{told}")
    return Run(seconds, used.ru_maxrss / 1024, printed, used.ru_utime + used.ru_stime)


def interleaved(programs: Mapping[str, Program], repeats: int, warm: int) -> dict[str, Times]:
    """The times of *programs* by name, one run of each in turn, so that noise meets all alike."""
    times = {name: Times() for name in programs}
    for turn in range(warm + repeats):
        for name, program in programs.items():
            done = run(program)
            if turn >= warm:
                times[name].each.append(done.seconds * 1000)
    return times


def _filled_pipe(secret: str) -> int:
    reading, writing = os.pipe()
    os.write(writing, f"{secret}\n".encode())
    os.close(writing)
    return reading


def _text_of(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    with os.fdopen(os.dup(descriptor), "rb") as file:
        return file.read().decode("utf-8", "replace")
