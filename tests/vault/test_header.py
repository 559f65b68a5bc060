"""The key file: every altered bit is refused, most before any memory is spent."""

import dataclasses
import hashlib
import json
import os
import time

import pytest

from reflect_cli.errors import (
    ReflectError,
    UsageProblem,
    VaultDamaged,
    VaultMissing,
    VaultTooNew,
    WrongPassphrase,
)
from reflect_cli.vault import header as headers
from reflect_cli.vault import kdf
from reflect_cli.vault.slots import passphrase_header, signed, unlocked
from reflect_cli.vault.unlocking import HeaderFiles, read_headers, unlock, write_headers
from reflect_cli.vault.vault import Notice, create, open_vault
from vault.sample import PASSPHRASE, bytes_of, everything, passphrase

REFUSALS = (VaultDamaged, VaultTooNew, WrongPassphrase)


@pytest.fixture(scope="session")
def raw(made):
    return (made / "header.json").read_bytes()


@pytest.fixture(scope="session")
def root_of(raw, roots):
    """The real root for the real inputs; for any other inputs, another key at no cost."""
    real = headers.decode(raw).slots[0].kdf

    def root(asked):
        return roots(real) if asked == real else hashlib.sha256(repr(asked).encode()).digest()

    return root


def flips(raw):
    for offset in range(len(raw)):
        for bit in range(8):
            yield raw[:offset] + bytes([raw[offset] ^ 1 << bit]) + raw[offset + 1 :]


def test_no_flipped_bit_of_the_header_is_accepted(raw, root_of):
    accepted = []
    for number, altered in enumerate(flips(raw)):
        try:
            unlock(HeaderFiles(altered, altered), root_of)
        except REFUSALS:
            continue
        accepted.append(number)

    assert [] == accepted
    assert len(raw) > 500


def test_most_flipped_bits_are_refused_before_the_key_is_derived(raw):
    asked = []

    def root_of(cost):
        asked.append(cost)
        return bytes(32)

    for altered in flips(raw):
        with pytest.raises(REFUSALS):
            unlock(HeaderFiles(altered, None), root_of)

    assert len(asked) < len(raw) * 8 / 2


def test_no_shortened_or_lengthened_header_is_accepted(raw, root_of):
    for length in range(len(raw)):
        with pytest.raises(REFUSALS):
            unlock(HeaderFiles(raw[:length], None), root_of)
    for altered in (raw + b"\n", raw + raw, b" " + raw, b"\xef\xbb\xbf" + raw, raw + bytes(20000)):
        with pytest.raises(VaultDamaged):
            unlock(HeaderFiles(altered, None), root_of)


def changed(raw, **fields):
    stored = json.loads(raw)
    slot = {name: fields.pop(name) for name in list(fields) if name in stored["slots"][0]}
    cost = {name: fields.pop(name) for name in list(fields) if name in ("m", "t", "p")}
    stored["slots"][0] |= slot
    if stored["slots"][0]["kdf"]:
        stored["slots"][0]["kdf"] |= cost
    stored |= fields
    return json.dumps(stored, sort_keys=True, separators=(",", ":")).encode() + b"\n"


@pytest.mark.parametrize(
    "fields",
    [
        {"m": 1}, {"m": 65535}, {"m": 2**30}, {"m": 4 * 2**20 + 1}, {"m": True}, {"m": -1},
        {"m": 65536.0}, {"m": 2**4000}, {"t": 0}, {"t": 17}, {"t": 2**40}, {"p": 0}, {"p": 2},
        {"p": 2**24}, {"m": 2**22, "t": 5}, {"kdf": None}, {"kdf": []}, {"kind": "other"},
        {"kind": "recovery"}, {"slots": []}, {"slots": {}}, {"slots": None}, {"gen": 0},
        {"gen": "1"}, {"extra": 1}, {"cipher": "aes128cbc"}, {"vault": ""}, {"mac": "00"},
        {"version": 0}, {"format": "other"}, {"min_reader": 0}, {"min_reader": "1"},
        {"salt": "zz" * 16}, {"ct": "00" * 47}, {"check": "AA" * 32},
    ],
    ids=str,
)  # fmt: skip
def test_hostile_fields_are_refused_before_memory_is_spent(raw, fields):
    def never(_):
        raise AssertionError

    with pytest.raises(VaultDamaged):
        unlock(HeaderFiles(changed(raw, **fields), None), never)


def test_hostile_costs_are_refused_at_once_by_the_whole_road(folder, raw):
    for name in ("header.json", "header.copy"):
        (folder / name).write_bytes(changed(raw, m=2**30))

    began = time.perf_counter()
    with pytest.raises(VaultDamaged):
        open_vault(folder, passphrase())
    assert time.perf_counter() - began < 0.05


def test_many_slots_cannot_add_up_to_more_work_than_one_may_ask(raw):
    slot = json.loads(raw)["slots"][0]
    slot["kdf"] |= {"m": 2**20, "t": 9}
    with pytest.raises(VaultDamaged):
        headers.decode(changed(raw, slots=[slot, slot]))
    with pytest.raises(VaultDamaged):
        headers.decode(changed(raw, slots=[json.loads(raw)["slots"][0]] * 9))


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"null", b"[" * 16000, b'{"a":' * 3000, b"1" * 9000, b"NaN"]
)
def test_what_is_not_a_header_is_damage_not_a_crash(content, root_of):
    with pytest.raises(VaultDamaged):
        unlock(HeaderFiles(content, None), root_of)


def test_a_slot_cannot_be_added_removed_or_taken_from_another_vault(raw, root_of, roots):
    real = headers.decode(raw)
    slot = real.slots[0]
    other = passphrase_header(os.urandom(16), slot.kdf, roots(slot.kdf), bytearray(32))
    for slots in ((slot, slot), (other.slots[0],), (other.slots[0], slot)):
        with pytest.raises(VaultDamaged):
            unlocked(dataclasses.replace(real, slots=slots), root_of)


