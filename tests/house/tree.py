"""The checkout as the house rules see it: its files, its words, and how to run it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "reflect_cli"


def modules(*folders: Path) -> tuple[Path, ...]:
    """Every Python file in *folders*, or in the package."""
    return tuple(sorted(file for folder in folders or (PACKAGE,) for file in folder.rglob("*.py")))


def parsed(file: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(file.read_text(encoding="utf-8"))


def told_strings(file: Path) -> Iterator[tuple[str, str]]:
    """(place, text) of every string that may reach a person; of docstrings only a command's."""
    tree = parsed(file)
    silent = set(map(id, _docstrings(tree))) if "commands" not in file.parts else set()
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in silent:
            yield f"{file.relative_to(ROOT)}:{node.lineno}", node.value


def _docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, owners) and ast.get_docstring(node) is not None:
            first = node.body[0]
            assert isinstance(first, ast.Expr)
            yield first.value


def python(*arguments: str, where: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """This Python with *arguments*, the checkout's package first on its path."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=where,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
