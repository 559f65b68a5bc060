"""Writing in a real editor: the words are in memory and in the journal, and nowhere else.

Each editor finds settings in the home folder that make it keep copies; a control shows that it would.
An editor that is not installed is skipped by name.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pexpect
import pytest

from reflect_cli.commands.options import Manner
from reflect_cli.commands.unlock import open_journal
from reflect_cli.flows.free import FREE_ID
from reflect_cli.paths import vault_folder
from reflect_cli.vault.in_memory import _prefix, is_memory
from reflect_cli.vault.vault import open_vault
from terminal.lines import PASSPHRASE
from terminal.test_nothing_in_the_open import canary as canary  # noqa: PLC0414 - a fixture

if TYPE_CHECKING:
    from collections.abc import Callable

    from terminal.test_nothing_in_the_open import Canary

    Run = Callable[..., Any]

MEMORY = Path("/dev/shm")
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not MEMORY.is_dir() or not is_memory(MEMORY),
    reason="no storage in memory on this system",
)
SAVED = 25.0  # seconds to wait for an editor to write, on a busy machine


@dataclass(frozen=True)
class Hand:
    """How an editor is used: what to press before typing, and to save and end; and settings that leak."""

    begin: str
    end: str
    settings: dict[str, str]
    pastes: bool = False  # what is typed letter by letter stands in its undo file letter by letter

    def writing(self, word: str) -> str:
        return f"{self.begin}\x1b[200~{word}\x1b[201~" if self.pastes else f"{self.begin}{word}"


VIMRC = """\
set backup backupdir={home} backupskip= undofile undodir={home} directory={home} viminfo='50,n{home}/viminfo
autocmd BufWritePost * silent! write! {home}/copy-by-an-add-on
"""
NANORC = 'set backup\nset backupdir "~"\nset historylog\nset positionlog\n'
MICRO = '{"backup": true, "permbackup": true, "backupdir": "{home}/kept", "saveundo": true, "savehistory": true}'
EMACS = (
    "(setq make-backup-files t backup-by-copying t auto-save-default t auto-save-interval 1 "
    'auto-save-visited-mode nil backup-directory-alist \'((".*" . "{home}/kept")))\n'
    '(add-hook \'after-save-hook (lambda () (write-region nil nil "{home}/copy-by-an-add-on")))\n'
)
HANDS = {
    "vim": Hand("i", "\x1b:wq\r", {".vimrc": VIMRC}),
    "nvim": Hand("i", "\x1b:wq\r", {".config/nvim/init.vim": VIMRC.replace("viminfo", "shada")}),
    "nano": Hand("", "\x13\x18", {".nanorc": NANORC}),
    "micro": Hand("", "\x13\x11", {".config/micro/settings.json": MICRO}, pastes=True),
    "emacs": Hand("", "\x18\x13\x18\x03", {".emacs": EMACS}),
}
#: For root, nano reads the settings of root's own home, wherever HOME points.
BY_ITSELF = {"emacs": ["-nw"], "nano": ["--backup"]}
EDITORS = [
    pytest.param(
        name,
        marks=pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed"),
    )
    for name in HANDS
]
WITH_NANO = pytest.mark.skipif(shutil.which("nano") is None, reason="nano is not installed")
WITH_VIM = pytest.mark.skipif(shutil.which("vim") is None, reason="vim is not installed")


def leaking(home: Path, name: str) -> None:
    for file, content in HANDS[name].settings.items():
        (home / file).parent.mkdir(parents=True, exist_ok=True)
        (home / file).write_text(content.replace("{home}", str(home)))
    (home / "kept").mkdir(exist_ok=True)


def folder_in_memory() -> Path:
    """The folder of the one editor that runs with this test's journal, once it is there."""
    return wait_for(lambda: next(MEMORY.glob(f"{_prefix(vault_folder())}*"), None))


def wait_for(look: Callable[[], Any]) -> Any:
    end = time.monotonic() + SAVED
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come")


def typing(terminal: Run, name: str, word: str) -> tuple[Any, Path]:
    """A free entry in which *word* was typed into the editor *name*, and its folder in memory."""
    screen = terminal("write", "--editor", EDITOR=name, VISUAL="")
    folder = folder_in_memory()
    screen.see("~" if name in ("vim", "nvim") else "words.txt")
    screen.child.send(HANDS[name].writing(word))
    screen.see(word)
    return screen, folder


def last_entry(journal: Path) -> str:
    with open_vault(journal, bytearray(PASSPHRASE.encode())) as vault:
        return vault.entries.get(vault.entries.recent(1)[0].id).searchable_words()


@pytest.mark.parametrize("name", EDITORS)
def test_the_word_is_in_memory_while_he_writes_and_afterwards_only_in_the_journal(
    terminal: Run, journal: Path, home: Path, canary: Canary, name: str
):
    leaking(home, name)
    screen, folder = typing(terminal, name, canary.word)
    during = canary.in_its_tree()
    screen.child.send(HANDS[name].end)
    screen.see("This is the end of the entry.")
    screen.press("enter")
    screen.see("Saved.")
    assert 0 == screen.ended()

    assert [] == during
    assert not folder.exists()
    assert [] == canary.found()
    assert canary.word in last_entry(journal)


