"""The slot of a recovery kit: nobody can forge it, move it, or make it cost anything."""

import dataclasses
import json
import os

import pytest

from reflect_cli.errors import VaultDamaged, WrongPassphrase
from reflect_cli.vault import header as headers
from reflect_cli.vault.slots import locked, passphrase_header, signed, unlocked, with_slot
from reflect_cli.vault.unlocking import HeaderFiles, Unlocked, unlock, write_headers
from reflect_cli.vault.vault import open_vault
from vault.sample import bytes_of, passphrase
from vault.test_recovery import KEY, LEAST, kit, never, real, with_kit, written

__all__ = ["real"]  # a fixture


@pytest.mark.parametrize(
    "changes",
    [
        {"kdf": {"m": 65536, "p": 1, "salt": "00" * 16, "t": 3}},
        {"kdf": {"m": 2**30, "p": 1, "salt": "00" * 16, "t": 3}},
        {"kdf": {}}, {"kdf": 0}, {"kdf": False}, {"kdf": ""}, {"kdf": []},
        {"kind": "passphrase"}, {"kind": "keyring"}, {"kind": None},
        {"salt": "00" * 15}, {"salt": ""}, {"salt": None}, {"nonce": "00" * 23}, {"nonce": 24},
        {"ct": "00" * 47}, {"ct": "00" * 49}, {"ct": ""}, {"check": "00" * 31}, {"check": []},
        {"check": "0 " * 32}, {"more": 1},
    ],
    ids=str,
)  # fmt: skip
def test_a_hostile_recovery_slot_is_refused_before_any_key_is_asked_for(real, changes):
    raw = written(with_kit(real), **changes)
    with pytest.raises(VaultDamaged):
        unlock(HeaderFiles(raw, raw), never)


def test_two_recovery_slots_or_no_passphrase_are_refused_before_any_key_is_asked_for(real):
    one = with_kit(real)
    words, paper = one.slots
    for slots in ((words, paper, paper), (paper,), (paper, words, paper), (paper, paper)):
        raw = headers.encode(signed(dataclasses.replace(one, slots=slots), real.master))
        with pytest.raises(VaultDamaged):
            unlock(HeaderFiles(raw, raw), never)


def test_a_removed_added_or_reordered_recovery_slot_is_noticed(real, roots):
    """Removing it would take his way back; adding one would be somebody else's way in."""
    one = with_kit(real)
    words, paper = one.slots
    foreign = locked(real.header, None, KEY, bytearray(32))
    for slots in ((words,), (paper, words), (words, foreign)):
        raw = headers.encode(dataclasses.replace(one, slots=slots))
        for opens in (roots, kit()):
            with pytest.raises((VaultDamaged, WrongPassphrase)):
                unlock(HeaderFiles(raw, raw), opens)
        with pytest.raises(VaultDamaged):
            unlock(HeaderFiles(raw, raw), roots)


def test_a_slot_of_another_journal_with_the_same_kit_does_not_fit(real):
    other = passphrase_header(os.urandom(16), LEAST, bytes(32), bytearray(32))
    theirs = with_kit(Unlocked(other, bytearray(32)))
    mixed = dataclasses.replace(with_kit(real), slots=(real.header.slots[0], theirs.slots[1]))
    for header in (mixed, signed(mixed, real.master)):
        with pytest.raises(VaultDamaged):
            unlocked(header, kit())


def test_the_key_of_one_kind_of_slot_does_not_open_the_other(real):
    """A slot's kind is under its seal, so that it cannot be passed off as the other."""
    paper = with_kit(real).slots[1]
    as_words = dataclasses.replace(paper, kind=headers.SlotKind.PASSPHRASE, kdf=LEAST)
    header = signed(dataclasses.replace(real.header, slots=(as_words,)), real.master)
    with pytest.raises(VaultDamaged):
        unlocked(header, lambda _: KEY)


def test_a_header_with_a_kit_from_a_newer_reflect_is_refused_untouched(folder, real):
    stored = json.loads(headers.encode(with_kit(real))) | {"min_reader": 2}
    for name in ("header.json", "header.copy"):
        (folder / name).write_text(json.dumps(stored, sort_keys=True))
    before = bytes_of(folder)
    with pytest.raises(headers.VaultTooNew):
        open_vault(folder, kit())

    assert before == bytes_of(folder)


def test_lowering_the_versions_of_a_slot_is_noticed(real):
    newer = dataclasses.replace(real.header, version=2)
    slot = locked(newer, None, KEY, real.master)
    lowered = signed(with_slot(real.header, slot), real.master)
    with pytest.raises(VaultDamaged):
        unlocked(lowered, kit())


def test_no_flipped_bit_of_the_recovery_slot_is_accepted(real):
    header = with_kit(real)
    raw = headers.encode(header)
    start = raw.index(b'"kind":"recovery"') - 300
    for place in range(start, len(raw)):
        for bit in (1, 4, 32):
            altered = raw[:place] + bytes([raw[place] ^ bit]) + raw[place + 1 :]
            with pytest.raises((VaultDamaged, WrongPassphrase)):
                unlock(HeaderFiles(altered, altered), kit())


def test_asking_for_a_passphrase_takes_no_memory_for_the_kit(folder, real):
    write_headers(folder, with_kit(real))
    with open_vault(folder, passphrase()) as vault:
        assert vault.keys is None
        assert 41 == vault.entries.count()
