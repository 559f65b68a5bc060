"""The recovery kit with the person: shown once, typed back or put on paper, and asked for."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from reflect_cli.commands.clock import today
from reflect_cli.errors import CannotWrite, KitRefused, NoTerminal, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reflect_cli.commands.options import Manner
    from reflect_cli.vault.changing import Keys
    from reflect_cli.vault.recovery import Kit
    from reflect_cli.vault.vault import Vault

HEAD = "Recovery kit"
KIT = "Recovery kit: "

WHAT = """\
If the passphrase is lost, nobody can reset it. A recovery kit is a second key, on paper: 35 letters \
and digits that open this journal by themselves. Whoever holds that paper and has your files can \
read all of it."""
NOW_OR_LATER = (
    ("now", "Make a recovery kit now"),
    ("later", "Later, with: reflect vault recovery"),
)
WRITE_DOWN = "Write this down on paper, group by group. It is shown here and nowhere else."
KEEP_APART = "Keep the paper away from the computer. Photographs and copies elsewhere are keys too."
IN_SCROLLBACK = (
    "In line mode it stays in this window's scrollback until you clear that or close the window."
)
WRITTEN_OR_NOT = (("written", "I have written it down"), ("leave", "Leave; no kit is made"))
HAS_ONE = "There is a kit already. It goes on opening the journal until you have typed this one."
TYPE_BACK = "Now type it from the paper. With an empty line it is shown again."
TYPE_FROM_FILE = "It is in {path}. Print that, and type the kit from the paper."
NOT_THIS = "That is a whole kit, but not this one."
SHOWN_AGAIN = "With an empty line it is shown again."
MADE = "The recovery kit is made. It opens this journal from now on; a kit made earlier does not."
MADE_PRINT = "{path} is the key itself. When it is on paper, remove the file."
TRY_IT = "To try it without changing anything: reflect vault recovery --rehearse"
NONE_MADE = "No recovery kit was made. One made earlier, if there is one, still opens the journal."
NONE_YET = "No recovery kit was made. Later: reflect vault recovery"
ASKED = (
    "The kit from the paper, please. Hyphens, spaces and small or capital letters do not matter."
)
UNSEEN = "Nothing shows while you type."

PAPER = """\
REFLECT: RECOVERY KIT

This is the key itself. Whoever holds it and has the files of the journal
can read all of it. Keep it where you keep papers that matter, away from the
computer.

    {first}
    {second}

Made on {day}. If you make another kit, this one opens nothing
any more; then destroy this paper.

It has digits and the letters A to Z without I, L, O and U. Small or capital
letters, hyphens and spaces do not matter.

If the passphrase is lost, this sets a new one:

    reflect vault passphrase --recovery

To see that the kit still opens the journal, without changing anything:

    reflect vault recovery --rehearse

