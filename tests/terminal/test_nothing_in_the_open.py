"""A word that was typed is found nowhere it should not be, and no socket is opened.

The word is new for each test. Looked through are the test's own tree, in which home, the current
folder and the folder for temporary files all lie, what changed meanwhile in the project and in
the real folders for temporary files, and what the running process holds open.
"""

from __future__ import annotations

import os
import resource
import secrets
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from terminal.lines import at_long_question, run
from terminal.test_full_screen_story import arrive, finish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Run = Callable[..., Any]

PROJECT = Path(__file__).parents[2]
REAL_TEMPORARY = tuple(
    folder
    for folder in {Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp"), Path("/dev/shm")}
    if folder.is_dir()
)
AUTOSAVED = 2.6  # seconds after which half-typed words have been saved


class Canary:
    """A word to type, and where it may be found in the open."""

    def __init__(self, tree: Path) -> None:
        self.word = f"persimmon{secrets.token_hex(6)}"
        self.tree = tree
        self.began = time.time() - 2

    def found(self) -> list[Path]:
        """Every file in the watched places that holds the word, in one encoding or another."""
        changed = [path for folder in (PROJECT, *REAL_TEMPORARY) for path in self._since(folder)]
        return sorted({*self.in_its_tree(), *(path for path in changed if self.is_in(path))})

    def in_its_tree(self) -> list[Path]:
        """The same, looked for in the test's own tree only."""
        own = [path for path in self.tree.rglob("*") if path.is_file() and not path.is_symlink()]
        return [path for path in own if self.is_in(path)]

    def held_open_by(self, process: int) -> list[Path]:
        """Files the process has open that hold the word, also those whose name is gone."""
        links = list(Path(f"/proc/{process}/fd").iterdir())
        return [link for link in links if link.is_file() and self.is_in(link)]

    def is_in(self, path: Path) -> bool:
        """Whether the word stands in the file."""
        with suppress(OSError):
            facts = path.stat()  # another test's pipe would be waited for; ours are small files
            if not stat.S_ISREG(facts.st_mode) or facts.st_size > MOST_BYTES:
                return False
            content = path.read_bytes()
            return any(self.word.encode(e) in content for e in ("utf-8", "utf-16-le", "utf-32-le"))
        return False

    def _since(self, folder: Path) -> Iterator[Path]:
        for place, folders, names in os.walk(folder):
            folders[:] = [name for name in folders if name not in NOT_WRITTEN_TO]
            for name in names:
                with suppress(OSError):
                    facts = os.lstat(f"{place}/{name}")
                    if stat.S_ISREG(facts.st_mode) and facts.st_mtime >= self.began:
                        yield Path(place) / name


#: What others keep in the project; with it a search takes ten times as long.
NOT_WRITTEN_TO = {".git", ".venv"}

#: Larger files are not looked into.
MOST_BYTES = 64 << 20


@pytest.fixture
def canary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Canary:
    """A new word, with the folder for temporary files inside the watched tree."""
    (tmp_path / "temporary").mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "temporary"))
    return Canary(tmp_path)


def at_the_long_question(terminal: Run, tiny_set: str) -> Any:
    screen = terminal("start", tiny_set)
    arrive(screen)
    screen.see("Is there something")
    screen.press("down", "enter")
    screen.see("step by step")
    return screen


def answered(terminal: Run, tiny_set: str, word: str) -> Any:
    screen = at_the_long_question(terminal, tiny_set)
    screen.type(word, "done")
    screen.see("What comes after it?")
    return screen


def finished(screen: Any) -> None:
    screen.press("stop")
    finish(screen)
    assert 0 == screen.ended()


@pytest.mark.parametrize("place", ["tree", "temporary", "project", "real"])
def test_the_search_would_find_the_word(canary: Canary, place: str):
    folder = {
        "tree": canary.tree,
        "temporary": Path(os.environ["TMPDIR"]),
        "project": PROJECT / "docs",
        "real": REAL_TEMPORARY[0],
    }[place]
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".canary-") as control:
        control.write(f"before {canary.word} after".encode())
        control.flush()

        assert [Path(control.name)] == canary.found()
        assert canary.held_open_by(os.getpid())
    assert [] == canary.found()


def test_an_answer_is_in_no_file_before_during_or_after_the_session(
    terminal: Run, journal: Path, tiny_set: str, canary: Canary
):
    screen = answered(terminal, tiny_set, canary.word)
    during = canary.found() + canary.held_open_by(screen.child.pid)
    finished(screen)

    assert [] == during
    assert [] == canary.found()
    assert canary.word in run("journal", "show").stdout


