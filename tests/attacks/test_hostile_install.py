"""What installing a hostile set could do to a machine or to trust. The numbers are rows of docs/hostile-sets.md."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from commands.handed import GROUP, file_of, sealed, text
from reflect_cli.commands.installing import alike
from reflect_cli.library.index import listed
from reflect_cli.library.spoken import key_words
from reflect_cli.paths import state_folder, vault_folder
from reflect_cli.promptsets.model import Kind
from reflect_cli.promptsets.spec import FORMS, HEADER, SECTION, fields_of
from vault.sample import GATED_WITH as PASSPHRASE
from vault.sample import put_copy

if TYPE_CHECKING:
    from pathlib import Path

#: Runs one command and tells every file it opened for writing, every program and every socket.
WATCHED = """
import json, os, sys
seen = []
def watch(event, given):
    named = event == "open" and isinstance(given[0], (str, bytes))  # else it is open already
    if named and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR):
        seen.append([event, os.fsdecode(given[0])])
    elif event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "urllib.",
                           "webbrowser.")):
        seen.append([event, repr(given)[:80]])
from reflect_cli.commands.app import main
import reflect_cli.library.sets, reflect_cli.vault.vault, nacl.bindings, apsw
sys.addaudithook(watch)
sys.argv = ["reflect", *sys.argv[1:]]
try:
    main()
except SystemExit as ended:
    code = ended.code or 0
print(json.dumps([code, seen]), file=sys.stderr)
"""


@pytest.fixture
def journal(home: Path, gated: Path) -> Path:
    """A closed journal whose gate is passed."""
    return put_copy(gated, vault_folder())


@pytest.fixture
def watched(journal: Path, tmp_path: Path):
    """Install a set by the real command; what it said, and everything it touched."""
    file = file_of(tmp_path, sealed(text()))
    (tmp_path / "words").write_text(PASSPHRASE)
    descriptor = os.open(tmp_path / "words", os.O_RDONLY)
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, "sets", "install", str(file), "--yes",
         "--passphrase-fd", str(descriptor)],
        capture_output=True, text=True, check=False, pass_fds=(descriptor,),
        env={**os.environ, "REFLECT_PASSCOMMAND": "", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    os.close(descriptor)
    code, seen = json.loads(done.stderr.splitlines()[-1])
    assert 0 == code, done.stderr
    return done.stdout, seen


def test_rows_06_and_17_installing_touches_the_journal_and_nothing_else(watched, journal, tmp_path):
    """No socket, no other program, no file outside the journal; the title is nowhere in the open."""
    said, seen = watched
    elsewhere = [
        one for one in seen
        if one[0] != "open" or not one[1].startswith((str(journal), str(state_folder()), "/dev/"))
    ]  # fmt: skip

    assert [] == elsewhere
    assert key_words(GROUP.public) in said
    hidden = (b"One evening", b"tests.one-evening", GROUP.public.line.encode(), *(
        word.encode() for word in [key_words(GROUP.public)]
    ))  # fmt: skip
    for file in journal.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert [] == [one for one in hidden if one in content], file.name
    left = {
        path.name for path in tmp_path.rglob("*") if path.is_file() and journal not in path.parents
    }
    remembered = {path.name for path in state_folder().iterdir()}  # how far the journal goes
    assert all(name == "device.id" or name.endswith(".anchor") for name in remembered)
    assert {"evening.reflect.yaml", "words"} == left - remembered


def test_row_06_no_field_of_a_set_is_an_address_to_fetch():
    """A set has a contact to read and nothing that a program would open by itself."""
    fields = {*HEADER, *SECTION, *(field for kind in Kind for field in fields_of(kind))}
    names = {field.name for field in fields}

    assert [] == [
        n for n in names if any(part in n for part in ("url", "link", "href", "update", "image"))
    ]
    assert "contact" in names
    assert [] == [shape for shape in FORMS if "address" in shape.value]


@pytest.mark.parametrize("title", [one.title for one in listed()][:4])
def test_row_03_a_title_that_looks_like_ours_is_told(title):
    twin = title.replace("o", "о").replace("a", "а").replace("e", "е")

    assert title == alike(twin, []) == alike(title.upper(), [])
    assert "" == alike(f"{title} and more", [])


@pytest.mark.parametrize("title", ["Reflect", "Rеflесt", "REFLECT "])
def test_row_08_a_title_that_looks_like_our_name_is_told(title):
    assert "Reflect" == alike(title, [])
