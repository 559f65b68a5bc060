"""`reflect demo`: one whole session with sample answers, in a vault that is thrown away."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reflect_cli.flows.sitting import Sitting
    from reflect_cli.vault.vault import Vault

INTRO = """\
This is a demonstration. The answers are invented. They go into an encrypted journal in a
temporary folder, which is removed at the end. Nothing of yours is touched."""
PAUSES = "Here he is interrupted. The half-typed line is kept, encrypted."
RESUMES = "Later: reflect resume"
READS = "And this is how it reads: reflect journal show"
SEARCHES = "Found inside the encrypted file by the word “coat”: reflect journal search"
ENDS = "The demonstration is over and its journal is removed. To begin your own: reflect start"


def demo() -> None:
    """Show one whole session with invented answers. Asks nothing, keeps nothing."""
    import shutil
    import tempfile

    from reflect_cli.screens.console import say
    from reflect_cli.vault.kdf import LIGHT
    from reflect_cli.vault.private_process import keep_private
    from reflect_cli.vault.vault import create

    keep_private()
    say(INTRO)
    folder = Path(tempfile.mkdtemp(prefix="reflect-demo-", dir=_memory_folder()))
    try:
        secret = bytearray(os.urandom(16).hex().encode())
        with create(folder / "vault", secret, LIGHT) as journal:
            _play(journal)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    say(f"\n{ENDS}")


def _play(journal: Vault) -> None:
    from reflect_cli.commands.clock import new_id, now
    from reflect_cli.flows.conduct import Desk, conduct
    from reflect_cli.flows.sitting import begun, resumed
    from reflect_cli.library.demo import script
    from reflect_cli.library.dressing import dressed
    from reflect_cli.library.sets import shipped
    from reflect_cli.screens.console import say
    from reflect_cli.screens.plain.scripted import ScriptedAsker

    played = script()
    taken = shipped(played.set_name)
    whole = dressed(taken.prompt_set, "")
    answers = played.answers(whole)

    first = ScriptedAsker(answers, pause_at=played.pause_at, half=played.half)
    sitting = begun(whole, taken.source, new_id=new_id(), now=now())
    conduct(sitting, Desk(first, journal.drafts, now, lambda folder, _sitting: folder))
    say(f"\n{PAUSES}\n{RESUMES}")

    draft = journal.drafts.latest()
    assert draft is not None  # conducting has just put it away
    again = resumed(draft, whole)
    second = ScriptedAsker(answers)
    done = conduct(again, Desk(second, journal.drafts, now, lambda folder, _sitting: folder))
    _read_back(journal, done.sitting)


def _read_back(journal: Vault, done: Sitting) -> None:
    from reflect_cli.commands.sittings import keep
    from reflect_cli.screens.blocks import plain_text
    from reflect_cli.screens.console import say
    from reflect_cli.screens.entries import entry_page, list_line
    from reflect_cli.screens.safe import safe_line

    keep(done, journal)
    entry = journal.entries.get(done.id)
    say(f"\n{READS}\n")
    say(plain_text(entry_page(entry, journal.entries.short_id(entry.id))))
    say(f"\n{SEARCHES}\n")
    for match in journal.entries.search("coat"):
        found = match.summary
        say(list_line(found.short, found.began, found.title))
        say(f"    {safe_line(match.snippet)}")


def _memory_folder() -> str | None:
    """A folder that lives in memory, where the system has one."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    places = (runtime, "/dev/shm")  # noqa: S108 - the point is that it is memory
    return next((place for place in places if place and os.access(place, os.W_OK)), None)
