"""What meets a person at the door: a wrong passphrase, damage, a newer journal, a bad set."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from terminal.lines import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def prints_of(folder: Path) -> dict[str, str]:
    """A fingerprint of every file in *folder*."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def flip(file: Path, at: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 0xFF
    file.write_bytes(data)


def test_a_wrong_passphrase_has_three_tries_and_writes_nothing(
    terminal: Callable[..., Any], journal: Path
):
    before = prints_of(journal)
    screen = terminal("journal", "list", REFLECT_PASSCOMMAND="")
    screen.see("Passphrase:")
    screen.line("not this one")
    screen.see("Two tries more. Passphrase:")
    screen.line("not this one")
    screen.see("One try more. Passphrase:")
    screen.line("not this one")

    assert 12 == screen.ended()
    assert before == prints_of(journal)


def test_the_right_passphrase_still_opens_at_the_third_try(
    terminal: Callable[..., Any], journal: Path
):
    screen = terminal("journal", "list", "--plain", REFLECT_PASSCOMMAND="")
    screen.see("Passphrase:")
    screen.line("not this one")
    screen.see("Two tries more. Passphrase:")
    screen.line("nor this")
    screen.see("One try more. Passphrase:")
    screen.line("seven dull grey stones")
    screen.see("There are no entries yet.")

    assert 0 == screen.ended()


def test_a_passphrase_typed_too_early_is_not_shown(terminal: Callable[..., Any], journal: Path):
    screen = terminal("journal", "list", "--plain", REFLECT_PASSCOMMAND="")
    screen.see("Passphrase:")
    screen.line("not this one")
    screen.line("seven dull grey stones")
    screen.see("Two tries more. Passphrase:")
    screen.line("seven dull grey stones")
    screen.see("There are no entries yet.")

    assert 0 == screen.ended()
    assert b"stones" not in screen.raw


@pytest.mark.parametrize("at", [5, 300, 5000])
def test_damage_is_told_apart_from_a_wrong_passphrase(journal: Path, at: int):
    flip(journal / "journal.db", at)
    before = prints_of(journal)

    done = run("journal", "list")

    assert 13 == done.returncode
    assert "damaged" in done.stderr
    assert "backup" in done.stderr
    assert "Traceback" not in done.stderr
    assert before == prints_of(journal)


def test_a_newer_journal_is_refused_and_left_as_it_is(journal: Path):
    for name in ("header.json", "header.copy"):
        file = journal / name
        newer = json.loads(file.read_text()) | {"version": 99, "min_reader": 99}
        file.write_text(json.dumps(newer, sort_keys=True, separators=(",", ":")))
    before = prints_of(journal)

    done = run("start", "recall", "--plain")

    assert 14 == done.returncode
    assert "newer Reflect" in done.stderr
    assert before == prints_of(journal)


def test_an_unknown_set_is_answered_with_the_list():
    done = run("sets", "show", "recal")

    assert 20 == done.returncode
    assert "Did you mean “recall”?" in done.stderr
    assert "own" in done.stderr


def test_a_malformed_set_lists_every_mistake_with_its_line_and_begins_nothing(
    journal: Path, tiny_set: str, home: Path
):
    path = home / "broken.reflect.yaml"
    text = (home / "tiny.reflect.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("pick is yes", "pik is yes").replace("kind: plan", "kind: pln"))
    before = prints_of(journal)

    done = run("start", str(path))

    assert 20 == done.returncode
    assert "Did you mean “pick”?" in done.stderr
    assert "Did you mean “plan”?" in done.stderr
    assert "error[E302] broken.reflect.yaml:34:10\n" in done.stderr
    assert (
        "    34 | show-if: pik is yes\n       |          ^^^ The set has no prompt" in done.stderr
    )
    assert 2 == done.stderr.count("error[")
    assert before == prints_of(journal)
