"""Where a vault lies: closed to others, never through a link, never half made."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from reflect_cli.errors import CannotWrite, UnsafePlace, UsageProblem, VaultBusy, WrongPassphrase
from reflect_cli.vault.kdf import LIGHT
from reflect_cli.vault.status import HeaderState
from reflect_cli.vault.vault import create, exists, open_vault, status
from vault.sample import bytes_of, draft, entry, not_synced, passphrase, python


def modes(folder):
    return {path.name: stat.S_IMODE(path.lstat().st_mode) for path in folder.iterdir()}


@pytest.fixture
def umask_000():
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
def test_every_new_name_on_the_way_to_a_first_journal_is_durable(tmp_path, monkeypatch):
    """Or after a power cut the whole journal could hang from a folder that is not there."""
    synced, sync = [], os.fsync

    def noting(descriptor):
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", noting)
    create(tmp_path / "a" / "b" / "vault", passphrase(), LIGHT).close()

    assert {tmp_path, tmp_path / "a", tmp_path / "a" / "b"} <= set(synced)


def test_a_journal_whose_name_the_disk_does_not_keep_is_not_left_there(tmp_path):
    with not_synced(tmp_path), pytest.raises(CannotWrite):
        create(tmp_path / "vault", passphrase(), LIGHT)

    assert ["home"] == [path.name for path in tmp_path.iterdir()]
    create(tmp_path / "vault", passphrase(), LIGHT).close()


@pytest.mark.usefixtures("umask_000")
def test_everything_made_is_his_alone_even_under_an_open_umask(tmp_path):
    folder = tmp_path / "a" / "b" / "vault"
    with create(folder, passphrase(), LIGHT) as vault:
        vault.drafts.keep(draft())
        while_open = modes(folder)
    with open_vault(folder, passphrase()) as vault:
        vault.entries.add(entry())

    assert {"journal.db", "journal.db-wal", "header.json", "header.copy", "lock"} == set(while_open)
    assert {0o600} == set(while_open.values()) | set(modes(folder).values())
    assert {"journal.db", "header.json", "header.copy", "lock"} == set(modes(folder))
    assert [0o700] * 3 == [
        stat.S_IMODE(each.stat().st_mode) for each in (folder, folder.parent, folder.parent.parent)
    ]


def test_a_vault_can_be_made_in_an_empty_folder_that_is_there(tmp_path):
    folder = tmp_path / "vault"
    folder.mkdir(mode=0o755)
    with create(folder, passphrase(), LIGHT):
        assert 0o700 == stat.S_IMODE(folder.stat().st_mode)


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "notes.txt").write_text("mine")

    with pytest.raises(UsageProblem):
        create(tmp_path / "vault", passphrase(), LIGHT)
    assert ["notes.txt"] == [path.name for path in (tmp_path / "vault").iterdir()]


def test_a_vault_is_never_overwritten(folder):
    before = bytes_of(folder)
    words = passphrase()
    with pytest.raises(UsageProblem):
        create(folder, words, LIGHT)

    assert before == bytes_of(folder)
    assert bytearray(len(words)) == words


def test_what_a_killed_making_left_does_not_block_and_is_swept(tmp_path):
    """Killed at a hundred places it leaves no vault or a whole one; here, many random ones."""
    code = """
        import sys
        from pathlib import Path
        from reflect_cli.vault import kdf
        from reflect_cli.vault.making import make
        print("ready", flush=True)
        sys.stdin.readline()
        make(Path(sys.argv[1]), kdf.new_kdf(kdf.LIGHT), bytes(32))
    """
    left = 0
    for number in range(12):
        folder = tmp_path / "many" / "vault"
        child = python(code, folder, stdin=subprocess.PIPE)
        child.stdout.readline()
        child.stdin.write("\n")
        child.stdin.flush()
        try:
            child.wait(0.002 * number)
        except subprocess.TimeoutExpired:
            child.kill()
        child.communicate()
        left += sum(1 for path in folder.parent.glob(".vault.new-*")) if not exists(folder) else 0
        if exists(folder):
            with pytest.raises(WrongPassphrase):
                open_vault(folder, passphrase())
            folder.rename(folder.with_name(f"whole-{number}"))

    with create(folder, passphrase(), LIGHT) as vault:
        assert 0 == vault.entries.count()
    made = [path for path in folder.parent.iterdir() if path.name.startswith(".")]
    assert [] == [path for path in made if any(path.iterdir())]


def test_two_makings_at_once_give_one_whole_vault(tmp_path):
    code = """
        import sys
        from pathlib import Path
        from reflect_cli.errors import ReflectError
        from reflect_cli.vault import kdf
        from reflect_cli.vault.vault import create
        try:
            create(Path(sys.argv[1]), bytearray(sys.argv[2].encode()), kdf.LIGHT).close()
            print("made")
        except ReflectError as problem:
            print(type(problem).__name__)
    """
    folder = tmp_path / "both" / "vault"
    children = [python(code, folder, name) for name in ("one", "two", "three")]
    said = [child.communicate()[0].strip() for child in children]

    assert 1 == said.count("made")
    assert {"UsageProblem", "VaultBusy"} >= {word for word in said if word != "made"}
    winner = ("one", "two", "three")[said.index("made")]
    with open_vault(folder, bytearray(winner.encode())) as vault:
        assert 0 == vault.entries.count()
    assert ["vault"] == [path.name for path in folder.parent.iterdir()]


@pytest.mark.parametrize("bits", [0o710, 0o704, 0o770, 0o777])
def test_a_folder_others_can_reach_is_refused_with_the_remedy(folder, bits):
    folder.chmod(bits)
    with pytest.raises(UnsafePlace) as refused:
        open_vault(folder, passphrase())
    assert "chmod 700" in refused.value.hint


@pytest.mark.parametrize("name", ["header.json", "header.copy", "journal.db", "lock"])
def test_a_file_others_can_reach_is_refused_with_the_remedy(folder, name):
    (folder / name).chmod(0o640)
    with pytest.raises(UnsafePlace) as refused:
        open_vault(folder, passphrase())
    assert "chmod 600" in refused.value.hint


@pytest.mark.parametrize("name", ["header.json", "header.copy", "journal.db", "lock"])
def test_a_file_that_is_a_link_is_refused(folder, tmp_path, name):
    (folder / name).rename(tmp_path / "elsewhere")
    (folder / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnsafePlace):
        open_vault(folder, passphrase())


def test_a_wal_that_is_a_link_is_refused(folder, tmp_path):
    (folder / "journal.db-wal").symlink_to(tmp_path / "nothing-yet")
    with pytest.raises(UnsafePlace):
        open_vault(folder, passphrase())
    assert not (tmp_path / "nothing-yet").exists()


def test_a_folder_that_is_a_link_is_refused_for_opening_and_for_making(folder, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(folder)
    with pytest.raises(UnsafePlace):
        open_vault(link, passphrase())
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").symlink_to(tmp_path / "empty")
    with pytest.raises(UnsafePlace):
        create(tmp_path / "other", passphrase(), LIGHT)


def test_a_parent_folder_that_is_his_own_link_is_fine(folder, tmp_path):
    (tmp_path / "shortcut").symlink_to(folder.parent)
    with open_vault(tmp_path / "shortcut" / "vault", passphrase()) as vault:
        assert 41 == vault.entries.count()
    with create(tmp_path / "shortcut" / "second", passphrase(), LIGHT):
        pass


def test_a_parent_anyone_can_write_to_is_refused(folder):
    folder.parent.chmod(0o777)
    with pytest.raises(UnsafePlace):
        open_vault(folder, passphrase())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to someone else")
def test_a_folder_of_another_user_is_refused(folder):
    os.chown(folder, 12345, 12345)
    with pytest.raises(UnsafePlace):
        open_vault(folder, passphrase())


def test_status_says_what_can_be_seen_without_the_passphrase(folder, tmp_path):
    found = status(folder)
    assert (True, False, HeaderState.WHOLE, 1, 64) == (
        found.exists, found.busy, found.header, found.version, found.key_memory_mib
    )  # fmt: skip
    assert {"header.json", "header.copy", "journal.db", "lock"} == {f.name for f in found.files}
    assert {0o600} == {file.mode for file in found.files}

    with open_vault(folder, passphrase()):
        assert status(folder).busy
        with pytest.raises(VaultBusy):
            open_vault(folder, passphrase(), wait=0)

    (folder / "header.json").write_bytes(b"{")
    assert HeaderState.DAMAGED is status(folder).header
    nothing = status(tmp_path / "none")
    assert (False, HeaderState.MISSING, ()) == (nothing.exists, nothing.header, nothing.files)
