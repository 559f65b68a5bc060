"""Sets as others hand them over: signed by keys of the tests, and commands that are given them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from promptsets.conftest import SAMPLE
from reflect_cli.commands.app import app
from reflect_cli.signing.keys import SigningKey
from reflect_cli.signing.seal import Said, follows, signable, signed

if TYPE_CHECKING:
    from pathlib import Path

GROUP, STRANGER = SigningKey(bytes(range(32))), SigningKey(bytes(range(32, 64)))
NAME = "evening.reflect.yaml"
SET_ID = "tests.one-evening"


def text(version: str = "1.0.0", was: str = "", now: str = "") -> str:
    """The sample set as that version, with something in it changed."""
    assert was in SAMPLE
    return SAMPLE.replace("version: 1.0.0", f"version: {version}").replace(was, now)


def sealed(of: str, key: SigningKey = GROUP, before: SigningKey | None = None) -> bytes:
    """*of* signed by *key*; with *before*, which says that *key* follows it."""
    plain = signable(of.encode())
    set_id, version = (
        next(line.partition(": ")[2] for line in of.split("\n") if line.startswith(f"{field}:"))
        for field in ("id", "version")
    )
    statement = before.state(follows(key.public)) if before else ""
    named = before.public if before else None
    said = Said(set_id, version, "2026-11-24", key.public, named, statement)
    return signed(plain, said, key)


@dataclass(frozen=True)
class Ran:
    """How a command ended; what it said on both streams."""

    code: int
    out: str
    err: str


def run(*arguments: object, given: str = "") -> Ran:
    """`reflect ARGUMENTS` in this process, in line mode, with *given* typed."""
    done = CliRunner().invoke(app, [*map(str, arguments)], input=given, prog_name="reflect")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Ran(done.exit_code, done.stdout, done.stderr)


def file_of(folder: Path, data: str | bytes, name: str = NAME) -> Path:
    """A file with *data*."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def descriptor(words: str) -> int:
    """A descriptor from which *words* can be read."""
    reading, writing = os.pipe()
    os.write(writing, words.encode())
    os.close(writing)
    return reading
