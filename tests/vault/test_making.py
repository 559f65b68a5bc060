"""A vault is made whole or not at all, and what a killed making left is swept."""

import os
import time

import pytest

from reflect_cli.errors import CannotWrite, UnsafePlace, UsageProblem
from reflect_cli.vault import lock, making
from reflect_cli.vault.lock import is_busy
from reflect_cli.vault.place import make_folder, open_above
from vault.sample import bytes_of

HOUR = 3600


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "place"
    folder.mkdir(mode=0o700)
    return folder


def test_a_place_that_proves_unsafe_is_left_empty(place):
    place.chmod(0o777)
    with pytest.raises(UnsafePlace):
        making.begin(place / "vault")

    assert [] == list(place.iterdir())


def test_it_is_built_beside_its_place_closed_to_others_and_held(place):
    building, held = making.begin(place / "vault")
    assert place == building.parent
    assert building.name.startswith(".vault.new-")
    assert 0o700 == building.stat().st_mode & 0o777
    assert is_busy(building)
    making.abandon(building, held)

    assert [] == list(place.iterdir())


def test_a_folder_on_the_way_is_made_and_is_his_alone(place):
    building, held = making.begin(place / "a" / "b" / "vault")
    assert [0o700, 0o700] == [
        each.stat().st_mode & 0o777 for each in (building.parent, place / "a")
    ]
    making.abandon(building, held)


def test_a_folder_that_is_there_already_is_not_made_again(place):
    """Somebody else made it meanwhile, with a mode of his own."""
    (place / "a").mkdir()
    with pytest.raises(FileExistsError):
        make_folder(place / "a")


def test_folders_that_are_not_there_yet_do_not_hide_an_open_one_above_them(place):
    place.chmod(0o770)

    assert place in open_above(place / "none" / "deeper" / "vault")


def test_what_is_built_takes_an_empty_folder_and_nothing_else(place, made):
    (place / "new").mkdir()
    (place / "empty").mkdir()
    making.put_in_place(place / "new", place / "empty")
    assert ["empty"] == [each.name for each in place.iterdir()]
    (place / "new").mkdir()
    (place / "file").touch()
    before = bytes_of(made)
    for taken in (made, place / "file"):
        with pytest.raises(UsageProblem, match="here already"):
            making.put_in_place(place / "new", taken)

    assert before == bytes_of(made)
    assert (place / "new").is_dir()


def test_a_place_that_is_gone_is_a_failure_to_write(place):
    (place / "new").mkdir()
    with pytest.raises(CannotWrite):
        making.put_in_place(place / "new", place / "gone" / "vault")


def test_what_was_left_is_swept_once_nobody_can_be_at_work_on_it(place):
    old, young, at_work, half, full = (place / f".vault.new-{n}" for n in range(5))
    for folder in (old, young, at_work, half, full):
        folder.mkdir()
    for folder in (at_work, half):
        (folder / "journal.db").touch()
        (folder / "lock").touch(mode=0o600)
    (full / "journal.db").touch()  # without a lock: not of our making
    for folder, age in ((old, HOUR + 60), (young, HOUR - 60), (full, HOUR + 60)):
        os.utime(folder, (time.time() - age,) * 2)
    (place / ".other.new-1").mkdir()
    with lock.take(at_work):
        making.abandon(*making.begin(place / "vault"))

    left = {each.name for each in place.iterdir()}
    assert {young.name, at_work.name, full.name, ".other.new-1"} == left
    assert {"journal.db", "lock"} == {each.name for each in at_work.iterdir()}
