"""Work done in a child that is killed: at a call that touches a name, or after a time."""

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress

_TOUCH = {
    "open",
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.chmod",
    "os.listdir",
    "os.scandir",
    "os.link",
}


def killed_at(touch: int, work: Callable[[], object]) -> bool:
    """Do *work* in a child that dies just before its *touch*-th touch; whether it came to that."""
    if not (child := os.fork()):
        left = touch

        def count(event: str, _arguments: tuple) -> None:
            nonlocal left
            if event in _TOUCH:
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        _to_its_end(work)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def killed_after(seconds: float, work: Callable[[], object]) -> bool:
    """Do *work* in a child that dies after *seconds*; whether it was still at it."""
    if not (child := os.fork()):
        _to_its_end(work)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def _to_its_end(work: Callable[[], object]) -> None:
    with suppress(BaseException):
        work()
        os._exit(0)
    os._exit(1)
