"""Which tests run a line of the vault, from the contexts of a measured run; the closest ones first."""

from __future__ import annotations

import ast
import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from coverage import CoverageData

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


_ABOUT_DEFINITIONS = "tests/vault/test_values.py"  # they run no line, they look at what was made


class Covering:
    """The tests that ran in a measured run, by the lines they ran."""

    def __init__(self, data: Path, report: Path, vault: Path) -> None:
        self._took = _durations(report)
        measured = CoverageData(str(data))
        measured.read()
        self._lines: dict[Path, dict[int, set[str]]] = {}
        self._modules = {path: path.read_text(encoding="utf-8") for path in vault.glob("*.py")}
        for path in self._modules:
            by_line = measured.contexts_by_lineno(str(path))
            self._lines[path] = {line: self._tests(names) for line, names in by_line.items()}
        self._ran = Counter(
            test for lines in self._lines.values() for tests in lines.values() for test in tests
        )

    @property
    def tests(self) -> Iterable[str]:
        """Every test that passed."""
        return self._took.keys()

    def of(self, path: Path, line: int) -> list[str]:
        """The tests that run what stands on *line* of *path*.

        First those that run little else: they are about it, and they are quick.
        """
        statement = _statement_at(ast.parse(self._modules[path]), line)
        lines = self._lines[path]
        if statement.inside:
            found = set().union(*(lines.get(n, set()) for n in statement.lines))
        else:
            found = self._that_use(statement.names, path) or set().union(*lines.values())
            found |= {test for test in self._took if test.startswith(_ABOUT_DEFINITIONS)}
        return sorted(found, key=lambda test: (self._ran[test], self._took[test], test))

    def seconds(self, tests: Iterable[str]) -> float:
        """How long *tests* took when they were measured."""
        return sum(self._took[test] for test in tests)

    def _tests(self, contexts: Iterable[str]) -> set[str]:
        """A context names a test and its phase: `|run` in its own process, ` (call)` in others."""
        names = {re.sub(r"(\|\w+| \(\w+\))$", "", context) for context in contexts}
        return names & self._took.keys()

    def _that_use(self, names: frozenset[str], at: Path) -> set[str]:
        """The tests that run a line in which one of *names*, given in the module *at*, is used."""
        if not names:
            return set()
        private = all(name.startswith("_") for name in names)
        used = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
        return set().union(
            *(
                self._lines[path].get(number, set())
                for path, text in self._modules.items()
                if path == at or not private
                for number, line in enumerate(text.splitlines(), 1)
                if used.search(line)
            )
        )


class _Statement:
    """What stands on a line: inside a function its lines, outside one what it gives names to."""

    def __init__(self, *, inside: bool, lines: range, names: frozenset[str]) -> None:
        self.inside, self.lines, self.names = inside, lines, names


def _statement_at(tree: ast.Module, line: int) -> _Statement:
    inside, found = False, None
    for node in ast.walk(tree):  # outer ones come before inner ones
        if not isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case):
            continue
        first, last = _extent(node)
        if not first <= line <= last:
            continue
        if isinstance(node, ast.FunctionDef):
            # its decorators and defaults matter where its body runs
            inside, found = True, (range(node.body[0].lineno, last + 1), frozenset([node.name]))
            continue
        found = (range(first, _header_end(node, last) + 1), _names_in(node))
    assert found is not None  # every mutated line is a part of a statement
    return _Statement(inside=inside, lines=found[0], names=found[1])


def _extent(node: ast.AST) -> tuple[int, int]:
    if isinstance(node, ast.match_case):
        return node.pattern.lineno, node.body[-1].end_lineno or 0
    decorators = [one.lineno for one in getattr(node, "decorator_list", [])]
    return min([node.lineno, *decorators]), node.end_lineno or 0


def _header_end(node: ast.AST, last: int) -> int:
    body = getattr(node, "body", None)
    return max(_extent(node)[0], body[0].lineno - 1) if body else last


def _names_in(node: ast.AST) -> frozenset[str]:
    if isinstance(node, ast.ClassDef):
        return frozenset([node.name])
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return frozenset(one.id for one in targets if isinstance(one, ast.Name))


def _durations(junit: Path) -> dict[str, float]:
    """Seconds by test, of those that passed: one that does not would kill every mutant."""
    took = {}
    for case in ET.parse(junit).iter("testcase"):
        if not any(one.tag in {"failure", "error", "skipped"} for one in case):
            place = case.get("classname", "").replace(".", "/")
            took[f"{place}.py::{case.get('name')}"] = float(case.get("time", "0"))
    return took
