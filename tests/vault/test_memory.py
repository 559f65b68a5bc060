"""Memory, as far as Python lets: others kept out of it, and few copies of a key left in it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from nacl import bindings

from reflect_cli.vault import cipher, kdf, keys
from reflect_cli.vault.kdf import LIGHT, Roots
from reflect_cli.vault.lock import is_busy
from reflect_cli.vault.unlocking import read_headers, unlock
from reflect_cli.vault.vault import create, open_vault
from vault.sample import PASSPHRASE, SOURCE, passphrase, python

OTHER_USER = 12345
UNMEASURED = pytest.mark.skipif(
    "COVERAGE_FILE" in os.environ, reason="what measures the tests writes as another user"
)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's /proc")

OPENED_AND_CLOSED = """
    import os, sys
    from pathlib import Path
    from reflect_cli.vault.vault import open_vault
    vault = open_vault(Path(sys.argv[1]), bytearray(os.read(0, 100)))
    vault.entries.count()
    for word in (b"open", b"closed"):
        os.write(1, word)
        os.read(0, 1)
        vault.close()
"""


def secrets_of(folder, roots):
    """Every secret that opening the vault makes, as it would lie in memory."""
    opened = unlock(read_headers(folder), roots)
    (slot,) = opened.header.slots
    key = keys.database_key(opened.master, (folder / "journal.db").read_bytes()[:16])
    return {
        "passphrase": PASSPHRASE,
        "root": roots(slot.kdf),
        "master": bytes(opened.master),
        "database key": key,
        "database key in words": key.hex().encode(),
    }


def copies_in(process, secrets):
    """How often each of *secrets* stands in the memory of *process*."""
    found = dict.fromkeys(secrets, 0)
    try:
        memory = Path(f"/proc/{process}/mem").open("rb", buffering=0)  # noqa: SIM115
    except PermissionError:
        pytest.skip("this system does not let us look into a child's memory")
    with memory:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            span, rights = line.split()[:2]
            if "r" not in rights or "[v" in line:  # [vvar] and its like cannot be read
                continue
            first, last = (int(end, 16) for end in span.split("-"))
            memory.seek(first)
            part = memory.read(last - first)
            found = {each: found[each] + part.count(secret) for each, secret in secrets.items()}
    return found


@LINUX
def test_after_closing_almost_no_copy_of_a_key_is_left_in_memory(folder, roots):
    """Best effort. Measured fifteen times with CPython 3.11 and SQLite3MC 2.6.1, on 24 Nov 2026.

    While open: two copies of the database key in the engine, and mostly one or two on the stack,
    where the engine read it from the statement. After closing: one, on the stack; the
    engine wipes its own. Before our own copies were overwritten there were left besides: one of
    the key spelt in hex, one of the root key and one of the passphrase.
    """
    secrets = secrets_of(folder, roots)
    child = python(OPENED_AND_CLOSED, folder, stdin=subprocess.PIPE)
    child.stdin.write(PASSPHRASE.decode())
    child.stdin.flush()
    assert "open" == os.read(child.stdout.fileno(), 100).decode()
    while_open = copies_in(child.pid, secrets)
    child.stdin.write("\n")
    child.stdin.flush()
    assert "closed" == os.read(child.stdout.fileno(), 100).decode()
    after = copies_in(child.pid, secrets)
    child.communicate("\n")

    assert while_open["database key"] >= 2
    assert after.pop("database key") <= 2
    assert {0} == set(after.values()), after


def test_what_is_overwritten_is_gone_and_what_is_shared_is_left_alone():
    secret, words = bytes(range(1, 33)), "".join(map(chr, range(65, 91)))
    assert secret == bytes(bytearray(secret))
    one, accented = bytes(bytearray(b"a")), "é" * 3
    for each in (secret, words, one, accented, b"", ""):
        keys.overwrite(each)

    if sys.implementation.name == "cpython":
        assert (bytes(32), "\0" * 26) == (secret, words)
    assert (b"a"[0], "é" * 3) == (one[0], accented)


def test_a_passphrase_of_one_letter_harms_no_other_letter(tmp_path):
    """Python has one object for each single byte; wiping it would change it everywhere."""
    create(tmp_path / "vault", bytearray(b"a"), LIGHT).close()

    assert 97 == bytes(bytearray([97]))[0]


def test_root_keys_are_overwritten_once_the_journal_is_open(folder):
    roots = Roots(passphrase())
    unlock(read_headers(folder), roots)
    (root,) = roots._known.values()
    roots.forget()

    assert {} == roots._known
    assert bytes(32) == root or sys.implementation.name != "cpython"


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="only CPython's can be reached")
def test_each_copy_of_ours_is_overwritten_when_it_has_served(folder, monkeypatch):
    """The passphrase as bytes, the master key as it came out of its slot, the database's keys."""
    made = []

    def remembered(real):
        def wrapped(*given):
            made.append(real(*given))
            return made[-1]

        return wrapped

    for place, name in (
        (kdf, "prepared"),
        (bindings, "crypto_aead_xchacha20poly1305_ietf_decrypt"),
        (cipher, "database_key"),
    ):
        monkeypatch.setattr(place, name, remembered(getattr(place, name)))
    with open_vault(folder, passphrase()):
        pass

    assert len(made) > 3
    assert [] == [each for each in made if any(each)]
    assert bytes(len(PASSPHRASE)) in made


