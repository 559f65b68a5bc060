"""Places where no journal belongs: another computer's disk, and folders that are copied elsewhere."""

import os
from pathlib import Path

import pytest

from reflect_cli.errors import UnsafePlace
from reflect_cli.vault import mounts
from reflect_cli.vault.kdf import LIGHT
from reflect_cli.vault.making import refuse_taken
from reflect_cli.vault.mounts import Mount, mount_of, nearest
from reflect_cli.vault.place import open_above
from reflect_cli.vault.synced import refuse_synced, synced
from reflect_cli.vault.vault import create, open_vault
from vault.sample import bytes_of, passphrase
from vault.small_fuse import served

LINE = "36 25 0:{0} / {1} rw,noatime shared:1 master:2 - {2} {3} rw,size=1k"


def table(*rows):
    return "\n".join(LINE.format(number, *row) for number, row in enumerate(rows)) + "\n"


@pytest.fixture
def lies_on(tmp_path, monkeypatch):
    """A function that lets the folder of this test lie on a file system of another type."""

    def told(kind, source):
        written = tmp_path / "mountinfo"
        row = (str(tmp_path).replace(" ", "\\040"), kind, source)
        written.write_text(table(("/", "ext4", "/dev/vda"), row))
        monkeypatch.setattr(mounts, "TABLE", written)

    return told


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("nfs4", "server:/home"),
        ("nfs", "10.0.0.1:/home"),
        ("cifs", "//server/home"),
        ("smb3", "//server/home"),
        ("fuse.sshfs", "him@server:"),
        ("fuse.rclone", "remote:"),
        ("fuse", "https://cloud.example/dav"),
        ("fuse.somethingnew", "server:/home"),
        ("ceph", "1.2.3.4:6789:/"),
    ],
)
def test_a_network_drive_is_known_by_its_type_or_by_what_it_comes_from(kind, source):
    assert Mount("/home", kind, source).is_network


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("ext4", "/dev/vda"),
        ("btrfs", "/dev/mapper/luks-home"),
        ("tmpfs", "tmpfs"),
        ("overlay", "overlay"),
        ("fuseblk", "/dev/sdb1"),
        ("fuse.gocryptfs", "/home/him/closed"),
        ("fuse.mergerfs", "one:two"),
        ("zfs", "pool/home"),
    ],
)
def test_a_drive_of_this_computer_is_not_taken_for_a_network_drive(kind, source):
    assert not Mount("/home", kind, source).is_network


def test_the_longest_mount_counts_and_of_two_at_one_place_the_later():
    rows = table(
        ("/", "ext4", "/dev/vda"),
        ("/home", "xfs", "/dev/vdb"),
        ("/home/him/far\\040away", "nfs4", "server:/x"),
        ("/media", "ext4", "/dev/vdc"),
        ("/media", "vfat", "/dev/vdd"),
    )
    found = [
        nearest(path, rows + "a line of another shape\n").kind
        for path in ("/", "/homely", "/home", "/home/him", "/home/him/far away/vault", "/media/x")
    ]

    assert ["ext4", "ext4", "xfs", "xfs", "nfs4", "vfat"] == found
    assert nearest("/home", "") is None


@pytest.mark.skipif(not mounts.TABLE.exists(), reason="this system has no table of mounts")
def test_the_real_table_says_what_lies_in_memory(tmp_path):
    """/proc is of its own type everywhere; a link that leads there lies there."""
    (tmp_path / "link").symlink_to("/proc")

    assert "proc" == mount_of(Path("/proc/self")).kind
    assert "proc" == mount_of(tmp_path / "link" / "not-there").kind


def test_without_a_table_of_mounts_nothing_is_said_and_nothing_refused(
    folder, tmp_path, monkeypatch
):
    monkeypatch.setattr(mounts, "TABLE", tmp_path / "none")

    assert mount_of(folder) is None
    with open_vault(folder, passphrase()):
        pass


def test_a_journal_on_a_network_drive_is_neither_opened_nor_made(folder, tmp_path, lies_on):
    before = bytes_of(folder)
    lies_on("nfs4", "server:/home")
    (tmp_path / "link").symlink_to(folder.parent)

    for act in (
        lambda: open_vault(folder, passphrase()),
        lambda: open_vault(tmp_path / "link" / "vault", passphrase()),
        lambda: create(folder.parent / "new", passphrase(), LIGHT),
        lambda: refuse_taken(folder.parent / "not" / "yet" / "there"),
    ):
        with pytest.raises(UnsafePlace, match="network drive") as refused:
            act()
        assert "disk of this computer" in refused.value.hint
    assert before == bytes_of(folder)
    assert ["vault"] == [path.name for path in folder.parent.iterdir()]


def test_a_folder_shared_by_the_host_of_a_virtual_computer_is_not_refused(folder, lies_on):
    """Containers and virtual computers may have no other disk; `reflect doctor` tells of it."""
    lies_on("virtiofs", "home")
    with open_vault(folder, passphrase()) as vault:
        assert 41 == vault.entries.count()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount")
def test_a_real_mount_of_a_network_type_is_refused(tmp_path):
    place = tmp_path / "far"
    place.mkdir()
    with served(place, "fuse.sshfs", "him@server:/home"):
        assert Mount(str(place), "fuse.sshfs", "him@server:/home") == mount_of(place / "vault")
        with pytest.raises(UnsafePlace, match=r"fuse\.sshfs"):
            create(place / "vault", passphrase(), LIGHT)


