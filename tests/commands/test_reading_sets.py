"""Reading sets from the menu: the shipped ones freely, those of other people with the passphrase."""

from __future__ import annotations

import io
import sys

import pytest

from commands.handed import GROUP
from commands.test_sets_installed import HELD
from reflect_cli.commands.options import Manner
from reflect_cli.commands.reading import INSTALLED, read_sets
from reflect_cli.errors import LeftNow
from reflect_cli.library.index import listed
from reflect_cli.library.spoken import key_words
from reflect_cli.screens.installing import NONE_INSTALLED

SHIPPED = len(listed())
FROM_OTHERS, BACK = f"{SHIPPED + 1}\n", f"{SHIPPED + 2}\n"


@pytest.fixture
def reading(monkeypatch, capsys):
    """Choose from the menu with something typed; what was shown."""

    def shown(given: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        read_sets(Manner(plain=True))
        return capsys.readouterr().out

    return shown


def test_an_installed_set_can_be_read_and_its_title_waits_for_the_passphrase(
    journal, vault, reading
):
    vault.installed.put(HELD)
    vault.close()

    before, _, after = reading(f"{FROM_OTHERS}1\n2\n{BACK}").partition(HELD.set_id)

    assert f"{SHIPPED + 1}. {INSTALLED[1]}" in before
    assert HELD.title not in before
    assert f"Signed by the key: {key_words(GROUP.public)}" in after
    assert "1. How calm are you?" in after
    assert 1 == after.count(f"{SHIPPED + 2}. Back")


def test_with_none_installed_it_says_so(journal, reading):
    assert NONE_INSTALLED in reading(f"{FROM_OTHERS}1\n{BACK}")


def test_without_a_journal_there_are_only_the_shipped_ones(home, reading):
    shown = reading(f"1\n{FROM_OTHERS}")

    assert f"{SHIPPED + 1}. Back" in shown
    assert INSTALLED[1] not in shown


def test_leaving_from_there_leaves_altogether(journal, reading):
    with pytest.raises(LeftNow):
        reading(f"{FROM_OTHERS}/leave\n")
