"""A set is shown before it is asked about, kept in the journal, and refused with the reason."""

from __future__ import annotations

import io
import sys

import pytest

from commands.conftest import PASSPHRASE
from commands.handed import GROUP, SET_ID, STRANGER, file_of, run, sealed, text
from reflect_cli.commands import installing
from reflect_cli.commands.installing import Wish, handed_over_set
from reflect_cli.commands.options import Manner
from reflect_cli.errors import (
    NoTerminal,
    NothingToShow,
    PromptSetMalformed,
    ReflectError,
    SetRefused,
    Stopped,
)
from reflect_cli.journal import trust
from reflect_cli.journal.installed import Distrusted
from reflect_cli.library.sets import path_of
from reflect_cli.library.spoken import copy_words, key_words
from reflect_cli.vault.vault import open_vault
from vault.sample import entry, put_copy

INSTALL, READ, LINES, LEAVE = "1\n", "2\n", "3\n", "4\n"
ASKED, UNASKED, UPDATE = Wish(), Wish(unasked=True), Wish(only_update=True)
WORDS = key_words(GROUP.public)
NEWER = text("1.1.0")


@pytest.fixture(scope="module")
def opened(gated, tmp_path_factory):
    """One open journal for all, because a key is slow on purpose."""
    folder = put_copy(gated, tmp_path_factory.mktemp("installing") / "vault")
    with open_vault(folder, bytearray(PASSPHRASE.encode())) as vault:
        vault.entries.add(entry(3, "What I wrote"))
        yield vault


@pytest.fixture
def vault(opened):
    """The same, with nothing installed."""
    for one in opened.installed.every():
        opened.installed.remove(one.set_id)
    return opened


@pytest.fixture
def install(vault, tmp_path, monkeypatch, capsys):
    """Hand a set over with something typed; what was said, and what had been shown before."""

    def installed(data: str | bytes, given: str = INSTALL, wish: Wish = ASKED) -> tuple[str, str]:
        taken = handed_over_set(str(file_of(tmp_path, data)))
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        try:
            said = installing.install(vault, taken, Manner(plain=True), wish)
        finally:
            shown = " ".join(capsys.readouterr().out.split())
        return said, shown

    return installed


def shown_when_left(install, capsys, data, **more) -> str:
    with pytest.raises(Stopped, match="Nothing was installed"):
        install(data, **more)
    return " ".join(capsys.readouterr().out.split())


def test_it_shows_what_the_set_is_who_signed_it_and_what_it_can_do(install, vault):
    whole = sealed(text())
    said, shown = install(whole)

    for words in (
        "One evening, looked at again 1.0.0",
        "10 prompts, about 12 minutes · language en · CC-BY-SA-4.0",
        "From, as the file says (nobody has checked the names): The test suite",
        f"Key {WORDS} (The first time this key comes to this journal.",
        f"Copy {copy_words(whole)} (Everyone with this very file",
        "What comes up, as the file says: The questions are about pressure",
        "It cannot run anything, reach a network, read other sets or your entries",
        "1. Install 2. Read it first 3. Show the help lines 4. Leave it",
    ):
        assert words in shown
    begin = "To begin: reflect start tests.one-evening"
    assert f"Installed: One evening, looked at again 1.0.0. {begin}" == said
    (one,) = vault.installed.every()
    assert (SET_ID, "1.0.0", GROUP.public.line, WORDS, text()) == (
        one.set_id, one.version, one.key, one.words, one.source,
    )  # fmt: skip


def test_a_set_for_a_newer_reflect_is_refused_in_a_sentence(install, vault, tmp_path):
    newer = text("1.1.0", "needs-app: 0.1", "needs-app: 9.1\nsomething-new: yes")
    with pytest.raises(PromptSetMalformed, match=r"needs Reflect 9\.1 or later") as refused:
        install(newer)

    assert "" == refused.value.report()
    assert () == vault.installed.every()
    for command in ("show", "install"):
        told = run("sets", command, file_of(tmp_path, newer))
        assert (20, 2) == (told.code, len(told.err.splitlines()))
    assert "E040" in run("author", "check", file_of(tmp_path, newer)).out


def test_no_set_from_a_file_takes_the_name_of_one_of_ours(install, vault):
    taken = text("1.0.0", "id: tests.", "id: reflect.")
    with pytest.raises(PromptSetMalformed, match="1 problem") as refused:
        install(taken)
    with pytest.raises(SetRefused, match="kept for Reflect's own"):
        install(path_of("short").read_bytes())

    assert "E513" in refused.value.report()
    assert () == vault.installed.every()


def test_an_unsigned_set_says_so_and_installs(install, vault):
    _, shown = install(text())

    assert "Not signed: nothing shows who wrote it" in shown
    assert [""] == [one.key for one in vault.installed.every()]


def test_it_can_be_read_first_and_the_help_lines_shown(install):
    _, shown = install(text(), READ + LINES + INSTALL)

    assert "1. How calm are you?" in shown
    assert "Samaritans" in shown
    assert 3 == shown.count("4. Leave it")


@pytest.mark.parametrize("given", [LEAVE, "/pause\n", "/leave\n"])
def test_anything_but_a_yes_installs_nothing(install, vault, given):
    with pytest.raises(Stopped, match="Nothing was installed"):
        install(text(), given)

    assert () == vault.installed.every()


