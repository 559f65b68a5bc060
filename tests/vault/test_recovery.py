"""The recovery kit: read generously, every slip noticed, and a slot that nobody can forge or move."""

import dataclasses
import json
import os
import sys

import pytest

from reflect_cli.errors import KitRefused, WrongPassphrase
from reflect_cli.vault import header as headers
from reflect_cli.vault.kdf import Kdf
from reflect_cli.vault.recovery import Kit, kit_from, new_kit
from reflect_cli.vault.slots import locked, signed, unlocked, with_slot
from reflect_cli.vault.unlocking import read_headers, unlock, write_headers
from reflect_cli.vault.vault import open_to_read, open_vault
from vault.sample import bytes_of

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEY = bytes(range(7, 27))
LEAST = Kdf(65536, 3, 1, bytes(16))


def kit(key=KEY):
    return Kit(bytearray(key))


@pytest.fixture
def real(folder, roots):
    """The folder's header and master key."""
    return unlock(read_headers(folder), roots)


def with_kit(real, key=KEY):
    slot = locked(real.header, None, key, real.master)
    return signed(with_slot(real.header, slot), real.master)


def written(header, **changes):
    """The bytes of *header* with a field of its recovery slot changed."""
    stored = json.loads(headers.encode(header))
    stored["slots"][-1] |= changes
    return json.dumps(stored, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def never(_):
    raise AssertionError


# ── on paper ─────────────────────────────────────────────────────────────────────────────────


def test_a_kit_is_seven_groups_of_five_letters_and_gives_its_key_back():
    for key in (KEY, bytes(20), b"\xff" * 20, *(os.urandom(20) for _ in range(200))):
        shown = kit(key).written()
        assert [5] * 7 == [len(group) for group in shown.split("-")]
        assert key == kit_from(shown)(None)


def test_two_kits_are_never_the_same():
    assert new_kit().written() != new_kit().written()


@pytest.mark.parametrize("key", [KEY, bytes(20), b"\xff" * 20])
def test_every_single_wrong_letter_is_noticed(key):
    shown = kit(key).written().replace("-", "")
    typos = [
        shown[:place] + sign + shown[place + 1 :]
        for place in range(35)
        for sign in SIGNS
        if sign != shown[place]
    ]

    assert 1085 == len(typos)
    for typed in typos:
        with pytest.raises(KitRefused, match="A letter is not as it stands"):
            kit_from(typed)


def test_any_two_letters_that_changed_places_are_noticed():
    shown = kit().written().replace("-", "")
    for one in range(35):
        for other in range(one + 1, 35):
            if shown[one] != shown[other]:
                letters = list(shown)
                letters[one], letters[other] = letters[other], letters[one]
                with pytest.raises(KitRefused, match="changed places"):
                    kit_from("".join(letters))


def test_a_kit_is_read_as_people_write():
    shown = kit(b"\x00\x84!\x08" * 5).written()
    assert {"0", "1"} <= set(shown)

    for typed in (
        shown.lower(),
        shown.replace("-", ""),
        shown.replace("-", " "),
        f"  {shown.replace('-', ' – ')}\t",
        shown.replace("0", "O").replace("1", "l"),
        shown.replace("0", "o").replace("1", "I"),
        shown.replace("1", "i"),
    ):
        assert kit_from(typed).written() == shown


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "These are 0"),
        ("ABCDE", "35 letters and digits. These are 5"),
        ("A" * 36, "These are 36"),
        ("U" * 35, "letters A to Z without U"),
        ("é" * 35, "only digits"),
        ("\u0661" * 35, "only digits"),
        ("seven dull grey stones", "without U"),
    ],
)
def test_what_is_no_kit_is_told_by_how_it_differs(typed, told):
    with pytest.raises(KitRefused, match=told):
        kit_from(typed)


def test_there_is_one_spelling_of_a_kit():
    """The check is a remainder; one beyond the prime would say the same number twice."""
    prime, found = 32749, 0
    for first in range(40_000):
        number = first << 15
        rest = -number % prime
        if rest + prime < 2**15:
            number += rest + prime
            typed = "".join(SIGNS[number >> 5 * place & 31] for place in reversed(range(35)))
            with pytest.raises(KitRefused):
                kit_from(typed)
            found += 1
    assert found


def test_a_wiped_kit_has_nothing_left_of_its_key():
    one = kit()
    given = one(None)
    one.forget()
    assert bytes(20) == one(None)
    assert bytes(20) == given or sys.implementation.name != "cpython"


# ── opening with it ──────────────────────────────────────────────────────────────────────────


def test_the_kit_opens_the_journal_at_no_cost_and_the_passphrase_goes_on_opening_it(
    folder, real, roots
):
    header = with_kit(real)
    write_headers(folder, header)

    with open_vault(folder, kit()) as vault:
        assert 41 == vault.entries.count()
        assert () == vault.notices
    assert unlocked(header, roots) == unlocked(header, kit()) == real.master


def test_reading_with_the_kit_changes_no_byte(folder, real):
    write_headers(folder, with_kit(real))
    (folder / "header.copy").write_bytes(headers.encode(real.header))
    before = bytes_of(folder)
    used = kit()
    with open_to_read(folder, used) as vault:
        assert 41 == len(list(vault.entries.read_through()))

    assert before == bytes_of(folder)
    assert bytes(20) == used(None)


def test_a_kit_of_another_journal_is_told_apart_from_none_there(folder, real):
    with pytest.raises(KitRefused, match="this journal has none"):
        open_vault(folder, kit())
    write_headers(folder, with_kit(real))
    before = bytes_of(folder)
    with pytest.raises(KitRefused, match="not this journal's"):
        open_vault(folder, kit(bytes(20)))

    assert before == bytes_of(folder)
    assert 12 == KitRefused.exit_code == WrongPassphrase.exit_code


def test_a_passphrase_is_not_tried_on_the_recovery_slot(real):
    header = with_kit(real)
    asked = []

    with pytest.raises(WrongPassphrase):
        unlocked(header, lambda kdf: asked.append(kdf))  # noqa: PLW0108
    assert [real.header.slots[0].kdf, None] == asked
    with pytest.raises(WrongPassphrase):
        unlocked(dataclasses.replace(header, slots=header.slots[1:]), lambda _: bytes(32))
