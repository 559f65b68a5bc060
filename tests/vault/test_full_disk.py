"""No room, no permission: said plainly, earlier entries whole, and going on when there is room."""

import os
import shutil
import subprocess
from contextlib import contextmanager

import pytest

from reflect_cli.errors import CannotWrite, VaultBusy
from reflect_cli.vault.kdf import LIGHT
from reflect_cli.vault.vault import Notice, create, exists, open_vault, rotate
from vault.sample import bytes_of, draft, entry, passphrase, python


def mounted(kind, *options):
    if os.geteuid() != 0:
        pytest.skip("only root can mount")
    done = subprocess.run(["mount", *options], check=False, capture_output=True)
    if done.returncode:
        pytest.skip(f"this system does not let us mount {kind}")


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 768 KiB: a new journal takes some 210, and as much again until it is folded."""
    place = tmp_path / "small"
    place.mkdir(mode=0o700)
    mounted("a small disk", "-t", "tmpfs", "-o", "size=768k,mode=0700", "none", str(place))
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def mounted_read_only(source, tmp_path):
    place = tmp_path / "read-only"
    place.mkdir()
    mounted("a folder read-only", "--bind", str(source), str(place))
    try:
        mounted("it read-only", "-o", "remount,bind,ro", str(place))
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def read_only(folder, tmp_path):
    """The folder of the copied vault, seen through a disk that takes no writing."""
    with mounted_read_only(folder.parent, tmp_path) as place:
        yield place / "vault"


def fill(place):
    with (place / "ballast").open("wb", buffering=0) as ballast:
        for size in (4096, 1):
            try:
                while True:
                    ballast.write(bytes(size))
            except OSError:
                pass


def finish(vault):
    with vault.transaction():
        vault.drafts.keep(draft("d2", "y" * 60_000))
        vault.entries.add(entry(2, "z " * 60_000))


def test_on_a_full_disk_keeping_says_so_and_works_again_when_there_is_room(small_disk):
    folder = small_disk / "vault"
    with create(folder, passphrase(), LIGHT) as vault:
        vault.entries.add(entry(1, "kept before"))
        vault.drafts.keep(draft("d1", "earlier"))
        fill(small_disk)

        with pytest.raises(CannotWrite):
            vault.drafts.keep(draft("d1", "x" * 60_000))
        with pytest.raises(CannotWrite):
            finish(vault)
        assert "earlier" == vault.drafts.latest().state
        assert entry(1, "kept before") == vault.entries.get(entry(1).id)

        (small_disk / "ballast").unlink()
        vault.drafts.keep(draft("d1", "x" * 60_000))
        vault.entries.add(entry(3))

    with open_vault(folder, passphrase()) as vault:
        assert "x" * 60_000 == vault.drafts.latest().state
        assert 2 == vault.entries.count()


def test_a_new_key_that_a_full_disk_refuses_changes_nothing_and_leaves_nothing(small_disk):
    folder = small_disk / "vault"
    with create(folder, passphrase(), LIGHT) as vault:
        vault.entries.add(entry(1, "words " * 9000))
        (small_disk / "ballast").write_bytes(bytes(330_000))
        with pytest.raises(CannotWrite, match="The disk is full") as told:
            rotate(folder, vault, passphrase(b"another"), LIGHT)
        assert "That needs about 1 MiB of room for a while. Nothing was changed." in told.value.hint

    assert not (folder / "new-key").exists()
    with open_vault(folder, passphrase()) as vault:
        assert () == (*vault.notices, *vault.check().found)


def test_closing_on_a_full_disk_loses_nothing(small_disk):
    folder = small_disk / "vault"
    with create(folder, passphrase(), LIGHT) as vault:
        for number in range(1, 5):
            vault.entries.add(entry(number, "words " * 500))
        fill(small_disk)

    (small_disk / "ballast").unlink()
    with open_vault(folder, passphrase()) as vault:
        assert 4 == vault.entries.count()


def test_making_a_vault_on_a_full_disk_leaves_nothing(small_disk):
    fill(small_disk)
    with pytest.raises(CannotWrite):
        create(small_disk / "vault", passphrase(), LIGHT)

    assert ["ballast"] == [path.name for path in small_disk.iterdir()]
    (small_disk / "ballast").unlink()
    with create(small_disk / "vault", passphrase(), LIGHT) as vault:
        assert 0 == vault.entries.count()


@pytest.mark.usefixtures("uncompiled")
def test_a_limit_on_file_size_is_told_and_survived(folder):
    """The same where nothing can be mounted: the system refuses to let any file grow."""
    code = """
        import resource, sys
        from pathlib import Path
        from vault.sample import draft, passphrase
        from reflect_cli.errors import CannotWrite
        from reflect_cli.vault.vault import open_vault
        folder = Path(sys.argv[1])
        with open_vault(folder, passphrase()) as vault:
            hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
            vault.drafts.keep(draft("d1", "earlier"))
            size = (folder / "journal.db-wal").stat().st_size
            resource.setrlimit(resource.RLIMIT_FSIZE, (size + 5000, hard))
            for attempt in range(3):
                try:
                    vault.drafts.keep(draft("d1", "x" * 60000))
                except CannotWrite as problem:
                    print(problem.exit_code, vault.drafts.latest().state)
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
            vault.drafts.keep(draft("d1", "later"))
    """
    said, errors = python(code, folder).communicate()

    assert ("15 earlier\n" * 3, "") == (said, errors)
    with open_vault(folder, passphrase()) as vault:
        assert "later" == vault.drafts.latest().state
        assert 41 == vault.entries.count()


def test_a_journal_on_a_read_only_disk_can_be_read_and_takes_nothing_new(read_only):
    before = bytes_of(read_only)
    with open_vault(read_only, passphrase()) as vault:
        assert (Notice.READ_ONLY,) == vault.notices
        assert 41 == vault.entries.count()
        assert 1 == len(vault.entries.search("number7"))
        with pytest.raises(CannotWrite):
            vault.drafts.keep(draft("d2"))
        assert draft() == vault.drafts.latest()

    with pytest.raises(CannotWrite):
        create(read_only.parent / "second", passphrase(), LIGHT)
    assert before == bytes_of(read_only)


def test_two_can_read_on_a_read_only_disk_but_not_while_one_writes_elsewhere(read_only, folder):
    with open_vault(read_only, passphrase()), open_vault(read_only, passphrase()) as second:
        assert 41 == second.entries.count()
    with open_vault(folder, passphrase()), pytest.raises(VaultBusy):
        open_vault(read_only, passphrase())


def test_what_a_crash_left_beside_the_file_is_not_passed_over_on_a_read_only_disk(folder, tmp_path):
    """Its newest entries are only there; showing the rest as everything would be untrue."""
    with open_vault(folder, passphrase()) as vault:
        vault.entries.add(entry(90))
        shutil.copytree(folder, tmp_path / "crashed" / "vault")
    with (
        mounted_read_only(tmp_path / "crashed", tmp_path) as place,
        pytest.raises(CannotWrite, match="was not closed"),
    ):
        open_vault(place / "vault", passphrase())


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")
def test_a_folder_he_may_not_write_to_is_told(folder):
    folder.chmod(0o500)
    try:
        with open_vault(folder, passphrase()) as vault:
            assert (Notice.READ_ONLY,) == vault.notices
    finally:
        folder.chmod(0o700)
    assert exists(folder)


def test_no_word_of_his_is_readable_in_any_file_at_any_time(folder, tmp_path):
    canary = "quietcanary"
    with open_vault(folder, passphrase()) as vault:
        vault.drafts.keep(draft("c", canary * 50))
        vault.entries.add(entry(300, f"{canary} in an answer", title=f"{canary} title"))
        vault.settings.set(canary, canary)
        vault.entries.search(canary)
        shutil.copytree(folder, tmp_path / "while-open")
    shutil.copytree(folder, tmp_path / "closed")

    for path in [*(tmp_path / "while-open").iterdir(), *(tmp_path / "closed").iterdir()]:
        content = path.read_bytes()
        for word in (canary, "filler", "Plain words", "CREATE", "SQLite"):
            assert word.encode() not in content, path.name
            assert word.encode("utf-16-le") not in content, path.name
