"""A free entry in an editor of his own: its file in memory, copied into the draft while he writes."""

from __future__ import annotations

import signal
import subprocess
import sys
import termios
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reflect_cli.commands.asking import picked
from reflect_cli.commands.clock import new_id, now
from reflect_cli.commands.rescue import put_back
from reflect_cli.errors import NoTerminal, ReflectError, UsageProblem
from reflect_cli.flows.free import TEXT, Handed, free_set
from reflect_cli.flows.sitting import begun, resumed
from reflect_cli.paths import vault_folder
from reflect_cli.screens import words
from reflect_cli.screens.blocks import text
from reflect_cli.screens.console import clear_after_another, has_terminal, say, tell
from reflect_cli.screens.editors import Editor, editor_named, environment
from reflect_cli.screens.safe import safe_line
from reflect_cli.session.events import Typed
from reflect_cli.vault.disks import Layer, swaps, worst_of
from reflect_cli.vault.in_memory import MemoryFolder, held_in_memory, left_behind, memory_place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from reflect_cli.commands.options import Manner
    from reflect_cli.flows.sitting import Sitting
    from reflect_cli.journal.draft import Draft
    from reflect_cli.vault.vault import Vault

NEEDS_TERMINAL = "An editor needs a terminal, and there is none."
NEEDS_TERMINAL_HINT = "Leave --editor out to keep what comes through a pipe."
UNKNOWN = (
    "Reflect does not know {name}, and cannot turn off the copies it may keep: backups, undo files, "
    "histories, add-ons that send text away. What it prints may stay in the scrollback. Its file and its "
    "home folder lie in memory and are removed afterwards, which is all that can be done here."
)
UNKNOWN_OPTIONS = (("stop", "Do not begin"), ("go-on", "Write in it all the same"))
NOT_BEGUN = "Nothing was begun. Without --editor there is a field to write in."
SWAPPED = (
    "Memory can be written to swap on this computer, and no encryption was seen there. That goes for every "
    "program; an editor's file too."
)
BACK_AGAIN = "An editor was cut off. What was in it is kept: reflect resume"
ENDED_BADLY = "The editor ended with an error ({code}). What was written there is kept, and paused."

_EVERY = 0.5  # seconds between two looks at the file
_TO_END = 2.0  # seconds an editor has to end by itself when the window closes


@dataclass(frozen=True, slots=True)
class Written:
    """What came out of the editor. `code` is how it ended; `is_gone` says that the window closed."""

    words: str
    code: int
    is_gone: bool


def require_editor(manner: Manner) -> Editor | None:
    """The editor to write in; None when he does not want to, having heard what it may do.

    Raises NoTerminal, UsageProblem and UnsafePlace, before a passphrase is asked for.
    """
    if not has_terminal():
        raise NoTerminal(NEEDS_TERMINAL, hint=NEEDS_TERMINAL_HINT)
    editor = editor_named()
    memory_place()
    if not editor.is_known:
        lead = [text(UNKNOWN.format(name=safe_line(editor.name)))]
        if picked(lead, UNKNOWN_OPTIONS, manner) != "go-on":
            return None
    if worst_of(swaps() or ()) is Layer.NOT_SEEN:
        tell(SWAPPED)
    return editor


def write_in(editor: Editor, sitting: Sitting, journal: Vault, manner: Manner) -> None:
    """A free entry in another program; then he is asked, as always, whether to keep it."""
    from reflect_cli.commands.sittings import carry

    written = written_in(editor, sitting, journal)
    if not written.words:
        journal.drafts.drop(sitting.id)
        say(words.NOTHING_KEPT)
    elif written.code or written.is_gone:
        tell(ENDED_BADLY.format(code=written.code))
        say(words.PAUSED)
    else:
        carry(sitting, journal, manner, lambda voice: Handed(voice, written.words))


def written_in(editor: Editor, sitting: Sitting, journal: Vault) -> Written:
    """What he writes in *editor* for the one question of *sitting*, kept as its draft all the while.

    Raises UnsafePlace and CannotWrite when there is no place for the file.
    """
    with held_in_memory(vault_folder(), sitting.id, b"") as folder, _terminal_as_it_was():
        copying = _Copying(sitting, journal)
        ended = _watched(editor, folder, copying)
        clear_after_another()
        if ended.code or ended.is_gone:
            copying.keep()
    return ended


