"""An entry that two copies changed: told where it is read, and settled by the next change."""

from __future__ import annotations

from commands.test_care_of_the_journal import reflect
from reflect_cli.vault.joining import copy_of, join
from reflect_cli.vault.vault import open_vault
from vault.sample import GATED_WITH, entry, put_copy


def secret():
    return bytearray(GATED_WITH.encode())


def test_the_other_version_is_named_until_a_change_stands_alone(journal, tmp_path, monkeypatch):
    with open_vault(journal, secret()) as vault:
        vault.entries.add(entry(1, "As it was."))
    other = put_copy(journal, tmp_path / "elsewhere" / "vault")
    with open_vault(journal, secret()) as vault:
        vault.entries.revise(entry(1, "Changed at home."), "2026-11-25T08:00:00+01:00")
    home = tmp_path / "home" / "reflect"
    monkeypatch.setenv("REFLECT_HOME", str(tmp_path / "another-computer"))
    with open_vault(other, secret()) as vault:
        vault.entries.revise(entry(1, "Changed on the way."), "2026-11-25T09:00:00+01:00")
    monkeypatch.setenv("REFLECT_HOME", str(home))
    with open_vault(journal, secret()) as vault, copy_of(other, journal, secret()) as copy:
        assert 1 == join(vault, copy).two_versions

    shown = reflect("show").stdout
    assert "Changed on the way." in shown
    assert "The other is version 2." in shown
    assert "Changed at home." in reflect("show", "--version", "2").stdout
    reflect("edit", given="Both together.")
    shown = reflect("show").stdout
    assert "Version 4 of 4" in shown
    assert "The other is" not in shown
