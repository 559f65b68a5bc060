"""Joining a copy that has another key, that was killed on the way, or whose entries are older."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from reflect_cli.vault.joining import copy_of, join
from reflect_cli.vault.kdf import LIGHT
from reflect_cli.vault.restoring import restore
from reflect_cli.vault.vault import open_to_change, open_vault, rotate
from vault.kept import backup
from vault.sample import WHEN, bytes_of, entry, passphrase, plan, python
from vault.test_joining import LATER, at, other

__all__ = ["at", "other"]  # fixtures

NEW = b"another one now"


def joined(ours, theirs):
    """*theirs*, opened by the passphrase from before, joined to *ours* with the new one."""
    with open_vault(ours, passphrase(NEW)) as vault, copy_of(theirs, ours, passphrase()) as copy:
        return join(vault, copy)


@pytest.fixture
def restored(folder, tmp_path, at):
    """A journal restored from a backup of *folder*: the same words under another key."""
    with open_vault(folder, passphrase()) as vault:
        taken = replace(backup(vault.contents()), vault=vault.id())
    (tmp_path / "new").mkdir(mode=0o700)
    restore(tmp_path / "new" / "vault", taken, passphrase(NEW), LIGHT, WHEN[:10])
    return tmp_path / "new" / "vault"


def test_nothing_that_is_here_already_comes_twice(restored, folder, at):
    assert (0, 0, 0) == (
        (found := joined(restored, folder)).records,
        found.drafts,
        found.two_versions,
    )
    with open_vault(restored, passphrase(NEW)) as vault:
        assert 41 == vault.entries.count()
        assert () == vault.check().found


def test_what_was_written_changed_and_removed_there_is_taken_over(restored, folder, at):
    at("two")
    with open_vault(folder, passphrase()) as vault:
        vault.entries.add(entry(61, "only there"))
        vault.entries.revise(entry(3, "changed there"), LATER)
        vault.entries.remove(entry(2).id)
    at("one")

    assert 3 == joined(restored, folder).records
    assert 0 == joined(restored, folder).records
    with open_vault(restored, passphrase(NEW)) as vault:
        assert 41 == vault.entries.count()
        assert ["only there"] == [item.value for item in vault.entries.get(entry(61).id).items]
        assert ["changed there"] == [item.value for item in vault.entries.get(entry(3).id).items]
        assert 2 == len(vault.entries.revisions(entry(3).id))
        assert entry(2).id not in {one.id for one in vault.entries.recent(500)}
        assert "number2." not in str(vault.database.rows("SELECT body FROM record"))
        assert 1 == len(vault.plans.get(plan().id).history)
        assert 0 == vault.entries.with_two_versions()
        assert () == vault.check().found


def test_what_was_removed_here_does_not_come_back(restored, folder, at):
    with open_vault(restored, passphrase(NEW)) as vault:
        vault.entries.remove(entry(2).id)

    assert 0 == joined(restored, folder).records
    with open_vault(restored, passphrase(NEW)) as vault:
        assert entry(2).id not in {one.id for one in vault.entries.recent(500)}
        assert "number2." not in str(vault.database.rows("SELECT body FROM record"))


def test_entries_that_were_kept_earlier_are_listed_among_those_of_their_time(folder, other, at):
    early, between = "2026-11-20T07:00:00+01:00", "2026-12-01T07:00:00+01:00"
    with open_vault(folder, passphrase()) as vault:
        vault.entries.add(replace(entry(70), finished="2026-12-03T07:00:00+01:00"))
    at("two")
    with open_vault(other, passphrase()) as vault:
        vault.entries.add(replace(entry(71), finished=early))
        vault.entries.add(replace(entry(72), finished=between))
    at("one")
    with open_vault(folder, passphrase()) as vault, copy_of(other, folder, passphrase()) as copy:
        join(vault, copy)

    with open_vault(folder, passphrase()) as vault:
        listed = [one.id for one in vault.entries.recent(500)]
        assert [entry(70).id, entry(72).id] == listed[:2]
        assert entry(71).id == listed[-1]


def test_a_copy_whose_change_to_a_new_key_was_cut_short_is_joined_as_it_lies(folder, other, at):
    at("two")
    with open_vault(other, passphrase()) as vault:
        vault.entries.add(entry(61, "only there"))
    before = (other / "journal.db").read_bytes()
    rotate(other, open_to_change(other, passphrase()), passphrase(), LIGHT).close()
    (other / "new-key").mkdir(mode=0o700)
    (other / "journal.db").rename(other / "new-key" / "journal.db")
    (other / "journal.db").write_bytes(before)
    lies = (bytes_of(other / "new-key"), before, (other / "header.json").read_bytes())
    at("one")

    with open_vault(folder, passphrase()) as vault, copy_of(other, folder, passphrase()) as copy:
        assert 1 == join(vault, copy).records
        assert "only there" == vault.entries.get(entry(61).id).items[0].value
    now = (other / "journal.db").read_bytes(), (other / "header.json").read_bytes()
    assert lies == (bytes_of(other / "new-key"), *now)


def test_what_a_killed_joining_left_beside_the_journal_is_swept(folder, other, at):
    left = folder.with_name(".joining-0123456789ab")
    left.mkdir()
    (left / "journal.db").write_bytes(b"x")
    with open_vault(folder, passphrase()), copy_of(other, folder, passphrase()):
        pass

    assert ["vault"] == [path.name for path in folder.parent.iterdir()]


def test_killed_at_any_moment_all_of_the_copy_is_here_or_nothing_of_it(folder, other, at, tmp_path):
    """And the copy is as it was; joining again brings the rest."""
    at("two")
    with open_vault(other, passphrase()) as vault, vault.transaction():
        for number in range(60, 80):
            vault.entries.add(entry(number))
    at("one")
    code = """
        import json, os, random, shutil, signal, sys, time
        from pathlib import Path
        from reflect_cli.vault.joining import copy_of, join
        from reflect_cli.vault.kdf import Roots
        from reflect_cli.vault.lock import take
        from reflect_cli.vault.unlocking import read_headers, unlock
        from reflect_cli.vault.vault import _entered
        from vault.sample import PASSPHRASE
        folder, other, place = map(Path, sys.argv[1:])
        known = Roots(bytearray(PASSPHRASE))
        unlock(read_headers(folder), known)
        import reflect_cli.vault.joining as joining
        joining.Roots = lambda _: known
        def opened(folder):
            return _entered(folder, unlock(read_headers(folder), known), take(folder, 30))
        def joined(ours, last=0.0):
            if (child := os.fork()) == 0:
                began = time.monotonic()
                with opened(ours) as vault, copy_of(other, ours, bytearray(b"x")) as copy:
                    join(vault, copy)
                (place / "took").write_text(str(time.monotonic() - began))
                os._exit(0)
            if last:
                time.sleep(random.uniform(0, last))
                os.kill(child, signal.SIGKILL)
            return os.WIFSIGNALED(os.waitpid(child, 0)[1])
        def taken(name):
            os.environ["REFLECT_HOME"] = str(place / name / "computer")
            shutil.copytree(folder, place / name / "vault")
            (place / name).chmod(0o700)
            return place / name / "vault"
        joined(taken("first"))
        lasting, killed, counts = float((place / "took").read_text()), 0, []
        for turn in range(12):
            ours = taken(str(turn))
            killed += joined(ours, lasting)
            with opened(ours) as vault:
                counts.append([vault.entries.count(), len(vault.check().found)])
            joined(ours)
            with opened(ours) as vault:
                counts.append([vault.entries.count(), len(vault.check().found)])
        print(json.dumps([killed, counts]))
    """
    before = bytes_of(other)
    (tmp_path / "killed").mkdir()
    said, errors = python(code, folder, other, tmp_path / "killed").communicate()
    assert "" == errors
    killed, counts = json.loads(said)

    assert killed >= 5
    assert all(found in ([41, 0], [61, 0]) for found in counts[::2])
    assert [[61, 0]] * 12 == counts[1::2]
    assert before == bytes_of(other)