@pytest.mark.parametrize("given", ["", "x\n", READ])
def test_an_input_that_ends_before_a_yes_or_no_is_not_taken_for_a_no(install, vault, given):
    with pytest.raises(NoTerminal, match=r"The input ended .* Nothing was installed"):
        install(text(), given)

    assert () == vault.installed.every()


def test_an_update_tells_the_change_in_words_and_keeps_every_answer(install, vault):
    install(sealed(text()))
    before = vault.contents()
    said, shown = install(sealed(text("1.1.0", "How calm are you?", "Did you do it?")), wish=UPDATE)
    after = vault.contents()

    assert "From version 1.0.0 to 1.1.0" in shown
    assert "It was: “How calm are you?” It is now: “Did you do it?”" in shown
    assert "The key that is trusted for this set." in shown
    assert "1. Install the new version" in shown
    assert said.endswith("in place of 1.0.0. Your answers are as they were.")
    assert (before.revisions, before.drafts) == (after.revisions, after.drafts)
    assert [("1.1.0", before.installed[0].since)] == [
        (one.version, one.since) for one in after.installed
    ]


def test_installing_what_is_there_does_nothing_and_asks_nothing(install):
    install(sealed(text()))
    said, shown = install(sealed(text()).replace(b"\n", b"\r\n"), given="")

    assert "is installed already, and this is the same file." in said
    assert "" == shown


def test_an_unsigned_set_that_comes_signed_is_pinned_from_then_on(install, vault):
    install(text())
    said, shown = install(sealed(text()))

    assert "signed now" in said
    assert "The first time this key comes to this journal." in shown
    with pytest.raises(SetRefused, match="is not"):
        install(NEWER)
    assert [GROUP.public.line] == [one.key for one in vault.installed.every()]


def test_a_key_is_never_called_trusted_before_it_is(install):
    """A newer version of an unsigned set, signed for the first time."""
    install(text())
    _, shown = install(sealed(NEWER))

    assert "The first time this key comes to this journal." in shown
    assert "trusted for this set" not in shown


def test_an_update_of_what_is_not_installed_is_told(install):
    with pytest.raises(NothingToShow):
        install(text(), wish=UPDATE)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (sealed(NEWER, STRANGER), trust.OTHER_KEY),
        (NEWER, trust.UNSIGNED_NOW),
        (sealed(text("0.9.0")), "This is version 0.9.0, and version 1.0.0 is installed."),
        (sealed(text("1.0.0", "calm", "cold")), "its text is not the one that is installed."),
        (sealed(NEWER).replace(b"calm", b"cold", 1), "the signature does not hold"),
        (sealed(NEWER, STRANGER, before=STRANGER), trust.OTHER_KEY),
    ],
    ids=["another key", "no signature", "older", "another text", "altered", "its own word"],
)
def test_what_does_not_fit_what_was_trusted_is_refused_with_the_reason(install, vault, data, why):
    install(sealed(text()))
    before = vault.installed.every()
    for wish in (ASKED, UNASKED, UPDATE):
        with pytest.raises(ReflectError) as refused:
            install(data, wish=wish)
        assert refused.value.exit_code in (20, 23)
        assert why in refused.value.message

    assert before == vault.installed.every()


def test_an_older_version_can_be_asked_for_and_leaving_it_comes_first(install, vault):
    install(sealed(text()))
    older = sealed(text("0.9.0"))
    with pytest.raises(Stopped):
        install(older, "1\n", Wish(allow_older=True))
    _, shown = install(older, "4\n", Wish(allow_older=True))

    assert "This goes back to an older version." in shown
    assert "1. Leave it" in shown
    assert ["0.9.0"] == [one.version for one in vault.installed.every()]


def test_a_key_that_the_trusted_one_named_is_asked_about(install, vault):
    install(sealed(text()))
    later = sealed(NEWER, STRANGER, before=GROUP)
    with pytest.raises(SetRefused, match="a person has to say yes"):
        install(later, wish=UNASKED)
    _, shown = install(later, "4\n")

    assert "The key you trusted signed that this one follows it." in shown
    assert "1. Leave it" in shown
    assert [STRANGER.public.line] == [one.key for one in vault.installed.every()]


def test_a_second_set_by_the_same_key_says_which_it_knows(install):
    install(sealed(text()))
    other = text(was="id: tests.one-evening", now="id: tests.another")
    _, shown = install(sealed(other.replace("title: One evening, looked at again", "title: Two")))

    assert "(The same key as: One evening, looked at again)" in shown


def test_a_distrusted_key_is_refused_until_that_is_taken_back(install, vault):
    install(sealed(text()))
    vault.installed.distrust(Distrusted(WORDS, "2026"))
    with pytest.raises(SetRefused, match=WORDS):
        install(sealed(NEWER))
    vault.installed.forgive(WORDS)

    assert install(sealed(NEWER))


def test_a_set_from_a_file_is_not_begun_under_the_name_of_an_installed_one(
    install, vault, tmp_path
):
    install(sealed(text()))
    for data in (NEWER, sealed(NEWER, STRANGER)):
        with pytest.raises(SetRefused):
            installing.refuse_untrusted(vault, handed_over_set(str(file_of(tmp_path, data))))

    installing.refuse_untrusted(vault, handed_over_set(str(file_of(tmp_path, sealed(NEWER)))))
