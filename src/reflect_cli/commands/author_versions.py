"""`reflect author diff` and `bump`: what changed between two versions, and the number for it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from reflect_cli.authoring.difference import changes, is_enough, level_of, raised
from reflect_cli.authoring.editing import with_version
from reflect_cli.commands.set_files import read_set, replace_file, unsigned
from reflect_cli.library.sets import bytes_of
from reflect_cli.promptsets.reading import examined
from reflect_cli.screens.authoring import NEEDS, NOW_IS, changes_report
from reflect_cli.screens.console import say
from reflect_cli.screens.safe import safe_line

if TYPE_CHECKING:
    from pathlib import Path

STAYS = "{name} stays at {version}: that is high enough for what changed."
RAISED = "{name}: {old} is now {new}."


def show_changes(old_file: Path, new_file: Path, *, as_json: bool) -> None:
    """Tell what changed, and the version it asks for."""
    old, new = read_set(old_file, is_compared=True), read_set(new_file)
    found = changes(old, new)
    needed = raised(old.version, level_of(found))
    if as_json:
        told = [{**asdict(change), "what": change.what.name.lower()} for change in found]
        say(json.dumps({"changes": told, "needs": needed, "version": new.version}, indent=2))
        return
    say(changes_report(found))
    if found:
        said = "" if is_enough(old.version, new.version, level_of(found)) else NOW_IS
        say(f"\n{NEEDS.format(old=old.version, new=needed)}{said.format(now=new.version)}")


def raise_version(file: Path, since: Path) -> None:
    """Write the version that the changes ask for into *file*, if it is not high enough."""
    old, new = read_set(since, is_compared=True), read_set(file)
    level = level_of(changes(old, new))
    if is_enough(old.version, new.version, level):
        say(STAYS.format(name=safe_line(file.name), version=new.version))
        return
    data = unsigned(file, bytes_of(file))
    needed = raised(old.version, level)
    replace_file(file, with_version(data, examined(data), needed))
    say(RAISED.format(name=safe_line(file.name), old=new.version, new=needed))
