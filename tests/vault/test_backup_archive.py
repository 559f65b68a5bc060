"""The archive in a backup: nothing but our plain files is accepted, and nothing is ever unpacked to a disk."""

import gzip
import io
import random
import tarfile
import tracemalloc
from contextlib import suppress

import pytest

from reflect_cli.errors import BackupDamaged, VaultTooNew
from reflect_cli.vault.archive import Unpackable, is_name, pack, size_of, unpack
from reflect_cli.vault.backup import archive_of, read
from vault.kept import backup, contents


def tar_of(*members: tarfile.TarInfo, form: int = tarfile.USTAR_FORMAT) -> bytes:
    stored = io.BytesIO()
    with tarfile.open(fileobj=stored, mode="w", format=form) as tar:
        for member in members:
            tar.addfile(member, io.BytesIO(b"x" * member.size) if member.isreg() else None)
    return gzip.compress(stored.getvalue())


def member(name: str = "README.txt", **more) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.mode, made.mtime, made.size = 0o600, 315_532_800, 5
    for field, value in more.items():
        setattr(made, field, value)
    return made


def link(kind: bytes, name: str = "README.txt", to: str = "/etc/passwd") -> tarfile.TarInfo:
    return member(name, type=kind, linkname=to, size=0)


HOSTILE = {
    "a symbolic link": tar_of(link(tarfile.SYMTYPE)),
    "a hard link": tar_of(member(), link(tarfile.LNKTYPE, "b", "README.txt")),
    "a folder": tar_of(member("entries", type=tarfile.DIRTYPE, size=0)),
    "a device": tar_of(member(type=tarfile.CHRTYPE, size=0)),
    "a pipe": tar_of(member(type=tarfile.FIFOTYPE, size=0)),
    "a sparse file": tar_of(member(type=tarfile.GNUTYPE_SPARSE)),
    "an absolute name": tar_of(member("/etc/passwd")),
    "a name that leads upwards": tar_of(member("../../x")),
    "a hidden name": tar_of(member(".bashrc")),
    "a name of controls": tar_of(member("a\x1b[2J")),
    "an empty name": tar_of(member("")),
    "a long name of GNU tar": tar_of(member("a" * 200), form=tarfile.GNU_FORMAT),
    "a long name of pax": tar_of(member("a" * 200), form=tarfile.PAX_FORMAT),
    "the same name twice": tar_of(member(), member()),
    "an owner": tar_of(member(uname="root")),
    "another mode": tar_of(member(mode=0o4755)),
    "another time": tar_of(member(mtime=1)),
    "a member beyond the end": gzip.compress(member(size=2**33 - 1).tobuf(tarfile.USTAR_FORMAT)),
    "a size in another base": gzip.compress(member(size=2**40).tobuf(tarfile.GNU_FORMAT)),
    "no end": gzip.compress(member(size=0).tobuf(tarfile.USTAR_FORMAT)),
    "nothing": gzip.compress(b""),
    "two streams": pack({}) + pack({}),
    "half a stream": pack({"a": b"x" * 5000})[:-9],
    "words after the end": gzip.compress(gzip.decompress(pack({"a": b""})) + b"x" * 10240),
}


@pytest.mark.parametrize("packed", HOSTILE.values(), ids=HOSTILE.keys())
def test_an_archive_with_anything_but_our_plain_files_is_refused(packed):
    with pytest.raises(Unpackable):
        unpack(packed)
    with pytest.raises(BackupDamaged):
        read(packed)


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_without_unpacking_it():
    bomb = gzip.compress(bytes(64 << 20))
    tracemalloc.start()
    try:
        with pytest.raises(Unpackable, match="larger than the 1 MiB"):
            unpack(bomb, most=1 << 20)
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


def test_no_flipped_byte_of_the_archive_goes_unseen():
    """But the manifest's own words, which the lock around the archive guards."""
    tar = gzip.decompress(archive_of(backup()))
    chance = random.Random(4)
    for place in (*range(0, 2400, 2), *chance.sample(range(len(tar)), 800)):
        altered = bytearray(tar)
        altered[place] ^= 1
        with suppress(BackupDamaged, VaultTooNew):
            found = read(gzip.compress(bytes(altered), compresslevel=0))
            assert contents() == found.contents
            assert (found.vault, found.made, found.program) != (
                backup().vault,
                backup().made,
                backup().program,
            )


def test_random_bytes_are_never_more_than_a_refusal():
    chance = random.Random(7)
    for _ in range(300):
        with pytest.raises(BackupDamaged):
            read(gzip.compress(chance.randbytes(chance.randrange(3000))))


@pytest.mark.parametrize("lengths", [(), (0,), (1, 512), (513, 8000), (9728,), (8704,), (30_000,)])
def test_the_size_is_known_before_and_that_much_and_no_more_is_unpacked(lengths):
    members = {f"{place}.md": b"x" * length for place, length in enumerate(lengths)}
    tar = gzip.decompress(pack(members))

    assert len(tar) == size_of(members)
    assert members == unpack(pack(members), most=len(tar))
    with pytest.raises(Unpackable, match="larger than"):
        unpack(pack(members), most=len(tar) - 1)


def test_a_name_has_plain_letters_and_no_way_out():
    assert all(map(is_name, ("README.txt", "entries/0001-2026-11-24-abc.md", "a" * 100)))
    assert not any(map(is_name, ("", "/a", "../a", "a b", "a\n", "é", "a" * 101)))
