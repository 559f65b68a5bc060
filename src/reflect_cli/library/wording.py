"""The wording rules, from seeds/wording.yaml."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reflect_cli.library.seeds import seed
from reflect_cli.promptsets.wording import Check, Law, Only, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_EVERYWHERE = ("prompts", "program", "both")


@cache
def law() -> Law:
    """Every rule, in file order."""
    stored = seed("wording")
    checks = [_check(entry) for entry in stored["checks"]]
    return Law(
        rules=tuple(_rule(entry) for entry in stored["words"]),
        checks={check.name: check for check in checks},
        same_everywhere=frozenset(stored["same-everywhere"]),
        safety=tuple(_rule({"where": "prompts", **entry}) for entry in stored["safety"]),
        subjects={name: _whole_words(words) for name, words in stored["subjects"].items()},
    )


def _rule(entry: Mapping[str, str]) -> Rule:
    where = _EVERYWHERE.index(entry["where"])
    return Rule(
        name=entry["rule"],
        code=entry["code"],
        found_by=_pattern(entry),
        reason=entry["reason"],
        better=entry["better"],
        in_prompts=where != 1,
        in_program=where != 0,
        only=Only(entry["only"]) if "only" in entry else None,
        unless_forbidden="unless" in entry,
    )


def _pattern(entry: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern for all of an entry; letters either side would make it another word."""
    if "signs" in entry:
        return re.compile("|".join(entry["signs"]))
    return _whole_words(entry["words"])


def _whole_words(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def _check(entry: Mapping[str, str]) -> Check:
    return Check(
        name=entry["rule"],
        code=entry["code"],
        reason=entry["reason"],
        better=entry["better"],
        most=int(entry.get("most", "0")),
    )
