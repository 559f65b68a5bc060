"""Editors of other people, started so that they keep no copy of what is written in them.

Each known one is started without its settings and add-ons, since those can keep copies or send text away, and
with every switch that turns off its own copies. Its home folder is in memory (vault/in_memory.py), so that what
it writes out of habit all the same goes there.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reflect_cli.errors import UsageProblem
from reflect_cli.screens.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Work outside this terminal, or in a process that is there already and goes on afterwards.
_OUTSIDE = frozenset(
    """
    atom bluefish brackets code code-insiders code-oss codium cursor emacsclient evim featherpad geany gedit
    gnome-text-editor gvim idea jedit kate kwrite leafpad lite-xl mousepad mvim notepad notepad++ notepadqq
    nvim-qt neovide open pluma pulsar pycharm scite subl sublime_text textedit vscodium webstorm windsurf xdg-open
    xed xedit zed zeditor
    """.split()  # noqa: SIM905 - a list to read
)
_VIM = (
    "set nobackup nowritebackup noswapfile",
    "set noundofile",
    "set viminfo= history=0 notitle",
)
#: Writes to the file a second after the last key, so that what is written there is also kept.
_VIM_SAVES = (
    "set updatetime=1000 linebreak",
    "autocmd CursorHold,CursorHoldI,InsertLeave * silent update",
)
_EMACS = (
    "(progn (setq make-backup-files nil auto-save-default nil auto-save-list-file-prefix nil "
    "create-lockfiles nil history-length 0 select-enable-clipboard nil auto-save-visited-interval 1) "
    "(ignore-errors (auto-save-visited-mode 1)) (global-visual-line-mode 1) (menu-bar-mode -1))"
)
#: What an editor is not to be told: settings, windows and clipboards, and what is Reflect's.
_NOT_PASSED_ON = re.compile(
    r"XDG_.*|REFLECT_.*|VIMINIT|EXINIT|GVIMINIT|MYVIMRC|VIM|VIMRUNTIME|NVIM.*|EMACS.*|MICRO_.*|DISPLAY|"
    r"WAYLAND_DISPLAY|TMUX_TMPDIR|DBUS_.*|SSH_AUTH_SOCK"
)


@dataclass(frozen=True, slots=True)
class Editor:
    """An editor to start: its name for people, whether we know it, and its command for a file."""

    name: str
    is_known: bool
    command: Callable[[Path], list[str]]


def editor_named(environ: Mapping[str, str] = os.environ) -> Editor:
    """The editor that VISUAL or EDITOR names. Raises UsageProblem for none, and for one of no use here."""
    variable = next((name for name in ("VISUAL", "EDITOR") if environ.get(name, "").strip()), None)
    if variable is None:
        raise UsageProblem(
            "Neither VISUAL nor EDITOR names an editor.",
            hint="Put it before the command: EDITOR=nano reflect write --editor. "
            "Without --editor there is a field to write in.",
        )
    try:
        program, *given = shlex.split(environ[variable])
    except ValueError:
        raise UsageProblem(f"{variable} cannot be read: a quotation mark is open.") from None
    found = shutil.which(os.path.expanduser(program), path=environ.get("PATH"))  # noqa: PTH111 - a name
    name = Path(program).name
    if found is None:
        raise UsageProblem(
            f"{variable} names “{safe_line(name)}”, which is not there.",
            hint="Name another editor.",
        )
    _refuse_outside(name, Path(os.path.realpath(found)).name, variable)
    return _known(found, name) or Editor(name, False, lambda file: [found, *given, str(file)])


def environment(home: Path, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The surroundings of an editor whose home and temporary folder are *home*."""
    passed_on = {
        name: value for name, value in environ.items() if not _NOT_PASSED_ON.fullmatch(name)
    }
    here = dict.fromkeys(("HOME", "TMPDIR", "TMP", "TEMP", "XDG_RUNTIME_DIR"), str(home))
    return {**passed_on, **here, "NVIM_LOG_FILE": os.devnull}


def _refuse_outside(name: str, real: str, variable: str) -> None:
    if name.casefold() in _OUTSIDE or real.casefold() in _OUTSIDE:
        raise UsageProblem(
            f"{variable} names “{safe_line(name)}”, which works outside this terminal: it keeps copies and "
            "histories that Reflect cannot turn off.",
            hint="Name vim, nvim, nano, emacs or micro, or leave --editor out.",
        )


def _known(found: str, name: str) -> Editor | None:
    """The editor at *found*, if it is one whose copies we know how to turn off."""
    real = Path(os.path.realpath(found)).name
    family = next((f for f, named in _FAMILIES if re.fullmatch(named, real)), None)
    match family:
        case "vim":
            return Editor(name, True, lambda file: [found, *_as_vim(), "--", str(file)])
        case "nano":
            # Not --restricted: with it nano keeps nothing when its window closes.
            options = ["--ignorercfiles", "--softwrap"]
            return Editor(name, True, lambda file: [found, *options, str(file)])
        case "emacs":
            options = ["-nw", "-Q", "--eval", _EMACS]
            return Editor(name, True, lambda file: [found, *options, str(file)])
        case "micro":
            return Editor(name, True, lambda file: [found, *_as_micro(), str(file)])
        case _:
            return None


_FAMILIES = (
    ("vim", r"vim|vim\.(basic|tiny|nox|gtk3?|athena|motif)|nvim|nvim\.appimage"),
    ("nano", r"nano|nano-tiny"),
    ("emacs", r"emacs([-.\d]*(nox|gtk|lucid|pgtk|x))?|emacs-?\d[\d.]*"),
    ("micro", r"micro"),
)


def _as_vim() -> list[str]:
    before = [part for setting in _VIM for part in ("--cmd", setting)]
    after = [part for setting in (*_VIM, *_VIM_SAVES) for part in ("-c", setting)]
    return ["--clean", "-n", "-i", "NONE", *before, *after]


def _as_micro() -> list[str]:
    off = ("backup", "savehistory", "saveundo", "savecursor", "permbackup")
    settings = [part for name in off for part in (f"-{name}", "false")]
    return [*settings, "-autosave", "1", "-clipboard", "internal"]
