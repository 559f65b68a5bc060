"""`reflect author fmt`: set files in the house style, their meaning untouched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.authoring.formatting import formatted
from reflect_cli.commands.set_files import replace_file, set_files, unsigned
from reflect_cli.library.sets import bytes_of
from reflect_cli.promptsets.reading import malformed
from reflect_cli.screens.console import say
from reflect_cli.screens.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

AS_IT_WAS = "{name}: in order, and left as it is."
TIDIED = "{name}: tidied.{moved} It was read again and says the same."
MOVED = {1: " 1 text now stands under “|”."}
MOVED_SEVERAL = " {count} texts now stand under “|”."


def format_files(named: Sequence[Path]) -> None:
    """Format each file. Raises PromptSetMalformed at the first with errors."""
    for path in set_files(named):
        data = bytes_of(path)
        result = formatted(data)
        if result.findings:
            raise malformed(result.findings, path.name)
        name = safe_line(path.name)
        if result.data == data:
            say(AS_IT_WAS.format(name=name))
            continue
        if (text := unsigned(path, data)) != data:
            result = formatted(text)
        replace_file(path, result.data)
        several = MOVED_SEVERAL.format(count=result.moved) if result.moved else ""
        say(TIDIED.format(name=name, moved=MOVED.get(result.moved, several)))
