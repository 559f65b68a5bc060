"""Which editor is started, how, and which is refused."""

from pathlib import Path

import pytest

from reflect_cli.errors import UsageProblem
from reflect_cli.screens.editors import editor_named, environment

FILE = Path("/memory/words.txt")


@pytest.fixture
def programs(tmp_path):
    """A folder of programs that do nothing; a pair makes the first name a link to the second."""

    def make(*names):
        for given in names:
            name, _, target = given.partition(" -> ")
            if target:
                (tmp_path / name).symlink_to(tmp_path / target)
            else:
                (tmp_path / name).write_text("#!/bin/sh\n")
                (tmp_path / name).chmod(0o700)
        return str(tmp_path)

    return make


def named(path, **variables):
    return editor_named({"PATH": path, **variables})


@pytest.mark.parametrize(
    ("files", "variables", "name", "known"),
    [
        (["nano"], {"EDITOR": "nano"}, "nano", True),
        (["nano", "vim"], {"EDITOR": "nano", "VISUAL": "vim"}, "vim", True),
        (["nano"], {"EDITOR": "nano", "VISUAL": " "}, "nano", True),
        (["vim.basic", "editor -> vim.basic"], {"EDITOR": "editor"}, "editor", True),
        (["emacs-nox", "emacs -> emacs-nox"], {"EDITOR": "emacs"}, "emacs", True),
        (["busybox", "vi -> busybox"], {"EDITOR": "vi"}, "vi", False),
        (["hx"], {"EDITOR": "hx"}, "hx", False),
    ],
)
def test_visual_comes_before_editor_and_links_are_followed(programs, files, variables, name, known):
    editor = named(programs(*files), **variables)

    assert (name, known) == (editor.name, editor.is_known)


def test_a_known_editor_gets_our_switches_and_none_of_its_own(programs):
    editor = named(programs("vim"), EDITOR="vim -u ~/.vimrc")
    command = editor.command(FILE)

    assert ["--clean", "-n", "-i", "NONE"] == command[1:5]
    assert ["--", str(FILE)] == command[-2:]
    assert "~/.vimrc" not in command


def test_an_unknown_editor_keeps_its_own_switches(programs):
    path = programs("hx")

    assert [f"{path}/hx", "-c", "a b", str(FILE)] == named(path, EDITOR="hx -c 'a b'").command(FILE)


@pytest.mark.parametrize(
    ("files", "value", "words"),
    [
        ([], "", "Neither VISUAL nor EDITOR"),
        ([], "nano", "“nano”, which is not there"),
        ([], "'nano", "a quotation mark is open"),
        (["code"], "code --wait", "“code”, which works outside this terminal"),
        (["gvim"], "gvim -f", "“gvim”, which works outside"),
        (["codium", "mine -> codium"], "mine", "“mine”, which works outside"),
        (["emacsclient"], "emacsclient -t", "works outside"),
        ([], "/none/\x1b[2Jnano", "which is not there"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(programs, files, value, words):
    with pytest.raises(UsageProblem) as refused:
        named(programs(*files), EDITOR=value)

    assert words in refused.value.message
    assert "\x1b" not in refused.value.message


def test_an_editor_is_told_nothing_of_reflect_of_windows_or_of_other_settings():
    given = {
        "PATH": "/bin", "TERM": "xterm", "LANG": "C.UTF-8", "HOME": "/home/him", "TMPDIR": "/tmp", "DISPLAY": ":0",
        "REFLECT_PASSCOMMAND": "x", "XDG_CONFIG_HOME": "/c", "VIMINIT": "so x", "NVIM_APPNAME": "n", "WAYLAND_DISPLAY": "w",
    }  # fmt: skip
    here = dict.fromkeys(("HOME", "TMPDIR", "TMP", "TEMP", "XDG_RUNTIME_DIR"), "/memory/home")
    kept = {"PATH": "/bin", "TERM": "xterm", "LANG": "C.UTF-8", "NVIM_LOG_FILE": "/dev/null"}

    assert {**here, **kept} == environment(Path("/memory/home"), given)
