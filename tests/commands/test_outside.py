"""What an editor left in memory comes back as a paused sitting, beside what is there."""

import shutil
import sys
from pathlib import Path

import pytest

from commands.doors import shell
from reflect_cli.commands.outside import BACK_AGAIN, take_back
from reflect_cli.flows.free import FREE_ID, TEXT, free_set
from reflect_cli.flows.sitting import begun, resumed
from reflect_cli.paths import vault_folder
from reflect_cli.session.events import Typed
from reflect_cli.vault import in_memory
from reflect_cli.vault.in_memory import has_left_behind, held_in_memory, is_memory
from vault.sample import uuid7

MEMORY = Path("/dev/shm")
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not MEMORY.is_dir() or not is_memory(MEMORY),
    reason="no storage in memory on this system",
)
NOW = "2026-11-24T20:00:00+01:00"


def left(monkeypatch, about, words):
    """A folder left behind, as after a kill."""
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)
        with held_in_memory(vault_folder(), about, words):
            pass


def paused(vault, draft_id, words):
    sitting = begun(free_set(), "", new_id=draft_id, now=NOW)
    vault.drafts.keep(sitting.after(sitting.session.apply(Typed(words), NOW)).draft(NOW))


def texts(vault):
    drafts = [draft for draft in vault.drafts.every() if draft.set_id == FREE_ID]
    return sorted(str(resumed(draft, free_set()).session.unsent_for(TEXT)) for draft in drafts)


@pytest.mark.parametrize(
    ("there", "in_memory", "after"),
    [
        ([], b"words\n", ["words"]),
        (["words"], b"words\n", ["words"]),
        (["wor"], b"words\n", ["words"]),
        (["other words"], b"words\n", ["other words", "words"]),
        (["words"], b"", ["words"]),
        ([], b"odd \xff bytes", ["odd \ufffd bytes"]),
    ],
)
def test_no_words_are_lost_and_none_come_twice(vault, monkeypatch, capsys, there, in_memory, after):
    for words in there:
        paused(vault, uuid7(1), words)
    left(monkeypatch, uuid7(1), in_memory)
    take_back(vault)

    assert after == texts(vault)
    assert not has_left_behind(vault_folder())
    assert (BACK_AGAIN in capsys.readouterr().err) == bool(in_memory)


@pytest.mark.parametrize(
    ("environ", "code", "words"),
    [
        ({"EDITOR": "nano", "VISUAL": ""}, 2, "An editor needs a terminal"),
        ({"EDITOR": "", "VISUAL": ""}, 2, "An editor needs a terminal"),
    ],
)
def test_without_a_terminal_there_is_no_editor(journal, environ, code, words):
    done = shell("write --editor", given=b"words", **environ)

    assert (code, "") == (done.code, done.out)
    assert words in done.err


def test_nowhere_but_on_a_disk_is_nowhere(vault, monkeypatch):
    monkeypatch.setattr(in_memory, "_places", list)
    take_back(vault)

    assert not has_left_behind(vault_folder())
