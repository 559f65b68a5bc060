"""What opens the journal, changed at a terminal: unseen words, six by chance, and the kit shown once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from reflect_cli.errors import WrongPassphrase
from reflect_cli.vault.recovery import kit_from, new_kit
from reflect_cli.vault.vault import open_to_change, open_vault, status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reflect_cli.vault.recovery import Kit

GOOD = "seven dull grey stones"
NEW = "eleven quiet boats"
GROUPS = re.compile(r"\b(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}\b|\b(?:[0-9A-Z]{5}-){2}[0-9A-Z]{5}\b")
WORDS = re.compile(r"(?:\| |    )((?:[a-z]{4,7} ){5}[a-z]{4,7})\s*$", re.MULTILINE)

VOICES = pytest.mark.parametrize("voice", [(), ("--plain",)], ids=["full", "plain"])


def words(text: str) -> bytearray:
    return bytearray(text.encode())


def opens(folder: Path, secret: bytearray | Kit) -> bool:
    try:
        open_vault(folder, secret).close()
    except WrongPassphrase:
        return False
    return True


def kit_on(shown: str) -> str:
    return "-".join(GROUPS.findall(shown))


def written(screen: Any, voice: tuple[str, ...]) -> str:
    """The kit on the screen, once it is said to be written down."""
    shown = screen.see("Leave; no kit is made" if not voice else "/pause /leave. >")
    screen.line("1") if voice else screen.press("enter")
    return kit_on(shown)


def answer(screen: Any, voice: tuple[str, ...], typed: str) -> None:
    screen.line(typed) if voice else screen.type(typed, "enter")


def outside(screen: Any) -> bytes:
    """What was written elsewhere than on the alternate screen, and so may stay in a scrollback."""
    return re.sub(rb"\x1b\[\?1049h.*?\x1b\[\?1049l", b"", bytes(screen.raw), flags=re.DOTALL)


# ── the passphrase ───────────────────────────────────────────────────────────────────────────


def test_the_old_one_is_asked_for_then_the_new_one_twice(
    terminal: Callable[..., Any], journal: Path
):
    screen = terminal("vault", "passphrase", columns=200, REFLECT_PASSCOMMAND="")
    screen.see("Passphrase:")
    screen.line("not this one")
    screen.see("Two tries more. Passphrase:")
    screen.line(GOOD)
    screen.see("New passphrase:")
    screen.line(NEW)
    screen.see("about: ")
    screen.see("The same again:")
    screen.line("another")
    screen.see("The two were not the same.")
    screen.line(NEW)
    screen.see("chosen by chance. New passphrase: Someone with your files")
    screen.line(NEW)
    screen.see("The passphrase is changed.")

    assert 0 == screen.ended()
    assert (False, True) == (opens(journal, words(GOOD)), opens(journal, words(NEW)))
    assert NEW.encode() not in screen.raw


def test_leaving_at_the_new_one_changes_nothing(terminal: Callable[..., Any], journal: Path):
    screen = terminal("vault", "passphrase", columns=200)
    screen.see("New passphrase:")
    screen.press("pause")
    screen.see("Nothing was changed. The passphrase you had still opens the journal.")

    assert 0 == screen.ended()
    assert opens(journal, words(GOOD))


@VOICES
def test_six_words_by_chance_are_shown_and_typed(
    terminal: Callable[..., Any], journal: Path, voice: tuple[str, ...]
):
    screen = terminal("vault", "passphrase", *voice)
    screen.see("six words chosen by chance.")
    screen.see("New passphrase:")
    screen.line("")
    (six,) = WORDS.findall(screen.see("asked to type" if not voice else "scrollback until"))
    if not voice:
        screen.press("enter")
    screen.see("The six words:")
    screen.line("not these six words at all now")
    assert six in screen.see("Here they are again." if voice else "are asked to type them.")
    if not voice:
        screen.press("enter")
    screen.see("The six words:")
    screen.line(six)
    screen.see("The passphrase is changed.")

    assert 0 == screen.ended()
    assert opens(journal, words(six))
    assert (six.encode() in outside(screen)) is bool(voice)


def test_who_would_rather_not_have_the_six_words_chooses_anew(
    terminal: Callable[..., Any], journal: Path
):
    screen = terminal("vault", "passphrase", "--plain", columns=200)
    screen.see("New passphrase:")
    screen.line("")
    screen.see("With an empty line you choose something else. The six words:")
    screen.line("")
    screen.see("The six words: Type your own")
    screen.press("pause")

    assert 0 == screen.ended()


# ── the kit ──────────────────────────────────────────────────────────────────────────────────


@VOICES
def test_a_kit_is_shown_once_and_counts_when_it_was_typed_back(
    terminal: Callable[..., Any], journal: Path, voice: tuple[str, ...]
):
    screen = terminal("vault", "recovery", *voice)
    kit = written(screen, voice)
    assert kit_from(kit).written() == kit
    assert ("scrollback" in screen.raw.decode()) is bool(voice)
    screen.see("Now type it from the paper.")
    if not voice:
        assert kit not in screen.look()
    answer(screen, voice, (("1" if kit[0] == "0" else "0") + kit[1:]).lower())
    screen.see("A letter is not as it stands on the paper")
    assert not status(journal).has_kit
    if voice:
        screen.screen.reset()
    answer(screen, voice, "")
    assert kit == written(screen, voice)
    screen.see("Now type it from the paper.")
    answer(screen, voice, kit.lower().replace("-", " "))
    screen.see("The recovery kit is made.")

    assert 0 == screen.ended()
    assert opens(journal, kit_from(kit))
    assert b"There is a kit already." not in screen.raw
    assert any(group.encode() in outside(screen) for group in kit.split("-")) is bool(voice)


@pytest.mark.parametrize(("voice", "where"), [((), "typed"), (("--plain",), "shown")])
def test_leaving_before_it_is_typed_back_makes_none(
    terminal: Callable[..., Any], journal: Path, voice: tuple[str, ...], where: str
):
    screen = terminal("vault", "recovery", *voice)
    if where == "typed":
        written(screen, voice)
        screen.see("Now type it from the paper.")
    else:
        screen.see("Leave; no kit is made")
    screen.press("pause")
    screen.see("No recovery kit was made.")

    assert 0 == screen.ended()
    assert not status(journal).has_kit


def test_a_kit_in_a_file_is_typed_from_its_print_and_goes_if_he_leaves(
    terminal: Callable[..., Any], journal: Path, home: Path
):
    paper = home / "kit.txt"
    with open_to_change(journal, words(GOOD)) as vault:
        vault.keys.set_kit(new_kit())
    left = terminal("vault", "recovery", "--print", str(paper), columns=200)
    left.see(
        "There is a kit already. It goes on opening the journal until you have typed this one."
    )
    left.see("Print that, and type the kit from the paper.")
    assert paper.exists()
    left.press("pause")
    left.see("No recovery kit was made.")
    assert (0, False) == (left.ended(), paper.exists())

    screen = terminal("vault", "recovery", "--print", str(paper), columns=200)
    screen.see("Print that, and type the kit from the paper.")
    screen.type("", "enter")
    screen.type("A" * 35, "enter")
    screen.see("A letter is not as it stands on the paper")
    screen.type(kit_on(paper.read_text()), "enter")
    screen.see("The recovery kit is made.")
    assert (0, True) == (screen.ended(), paper.exists())
    assert opens(journal, kit_from(kit_on(paper.read_text())))


@VOICES
def test_after_three_wrong_passphrases_the_kit_sets_a_new_one(
    terminal: Callable[..., Any], journal: Path, voice: tuple[str, ...]
):
    one = new_kit()
    with open_to_change(journal, words(GOOD)) as vault:
        vault.keys.set_kit(one)
    kit = one.written()
    locked = terminal("journal", "list", *voice, columns=200, REFLECT_PASSCOMMAND="")
    for told in ("Passphrase:", "Two tries more. Passphrase:", "One try more. Passphrase:"):
        locked.see(told)
        locked.line("forgotten")
    locked.see("reflect vault passphrase --recovery")
    assert 12 == locked.ended()

    screen = terminal("vault", "passphrase", "--recovery", *voice, columns=200)
    asked = "Nothing shows while you type. Recovery kit:" if voice else ""
    screen.see(f"capital letters do not matter. {asked}".strip())
    answer(screen, voice, "A" * 34)
    screen.see("These are 34.")
    screen.see(f"Two tries more. {asked}".strip())
    answer(screen, voice, new_kit().written())
    screen.see("but not this journal's.")
    screen.see(f"One try more. {asked}".strip())
    answer(screen, voice, kit)
    screen.see("New passphrase:")
    assert kit not in screen.look()
    screen.line(NEW)
    screen.see("The same again:")
    screen.line(NEW)
    screen.see("The recovery kit still opens it too.")
    assert 0 == screen.ended()
    assert not any(group.encode() in outside(screen) for group in kit.split("-"))
    assert opens(journal, words(NEW))


def test_a_new_journal_in_a_place_that_will_do_is_offered_a_kit_at_once(
    terminal: Callable[..., Any], home: Path
):
    (home / ".stfolder").mkdir()
    refused = terminal("vault", "init")
    refused.see("--in-synced-folder")
    assert (16, False) == (refused.ended(), b"New passphrase" in refused.raw)

    screen = terminal("vault", "init", "--in-synced-folder")
    screen.see("New passphrase:")
    screen.line(GOOD)
    screen.see("The same again:")
    screen.line(GOOD)
    screen.see("Later, with: reflect vault recovery")
    screen.press("enter")
    kit = written(screen, ())
    screen.see("Now type it from the paper.")
    screen.type(kit, "enter")
    screen.see("The journal is made")

    assert 0 == screen.ended()
    with open_vault(home / "reflect" / "vault", kit_from(kit)) as vault:
        assert "Syncthing" in str(vault.settings.get("synced-place-chosen"))


@pytest.mark.parametrize("key", ["pause", "leave"])
def test_leaving_the_offer_means_later(terminal: Callable[..., Any], home: Path, key: str):
    screen = terminal("vault", "init")
    screen.see("New passphrase:")
    screen.line(GOOD)
    screen.see("The same again:")
    screen.line(GOOD)
    screen.see("Make a recovery kit now")
    screen.press(key)
    screen.see("The journal is made")

    assert 0 == screen.ended()
    assert not status(home / "reflect" / "vault").has_kit