def test_a_recovery_slot_is_part_of_the_format_and_passed_over(raw, root_of):
    """A passphrase opens its own slot, whatever stands in the other."""
    real = headers.decode(raw)
    master = unlocked(real, root_of)
    recovery = dataclasses.replace(
        real.slots[0], kind=headers.SlotKind.RECOVERY, kdf=None, check=os.urandom(32)
    )
    both = signed(dataclasses.replace(real, slots=(recovery, real.slots[0])), master)

    assert both == headers.decode(headers.encode(both))
    assert master == unlocked(both, root_of)


def test_a_wrong_passphrase_is_told_apart_from_damage_and_changes_nothing(folder):
    before = bytes_of(folder)
    words = passphrase(b"another lantern")
    with pytest.raises(WrongPassphrase):
        open_vault(folder, words)

    assert before == bytes_of(folder)
    assert bytearray(len(words)) == words


def test_a_passphrase_typed_on_another_keyboard_is_the_same():
    composed, parts = "caf\u00e9".encode(), "cafe\u0301".encode()
    assert kdf.prepared(bytearray(composed)) == kdf.prepared(bytearray(parts)) == composed


@pytest.mark.parametrize("words", [b"", b"\xff\xfe", b"x" * 4097])
def test_a_passphrase_that_cannot_be_one_is_refused(tmp_path, words):
    with pytest.raises(UsageProblem):
        create(tmp_path / "v", bytearray(words), kdf.LIGHT)

    assert [] == [path.name for path in tmp_path.iterdir() if path.name != "home"]


@pytest.mark.parametrize("name", ["header.json", "header.copy"])
@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "salt", "mac"])
def test_one_damaged_copy_of_the_header_is_told_and_put_right(folder, raw, name, damage):
    stored = json.loads(raw)
    salt = stored["slots"][0]["kdf"] | {"salt": "00" * 16}
    content = {
        "empty": b"",
        "cut": raw[:300],
        "salt": changed(raw, kdf=salt),
        "mac": changed(raw, mac="00" * 32),
    }
    (folder / name).unlink() if damage == "gone" else (folder / name).write_bytes(content[damage])

    with open_vault(folder, passphrase()) as vault:
        assert (Notice.HEADER_REPAIRED,) == vault.notices
        assert 41 == vault.entries.count()

    assert HeaderFiles(raw, raw) == read_headers(folder)


def test_a_copy_from_before_a_passphrase_change_does_not_let_the_old_one_in(folder, raw, roots):
    real = headers.decode(raw)
    master = unlocked(real, roots)
    new = kdf.new_kdf(kdf.LIGHT)
    changed_words = kdf.stretch(bytearray(b"newer words"), new)
    newer = passphrase_header(real.vault, new, changed_words, master)
    newer = signed(dataclasses.replace(newer, gen=2), master)
    (folder / "header.json").write_bytes(headers.encode(newer))

    with pytest.raises(WrongPassphrase):
        open_vault(folder, bytearray(PASSPHRASE))
    with open_vault(folder, bytearray(b"newer words")) as vault:
        assert 41 == vault.entries.count()


def test_an_older_header_put_back_is_told_and_not_spread(folder):
    with open_vault(folder, passphrase()) as vault, vault.transaction():
        vault.database.run("UPDATE meta SET value = 2 WHERE name = 'gen'")
    (folder / "header.copy").unlink()

    with open_vault(folder, passphrase()) as vault:
        assert (Notice.HEADER_OLDER,) == vault.notices
    assert not (folder / "header.copy").exists()


def test_a_newer_header_is_refused_with_every_byte_untouched(folder, raw):
    for name in ("header.json", "header.copy"):
        (folder / name).write_bytes(changed(raw, min_reader=2, version=2, more={"new": [1]}))
    before = bytes_of(folder)

    with pytest.raises(VaultTooNew):
        open_vault(folder, passphrase())
    assert before == bytes_of(folder)


def test_no_header_at_all_is_damage_while_the_journal_is_there(folder):
    (folder / "header.json").unlink()
    (folder / "header.copy").unlink()

    with pytest.raises(VaultDamaged):
        open_vault(folder, passphrase())
    with pytest.raises(UsageProblem):
        create(folder, passphrase(), kdf.LIGHT)


def test_a_vault_that_is_not_there_is_missing(tmp_path):
    with pytest.raises(VaultMissing):
        open_vault(tmp_path / "none", passphrase())
    assert not (tmp_path / "none").exists()


def test_a_header_is_replaced_whole(folder, raw, roots):
    write_headers(folder, headers.decode(raw))

    assert ["header.copy", "header.json"] == sorted(p.name for p in folder.glob("header*"))
    assert everything(folder, roots)["entry"]


def test_only_the_three_profiles_exist_and_none_is_cheaper_than_light():
    assert {"light": 65536, "standard": 262144, "strong": 1048576} == {
        name: profile.memory_kib for name, profile in kdf.PROFILES.items()
    }
    assert {3} == {profile.passes for profile in kdf.PROFILES.values()}
    with pytest.raises(ReflectError):
        kdf.stretch(passphrase(), kdf.Kdf(65535, 3, 1, bytes(16)))


def test_the_derivation_is_argon2id_as_published():
    """The same key comes out of argon2-cffi, an implementation of another hand."""
    known = kdf.stretch(bytearray(b"password"), kdf.Kdf(65536, 3, 1, b"somesaltsomesalt"))
    assert "7664ad4ba1a3c999fcdd0991ffc2270f78302d2383233db5e7befc85d1bb1819" == known.hex()