def take_back(journal: Vault) -> None:
    """Put what editors left in memory among the paused sittings, and remove it from there.

    A journal that takes nothing now leaves it where it is, for the next time.
    """
    with suppress(ReflectError), left_behind(vault_folder()) as folders:
        for folder in folders:
            words = _as_text(folder.words(also_rescued=True))
            if words.strip():
                at = datetime.fromtimestamp(folder.changed(), UTC).astimezone()
                _keep_again(words, folder, journal, at.isoformat(timespec="seconds"))
                tell(BACK_AGAIN)


def _keep_again(words: str, folder: MemoryFolder, journal: Vault, at: str) -> None:
    draft = journal.drafts.get(folder.about)
    if draft is not None and words in _texts_of(draft):
        return
    sitting = begun(free_set(), "", new_id=draft.id if draft else new_id(), now=at)
    put_back(journal, sitting.after(sitting.session.apply(Typed(words), at)).draft(at))


def _texts_of(draft: Draft) -> tuple[object, ...]:
    session = resumed(draft, free_set()).session
    return session.unsent_for(TEXT), session.value_of(TEXT)


class _Copying:
    """Copies the words into the draft of *sitting* whenever they have changed."""

    def __init__(self, sitting: Sitting, journal: Vault) -> None:
        self._sitting, self._journal = sitting, journal
        self.words = ""

    def look(self, folder: MemoryFolder, *, also_rescued: bool = False) -> None:
        """An empty file replaces nothing: an editor may be about to write it."""
        words = _as_text(folder.words(also_rescued=also_rescued))
        if words.strip() and words != self.words:
            self.words = words
            with suppress(ReflectError):  # it is kept, or told, when the editor has ended
                self.keep()

    def keep(self) -> None:
        """The words are in the draft when this returns. Raises CannotWrite."""
        if self.words:
            session = self._sitting.session.apply(Typed(self.words), now())
            self._journal.drafts.keep(self._sitting.after(session).draft(now()))


def _watched(editor: Editor, folder: MemoryFolder, copying: _Copying) -> Written:
    home = folder.path / "home"
    home.mkdir(mode=0o700)
    with _told_to_end() as heard:
        try:
            process = subprocess.Popen(  # noqa: S603 - the editor he named, without a shell
                editor.command(folder.file),
                cwd=home,
                env=environment(home),
                pass_fds=(folder.descriptor,),
            )
        except OSError:
            raise UsageProblem(
                f"“{safe_line(editor.name)}” could not be started.", hint="Name another editor."
            ) from None
        code = None
        while code is None and not heard:
            with suppress(subprocess.TimeoutExpired):
                code = process.wait(_EVERY)
            copying.look(folder)
        if code is None:
            code = _ended(process, heard[-1])
    if code or heard:
        copying.look(folder, also_rescued=True)
    elif not folder.words().strip():
        copying.words = ""
    return Written(copying.words, code, bool(heard))


def _ended(process: subprocess.Popen[bytes], number: int) -> int:
    """How *process* ended. A closing window has told it already; if not, *number* does, then force.

    To be told twice could cut an editor off while it saves.
    """
    for told in (0, number, signal.SIGKILL):  # to send 0 only asks whether it is there
        with suppress(ProcessLookupError):
            process.send_signal(told)
        with suppress(subprocess.TimeoutExpired):
            return process.wait(_TO_END)
    return -signal.SIGKILL


@contextmanager
def _told_to_end() -> Iterator[list[int]]:
    """The signals by which we were told to end. Ctrl-C belongs to the editor and ends nothing here.

    A handler is set, not "ignore": that would be handed on to the editor.
    """
    heard: list[int] = []

    def hear(number: int, _frame: FrameType | None) -> None:
        if number in (signal.SIGHUP, signal.SIGTERM):
            heard.append(number)

    signals = (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM)
    before = {number: signal.signal(number, hear) for number in signals}
    try:
        yield heard
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _terminal_as_it_was() -> Iterator[None]:
    """An editor that was cut off leaves the terminal as it had it; here it is put right."""
    try:
        before = termios.tcgetattr(sys.stdin)
    except (termios.error, OSError, ValueError):
        before = None
    try:
        yield
    finally:
        if before is not None:
            with suppress(termios.error, OSError, ValueError):
                termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def _as_text(words: bytes) -> str:
    return words.decode("utf-8", "replace").replace("\r\n", "\n").strip("\n")
