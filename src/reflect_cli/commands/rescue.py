"""Words that could not be saved on this disk: sealed to another folder, and taken back.

The file is encrypted with a key that only the open journal has, so it is as private as the
journal itself, wherever it lies.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reflect_cli.commands.clock import new_id, now
from reflect_cli.errors import CannotWrite, NothingToShow
from reflect_cli.journal.draft import Draft
from reflect_cli.session.machine import Phase
from reflect_cli.vault.texts import as_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.flows.sitting import Sitting
    from reflect_cli.vault.vault import Vault

SUFFIX = ".reflect-sealed"


def sealer(journal: Vault) -> Callable[[str, Sitting], str]:
    """A function that seals a sitting to a new file in a folder and returns the file's whole path.

    It raises CannotWrite for whatever is wrong with the folder.
    """

    def seal_to(folder: str, sitting: Sitting) -> str:
        stored = as_json(asdict(sitting.draft(now()))).encode()
        return str(journal.sealing.seal_to(_folder_of(folder) / f"{sitting.id}{SUFFIX}", stored))

    return seal_to


def unsealed(journal: Vault, path: Path) -> Draft:
    """The draft that was sealed to *path*. Raises NothingToShow when it is not one of ours."""
    try:
        return Draft(**json.loads(journal.sealing.unseal(path)))
    except (ValueError, TypeError):
        raise NothingToShow(
            "That file does not hold words sealed by this journal.",
            hint=f"Look for a file that ends in {SUFFIX}.",
        ) from None


def taken_back(journal: Vault, path: Path) -> Draft:
    """The draft sealed to *path*, kept in the journal as the latest one, and ready to go on from.

    It takes the place of a draft of its id only when it holds everything that one holds and is
    not older. Otherwise, and when that sitting is an entry already, both stay and it gets an id
    of its own. Raises NothingToShow and CannotWrite.
    """
    return put_back(journal, _not_finished(unsealed(journal, path)))


def put_back(journal: Vault, draft: Draft) -> Draft:
    """Keep *draft* among the paused sittings, beside whatever is there and not over it."""
    again = [one for one in journal.drafts.every() if _is_same(one, draft)]
    present = journal.drafts.get(draft.id)
    if again:
        draft = again[0]
    elif (present and not _goes_on_from(draft, present)) or _is_entry(journal, draft.id):
        draft = replace(draft, id=new_id())
    journal.drafts.keep(draft)
    return draft


def _folder_of(typed: str) -> Path:
    if not typed.strip():
        raise CannotWrite("No folder was given.", hint="Type its path, for example /media/stick.")
    try:
        folder = Path(typed.strip()).expanduser().absolute()
        is_there = folder.is_dir()
    except (RuntimeError, ValueError, OSError):  # ~nobody, a name no disk can hold, or too long
        is_there = False
    if not is_there:
        raise CannotWrite("There is no such folder.", hint="Type the path of one that is there.")
    return folder


def _not_finished(draft: Draft) -> Draft:
    """*draft*, asked once more what to do with it if it was sealed while being finished."""
    state = json.loads(draft.state)
    if state["phase"] != Phase.FINISHED.value:
        return draft
    return replace(draft, state=json.dumps(state | {"phase": Phase.PAUSED.value}))


def _is_same(one: Draft, other: Draft) -> bool:
    return (one.began, one.source, one.state) == (other.began, other.source, other.state)


def _goes_on_from(draft: Draft, earlier: Draft) -> bool:
    """Whether *draft* is the later of the two and has every word of the *earlier* one."""
    if datetime.fromisoformat(draft.updated) < datetime.fromisoformat(earlier.updated):
        return False
    now_held = _words_in(draft)
    return all(
        any(given == value or _begins(given, value) for given in now_held.get(prompt, ()))
        for prompt, values in _words_in(earlier).items()
        for value in values
    )


def _words_in(draft: Draft) -> dict[str, list[object]]:
    state = json.loads(draft.state)
    held: dict[str, list[object]] = {}
    for prompt, value in (*state["words"], *state["unsent"]):
        held.setdefault(prompt, []).append(value)
    return held


def _begins(given: object, earlier: object) -> bool:
    return isinstance(given, str) and isinstance(earlier, str) and given.startswith(earlier)


def _is_entry(journal: Vault, sitting_id: str) -> bool:
    return bool(journal.entries.shorts([sitting_id]))