@pytest.mark.parametrize("where", ["parent", "grandparent"])
def test_any_folder_above_that_anyone_can_write_to_is_refused(folder, tmp_path, where):
    (tmp_path / "above").mkdir()
    folder.parent.rename(tmp_path / "above" / "place")
    moved = tmp_path / "above" / "place" / "vault"
    weak = {"parent": moved.parent, "grandparent": moved.parent.parent}[where]
    weak.chmod(0o777)
    (tmp_path / "shortcut").symlink_to(moved.parent)

    for path in (moved, tmp_path / "shortcut" / "vault"):
        with pytest.raises(UnsafePlace, match="replace") as refused:
            open_vault(path, passphrase())
        assert str(weak) in refused.value.hint
    with pytest.raises(UnsafePlace, match="replace"):
        refuse_taken(moved.parent / "not" / "there")
    weak.chmod(0o1777)
    with open_vault(moved, passphrase()):
        pass


def test_a_link_of_his_that_lies_where_anyone_can_write_is_refused(folder, tmp_path):
    """The folder is closed, but anybody could lead the link to another one."""
    weak = tmp_path / "weak"
    weak.mkdir()
    (weak / "shortcut").symlink_to(folder.parent)
    weak.chmod(0o777)

    with pytest.raises(UnsafePlace, match="replace"):
        open_vault(weak / "shortcut" / "vault", passphrase())


def test_a_folder_above_that_its_group_can_write_to_is_told_and_not_refused(folder):
    before = open_above(folder)
    folder.parent.chmod(0o770)

    assert {folder.parent} == set(open_above(folder)) - set(before)
    with open_vault(folder, passphrase()):
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to someone else")
def test_a_folder_above_of_another_user_is_told(folder):
    os.chown(folder.parent, 12345, 12345)

    assert folder.parent in open_above(folder)


MARKS = {
    ".stfolder/": "Syncthing",
    ".stignore": "Syncthing",
    ".dropbox.cache/": "Dropbox",
    ".dropbox": "Dropbox",
    ".sync_0a1b.db": "Nextcloud",
    "._sync_0a1b.db": "Nextcloud",
    ".owncloudsync.log": "Nextcloud",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".tmp.drivedownload/": "Google Drive",
    ".sync/ID": "Resilio Sync",
    ".megaignore": "MEGA",
}


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("depth", ["", "a/b"])
def test_a_mark_in_any_folder_above_says_what_copies_it(tmp_path, mark, depth):
    path = tmp_path / mark
    path.parent.mkdir(exist_ok=True)
    path.mkdir() if mark.endswith("/") else path.write_text("")
    found = synced(tmp_path / depth / "vault")

    assert (MARKS[mark], tmp_path) == (found.by, found.root)
    with pytest.raises(UnsafePlace, match=MARKS[mark]) as refused:
        refuse_synced(tmp_path / depth / "vault")
    assert "--in-synced-folder" in refused.value.hint


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Work)", "Dropbox"),
        ("OneDrive - Work", "OneDrive"),
        ("GoogleDrive-him@mail.example", "Google Drive"),
        ("Nextcloud2", "Nextcloud"),
        ("Mobile Documents", "iCloud"),
        ("CloudStorage", "a cloud service"),
    ],
)
def test_a_name_that_such_programs_give_their_folder_is_enough(tmp_path, name, by):
    assert by == synced(tmp_path / name / "reflect" / "vault").by


def test_a_link_into_a_copied_folder_is_seen(tmp_path):
    (tmp_path / "real" / ".stfolder").mkdir(parents=True)
    (tmp_path / "real" / "in-it").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real" / "in-it")

    assert tmp_path / "real" == synced(tmp_path / "link" / "vault").root


@pytest.mark.parametrize(
    "mark", [".dropbox/", ".sync/", ".git/", ".gitignore", "sync.db", ".syncthing/", "Dropboxes/"]
)
def test_what_only_looks_like_a_mark_is_none(tmp_path, mark):
    path = tmp_path / mark
    path.mkdir() if mark.endswith("/") else path.write_text("")

    assert synced(tmp_path / "vault") is None
    refuse_synced(tmp_path / "vault")


def test_a_git_repository_counts_once_it_has_a_remote(tmp_path):
    config = tmp_path / ".git" / "config"
    config.parent.mkdir()
    config.write_text("[core]\n\tbare = false\n")
    assert synced(tmp_path / "vault") is None

    config.write_text('[core]\n\tbare = false\n[remote "origin"]\n\turl = x\n')
    with pytest.raises(UnsafePlace, match="git repository that is sent"):
        refuse_synced(tmp_path / "vault")

    worktree = tmp_path / "tree"
    (config.parent / "worktrees" / "tree").mkdir(parents=True)
    (config.parent / "worktrees" / "tree" / "commondir").write_text("../..\n")
    worktree.mkdir()
    (worktree / ".git").write_text(f"gitdir: {config.parent}/worktrees/tree\n")
    assert worktree == synced(worktree / "vault").root

    within = tmp_path / "within"
    within.mkdir()
    (config.parent / "modules" / "within").mkdir(parents=True)
    (within / ".git").write_text("gitdir: ../.git/modules/within\n")
    config.write_text("[core]\n")
    assert synced(within / "vault") is None
    (config.parent / "modules" / "within" / "config").write_text('[remote "origin"]\n')
    assert within == synced(within / "vault").root
