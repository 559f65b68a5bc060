"""Words sealed outside the vault: to a new file or not at all, and only this vault opens them."""

import pytest

from reflect_cli.errors import CannotWrite, NothingToShow
from reflect_cli.vault.sealed import SealingKey

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "words.sealed"


def test_what_was_sealed_comes_back_and_is_not_readable(path):
    assert path == SealingKey(KEY).seal_to(path, b"plain words")

    assert b"plain words" == SealingKey(KEY).unseal(path)
    assert b"words" not in path.read_bytes()
    assert 0o600 == path.stat().st_mode & 0o777
    assert path.read_bytes().startswith(b"reflect-sealed-1\n")


def test_a_taken_name_gets_a_number_until_there_are_too_many(path):
    names = [path.name, *(f"words-{number}.sealed" for number in range(2, 1000))]
    key = SealingKey(KEY)
    assert names[:3] == [key.seal_to(path, b"x").name for _ in range(3)]
    for name in names[3:-1]:
        path.with_name(name).touch()
    assert names[-1] == key.seal_to(path, b"x").name

    with pytest.raises(CannotWrite, match="full of such files"):
        key.seal_to(path, b"x")


def test_a_name_that_no_disk_can_hold_is_told(path):
    with pytest.raises(CannotWrite, match="its name cannot be used"):
        SealingKey(KEY).seal_to(path.with_name("a\0b"), b"x")
    with pytest.raises(CannotWrite, match="File name too long"):
        SealingKey(KEY).seal_to(path.with_name("a" * 300), b"x")


def test_what_cannot_be_read_is_not_there_and_what_is_not_ours_is_refused(path):
    for unreadable in (path, path.parent, path.with_name("a\0b")):
        with pytest.raises(NothingToShow, match="cannot be read"):
            SealingKey(KEY).unseal(unreadable)
    path.write_bytes(b"my letters")
    with pytest.raises(ValueError, match="not a sealed file"):
        SealingKey(KEY).unseal(path)
    path.unlink()
    SealingKey(KEY).seal_to(path, b"x")
    with pytest.raises(ValueError, match="another vault"):
        SealingKey(bytes(32)).unseal(path)


def test_a_forgotten_key_is_zeros():
    key = SealingKey(KEY)
    key.forget()

    assert bytearray(32) == key._key
