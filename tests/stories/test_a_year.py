"""A year of use, from the first evening to a journal taken over into a new one."""

from __future__ import annotations

import json

from reflect_cli.paths import vault_folder
from stories.test_looking_back import LATER, sitting
from stories.test_plans import IN_A_MONTH, IN_A_WEEK_ASKED_TWICE, short_ids
from vault.sample import put_copy

__all__ = ["sitting"]  # a fixture

LETTER = "To the man I am in May.\n"


def exported(days, path):
    """All of the journal as its JSON export tells it, but for the day it was made."""
    days.kept("journal", "export", str(path), "--unencrypted")
    whole = json.loads(path.read_text(encoding="utf-8"))
    return {name: whole[name] for name in whole if name not in ("made", "program", "vault")}


def test_a_year_of_evenings_comes_over_whole_into_a_new_journal(
    days, sitting, home, gated, monkeypatch
):
    sitting(2, "The lift home.", "Nobody.")
    days.kept("plan", "add", "--plain", typed=IN_A_WEEK_ASKED_TWICE)
    days.kept("look-back", "letter", "--opens", "2027-05-25", typed=LETTER)

    days.later(days=9)
    (plan,) = short_ids(days)
    assert f"reflect plan follow-up {plan}" in days.kept("look-back", "due")
    days.kept("plan", "done", plan, typed="I said it. He was quiet.\n")
    days.kept("journal", "tag", "last", "heavy")

    days.later(days=60)
    sitting(3, "Still the lift home.", "My brother.", asked=LATER)
    days.kept("plan", "add", "--plain", typed=IN_A_MONTH)
    days.later(days=40)
    (other,) = short_ids(days)
    days.kept("plan", "let-go", other, typed="He moved away.\n")
    days.kept("write", typed="A thing that no question asked.")
    days.kept("write", typed="To be taken out again.")
    days.kept("journal", "edit", "last", "--answer", "1", typed="To be taken out, said otherwise.")
    assert "To be taken out again." in days.kept("journal", "show", "last", "--version", "1")
    days.kept("journal", "bin", "last")
    assert "no entry" in days.reflect("journal", "search", "otherwise").err.lower()

    days.later(days=80)
    assert "reflect look-back open" in days.kept("look-back", "due")
    (letter,) = days.reflect("look-back", "letters", "--json").stored
    assert "To the man I am in May." in days.kept("look-back", "open", letter["short"])
    assert "Removed for good: 1." in days.kept("journal", "empty-bin", "--yes")

    days.later(days=176)
    assert date_of(days) == "2027-11-25"
    typed = "A man at work. He listened.\n/done\n\n"
    days.kept("look-back", "again", "test.weeks/talked", "--plain", typed=typed)
    read = days.kept("look-back", "question", "test.weeks/talked")
    assert read.index("Nobody.") < read.index("My brother.") < read.index("A man at work.")
    states = [
        one["state"] for one in days.reflect("plan", "list", "--state", "all", "--json").stored
    ]
    assert ["kept", "let-go"] == sorted(states)

    before = exported(days, home / "first.json")
    assert 6 <= len(before["entries"])
    assert 2 == len(before["plans"])
    assert "taken out" not in (home / "first.json").read_text(encoding="utf-8")
    monkeypatch.setenv("REFLECT_HOME", str(home / "new"))
    put_copy(gated, vault_folder())
    days.kept("journal", "import", str(home / "first.json"))
    assert before == exported(days, home / "second.json")
    days.kept("journal", "import", str(home / "first.json"))
    assert before == exported(days, home / "third.json")


def date_of(days) -> str:
    return days.day.isoformat()
