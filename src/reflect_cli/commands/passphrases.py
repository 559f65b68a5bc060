"""Where a passphrase comes from: a descriptor, a command, or the person, who may stop there."""

from __future__ import annotations

import os
import shlex
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reflect_cli.errors import Stopped, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.commands.options import Manner
    from reflect_cli.vault.kdf import Profile

COMMAND_VARIABLE = "REFLECT_PASSCOMMAND"

OFFER = "Type your own, or press Enter alone to be given six words chosen by chance."
BY_CHANCE = "Six words, chosen by chance from a list of {of:,}:"
ONE_SPACE = (
    "With one space between them they are the passphrase. Learn them, or write them on paper."
)
THEN_TYPE = "When you close this page, you are asked to type them."
IN_SCROLLBACK = "They stay in this window's scrollback until you clear that or close the window."
THE_SIX = "The six words: "
OR_NOT = "With an empty line you choose something else."
NOT_THE_SIX = "Those were not the six words, with one space between. Here they are again."
DIFFERENT = "The two were not the same. Nothing was made yet; please type both again."
KEEP_OR_ANEW = "Type it once more to keep it. With an empty line you choose another."
EMPTY = "The passphrase given is empty."
NOTHING_OPENED = "Nothing was opened. `reflect resume` comes back to a paused session."
NOTHING_MADE = "No journal was made. `reflect start` begins again."

_MOST_BYTES = 4097  # one more than a passphrase can have, so that a longer one is noticed
_HOW_FD = "For example: reflect journal list --passphrase-fd 3 3< FILE"


@contextmanager
def may_stop(words: str) -> Iterator[None]:
    """Ctrl-C or Ctrl-D in here means that nothing has begun, and *words* say so."""
    try:
        yield
    except KeyboardInterrupt:
        raise Stopped(words) from None


def given(manner: Manner) -> bytearray | None:
    """The passphrase from a descriptor or a command; None when the person is to be asked.

    It is one line of the descriptor, so that what follows there can be the text of an entry, or
    all that the command prints, without its last newline. Raises UsageProblem.
    Every command that wants a passphrase asks here first, so this process is closed to others here.
    """
    from reflect_cli.vault.private_process import keep_private

    keep_private()
    if manner.passphrase_fd is not None:
        return from_descriptor(manner.passphrase_fd)
    command = os.environ.get(COMMAND_VARIABLE)
    return _without_newline(_output_of(command)) if command else None


def from_descriptor(number: int | None) -> bytearray | None:
    """The next line of descriptor *number*; None when there is none to read. Raises UsageProblem."""
    return None if number is None else _without_newline(_line_of(number))


def require_given_or_terminal(manner: Manner) -> None:
    """Raise NoTerminal when a passphrase is neither given nor can be asked for."""
    from reflect_cli.screens.secrets import require_terminal

    if manner.passphrase_fd is None and not os.environ.get(COMMAND_VARIABLE):
        require_terminal()


def refuse_empty(secret: bytearray | None, words: str = EMPTY) -> None:
    """Raise UsageProblem for a new passphrase that was given but has nothing in it."""
    if secret is not None and not secret:
        raise UsageProblem(words, hint="An empty one protects nothing.")


def new_one(manner: Manner, descriptor: int | None, profile: Profile) -> bytearray:
    """A new passphrase, from *descriptor* or chosen by the person. Raises UsageProblem."""
    from reflect_cli.screens.secrets import require_terminal

    secret = from_descriptor(descriptor)
    refuse_empty(secret)
    if secret is None:
        require_terminal("the new passphrase", "Give it with --new-passphrase-fd N.")
        return chosen(manner, profile)
    return secret