def as_other_user(*command, **more):
    """*command* as a user who is not the administrator."""
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("setpriv is not installed")
        user = f"--reuid={OTHER_USER}", f"--regid={OTHER_USER}", "--clear-groups"
        command = ("setpriv", *user, *command)
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more
    )


@pytest.fixture
def of_other_user(made):
    """A REFLECT_HOME with a journal, both of the user who is not the administrator."""
    home = Path(tempfile.mkdtemp(prefix="reflect-test-"))
    shutil.copytree(made, home / "vault")
    (home / "vault").chmod(0o700)
    with open_vault(home / "vault", passphrase()) as vault:
        vault.settings.set("gate", "1.0.0")
    if os.geteuid() == 0:
        for path in (home, home / "vault", *(home / "vault").iterdir()):
            os.chown(path, OTHER_USER, OTHER_USER)
    yield home
    shutil.rmtree(home)


def looked_into(process):
    """What another program of the same user gets when it opens the memory of *process*."""
    code = f"import os; os.open('/proc/{process}/mem', os.O_RDONLY); print('read')"
    said, told = as_other_user(sys.executable, "-c", code).communicate()
    return said.decode().strip() or told.decode().strip().splitlines()[-1].partition(":")[0]


@LINUX
@UNMEASURED
def test_another_program_of_the_user_cannot_look_into_an_open_journal(of_other_user):
    """The real command, waiting for words with its journal open; a plain program, as a control."""
    control = as_other_user(sys.executable, "-c", "print(1, flush=True); input()")
    if control.stdout.readline() != b"1\n":
        control.communicate()
        pytest.skip("another user cannot run this Python")
    seen = looked_into(control.pid)
    control.communicate(b"\n")
    if seen != "read":
        pytest.skip("not even a plain program can be looked into here")
    environ = {**os.environ, "PYTHONPATH": SOURCE, "REFLECT_HOME": str(of_other_user)}
    environ["REFLECT_PASSCOMMAND"] = f"printf %s '{PASSPHRASE.decode()}'"
    running = as_other_user(sys.executable, "-m", "reflect_cli", "write", env=environ, cwd="/")
    end = time.monotonic() + 20
    while not is_busy(of_other_user / "vault") and time.monotonic() < end:
        time.sleep(0.02)
    seen = looked_into(running.pid)
    said, told = running.communicate(b"words\n", timeout=20)

    assert "PermissionError" == seen
    assert (0, b"") == (running.returncode, told), said


#: Runs each command in a process of its own; tells which of them made a key, and whether the
#: process was closed to others by then: dumpable, core limit, umask.
RUNNER = """
    import ctypes, json, os, resource, sys
    from nacl import bindings
    from reflect_cli.commands.app import main
    import reflect_cli.commands.sittings, reflect_cli.vault.vault, reflect_cli.screens.voice
    made, prctl = bindings.crypto_pwhash_alg, ctypes.CDLL(None).prctl
    os.umask(0)
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))
    for line in json.loads(sys.argv[1]):
        reading, writing = os.pipe()
        def recorded(*given):
            umask = os.umask(0)
            os.umask(umask)
            core = resource.getrlimit(resource.RLIMIT_CORE)[0]
            dumpable = prctl(3, 0, 0, 0, 0) if sys.platform == "linux" else 0
            os.write(writing, f"{dumpable} {core} {umask:o};".encode())
            return made(*given)
        if not os.fork():
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(nowhere, stream)
            bindings.crypto_pwhash_alg, sys.argv = recorded, ["reflect", *line.split()]
            try:
                main()
            finally:
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as told:
            print(json.dumps([line, told.read()]))
        os.wait()
"""
OPENING = (
    "start",
    "resume",
    "journal list",
    "demo",
    "vault passphrase --new-passphrase-fd 0",
    "vault init",
)


def test_every_command_that_makes_a_key_has_closed_its_process_before(
    folder, tmp_path, monkeypatch
):
    monkeypatch.setenv("REFLECT_HOME", str(folder.parent))
    monkeypatch.setenv("REFLECT_PASSCOMMAND", f"printf %s '{PASSPHRASE.decode()}'")
    told = {}
    for home, lines in ((folder.parent, OPENING[:-1]), (tmp_path / "new", OPENING[-1:])):
        monkeypatch.setenv("REFLECT_HOME", str(home))
        said, problem = python(RUNNER, json.dumps(lines)).communicate()
        assert not problem
        told |= dict(map(json.loads, said.splitlines()))

    how = {line: set(each.split(";")) - {""} for line, each in told.items()}
    assert [(line, {"0 0 77"}) for line in OPENING] == list(how.items())


def test_whatever_asks_for_a_passphrase_closes_the_process_first():
    """By the text of our commands, so that a new command cannot leave it out."""
    commands = Path(SOURCE) / "reflect_cli" / "commands"
    asking = [
        path.name
        for path in commands.glob("*.py")
        if any(
            f" {name}(" in path.read_text() for name in ("open_vault", "create", "ask_passphrase")
        )
        and "keep_private()" not in path.read_text()
    ]

    assert [] == asking
