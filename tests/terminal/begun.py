"""Reflect begun again and again: one process has loaded all of it, and forks for each time.

What is begun is a process of its own on pipes of its own, and is killed like any other. Run as a
program, this is the process that forks.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from typing import IO


@dataclass(frozen=True)
class Begun:
    """A running command, what it reads from, and what it says."""

    pid: int
    stdin: IO[bytes]
    stdout: IO[bytes]


class Loaded:
    """The process that has loaded Reflect. What it begins has the surroundings of this moment."""

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        self._process = subprocess.Popen([sys.executable, __file__], stdin=theirs)
        theirs.close()

    def begin(self, *args: str) -> Begun:
        """`reflect ARGS` in a new process."""
        reads, gives = os.pipe()
        takes, writes = os.pipe()
        pid = self._asked(list(args), reads, writes)
        os.close(reads)
        os.close(writes)
        return Begun(pid, os.fdopen(gives, "wb"), os.fdopen(takes, "rb"))

    def end(self, begun: Begun) -> None:
        """Kill it, and close our ends of its pipes whatever is left in them."""
        self._asked(begun.pid)
        begun.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            begun.stdin.close()

    def close(self) -> None:
        """End the process; what it began is ended already."""
        self._control.close()
        assert 0 == self._process.wait(20)

    def _asked(self, what: list[str] | int, *pipes: int) -> int:
        socket.send_fds(self._control, [json.dumps(what).encode()], pipes)
        return int(self._control.recv(32))


def serve() -> None:
    """Begin what is asked for by its arguments, and kill what is asked for by its number."""
    import reflect_cli

    for module in pkgutil.walk_packages(reflect_cli.__path__, "reflect_cli."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    control = socket.socket(fileno=os.dup(0))
    while True:
        asked, pipes, *_ = socket.recv_fds(control, 65536, 2)
        if not asked:
            return
        what = json.loads(asked)
        if isinstance(what, list):
            pid = os.fork()
            if pid == 0:
                control.close()
                become(what, *pipes)
        else:
            pid = what
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        for pipe in pipes:
            os.close(pipe)
        control.send(str(pid).encode())


def become(args: list[str], reads: int, writes: int) -> None:
    """This process is `reflect ARGS` from here on."""
    from reflect_cli.commands.app import main

    os.setsid()
    for number, pipe in enumerate((reads, writes)):
        os.dup2(pipe, number)
        os.close(pipe)
    sys.stdin, sys.stdout = os.fdopen(0, "r"), os.fdopen(1, "w")
    sys.argv = ["reflect", *args]
    main()
    os._exit(0)


if __name__ == "__main__":
    serve()
