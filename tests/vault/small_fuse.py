"""An empty folder served through FUSE under any type and source, to stand where a network drive would.

The smallest server there can be: it answers what the folder itself is, and that nothing is in it.
"""

import ctypes
import os
import struct
import subprocess
import threading
from contextlib import contextmanager, suppress

import pytest

_INIT, _LOOKUP, _GETATTR, _FORGET = 26, 1, 3, (2, 42)
_NOT_THERE, _NOT_KNOWN = -2, -38
_FOLDER = struct.pack("<QIIQQQQQQIIIIIIIIII", 1, 0, 0, 1, *[0] * 8, 0o40700, 2, *[0] * 5)


@contextmanager
def served(place, kind, source):
    """*place* is of the type *kind*, from *source*, while this lasts."""
    try:
        device = os.open("/dev/fuse", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        pytest.skip("this system has no FUSE for us")
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0".encode()
    mount = ctypes.CDLL(None, use_errno=True).mount
    if mount(source.encode(), os.fsencode(place), kind.encode(), 0, options):
        os.close(device)
        pytest.skip("this system does not let us mount")
    answering = threading.Thread(target=_answer, args=(device,), daemon=True)
    answering.start()
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
        answering.join(10)
        os.close(device)


def _answer(device):
    with suppress(OSError):  # it is no longer mounted
        while True:
            asked = os.read(device, 1 << 18)
            kind, number = struct.unpack_from("<4xIQ", asked)
            if kind not in _FORGET:
                error, given = _reply(kind)
                os.write(device, struct.pack("<IiQ", 16 + len(given), error, number) + given)


def _reply(kind):
    if kind == _INIT:
        return 0, struct.pack("<IIIIHHI", 7, 31, 0, 0, 0, 0, 1 << 17) + bytes(40)
    if kind == _GETATTR:
        return 0, _FOLDER
    return (_NOT_THERE if kind == _LOOKUP else _NOT_KNOWN), b""
