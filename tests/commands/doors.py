"""The real command under a shell, with its streams closed, full, or in another encoding."""

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass

from typer.testing import CliRunner

from reflect_cli.commands.app import app

REFLECT = f"{sys.executable} -m reflect_cli"


@dataclass(frozen=True)
class Done:
    """How a command ended; what it said, as text."""

    code: int
    out: str
    err: str


def shell(line: str, *, given: bytes = b"", **environ: str | bytes) -> Done:
    """Run `reflect LINE` by a shell, without any terminal."""
    surroundings = {os.fsencode(k): os.fsencode(v) for k, v in {**os.environ, **environ}.items()}
    done = subprocess.run(
        [b"/bin/bash", b"-c", os.fsencode(f"{REFLECT} {line}")],
        input=given,
        capture_output=True,
        env=surroundings,
        start_new_session=True,
        timeout=60,
        check=False,
    )
    return Done(
        done.returncode, *(said.decode(errors="replace") for said in (done.stdout, done.stderr))
    )


def inside(line: str) -> Done:
    """The same in this process, where neither a shell nor its streams are the point."""
    done = CliRunner().invoke(app, shlex.split(line), prog_name="reflect")
    return Done(done.exit_code, done.stdout, done.stderr)
