"""Vaults made by every version of Reflect, opened by this one, by a stranger's code, by two engines."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys

import pytest

from reflect_cli.errors import VaultDamaged
from reflect_cli.journal.plan import PlanState, PlanStep
from reflect_cli.promptsets.reading import read
from reflect_cli.session.record import take_out
from reflect_cli.vault.keys import database_key
from reflect_cli.vault.migrations import LATEST
from vault.sample import bytes_of, entry, python
from vectors import fixtures as f
from vectors import invented


@pytest.fixture(params=f.EVERY)
def name(request):
    return request.param


@pytest.fixture
def folder(name, tmp_path):
    return f.taken(name, tmp_path / "place" / "vault")


def test_what_was_recorded_is_what_is_invented(name):
    """So that no fixture can be made anew with less in it."""
    recorded = f.recorded(name)

    assert [[one.title for one in each] for each in invented.VERSIONS] == [
        [one["title"] for one in each] for each in recorded["entries"]
    ]
    assert [2, 0] == [len(plan["history"]) for plan in recorded["plans"]]
    assert (1, 2) == (len(recorded["drafts"]), len(recorded["settings"]))


def test_every_version_opens_with_exactly_what_was_recorded(name, folder):
    assert f.recorded(name) == f.found_in(folder)
    assert f.AFTERWARDS == set(bytes_of(folder))
    assert f.recorded(name) == f.found_in(folder)


def test_it_is_then_of_the_latest_version_and_every_part_works(name, folder):
    with f.opened(folder) as vault:
        head = 14 if name in f.OLDER else 18  # bringing up is a change, each mark, a new index
        assert head == vault.database.one("SELECT value FROM meta WHERE name = 'head'")[0]
        assert LATEST == vault.database.one("PRAGMA user_version")[0]
        found = [match.summary.title for match in vault.entries.search("heron")]
        assert ["A grey morning"] == found
        assert () == vault.entries.search("kingfisher")
        assert {"c4"} == set(vault.worked.past().calls)
        assert ("K", True) == (vault.worked.last_person().letter, vault.worked.past().has_marked)
        plan = vault.plans.step(invented.PLANS[0].id, PlanStep(invented.FIRST, PlanState.LET_GO))
        assert ["changed", "kept", "let-go"] == [step.state for step in plan.history]
        draft = vault.drafts.latest()
        sitting = take_out(read(draft.source.encode(), "draft"), draft.state)
        assert ("what", "A half-written lin") == (sitting.current.id, sitting.unsent_for("what"))


def test_an_older_entry_can_be_revised_and_removed_without_a_word_left_in_the_index(folder):
    """Version 1 gave the index a plan's words in another form than they are taken out in now."""
    first, second = invented.VERSIONS
    with f.opened(folder) as vault:
        vault.entries.revise(invented.free("An otter."), invented.LATER)
        assert 3 == len(vault.entries.revisions(second[0].id))
        for entry in (first[0], second[0]):
            vault.entries.remove(entry.id)
        for word in ("when", "again", "heron", "herons", "otter", "kingfisher", "grey"):
            asked = "SELECT rowid FROM entry_search WHERE entry_search MATCH ?"
            assert [] == vault.database.rows(asked, (word,)), word


def test_the_independent_reader_finds_the_same_before_and_after(name, folder):
    before = f.by_the_reader(folder)
    f.found_in(folder)

    assert f.recorded(name) == before
    assert before == f.by_the_reader(folder)


