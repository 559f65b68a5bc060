"""The file of a signing key: opened by its passphrase alone, and every change to it noticed."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from reflect_cli.errors import (
    CannotWrite,
    KeyDamaged,
    NothingToShow,
    ReflectError,
    UsageProblem,
    WrongPassphrase,
)
from reflect_cli.signing.keys import SigningKey, new_key
from reflect_cli.signing.seal import follows
from reflect_cli.vault import author_key
from reflect_cli.vault.kdf import LIGHT, stretch

if TYPE_CHECKING:
    from pathlib import Path

WORDS = b"nine grey herons"


def secret(words: bytes = WORDS) -> bytearray:
    return bytearray(words)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, SigningKey]:
    folder = tmp_path_factory.mktemp("author") / "keys"
    key = new_key()
    author_key.keep(folder, key, secret(), LIGHT, None)
    return folder, key


@pytest.fixture
def folder(made, tmp_path) -> Path:
    return shutil.copytree(made[0], tmp_path / "keys")


def test_the_key_comes_back_by_its_passphrase_which_is_wiped(made):
    given = secret()
    opened = author_key.unlocked(made[0], given)

    assert made[1].public == opened.public == author_key.kept(made[0]).public
    assert made[1].state(b"x") == opened.state(b"x")
    assert not any(given)


def test_it_is_his_alone_and_the_secret_is_nowhere_in_it(made):
    folder, key = made
    file = folder / author_key.NAME

    assert (0o700, 0o600) == (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777)
    seed = key.with_seed(bytes)
    assert seed not in file.read_bytes()
    assert seed.hex() not in file.read_text()


@pytest.mark.parametrize("words", [b"nine grey heron", b"", b"\xff", b"x" * 5000])
def test_another_passphrase_does_not_open_it(made, words):
    with pytest.raises(WrongPassphrase):
        author_key.unlocked(made[0], secret(words))


def test_there_may_be_none(tmp_path):
    assert not author_key.exists(tmp_path)
    with pytest.raises(NothingToShow):
        author_key.kept(tmp_path)


def test_a_key_is_never_written_over(folder):
    before = (folder / author_key.NAME).read_bytes()
    with pytest.raises(UsageProblem):
        author_key.keep(folder, new_key(), secret(), LIGHT, None)

    assert before == (folder / author_key.NAME).read_bytes()


def test_a_new_key_follows_the_old_one_which_is_kept(folder, made):
    later = new_key()
    author_key.keep(folder, later, secret(b"other"), LIGHT, made[1])
    kept = author_key.kept(folder)

    assert (later.public, made[1].public) == (kept.public, kept.before)
    made[1].public.requires_statement(kept.statement, follows(later.public))
    assert ["author-before-1.key", "author.key"] == sorted(f.name for f in folder.iterdir())
    assert later.public == author_key.unlocked(folder, secret(b"other")).public


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("format", "x"), ("version", 2), ("public", "RW"), ("before", "RW"), ("statement", 3),
        ("memory_kib", 64), ("memory_kib", 10**9), ("memory_kib", "x"), ("memory_kib", 65536.0),
        ("passes", 10**6), ("passes", True), ("salt", "00"), ("salt", "zz"), ("nonce", "00"),
        ("check", 1), ("sealed", ""), ("sealed", "00" * 48),
    ],
)  # fmt: skip
def test_a_changed_file_is_damaged_and_costs_no_more_than_a_key(folder, field, value):
    file = folder / author_key.NAME
    stored = json.loads(file.read_text())
    file.write_text(json.dumps(stored | {field: value}))

    with pytest.raises(ReflectError) as refused:
        author_key.unlocked(folder, secret())
    assert isinstance(refused.value, KeyDamaged) or field in ("statement", "check")


def test_the_public_key_of_another_is_not_taken_for_it(folder):
    file = folder / author_key.NAME
    stored = json.loads(file.read_text())
    file.write_text(json.dumps(stored | {"public": new_key().public.line}))

    with pytest.raises(KeyDamaged):
        author_key.unlocked(folder, secret())


def test_a_public_key_that_is_not_of_the_secret_is_noticed_though_all_else_fits(folder, made):
    """As only somebody who knows the passphrase can write it."""
    file = folder / author_key.NAME
    fields = json.loads(file.read_text()) | {"public": new_key().public.line}
    kdf = author_key._kdf_in(fields)
    root = stretch(secret(), kdf)
    sealed = made[1].with_seed(lambda seed: author_key._sealed(root, kdf, fields, seed))
    file.write_text(json.dumps(fields | {"sealed": sealed.hex()}))

    with pytest.raises(KeyDamaged):
        author_key.unlocked(folder, secret())


def test_a_key_that_cannot_be_kept_aside_is_not_replaced(folder, made):
    before = (folder / author_key.NAME).read_bytes()
    for number in range(1, 1000):
        (folder / f"author-before-{number}.key").touch()
    with pytest.raises(CannotWrite, match="could not be kept"):
        author_key.keep(folder, new_key(), secret(), LIGHT, made[1])

    assert before == (folder / author_key.NAME).read_bytes()


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b"[" * 4000, b"null", b"7"])
def test_any_other_file_is_damaged(folder, content):
    (folder / author_key.NAME).write_bytes(content)

    with pytest.raises(KeyDamaged):
        author_key.kept(folder)


def test_a_link_in_its_place_is_not_followed(folder, tmp_path):
    (folder / author_key.NAME).rename(tmp_path / "elsewhere")
    (folder / author_key.NAME).symlink_to(tmp_path / "elsewhere")

    with pytest.raises(KeyDamaged):
        author_key.kept(folder)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotWrite):
        author_key.keep(tmp_path / "file" / "keys", new_key(), secret(), LIGHT, None)