def chosen(manner: Manner, profile: Profile, prompt: str = "") -> bytearray:
    """A new passphrase: typed twice, or six words. Raises NoTerminal and KeyboardInterrupt.

    What is told of its strength reckons with *profile*; *prompt* is what he is asked with.
    """
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import AGAIN, NEW, ask_passphrase
    from reflect_cli.vault.kdf import prepared
    from reflect_cli.vault.strength import strength_words

    while True:
        tell(OFFER)
        first = ask_passphrase(prompt or NEW)
        if not first:
            if words := _six_words(manner, profile):
                return words
            continue
        try:
            prepared(first)
        except UsageProblem as problem:
            tell(f"{problem.message} {problem.hint}")
            continue
        tell(f"{strength_words(first.decode(), profile)}\n{KEEP_OR_ANEW}")
        again = ask_passphrase(AGAIN)
        if again == first:
            return first
        if again:
            tell(DIFFERENT)


def _six_words(manner: Manner, profile: Profile) -> bytearray | None:
    """Six words that he has typed from memory or paper; None when he would rather not."""
    from reflect_cli.library.chance import six_words
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import ask_passphrase

    words = six_words()
    while True:
        _show_words(words, manner, profile)
        tell(OR_NOT)
        typed = ask_passphrase(THE_SIX)
        if typed in (b"", words.encode()):
            return typed or None
        tell(NOT_THE_SIX)


def _show_words(words: str, manner: Manner, profile: Profile) -> None:
    """The words on a page that is gone when he closes it; in line mode, on the terminal alone."""
    from reflect_cli.commands.asking import support_for
    from reflect_cli.library.chance import WORDS, every_word
    from reflect_cli.screens.blocks import plain_text, quote, text
    from reflect_cli.screens.secrets import show_at_terminal
    from reflect_cli.screens.voice import show
    from reflect_cli.vault.strength import chance_words

    of = len(every_word())
    told = chance_words(WORDS, of, profile)
    page = [text(BY_CHANCE.format(of=of)), quote(words), text(f"{ONE_SPACE} {told}")]
    if manner.is_plain:
        show_at_terminal(plain_text([*page, text(IN_SCROLLBACK)]))
    else:
        show("Passphrase", [*page, text(THEN_TYPE)], plain=False, support=support_for())


def _line_of(number: int) -> bytes:
    """One line of descriptor *number*, not a byte more; the descriptor itself stays open."""
    if number < 0 or number in (1, 2):
        raise UsageProblem(
            f"A passphrase cannot be read from file descriptor {number}.", hint=_HOW_FD
        )
    try:
        if os.isatty(number):
            raise UsageProblem(
                f"File descriptor {number} is a terminal, and would show what is typed.",
                hint="Leave --passphrase-fd out to be asked for the passphrase.",
            )
        descriptor = os.dup(number)
    except (OSError, OverflowError):
        raise _unreadable(number) from None
    line = bytearray()
    try:
        while len(line) < _MOST_BYTES and not line.endswith(b"\n"):
            if not (byte := os.read(descriptor, 1)):
                break
            line += byte
    except OSError:
        raise _unreadable(number) from None
    finally:
        os.close(descriptor)
    return bytes(line)


def _unreadable(number: int) -> UsageProblem:
    shown = number if number < 1_000_000 else "of that number"
    return UsageProblem(f"File descriptor {shown} cannot be read.", hint=_HOW_FD)


def _output_of(command: str) -> bytes:
    try:
        words = shlex.split(command)
        if not words:
            raise UsageProblem(
                f"{COMMAND_VARIABLE} holds no command.",
                hint="Unset it to be asked for the passphrase.",
            )
        done = subprocess.run(  # noqa: S603 - the person's own command, without a shell
            words, stdout=subprocess.PIPE, check=True
        )
    except (OSError, ValueError, subprocess.CalledProcessError):
        raise UsageProblem(
            f"The command in {COMMAND_VARIABLE} did not give a passphrase.",
            hint="It must print the passphrase and end with exit code 0.",
        ) from None
    return done.stdout


def _without_newline(secret: bytes) -> bytearray:
    return bytearray(secret.removesuffix(b"\n").removesuffix(b"\r"))
