"""Whether this Reflect is new enough for a set: told alone, for what else it may not know yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reflect_cli import __version__
from reflect_cli.promptsets.nodes import Scalar
from reflect_cli.promptsets.spec import FORMS, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reflect_cli.promptsets.blocks import Block
    from reflect_cli.promptsets.findings import Finding
    from reflect_cli.promptsets.source import Source

TOO_NEW = "E040"
_FIRST_FIELD = "reflect-set"


def problem(source: Source, blocks: Iterable[Block]) -> Finding | None:
    """What to say of a set whose header asks for a newer Reflect than this one."""
    roots = (block.root for block in blocks if block.root is not None)
    header = next((root for root in roots if root.get(_FIRST_FIELD) is not None), None)
    needs = header.get("needs-app") if header else None
    if not isinstance(needs, Scalar) or not re.fullmatch(
        FORMS[Shape.APP_VERSION].pattern, needs.text
    ):
        return None
    if _numbers(needs.text) <= _numbers(__version__):
        return None
    return source.finding(
        TOO_NEW, needs.at,
        f"This set needs Reflect {needs.text} or later, and this is Reflect {__version__}.",
        "Use a newer Reflect, or ask for a set that this one can show. If it is yours and needs"
        " nothing newer, put the version of yours there, or delete the line.",
    )  # fmt: skip


def _numbers(version: str) -> tuple[int, int, int]:
    """The first three numbers of a version; what a version leaves out is nought."""
    found = [int(number) for number in re.findall(r"\d+", version)[:3]]
    first, second, third = (*found, 0, 0, 0)[:3]
    return first, second, third