@pytest.mark.parametrize("name", EDITORS)
def test_by_itself_the_same_editor_would_leave_the_word(home: Path, canary: Canary, name: str):
    leaking(home, name)
    (home / "words.txt").write_text("before\n")
    environ = {k: v for k, v in os.environ.items() if not k.startswith("XDG_")}
    environ |= {"HOME": str(home), "TERM": "xterm", "LANG": "C.UTF-8"}
    program = [name, *BY_ITSELF.get(name, []), "words.txt"]
    child = pexpect.spawn(program[0], program[1:], cwd=str(home), env=environ, timeout=SAVED)
    child.expect_exact("before")
    child.send(HANDS[name].writing(canary.word))
    if HANDS[name].pastes:
        wait_for(lambda: child.send("\x13") and canary.word in (home / "words.txt").read_text())
    child.send(HANDS[name].end)
    if name == "nano":  # a backup is of what was there before; this is the second time
        child.expect(pexpect.EOF)
        child = pexpect.spawn(program[0], program[1:], cwd=str(home), env=environ, timeout=SAVED)
        child.expect_exact(canary.word[-4:])
        child.send("x" + HANDS[name].end)
    child.expect(pexpect.EOF)
    child.close(force=True)

    assert {home / "words.txt"} < set(canary.in_its_tree())


@WITH_VIM
def test_a_killed_reflect_loses_nothing_and_the_next_start_clears_the_memory(
    terminal: Run, journal: Path, canary: Canary, capsys: pytest.CaptureFixture[str]
):
    screen, folder = typing(terminal, "vim", canary.word)
    wait_for(lambda: canary.word in (folder / "words.txt").read_text())
    os.kill(screen.child.pid, signal.SIGKILL)  # with it goes its terminal, and with that the editor
    screen.ended()
    wait_for(lambda: open_journal(Manner()).close() or "cut off" in capsys.readouterr().err)
    assert not folder.exists()
    assert [] == canary.in_its_tree()

    back = terminal("resume")
    back.see(canary.word)


@WITH_NANO
def test_a_closed_window_keeps_what_was_not_even_saved_in_the_editor(
    terminal: Run, journal: Path, canary: Canary
):
    screen, folder = typing(terminal, "nano", canary.word)
    os.killpg(screen.child.pid, signal.SIGHUP)
    screen.ended()
    assert not folder.exists()

    back = terminal("resume")
    back.see(canary.word)
    assert [] == canary.in_its_tree()


@WITH_VIM
def test_ending_with_an_error_pauses(terminal: Run, journal: Path):
    screen, _ = typing(terminal, "vim", "half a thought")
    screen.child.send("\x1b:w\r:cq\r")
    screen.see("The editor ended with an error (1). What was written there is kept, and paused.")
    assert 0 == screen.ended()

    with open_vault(journal, bytearray(PASSPHRASE.encode())) as vault:
        assert (0, FREE_ID) == (vault.entries.count(), vault.drafts.every()[0].set_id)


def a_script(home: Path, body: str) -> str:
    script = home / "my-editor"
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(0o700)
    return str(script)


def test_an_unknown_editor_is_asked_about_and_works_in_memory(
    terminal: Run, journal: Path, home: Path
):
    script = a_script(
        home,
        'printf "home is %s" "$HOME" > "$1"; env > "$HOME/environment"; cp "$HOME/environment" "$1"',
    )
    screen = terminal("write", "--editor", "--plain", EDITOR=script, VISUAL="", DISPLAY=":7")
    screen.see("Reflect does not know my-editor")
    screen.line("2")
    screen.see("This is the end of the entry.")
    screen.line("")
    screen.see("Saved.")
    assert 0 == screen.ended()

    told = last_entry(journal)
    assert f"HOME={MEMORY}/{_prefix(vault_folder())}" in told
    assert not any(name in told for name in ("REFLECT_", "DISPLAY", "XDG_DATA"))


def test_nothing_is_begun_when_he_does_not_want_it(terminal: Run, journal: Path, home: Path):
    script = a_script(home, 'touch "$HOME/ran"')
    screen = terminal("write", "--editor", "--plain", EDITOR=script, VISUAL="")
    screen.see("Reflect does not know my-editor")
    screen.line("1")
    screen.see("Nothing was begun.")

    assert 0 == screen.ended()


def test_an_editor_that_writes_nothing_leaves_nothing(terminal: Run, journal: Path, home: Path):
    screen = terminal("write", "--editor", "--plain", EDITOR=a_script(home, "true"), VISUAL="")
    screen.see("Reflect does not know my-editor")
    screen.line("2")
    screen.see("Nothing was written")

    assert 0 == screen.ended()
    assert [] == list(MEMORY.glob(f"{_prefix(vault_folder())}*"))
