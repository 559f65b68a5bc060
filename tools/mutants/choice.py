"""Which mutants are tried: of all that could be made, some of each module, chosen by a seed.

At one place of the code one operator of each family is tried: eleven replacements of one `+` are
mostly killed by the same test, and would make the score look better than it is. Left out is what
cannot matter: annotations, which are never evaluated here, and `is` for `==`.
"""

from __future__ import annotations

import ast
import random
import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from cosmic_ray.work_item import MutationSpec, WorkItem

_SAME_MOSTLY = re.compile(r"ReplaceComparisonOperator_(Eq|NotEq|Lt|LtE|Gt|GtE)_(Is|IsNot)$")
_FAMILY = re.compile(r"Replace(Binary|Comparison|Unary)Operator")


def chosen(items: Iterable[WorkItem], count: int, seed: int) -> tuple[list[WorkItem], int]:
    """About *count* of *items*, from each module its share, and how many there were to choose from."""
    chance = random.Random(seed)
    by_place: dict[tuple[object, ...], list[WorkItem]] = defaultdict(list)
    kept = [item for item in items if _matters(_of(item))]
    for item in sorted(kept, key=lambda item: _order(_of(item))):
        by_place[_place(_of(item))].append(item)
    by_module: dict[Path, list[WorkItem]] = defaultdict(list)
    for same in by_place.values():
        by_module[_of(same[0]).module_path].append(chance.choice(same))
    total = sum(map(len, by_module.values()))
    picked = [
        one
        for found in by_module.values()
        for one in chance.sample(found, min(len(found), max(1, round(count * len(found) / total))))
    ]
    return picked, total


def _of(item: WorkItem) -> MutationSpec:
    (mutation,) = item.mutations
    return mutation


def _order(mutation: MutationSpec) -> tuple[str, Sequence[int], str, int]:
    where = (str(mutation.module_path), tuple(mutation.start_pos))
    return (*where, mutation.operator_name, mutation.occurrence)


def _place(mutation: MutationSpec) -> tuple[object, ...]:
    name = mutation.operator_name
    family = found[1] if (found := _FAMILY.search(name)) else name
    return (mutation.module_path, tuple(mutation.start_pos), tuple(mutation.end_pos), family)


def _matters(mutation: MutationSpec) -> bool:
    if _SAME_MOSTLY.search(mutation.operator_name):
        return False
    start, end = tuple(mutation.start_pos), tuple(mutation.end_pos)
    spans = _never_run(mutation.module_path)
    return not any(first <= start and end <= last for first, last in spans)


_known: dict[Path, list[tuple[tuple[int, int], tuple[int, int]]]] = {}


def _never_run(path: Path) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where *path* has code that Python reads and does not evaluate: annotations, typing blocks."""
    if path not in _known:
        nodes = [
            part
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            for part in _not_evaluated(node)
        ]
        _known[path] = [
            ((one.lineno, one.col_offset), (one.end_lineno or 0, one.end_col_offset or 0))
            for one in nodes
        ]
    return _known[path]


def _not_evaluated(node: ast.AST) -> list[ast.expr | ast.stmt]:
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return [node]
    parts = [getattr(node, "annotation", None), getattr(node, "returns", None)]
    return [part for part in parts if isinstance(part, ast.expr)]
