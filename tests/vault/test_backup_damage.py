"""A backup that is altered, cut short, forged or from a newer Reflect is refused, each in its words."""

import hashlib
import json

import pytest

from reflect_cli.errors import BackupDamaged, ReflectError, VaultTooNew, WrongPassphrase
from reflect_cli.vault import age, lines
from reflect_cli.vault.archive import pack, unpack
from reflect_cli.vault.backup import archive_of, read
from reflect_cli.vault.contents import Contents
from vault.age_by_hand import locked
from vault.kept import backup, contents

SMALL = archive_of(backup(Contents()))


def taken(file: bytes):
    return read(age.unlock(file, bytearray(b"pw")))


def refusal(file: bytes) -> ReflectError:
    with pytest.raises(ReflectError) as refused:
        taken(file)
    return refused.value


def test_no_flipped_byte_of_a_backup_is_accepted():
    file = locked(SMALL)
    assert Contents() == taken(file).contents
    codes = set()
    for place in range(len(file)):
        altered = bytearray(file)
        altered[place] ^= 1
        codes.add(refusal(bytes(altered)).exit_code)

    assert {12, 13} == codes


def test_no_cut_of_a_backup_is_accepted_nor_anything_after_its_end():
    file = locked(SMALL)
    lengths = (*range(250), *range(250, len(file), 5), len(file) - 1)

    assert {13} == {refusal(file[:length]).exit_code for length in lengths}
    assert 13 == refusal(file + b"\0").exit_code


def test_a_wrong_passphrase_is_told_from_a_damaged_file():
    with pytest.raises(WrongPassphrase):
        age.unlock(locked(SMALL), bytearray(b"another"))
    with pytest.raises(WrongPassphrase):
        age.unlock(locked(SMALL), bytearray(b"\xff"))
    with pytest.raises(BackupDamaged, match="cut short"):
        age.unlock(locked(SMALL)[:-1], bytearray(b"pw"))


@pytest.mark.parametrize("work", [23, 30, 64, 99])
def test_more_work_than_any_backup_needs_is_refused_before_it_is_done(work):
    """It would take minutes to hours, and gigabytes."""
    file = locked(SMALL).replace(b" 1\n", b" %d\n" % work)
    with pytest.raises(BackupDamaged, match=rf"2\^{work} rounds.*2\^22"):
        age.unlock(file, bytearray(b"pw"))


def test_work_that_does_not_fit_in_this_computer_is_refused_before_it_is_done(monkeypatch):
    monkeypatch.setattr("os.sysconf", lambda name: 4096 if "SIZE" in name else 2**18)  # 1 GiB
    file = locked(SMALL).replace(b" 1\n", b" 20\n")

    with pytest.raises(ReflectError, match="1024 MiB of memory"):
        age.unlock(file, bytearray(b"pw"))


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"words",
        b"age-encryption.org/v1\n",
        b"age-encryption.org/v1\n-> X25519 " + b"a" * 43 + b"\n" + b"a" * 43 + b"\n--- \n",
        b"-----BEGIN AGE ENCRYPTED FILE-----\n",
        locked(SMALL).replace(b" 1\n", b" 0\n"),
        locked(SMALL).replace(b" 1\n", b" 01\n"),
        locked(SMALL).replace(b" 1\n", b" 111\n"),
        locked(SMALL).replace(b"\n", b"\r\n"),
    ],
)
def test_what_is_no_age_file_with_a_passphrase_is_no_backup(file):
    assert 13 == refusal(file).exit_code


def test_an_age_file_of_something_else_is_no_backup():
    assert "archive" in refusal(locked(b"my letters")).message


def forged(**changed: object) -> bytes:
    """A backup whose files were changed by somebody who also put the manifest right."""
    members = unpack(archive_of(backup()))
    manifest = json.loads(members.pop("manifest.json"))
    for name, content in changed.pop("files", {}).items():
        members[name] = content
    manifest["members"] = {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in members.items()
    }
    manifest |= changed
    described = json.dumps(manifest, indent=2).encode() + b"\n"
    first, *rest = members.items()
    return pack(dict([first, ("manifest.json", described), *rest]))


def test_a_forged_backup_that_says_the_truth_is_one():
    assert backup() == read(forged())