@pytest.mark.parametrize("voice", ["full", "plain"])
def test_half_typed_words_are_in_no_file_though_they_are_saved(
    terminal: Run, journal: Path, tiny_set: str, canary: Canary, voice: str
):
    reach = at_the_long_question if voice == "full" else at_long_question
    screen = reach(terminal, tiny_set)
    screen.child.send(f"half of {canary.word}")
    screen.see(canary.word)
    time.sleep(AUTOSAVED)
    during = canary.found() + canary.held_open_by(screen.child.pid)
    screen.child.kill(signal.SIGKILL)
    screen.ended()

    assert [] == during
    assert [] == canary.found()
    back = terminal("resume", *(["--plain"] if voice == "plain" else []))
    back.see(canary.word)
    back.child.kill(signal.SIGTERM)
    assert 0 == back.ended()
    assert [] == canary.found()


def test_in_line_mode_an_answer_is_in_no_file_either(
    terminal: Run, journal: Path, tiny_set: str, canary: Canary
):
    screen = at_long_question(terminal, tiny_set)
    screen.line(canary.word)
    screen.line("/done")
    screen.see("What comes after it?")
    during = canary.found() + canary.held_open_by(screen.child.pid)
    screen.line("/pause")
    assert 0 == screen.ended()

    assert [] == during
    assert [] == canary.found()


def test_words_that_were_looked_for_are_in_no_file(
    terminal: Run, journal: Path, tiny_set: str, canary: Canary
):
    finished(answered(terminal, tiny_set, canary.word))
    search = terminal("journal", "search", "--plain")
    search.see("Words to look for:")
    search.line(canary.word)
    search.see("A short set")
    assert 0 == search.ended()

    assert [] == canary.found()


def test_a_sitting_in_a_killed_terminal_is_in_no_file(
    terminal: Run, journal: Path, tiny_set: str, canary: Canary
):
    screen = answered(terminal, tiny_set, canary.word)
    screen.child.kill(signal.SIGKILL)
    screen.ended()

    assert [] == canary.found()


def test_commands_that_should_not_show_an_answer_do_not(
    terminal: Run, journal: Path, tiny_set: str, canary: Canary
):
    finished(answered(terminal, tiny_set, canary.word))

    for args in (
        ["journal", "list"],
        ["vault", "status"],
        ["sets", "list"],
        ["support"],
        ["resume"],
        [],
        ["demo"],
        ["journal", "show", "zzzzzz"],
    ):
        done = run(*args)
        assert canary.word not in done.stdout + done.stderr, args
    assert [] == canary.found()


def cores_may_be_written() -> bool:
    """Whether a program that crashes here leaves a file in its own folder."""
    pattern = Path("/proc/sys/kernel/core_pattern")
    if not pattern.exists() or not pattern.read_text().strip().isalnum():
        return False
    return resource.getrlimit(resource.RLIMIT_CORE)[1] != 0


@pytest.fixture
def cores_wanted() -> Iterator[None]:
    """Programs begun in here may leave as large a core as they like."""
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_CORE, before)


@pytest.mark.skipif(not cores_may_be_written(), reason="crashes leave no file here")
def test_a_crash_in_the_middle_of_a_session_leaves_no_core(
    terminal: Run, journal: Path, tiny_set: str, home: Path, canary: Canary, cores_wanted: None
):
    """The real process is made to crash; a program without our precautions, as a control."""
    control = "import os, sys; word = sys.stdin.readline(); os.abort()"
    subprocess.run(
        [sys.executable, "-c", control], input=canary.word.encode(), cwd=home, check=False
    )
    left = list(home.glob("core*"))
    if not left:
        pytest.skip("not even a plain crash leaves a file here")
    assert left == canary.found()
    for core in left:
        core.unlink()

    screen = answered(terminal, tiny_set, canary.word)
    screen.child.kill(signal.SIGABRT)
    assert -signal.SIGABRT == screen.ended()

    assert [] == list(home.glob("core*"))
    assert [] == canary.found()


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="needs /proc")
@pytest.mark.usefixtures("cores_wanted")
def test_the_running_process_may_write_no_core(terminal: Run, journal: Path, tiny_set: str):
    screen = at_the_long_question(terminal, tiny_set)
    limits = Path(f"/proc/{screen.child.pid}/limits").read_text(encoding="ascii")

    (core,) = [line for line in limits.splitlines() if line.startswith("Max core file size")]
    assert ["0", "0"] == core.split()[4:6]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_a_whole_session_opens_no_network_socket(
    terminal: Run, journal: Path, tiny_set: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    trace = tmp_path / "trace"
    wrapper = tmp_path / "python-traced"
    wrapper.write_text(
        f'#!/bin/sh\nexec strace -f -qq -e trace=network -o "{trace}" "{sys.executable}" "$@"\n'
    )
    wrapper.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(wrapper))
    finished(answered(terminal, tiny_set, "words"))

    calls = trace.read_text(encoding="utf-8")
    assert "AF_UNIX" in calls  # the event loop's own pair: the trace can see sockets
    assert "AF_INET" not in calls
    assert "connect(" not in calls
