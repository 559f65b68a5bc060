#!/usr/bin/env python3
"""Writes docs/commands.md and the tables of docs/format-prompts.md. `make docs` runs it.

The first comes from the program's own help, the second from the table its reader uses. House tests
fail while a page on disk says something else than the program.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup
from typer.testing import CliRunner

from reflect_cli.authoring.codes import CODES
from reflect_cli.authoring.schema import SCHEMA_NAME, schema_text
from reflect_cli.commands.app import app
from reflect_cli.promptsets.guide_spec import GUIDE, STEP
from reflect_cli.promptsets.model import Kind
from reflect_cli.promptsets.spec import (
    FORMS,
    HEADER,
    SECTION,
    TRANSLATED_PROMPT,
    TRANSLATED_SECTION,
    TRANSLATION,
    Field,
    Shape,
    fields_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COMMANDS = Path(__file__).resolve().parent / "commands.md"
FORMAT = COMMANDS.with_name("format-prompts.md")
WIDTH = 80
HEAD = """\
# Commands

Made from `--help` by docs/generate.py; do not edit it by hand. `make docs` renews it.

Exit codes and environment variables are in the [README](../README.md), longer explanations in
the [user guide](user-guide.md).
"""


def commands_page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(_section(path) for path in command_paths())])


def format_page() -> str:
    """The page about the format as it is on disk, its tables made anew."""
    page = FORMAT.read_text(encoding="utf-8")
    return _renewed(_renewed(page, "fields", _tables()), "codes", _codes())


def _renewed(page: str, name: str, tables: Iterable[str]) -> str:
    """*page* with what stands between the marks called *name* made anew."""
    before, begin, rest = page.partition(f"<!-- {name}:")
    note, newline, old = rest.partition("\n")
    _, end, after = old.partition(f"<!-- end of {name} -->")
    return "".join((before, begin, note, newline, "\n", *tables, end, after))


def _codes() -> Iterator[str]:
    rows = [f"| {code} | {wrong} |" for code, wrong in CODES.items()]
    yield "\n".join(["| code | what is wrong |", "|---|---|", *rows, "", ""])


def command_paths() -> tuple[tuple[str, ...], ...]:
    """The words after `reflect` for every command and group, `reflect` alone first."""
    return tuple(_paths(typer.main.get_command(app), ()))


def help_of(path: tuple[str, ...]) -> str:
    """What `reflect PATH --help` prints on a terminal 80 columns wide."""
    told = CliRunner().invoke(app, [*path, "--help"], prog_name="reflect", terminal_width=WIDTH)
    if told.exit_code:
        raise RuntimeError(f"reflect {' '.join(path)} --help ended with {told.exit_code}")
    return told.stdout.rstrip()


def _paths(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:  # noqa: ANN401 - Typer's own type is private
    yield path
    if isinstance(command, TyperGroup):
        context = typer.Context(command)
        for name in command.list_commands(context):
            yield from _paths(command.get_command(context, name), (*path, name))


def _section(path: tuple[str, ...]) -> str:
    return f"## {' '.join(('reflect', *path))}\n\n```text\n{help_of(path)}\n```\n"


def _tables() -> Iterator[str]:
    shared = [field for field in fields_of(Kind.READ) if field.name != "say"]
    names = {field.name for field in shared}
    yield _table("Header", HEADER)
    for field in HEADER:
        if field.fields:
            yield _table(f"An entry of `{field.name}`", field.fields)
    yield _table("Section", SECTION)
    yield _table("Every prompt", shared)
    for kind in Kind:
        own = [field for field in fields_of(kind) if field.name not in names]
        yield _table(f"Also in `{kind.value}`", own)
    yield _table("Guide for an evening", GUIDE)
    yield _table("Step of an evening", STEP)
    yield _table("Header of a translation", TRANSLATION)
    yield _table("Translated section", TRANSLATED_SECTION)
    yield _table("Translated prompt", TRANSLATED_PROMPT)


def _table(title: str, fields: Iterable[Field]) -> str:
    rows = [f"### {title}", "", "| field | holds | what for |", "|---|---|---|"]
    return "\n".join([*rows, *map(_row, fields), "", ""])


def _row(field: Field) -> str:
    name = f"**`{field.name}`**" if field.required else f"`{field.name}`"
    return f"| {name} | {_holds(field)} | {field.help} |"


def _holds(field: Field) -> str:
    """What a field holds, with its limits, as one cell of a table."""
    listed = field.shape in (Shape.IDS, Shape.LINES, Shape.LABELLED, Shape.ENTRIES)
    parts = [field.shape.value]
    if listed:
        parts.append(f"{field.least} to {field.most}")
    if field.shape.is_prose:
        parts.append(f"up to {field.longest} characters" + (" each" if listed else ""))
    if field.shape is Shape.CHOICE:
        parts[0] = " or ".join(f"`{choice}`" for choice in field.choices)
    elif field.shape is Shape.NUMBER:
        parts.append(f"{field.least} to {field.most}")
    elif field.shape in FORMS:
        parts.append(FORMS[field.shape].example)
    return ", ".join(parts)


if __name__ == "__main__":
    COMMANDS.write_text(commands_page(), encoding="utf-8")
    FORMAT.write_text(format_page(), encoding="utf-8")
    COMMANDS.with_name(SCHEMA_NAME).write_text(schema_text(), encoding="utf-8")