REVISION = lines.of_revisions(contents().revisions[:1]).rstrip()
PLAN = lines.of_plans(contents().plans[:1]).rstrip()
DRAFT = lines.of_drafts(contents().drafts[:1]).rstrip()
BAD_LINES = [
    ("entries.jsonl", REVISION),
    ("entries.jsonl", b"\n"),
    ("entries.jsonl", b"[]\n"),
    ("entries.jsonl", b"{}\n"),
    ("entries.jsonl", b"\xff\n"),
    ("entries.jsonl", b"[" * 100_000 + b"\n"),
    ("entries.jsonl", REVISION.replace(b'"at":"', b'"extra":1,"at":"', 1) + b"\n"),
    ("entries.jsonl", REVISION.replace(b'"record":1', b'"record":1.0') + b"\n"),
    ("entries.jsonl", REVISION.replace(b'"record":1', b'"record":"1"') + b"\n"),
    ("entries.jsonl", REVISION.replace(b'"title":"', b'"title":"a","title":"') + b"\n"),
    ("entries.jsonl", REVISION.replace(b'"language":"en"', b'"language":5') + b"\n"),
    ("entries.jsonl", REVISION.replace(b'"language":"en"', b'"language":"\\udce9"') + b"\n"),
    ("entries.jsonl", REVISION.replace(b'"value":"The first wording"', b'"value":1.5') + b"\n"),
    ("entries.jsonl", REVISION.replace(b'"value":"The first wording"', b'"value":true') + b"\n"),
    ("entries.jsonl", REVISION.replace(b'"value":"The first wording"', b'"value":[1]') + b"\n"),
    ("entries.jsonl", REVISION.replace(b'"off-path":false', b'"off-path":0', 1) + b"\n"),
    ("entries.jsonl", REVISION.replace(b'"kind":"session"', b'"kind":"other"') + b"\n"),
    ("plans.jsonl", PLAN + b"\n" + PLAN + b"\n"),
    ("plans.jsonl", PLAN.replace(b'"state":"kept"', b'"state":"lost"') + b"\n"),
    ("plans.jsonl", PLAN.replace(b'"who":""', b'"who":null') + b"\n"),
    ("plans.jsonl", PLAN.replace(b'"history":[', b'"history":[[],') + b"\n"),
    ("drafts.jsonl", DRAFT + b"\n" + DRAFT + b"\n"),
    ("drafts.jsonl", DRAFT.replace(b'"id":"d1"', b'"id":1') + b"\n"),
    ("drafts.jsonl", DRAFT.replace(b'"title":"A week"', b'"title":"\\udce9"') + b"\n"),
    ("settings.json", b""),
    ("settings.json", b'{"country":1}\n'),
    ("settings.json", b"{}\n{}\n"),
    ("settings.json", b'{"b":"", "a":""}\n'),
    ("extra", b""),
]


@pytest.mark.parametrize(("name", "content"), BAD_LINES)
def test_a_line_that_our_own_code_would_not_write_is_refused_with_its_file(name, content):
    with pytest.raises(BackupDamaged, match=name):
        read(forged(files={name: content}))


@pytest.mark.parametrize(
    "changed",
    [
        {"format": "other"},
        {"min_reader": "1"},
        {"version": 0},
        {"vault": "00"},
        {"vault": 5},
        {"made": None},
        {"program": []},
        {"counts": {}},
        {"more": 1},
    ],
    ids=str,
)
def test_a_manifest_that_our_own_code_would_not_write_is_refused(changed):
    with pytest.raises(BackupDamaged, match=r"manifest\.json"):
        read(forged(**changed))


def test_a_file_that_is_missing_added_or_changed_is_named():
    members = unpack(archive_of(backup()))

    for altered, words in (
        ({k: v for k, v in members.items() if k != "plans.jsonl"}, "plans.jsonl is missing"),
        ({k: v for k, v in members.items() if k != "manifest.json"}, "manifest.json"),
        ({**members, "more.txt": b""}, "more.txt does not belong"),
        ({**members, "drafts.jsonl": b""}, "drafts.jsonl in the backup is not what"),
    ):
        with pytest.raises(BackupDamaged, match=words):
            read(pack(altered))


def test_a_backup_of_a_newer_reflect_is_told_so():
    with pytest.raises(VaultTooNew):
        read(forged(min_reader=3, version=3, more="unknown"))
    newer = REVISION.replace(b'"record":1', b'"record":2') + b"\n"
    with pytest.raises(VaultTooNew):
        read(forged(files={"entries.jsonl": newer}))


def test_work_the_library_itself_finds_too_much_is_told_as_such():
    import pyrage

    with pytest.raises(pyrage.DecryptError) as refused:
        pyrage.passphrase.decrypt(locked(SMALL).replace(b" 1\n", b" 40\n"), "pw")

    assert "very long" in age._from_age(str(refused.value)).message