If you read this in a file: print it, then remove the file.
"""


def offered(keys: Keys, manner: Manner) -> None:
    """A kit for a new journal, made now or later. Leaving at any point means later."""
    from reflect_cli.commands.asking import picked
    from reflect_cli.screens.blocks import text
    from reflect_cli.screens.console import tell

    if picked([text(WHAT)], NOW_OR_LATER, manner) != "now":
        return
    try:
        make(keys, manner, None)
    except KeyboardInterrupt:
        tell(NONE_YET)


def make(keys: Keys, manner: Manner, paper: Path | None) -> None:
    """A new kit, put into the journal once he has shown that he has it; the old one is gone.

    Raises KeyboardInterrupt when he leaves before that; then nothing has changed.
    """
    from reflect_cli.screens.console import say
    from reflect_cli.screens.safe import safe
    from reflect_cli.vault.recovery import new_kit

    kit = new_kit()
    try:
        with _on_paper(kit, paper):
            _prove(kit, manner, paper, HAS_ONE if keys.has_kit else "")
            try:
                keys.set_kit(kit)
            except CannotWrite as problem:
                raise CannotWrite(problem.message, hint=NONE_MADE) from None
    finally:
        kit.forget()
    say("\n".join([MADE, *([MADE_PRINT.format(path=safe(str(paper)))] if paper else []), TRY_IT]))


def opened(manner: Manner, open_with: Callable[[Kit], Vault]) -> Vault:
    """The journal that *open_with* opens with his kit: given, or typed, in three tries."""
    from reflect_cli.commands.passphrases import from_descriptor
    from reflect_cli.commands.unlock import tries_left
    from reflect_cli.vault.private_process import keep_private
    from reflect_cli.vault.recovery import kit_from

    keep_private()
    given = from_descriptor(manner.passphrase_fd)
    if given is not None:
        return open_with(kit_from(given.decode("utf-8", "replace")))
    said = ASKED
    for left in tries_left():
        try:
            return open_with(kit_from(_typed(manner, said)))
        except KitRefused as problem:
            if not left:
                raise
            said = f"{problem.message} {problem.hint} {left} more."
    raise AssertionError("unreachable")


def refuse_nobody(paper: Path | None) -> None:
    """Raise NoTerminal when a kit can be neither shown to a person nor put on paper."""
    from reflect_cli.screens.console import has_terminal

    if paper is None and not has_terminal():
        raise NoTerminal(
            "A recovery kit is shown once, to a person at a terminal, and there is none.",
            hint="--print FILE writes it to a new file instead.",
        )


def refuse_paper(paper: Path, folder: Path) -> None:
    """Raise UsageProblem unless a kit can be written to *paper*: nothing there, not beside the journal."""
    if os.path.lexists(paper):
        raise UsageProblem(f"{paper} is there already, and was not touched.", hint="Name another.")
    if not paper.absolute().parent.is_dir():
        raise UsageProblem(f"There is no folder {paper.parent}.", hint="Name one that is there.")
    if paper.absolute().parent.resolve().is_relative_to(folder.resolve()):
        raise UsageProblem(
            "The kit opens the journal, so it is not put into the journal's own folder.",
            hint="Name a place away from it.",
        )


@contextmanager
def _on_paper(kit: Kit, paper: Path | None) -> Iterator[None]:
    """The kit in the file *paper*, if one is wanted; gone again if what follows fails."""
    from reflect_cli.vault import files

    if paper is None:
        yield
        return
    try:
        files.write_new(paper, paper_for(kit).encode())
    except OSError as problem:
        raise _not_on_paper(paper, problem) from None
    try:
        yield
    except BaseException:
        with suppress(OSError):
            paper.unlink()
        raise


def paper_for(kit: Kit) -> str:
    """The page to print."""
    first, second = _in_two_lines(kit)
    return PAPER.format(first=first, second=second, day=f"{today():%d %B %Y}".lstrip("0"))


def _prove(kit: Kit, manner: Manner, paper: Path | None, first: str) -> None:
    """Say what comes *first*, and wait until he has typed the kit.

    Where nobody is asked, the file *paper*, read back, will do.
    """
    from reflect_cli.screens.console import has_terminal
    from reflect_cli.screens.safe import safe

    if paper and not has_terminal():
        _prove_file(kit, paper)
        return
    begin, again = TYPE_BACK, SHOWN_AGAIN
    if paper:
        begin, again = f"{first} {TYPE_FROM_FILE.format(path=safe(str(paper)))}".strip(), ""
    wrong = None
    while wrong != "":
        if wrong is None and not paper:
            _show(kit, manner, first)
        typed = _line(begin if wrong is None else f"{wrong} {again}".strip(), manner)
        wrong = _difference(typed, kit) if typed.strip() else None


def _prove_file(kit: Kit, paper: Path) -> None:
    if paper.read_text(encoding="utf-8") != paper_for(kit):
        raise CannotWrite(f"{paper} did not come out as it was written.", hint=NONE_MADE)


def _not_on_paper(paper: Path, problem: OSError) -> CannotWrite:
    reason = os.strerror(problem.errno or errno.EIO)
    return CannotWrite(f"{paper} could not be written: {reason}.", hint=NONE_MADE)


def _difference(typed: str, kit: Kit) -> str:
    from reflect_cli.vault.recovery import kit_from

    try:
        return "" if kit_from(typed).written() == kit.written() else NOT_THIS
    except KitRefused as problem:
        return f"{problem.message} {problem.hint}"


def _show(kit: Kit, manner: Manner, first: str) -> None:
    """The kit, after what comes *first*, until he has written it down. Raises KeyboardInterrupt when he leaves."""
    from reflect_cli.commands.asking import picked
    from reflect_cli.screens.blocks import quote, text

    warning = [text(IN_SCROLLBACK)] if manner.is_plain else []
    page = [
        text(first),
        text(WRITE_DOWN),
        quote("\n".join(_in_two_lines(kit))),
        text(KEEP_APART),
        *warning,
    ]
    if picked(page, WRITTEN_OR_NOT, manner) != "written":
        raise KeyboardInterrupt


def _line(label: str, manner: Manner) -> str:
    """A line typed where it can be seen. Raises KeyboardInterrupt when he leaves."""
    from reflect_cli.commands.asking import support_for
    from reflect_cli.screens.console import say
    from reflect_cli.screens.voice import ask_line

    if manner.is_plain:
        say(label)
        label = KIT.strip()
    typed = ask_line(HEAD, label, plain=manner.is_plain, support=support_for())
    if typed is None:
        raise KeyboardInterrupt
    return typed


def _typed(manner: Manner, said: str) -> str:
    """A kit he types: on the full screen, which forgets it, or unseen."""
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import ask_passphrase, require_terminal, without_echo

    if not manner.is_plain:
        return _line(said, manner)
    require_terminal("the recovery kit", "Give it with --passphrase-fd N.")
    with without_echo():
        tell(f"{said} {UNSEEN}")
        return ask_passphrase(KIT).decode("utf-8", "replace")


def _in_two_lines(kit: Kit) -> tuple[str, str]:
    groups = kit.written().split("-")
    return "-".join(groups[:4]), "-".join(groups[4:])
