"""`vault backup` and `vault restore` as commands, beside the stock `age` and `tar`, and traced."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import subprocess
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pexpect
import pytest

from commands.doors import REFLECT, inside, shell
from reflect_cli.journal.record import entry_to_json
from reflect_cli.vault import age
from reflect_cli.vault.backup import archive_of, read
from reflect_cli.vault.kdf import LIGHT
from reflect_cli.vault.recovery import new_kit
from reflect_cli.vault.vault import create, open_to_change, open_vault, status
from vault.age_by_hand import locked
from vault.kept import backup, contents
from vault.sample import entries_in, entry, plan

if TYPE_CHECKING:
    from pathlib import Path

    from reflect_cli.vault.contents import Contents

JOURNAL, OWN = "seven dull grey stones", "a kettle on the moor"
TRACED = shutil.which("strace")
_WRITES = "trace=write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg"
_PACKED = r"\37\213\10\0\0\0\0\0"  # how an archive that is not locked begins, as strace spells it

without_age = pytest.mark.skipif(
    shutil.which("age") is None, reason="age is not installed; it is a Debian package"
)
without_strace = pytest.mark.skipif(TRACED is None, reason="strace is not installed")


@dataclass(frozen=True)
class Written:
    """A journal that was backed up by the real command, and all that came of it."""

    word: str
    home: Path
    code: int
    out: str
    err: str
    trace: str

    @property
    def file(self) -> Path:
        (file,) = (self.home.parent / "stick").iterdir()
        return file

    @property
    def kept(self) -> Contents:
        with open_vault(self.home / "vault", bytearray(JOURNAL.encode())) as vault:
            return vault.contents()


def traced(arguments: str, given: str, home: Path) -> tuple[subprocess.CompletedProcess, str]:
    """`reflect ARGUMENTS` without a terminal, and every write it made where that can be traced."""
    trace = home.parent / f"trace-{secrets.token_hex(4)}"
    strace = f"strace -f -qq -s 9999999 -e {_WRITES} -o {trace} " if TRACED else ""
    done = subprocess.run(
        ["/bin/bash", "-c", f"{strace}{REFLECT} {arguments}"],
        input=given,
        capture_output=True,
        text=True,
        cwd=home.parent,
        env={**os.environ, "REFLECT_HOME": str(home), "REFLECT_KEY_MEMORY": "64"},
        start_new_session=True,
        timeout=120,
        check=False,
    )
    return done, trace.read_text("latin-1") if TRACED else ""


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Written:
    """Made once for all workers: the key of a backup takes seconds on purpose."""
    base = tmp_path_factory.getbasetemp()
    place = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "written-backup"
    with place.with_suffix(".lock").open("w") as only_one:
        fcntl.flock(only_one, fcntl.LOCK_EX)
        if not place.exists():
            place.mkdir(mode=0o700)
            (place / "said.json").write_text(json.dumps(_write(place)))
    return Written(home=place / "reflect", **json.loads((place / "said.json").read_text()))


def _write(place: Path) -> dict[str, object]:
    word, home = f"persimmon{secrets.token_hex(6)}", place / "reflect"
    with create(home / "vault", bytearray(JOURNAL.encode()), LIGHT) as vault:
        entries_in(vault)
        vault.entries.add(entry(700, f"Known by {word}.", "\x00 and \udce9", title=word))
        vault.entries.revise(entry(3, f"Said otherwise, {word}"), "2026-12-01T08:00:00+01:00")
        vault.plans.add(replace(plan(9), act=word))
    (place / "stick").mkdir()
    arguments = "vault backup stick --passphrase-fd 0 --backup-passphrase-fd 0"
    done, trace = traced(arguments, f"{JOURNAL}\n{OWN}\n", home)
    return {
        "word": word,
        "code": done.returncode,
        "out": done.stdout,
        "err": done.stderr,
        "trace": trace,
    }


def test_it_says_where_the_backup_is_what_it_holds_and_how_it_opens(written):
    assert 0 == written.code, written.err
    assert (
        f"The backup is in {written.file}\n"
        "It was read back and compared with the journal. "
        "It holds 42 entries, 2 plans and 1 paused session.\n"
        "It opens with its own passphrase, with `reflect vault restore` or without Reflect:\n"
        "    age -d FILE | tar xz\n"
    ) == written.out
    assert "Locking the backup. This takes some seconds.\nReading it back.\n" == written.err


def test_the_file_is_his_alone_named_by_the_day_and_stands_by_itself(written):
    assert 0o600 == written.file.stat().st_mode & 0o777
    assert written.file.name.startswith("reflect-20")
    assert written.file.suffix == ".age"
    assert [written.file] == list(written.file.parent.iterdir())
    assert 15 <= age.work_of(written.file.read_bytes()) <= age.MOST_WORK


@without_strace
@pytest.mark.skipif(
    "COVERAGE_FILE" in os.environ, reason="what measures the tests writes a database"
)
def test_no_word_reaches_a_file_while_a_backup_is_made_and_restored(written, tmp_path):
    """Every write of both commands is looked at; showing the entry is the control."""
    home = tmp_path / "reflect"
    arguments = f"vault restore {written.file} --passphrase-fd 0 --backup-passphrase-fd 0"
    done, trace = traced(arguments, f"{OWN}\nsome other words\n", home)
    shown = traced("journal show last --passphrase-fd 0", "some other words\n", home)[1]

    assert 0 == done.returncode, done.stderr
    assert written.word in shown
    for one in (written.trace, trace):
        assert one.count("write(") > 3
        assert [] == [sign for sign in (written.word, _PACKED, "SQLite format") if sign in one]
    with open_vault(home / "vault", bytearray(b"some other words")) as vault:
        assert written.kept == vault.contents()


@without_age
def test_stock_age_and_tar_alone_give_every_entry_back(written, tmp_path):
    said = in_terminal(f"age -d {written.file} | tar xz", tmp_path, "Enter passphrase: ", OWN)

    assert "tar:" not in said
    pages = sorted((tmp_path / "entries").iterdir())
    assert 42 == len(pages)
    assert any(f"> Known by {written.word}." in page.read_text("utf-8") for page in pages)
    lines = (tmp_path / "entries.jsonl").read_text("utf-8").splitlines()
    assert [entry_to_json(one.entry) for one in written.kept.revisions] == [
        json.loads(line)["entry"] for line in lines
    ]
    told = (tmp_path / "README.txt").read_text("utf-8")
    assert "age -d FILE | tar xz" in told
    sums = json.loads((tmp_path / "manifest.json").read_text())["members"]
    listed = "".join(f"{one['sha256']}  {name}\n" for name, one in sums.items())
    (tmp_path / "sums").write_text(listed)
    subprocess.run(["sha256sum", "-c", "--quiet", "sums"], cwd=tmp_path, check=True)


@without_age
def test_what_stock_age_locked_restores_with_us(written, tmp_path):
    (tmp_path / "packed").write_bytes(archive_of(backup()))
    in_terminal("age -p -o by.age packed", tmp_path, "Enter passphrase", OWN, "Confirm", OWN)

    assert backup() == read(age.unlock((tmp_path / "by.age").read_bytes(), bytearray(OWN.encode())))


def in_terminal(command: str, folder: Path, *dialogue: str) -> str:
    """Run *command* in a pseudo-terminal of its own, answering each question; what it said."""
    child = pexpect.spawn(
        "/bin/bash", ["-c", command], cwd=str(folder), timeout=60, encoding="utf-8"
    )
    said = ""
    for question, answer in zip(dialogue[::2], dialogue[1::2], strict=True):
        child.expect(question)
        said += child.before
        child.sendline(answer)
    child.expect(pexpect.EOF)
    said += child.before
    child.close()
    assert 0 == child.exitstatus, said
    return said


def restored(file: Path, more: str = "", given: str = "pw\nnew words\n"):
    line = f"vault restore '{file}' {more} --backup-passphrase-fd 0 --passphrase-fd 0"
    return shell(line, given=given.encode())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "some.age"
    path.write_bytes(locked(archive_of(backup())))
    return path


def test_listing_says_what_is_in_a_backup_and_changes_nothing(file, home):
    done = shell(f"vault restore {file} --list --backup-passphrase-fd 0", given=b"pw\n")

    assert (0, LISTED) == (done.code, done.out)
    assert [] == list(home.iterdir())


LISTED = """\
Made           2026-11-24T07:30:00+01:00
By             reflect 0.1.0
Entries        2
Wordings       3 (each entry with its earlier ones)
Entries from   2026-11-24 to 2026-11-24
Plans          2
Paused         2 (sessions to go on with)
Settings       2
Sets           0 (installed, beside Reflect's own)
"""


def test_a_journal_is_only_replaced_when_asked_and_then_kept_aside(file, folder):
    with open_to_change(folder, bytearray(JOURNAL.encode())) as vault:
        vault.keys.set_kit(new_kit())
    refused = restored(file)
    done = restored(file, "--replace")

    assert (2, "", True) == (refused.code, refused.out, "--replace moves it aside" in refused.err)
    (aside,) = folder.parent.glob("vault.before-restore-*")
    assert (0, RESTORED.format(folder=folder, aside=aside)) == (done.code, done.out)
    with open_vault(folder, bytearray(b"new words")) as vault:
        assert contents() == vault.contents()
    with open_vault(aside, bytearray(JOURNAL.encode())) as vault:
        assert "uk" == vault.settings.get("country")
    assert (True, False) == (status(aside).has_kit, status(folder).has_kit)


RESTORED = """\
The journal is restored, in {folder}
It holds 2 entries, 2 plans and 2 paused sessions, and opens with the new passphrase.
No recovery kit opens it, not one made earlier either; `reflect vault recovery` makes one.
The journal that was there is now in {aside}
Nothing in it was changed; it opens with its own passphrase. It stays until you remove it.
"""


def test_each_reason_not_to_restore_has_its_code_and_nothing_is_made(file, home):
    hard = file.with_name("hard.age")
    hard.write_bytes(file.read_bytes().replace(b" 1\n", b" 23\n"))

    told = {
        "wrong passphrase": restored(file, given="no\nnew words\n"),
        "too much work": restored(hard),
        "no such file": restored(file.with_name("none")),
        "no passphrase": restored(file, given="\n"),
        "nobody to ask": inside(f"vault restore {file}"),
        "nobody to ask for it": inside(f"vault restore {file} --list"),
    }
    assert {
        "wrong passphrase": (12, "The passphrase does not open this file."),
        "too much work": (13, "The file asks for 2^23 rounds of work to try one passphrase."),
        "no such file": (21, "That file cannot be read."),
        "no passphrase": (2, "The passphrase given for the backup is empty."),
        "nobody to ask": (2, "There is no terminal to ask for the passphrase."),
        "nobody to ask for it": (2, "There is no terminal to ask for the backup's passphrase."),
    } == {why: (done.code, _first(done.err)) for why, done in told.items()}
    assert [] == list(home.iterdir())


def _first(said: str) -> str:
    (line,) = [line for line in said.splitlines() if line.startswith("reflect: ")]
    return line.removeprefix("reflect: ").partition(". ")[0].removesuffix(".") + "."


def test_each_reason_not_to_write_a_backup_is_told_before_anything_is_asked(
    folder, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken").write_bytes(b"mine")
    ends = {
        "vault backup taken": 2,
        "vault backup new.age": 2,
        "vault backup new.age --backup-passphrase-fd 0": 10,
    }
    homes = {line: folder.parent if "fd" not in line else tmp_path / "none" for line in ends}
    codes = {line: shell(line, REFLECT_HOME=str(home)).code for line, home in homes.items()}

    assert ends == codes
    assert b"mine" == (tmp_path / "taken").read_bytes()