def test_the_reader_prints_every_entry_and_changes_nothing(tmp_path):
    f.reader()
    folder = f.taken("vault-v2-open", tmp_path / "vault")
    before = bytes_of(folder)
    given = tmp_path / "words"
    given.write_bytes(invented.PASSPHRASE + b"\n")

    def run(*options):
        line = f'exec "$@" 3< "{given}"'
        command = [sys.executable, "-I", str(f.HERE.parents[1] / f.READER), str(folder)]
        return subprocess.run(
            ["/bin/sh", "-c", line, "sh", *command, "--passphrase-fd", "3", *options],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

    told = run()
    for each in f.recorded("vault-v2-open")["entries"]:
        for words in (each[-1]["title"], each[-1]["finished"], each[-1]["items"][0]["question"]):
            assert words in told
    for words in ("naïve", "Calm\nSore", "(skipped)", "I will answer him", "Two herons"):
        assert words in told
    assert "The heron stood" not in told
    assert f.recorded("vault-v2-open") == json.loads(run("--json"))
    assert before == bytes_of(folder)


@pytest.mark.parametrize("left", [b"", b"{", b"[" * 16000, None])
def test_the_reader_takes_the_copy_of_a_header_that_is_gone_or_damaged(tmp_path, left):
    folder = f.taken("vault-v3", tmp_path / "vault")
    raw = (folder / "header.json").read_bytes()
    (folder / "header.json").write_bytes(raw.replace(b'"t":', b'"T":') if left is None else left)

    found = f.reader().read(folder, invented.PASSPHRASE.decode())
    assert f.recorded("vault-v3")["entries"] == found["entries"]


def test_the_reader_takes_no_copy_from_before_a_change(tmp_path):
    folder, older = (f.taken("vault-v3", tmp_path / name) for name in ("vault", "older"))
    header = json.loads((folder / "header.json").read_bytes())
    header["gen"] += 1
    header["slots"][0]["check"] = "00" * 32  # another passphrase opens it now
    (folder / "header.json").write_bytes(f.reader().canonical(header) + b"\n")
    assert (folder / "header.copy").read_bytes() == (older / "header.json").read_bytes()

    with pytest.raises(SystemExit, match="does not open"):
        f.reader().read(folder, invented.PASSPHRASE.decode())


def test_the_reader_holds_back_what_cannot_be_proved(tmp_path):
    def refusal(folder, words=invented.PASSPHRASE):
        with pytest.raises(SystemExit) as told:
            f.reader().read(folder, words.decode())
        return str(told.value)

    folder = f.taken("vault-v3", tmp_path / "vault")
    whole = (folder / "journal.db").read_bytes()
    for place in (20, 4030, len(whole) - 1):
        altered = bytearray(whole)
        altered[place] ^= 1
        (folder / "journal.db").write_bytes(altered)
        assert "is damaged or missing" in refusal(folder)
    assert "does not open" in refusal(folder, b"other words")
    for name in f.NEWER:
        assert "newer Reflect" in refusal(f.taken(name, tmp_path / name))


def test_neither_takes_a_wal_from_before_the_journal_was_brought_up(tmp_path):
    """What it would take back is the bringing up itself."""
    folder = f.taken("vault-v2-open", tmp_path / "vault")
    left = (folder / "journal.db-wal").read_bytes()
    f.found_in(folder)
    _put_beside(folder, left)

    with pytest.raises(VaultDamaged, match="would take entries back"):
        f.opened(folder)
    with pytest.raises((SystemExit, sqlite3.DatabaseError)):
        f.by_the_reader(folder)
    (folder / "journal.db-wal").unlink()
    assert f.recorded("vault-v2-open") == f.found_in(folder)


def test_the_reader_takes_a_wal_left_by_a_crash_but_none_from_an_earlier_day(tmp_path):
    folder = f.taken("vault-v3", tmp_path / "vault")
    with f.opened(folder) as vault:
        vault.settings.set("country", "uk")
        vault.entries.add(entry(1, "One more, over several pages. " * 500))
        left = (folder / "journal.db-wal").read_bytes()
        shutil.copytree(folder, tmp_path / "crashed")
    with f.opened(folder) as vault:
        vault.settings.set("country", "de")
    _put_beside(folder, left)

    assert 3 == len(f.by_the_reader(tmp_path / "crashed")["entries"])
    (tmp_path / "crashed" / "journal.db-wal").write_bytes(left[:-1])
    without = f.by_the_reader(tmp_path / "crashed")
    assert ("uk", 2) == (without["settings"]["country"], len(without["entries"]))
    with pytest.raises(SystemExit, match="from an earlier day"):
        f.by_the_reader(folder)


def _put_beside(folder, wal):
    (folder / "journal.db-wal").write_bytes(wal)
    (folder / "journal.db-wal").chmod(0o600)


def second_engine(folder):
    """The file under SQLCipher itself, with the raw key and the salt."""
    engine = pytest.importorskip("sqlcipher3", reason="needs sqlcipher3, the second engine")
    master, salt = f.keys_of(folder)
    connection = engine.connect(str(folder / "journal.db"), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{database_key(master, salt).hex()}{salt.hex()}'\"")
    return connection


def rows_of(connection):
    """Every row of every table but those the search index keeps for itself."""
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if not name.startswith("sqlite_")
    ]
    asked = "SELECT rowid FROM entry_search WHERE entry_search MATCH 'heron*'"
    found = {
        name: sorted(map(repr, map(tuple, connection.execute(f'SELECT * FROM "{name}"'))))
        for name in tables
        if name != "entry_search"
    }
    return found | {"found": list(map(tuple, connection.execute(asked)))}


@pytest.mark.parametrize("brought_up", [False, True])
def test_the_second_engine_reads_the_same_rows(folder, brought_up):
    if brought_up:
        f.found_in(folder)
    with_ours = f.connected(folder)
    ours = rows_of(with_ours)
    with_ours.close()
    theirs = second_engine(folder)

    assert [] == theirs.execute("PRAGMA cipher_integrity_check").fetchall()
    assert [("ok",)] == theirs.execute("PRAGMA integrity_check").fetchall()
    assert ours == rows_of(theirs)
    assert [(2,)] == ours["found"]
    theirs.close()


def test_what_the_second_engine_writes_we_read(folder):
    theirs = second_engine(folder)
    theirs.execute("INSERT INTO setting VALUES ('from', 'elsewhere')")
    theirs.execute("UPDATE meta SET value = value + 1 WHERE name = 'head'")
    theirs.close()

    with f.opened(folder) as vault:
        assert "elsewhere" == vault.settings.get("from")
        assert 2 == vault.entries.count()


COMMANDS = """
    import json, os, sys
    from importlib import util
    import made_once
    from typer.testing import CliRunner
    from reflect_cli.commands.app import app
    keys = made_once.keys()  # held: let go, it would put back what derives each anew
    keys.__enter__()
    spec = util.spec_from_file_location("generate", sys.argv[1])
    generate = util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    codes = {}
    for home in sys.argv[2:]:
        os.environ["REFLECT_HOME"] = home
        for path in generate.command_paths():
            for more in ([], ["words"]):  # the second for those that want to be told something
                done = CliRunner().invoke(app, [*path, *more], input="")
                code = getattr(done.exception, "exit_code", done.exit_code)
                if code != 2:
                    break
            codes.setdefault(" ".join(path), []).append(code)
    print(json.dumps(codes))
"""
OPENING = (
    "start", "resume", "write", "journal list", "journal show", "journal search", "look-back map",
)  # fmt: skip


def test_a_newer_vault_is_refused_and_no_command_touches_it(home, monkeypatch):
    folders = [f.taken(newer, home / newer / "vault") for newer in f.NEWER]
    before = [bytes_of(folder) for folder in folders]
    monkeypatch.setenv("REFLECT_PASSCOMMAND", f"echo {invented.PASSPHRASE.decode()}")
    monkeypatch.setenv("ACCESSIBLE", "1")
    generate = f.HERE.parents[1] / "docs" / "generate.py"
    said, errors = python(COMMANDS, generate, *(home / newer for newer in f.NEWER)).communicate()
    codes = json.loads(said.splitlines()[-1])

    assert "" == errors
    assert {(line, 14, 14) for line in OPENING} == {(line, *codes[line]) for line in OPENING}
    after = [bytes_of(folder) for folder in folders]
    assert {b""} == {each.pop("lock", b"") for each in after}
    assert before == after
