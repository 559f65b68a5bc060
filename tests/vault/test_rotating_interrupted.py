"""What comes while a new master key is put in force: Ctrl-C is heard after it, a full disk is told of."""

import signal

import pytest

from reflect_cli.errors import CannotWrite
from reflect_cli.vault import rotating, settling
from reflect_cli.vault.kdf import LIGHT
from reflect_cli.vault.troubles import disk_full
from reflect_cli.vault.vault import open_to_change, open_vault, rotate
from vault.sample import ANOTHER, passphrase
from vault.test_rotating_cut_short import failing_at, unchanged


@pytest.fixture
def changed_while(folder, monkeypatch):
    """Does what `rotate` does, and something *meanwhile*, just before the new key is put in force."""
    real = rotating.put_in_force

    def change(meanwhile):
        def put(*given):
            meanwhile()
            real(*given)

        with monkeypatch.context() as patch, open_to_change(folder, passphrase()) as vault:
            patch.setattr(rotating, "put_in_force", put)
            return rotate(folder, vault, passphrase(ANOTHER), LIGHT)

    return change


def ctrl_c():
    signal.raise_signal(signal.SIGINT)


def test_ctrl_c_meanwhile_is_not_taken_for_a_failure(changed_while):
    with changed_while(ctrl_c) as vault:
        assert 41 == vault.entries.count()


def test_ctrl_c_while_the_disk_refuses_the_change_ends_it_and_leaves_all_as_it_was(
    folder, roots, changed_while, monkeypatch
):
    with (
        unchanged(folder, roots),
        failing_at(monkeypatch, "header.json"),
        pytest.raises(KeyboardInterrupt),
    ):
        changed_while(ctrl_c)


def test_when_the_disk_refuses_the_opening_afterwards_the_change_stands_and_nothing_is_lost(
    folder, changed_while, monkeypatch
):
    def full(*_given):
        raise disk_full()

    with monkeypatch.context() as patch:
        with pytest.raises(CannotWrite, match="The new passphrase opens the journal") as told:
            changed_while(lambda: patch.setattr(settling, "open_database", full))
        assert "The next opening does it." in told.value.hint
    with open_vault(folder, passphrase(ANOTHER)) as vault:
        assert 41 == vault.entries.count()
