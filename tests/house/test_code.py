"""What holds for every file of code, whoever wrote it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from house.tree import PACKAGE, ROOT, modules, parsed, python

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_LINES = 300
TALKS_TO_THE_NETWORK = {
    "socket",
    "socketserver",
    "ssl",
    "http",
    "urllib",
    "ftplib",
    "smtplib",
    "imaplib",
    "poplib",
    "telnetlib",
    "xmlrpc",
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "webbrowser",
}
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"


def test_no_file_is_longer_than_one_sitting_of_reading():
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in modules(PACKAGE, ROOT / "tests")
    }

    too_long = {name: length for name, length in lengths.items() if length > MOST_LINES}
    assert {} == too_long


def test_every_module_says_what_it_is_for():
    silent = [
        str(file.relative_to(ROOT)) for file in modules() if not ast.get_docstring(parsed(file))
    ]

    assert [] == silent


def test_the_import_contracts_hold():
    done = python("-c", LINT_IMPORTS, "--no-cache")

    assert 0 == done.returncode, done.stdout + done.stderr


def test_our_code_imports_nothing_that_talks_to_a_network():
    """asyncio is not among them: the full screen waits with it, and opens nothing."""
    found = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in modules()
        for name in _imported(file)
        if name.partition(".")[0] in TALKS_TO_THE_NETWORK
    ]

    assert [] == found


def test_nothing_is_imported_by_a_name_made_at_run_time():
    """Otherwise the two tests above could not see it."""
    hidden = re.compile(r"\b(__import__|import_module)\b")

    found = [
        str(file.relative_to(ROOT))
        for file in modules()
        if hidden.search(file.read_text(encoding="utf-8"))
    ]
    assert [] == found


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
