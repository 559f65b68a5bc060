"""An older copy put back is noticed: this computer remembers how far the journal went."""

from __future__ import annotations

import json
import shutil

import pytest

from reflect_cli.errors import VaultDamaged
from reflect_cli.paths import state_folder
from reflect_cli.vault.vault import open_vault
from vault.sample import bytes_of, entry, passphrase


def add(folder, number):
    with open_vault(folder, passphrase()) as vault:
        vault.entries.add(entry(number))


def put_back(folder, files):
    for name, content in files.items():
        (folder / name).write_bytes(content)


def anchors():
    return list(state_folder().glob("*.anchor"))


def test_an_older_copy_of_the_whole_folder_is_refused_and_left_as_it_is(folder):
    add(folder, 60)
    older = bytes_of(folder)
    add(folder, 61)
    put_back(folder, older)

    with pytest.raises(VaultDamaged, match="older than this computer remembers"):
        open_vault(folder, passphrase())
    assert older["journal.db"] == bytes_of(folder)["journal.db"]


def test_it_is_taken_when_that_is_said(folder):
    add(folder, 60)
    older = bytes_of(folder)
    add(folder, 61)
    put_back(folder, older)
    with open_vault(folder, passphrase(), accept_older=True) as vault:
        assert 42 == vault.entries.count()

    add(folder, 62)
    with open_vault(folder, passphrase()) as vault:
        assert 43 == vault.entries.count()


def test_a_copy_that_went_another_way_is_refused_too(folder, tmp_path, monkeypatch):
    home = state_folder().parent
    copy = tmp_path / "copy" / "vault"
    add(folder, 60)
    copy.parent.mkdir(mode=0o700)
    shutil.copytree(folder, copy)
    copy.chmod(0o700)
    add(folder, 61)
    monkeypatch.setenv("REFLECT_HOME", str(tmp_path / "other-computer"))
    (tmp_path / "other-computer" / "state").mkdir(parents=True)
    shutil.copy(home / "state" / "device.id", tmp_path / "other-computer" / "state")
    add(copy, 62)
    monkeypatch.setenv("REFLECT_HOME", str(home))
    put_back(folder, bytes_of(copy))

    with pytest.raises(VaultDamaged):
        open_vault(folder, passphrase())


@pytest.mark.parametrize("content", [b"", b"nothing", b'{"heads": {}}', b"[]", b"\xff" * 70000])
def test_an_anchor_that_is_lost_or_forged_stops_nobody(folder, content):
    add(folder, 60)
    (anchor,) = anchors()
    anchor.write_bytes(content)
    add(folder, 61)

    with open_vault(folder, passphrase()) as vault:
        assert 43 == vault.entries.count()


def test_an_anchor_set_back_by_hand_is_not_believed(folder):
    add(folder, 60)
    (anchor,) = anchors()
    stored = json.loads(anchor.read_bytes())
    for head in stored["heads"].values():
        head[0] = 1
    anchor.write_bytes(json.dumps(stored).encode())

    with open_vault(folder, passphrase()) as vault:
        assert 42 == vault.entries.count()


def test_the_anchor_tells_nothing_about_the_words(folder):
    add(folder, 60)
    (anchor,) = anchors()

    assert 0o600 == anchor.stat().st_mode & 0o777
    assert {"heads", "mac"} == set(json.loads(anchor.read_bytes()))


def test_where_the_state_cannot_be_written_the_journal_still_opens(folder, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("REFLECT_HOME", str(tmp_path / "file"))
    add(folder, 60)

    with open_vault(folder, passphrase()) as vault:
        assert 42 == vault.entries.count()
