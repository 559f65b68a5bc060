"""Set files for the authors' commands: which ones are meant, their bytes, and what they are held to."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from reflect_cli.commands.clock import today
from reflect_cli.errors import CannotWrite, PromptSetMissing, SignatureBroken
from reflect_cli.library.sets import SUFFIX, bytes_of, from_file, is_of_reflect, usable
from reflect_cli.promptsets.characters import quoted
from reflect_cli.screens.console import tell
from reflect_cli.screens.safe import safe_line
from reflect_cli.signing.seal import looks_signed, opened, signable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reflect_cli.authoring.draft import Rules
    from reflect_cli.promptsets.model import PromptSet
    from reflect_cli.promptsets.reading import Examined

STALE = (
    "{name}: its signature holds no longer. Nobody else can use the file until it is signed again."
)
TAKEN_OFF = (
    "{name}: its signature held no longer, and is taken off. Sign it again before you hand it on."
)


def set_files(named: Iterable[Path]) -> tuple[Path, ...]:
    """The files *named*, and the set files in folders named. Raises PromptSetMissing."""
    found: list[Path] = []
    for path in named:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(path.rglob(f"*{SUFFIX}"))
        if not inside:
            raise PromptSetMissing(
                f"There is no set file in {quoted(str(path), 80)}.",
                hint=f"The names of set files end in {SUFFIX}.",
            )
        found += inside
    return tuple(dict.fromkeys(found))


def read_set(path: Path, *, is_compared: bool = False) -> PromptSet:
    """The set in a file, held against every rule that keeps a set from being used.

    One that is only compared with another may be an older one of Reflect's own. A signature that
    holds no longer is told, and the text is read: whoever writes a set changes it after signing.
    Raises PromptSetMissing, and PromptSetMalformed with every finding.
    """
    try:
        return from_file(path, is_compared=is_compared).prompt_set
    except SignatureBroken:
        tell(STALE.format(name=safe_line(path.name)))
    of_reflect = is_compared or is_of_reflect(path)
    return usable(signable(bytes_of(path)), path.name, of_reflect=of_reflect)


def read_any(path: Path) -> PromptSet:
    """The set in a file, or in the words of a translation. Raises as `read_set`."""
    from reflect_cli.authoring.translation import is_translation
    from reflect_cli.authoring.translation_check import checked_translation
    from reflect_cli.promptsets.reading import malformed

    data = bytes_of(path)
    if not is_translation(data):
        return read_set(path)
    checked = checked_translation(data, rules(), original_of(path, data))
    if checked.prompt_set is None:
        raise malformed(checked.errors, path.name)
    return checked.prompt_set


def original_of(path: Path, data: bytes) -> Examined | None:
    """The file of the set that the translation *data* in *path* is of, looked for beside it.

    The file whose name is the same but for the language comes first, whatever its id.
    """
    from reflect_cli.authoring.translation import is_translation, translation_of
    from reflect_cli.authoring.translation_check import read_translation
    from reflect_cli.promptsets.reading import examined

    stem, _, _ = path.name.removesuffix(SUFFIX).rpartition(".")
    namesake = path.with_name(f"{stem}{SUFFIX}")
    if stem and namesake.is_file() and not is_translation(beside := bytes_of(namesake)):
        return examined(beside)
    translation = translation_of(read_translation(data)[1])
    of = translation.header.text("of") if translation else ""
    for other in sorted(path.parent.glob(f"*{SUFFIX}")) if of else ():
        beside = bytes_of(other)
        if f"id: {of}".encode() in beside and not is_translation(beside):
            return examined(beside)
    return None


def rules() -> Rules:
    """What a set is held against today."""
    from reflect_cli.authoring.draft import Rules
    from reflect_cli.library.wording import law

    return Rules(law(), today().isoformat())


def replace_file(path: Path, data: bytes) -> None:
    """Put *data* into a file that is there: all of it, or the file stays. Raises CannotWrite."""
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        write_file(beside, data)
        beside.chmod(target.stat().st_mode & 0o777)
        beside.replace(target)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        raise _unwritten(path, problem) from None


def new_file(path: Path, data: bytes) -> None:
    """Write a file that is not there yet. Raises CannotWrite; nothing is ever overwritten."""
    try:
        write_file(path, data)
    except FileExistsError:
        raise CannotWrite(
            f"{quoted(str(path), 80)} is there already, and is left as it is.",
            hint="Choose another name, or move that file away.",
        ) from None
    except OSError as problem:
        raise _unwritten(path, problem) from None


def write_file(path: Path, data: bytes) -> None:
    """*data* in a new file. Raises OSError, FileExistsError among them."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _unwritten(path: Path, problem: OSError) -> CannotWrite:
    reason = os.strerror(problem.errno or errno.EIO)
    return CannotWrite(
        f"{quoted(str(path), 80)} cannot be written: {reason}.",
        hint="Check the folder, its permissions and the room on its disk.",
    )


def unsigned(path: Path, data: bytes) -> bytes:
    """*data*, the content of *path*, as it may be changed: without a signature that holds no longer.

    Raises CannotWrite for one that holds, which a change would undo.
    """
    if not looks_signed(data):
        return data
    try:
        opened(data)
    except SignatureBroken:
        tell(TAKEN_OFF.format(name=safe_line(path.name)))
        return signable(data)
    raise CannotWrite(
        f"{quoted(str(path), 80)} is signed, and a change would undo its signature.",
        hint="`reflect author sign FILE --prepare` takes it off. Sign the file again afterwards.",
    )
