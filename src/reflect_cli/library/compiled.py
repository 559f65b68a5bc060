"""The shipped sets as values ready to use, so that beginning a session reads no YAML.

`prompts/compiled.json` is made from the sets by `python -m reflect_cli.library.compiled`; a test holds
that it says what the sets say. Sets of other people are always read from their own file.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from reflect_cli.errors import PromptSetMalformed
from reflect_cli.library.shelves import shelf
from reflect_cli.promptsets.conditions import AllOf, AnyOf, Not, Operator, Test
from reflect_cli.promptsets.model import (
    Beside,
    Branch,
    Guide,
    GuideStep,
    InGroup,
    Kind,
    Option,
    Prompt,
    PromptSet,
    Revisit,
    Scale,
    Section,
    Support,
)

_CLASSES = {
    one.__name__: one
    for one in (
        PromptSet,
        Section,
        Prompt,
        Option,
        Scale,
        Support,
        Revisit,
        Beside,
        Guide,
        GuideStep,
    )
} | {one.__name__: one for one in (Test, Not, AllOf, AnyOf)}
_ENUMS = {"kind": Kind, "in_group": InGroup, "operator": Operator}


def compiled(source: bytes) -> PromptSet | None:
    """The set that was made from exactly this text; None if none was, as while one is written."""
    stored = _everything().get(_print_of(source))
    return None if stored is None else _value(stored)


@cache
def _everything() -> dict[str, Any]:
    try:
        text = (shelf("prompts") / "compiled.json").read_text(encoding="utf-8")
    except OSError:
        return {}
    everything: dict[str, Any] = json.loads(text)
    return everything


def as_text(sets: dict[bytes, PromptSet]) -> str:
    """*sets*, by the text of their files, as the text of the compiled file."""
    stored = {_print_of(source): _stored(one) for source, one in sets.items()}
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n"


def made() -> str:
    """The text the compiled file should have."""
    from reflect_cli.library.sets import BY_COMMAND, SAFETY, SHIPPED, SMALL, path_of
    from reflect_cli.promptsets.reading import read

    names = (*SHIPPED, *SAFETY, *SMALL, *BY_COMMAND)
    sources = {name: path_of(name).read_bytes() for name in names}
    return as_text({source: read(source, name) for name, source in sources.items()})


def as_source(prompt_set: PromptSet) -> str:
    """A set that was put together here as text to keep with its draft; `made_set` gives it back."""
    return json.dumps(_stored(prompt_set), ensure_ascii=False, separators=(",", ":"))


def made_set(source: str) -> PromptSet | None:
    """The set that `as_source` made *source* from; None for the text of a set file."""
    if not source.startswith("{"):  # a set file begins with its header
        return None
    try:
        value = _value(json.loads(source))
    except (ValueError, TypeError, KeyError):
        value = None
    if isinstance(value, PromptSet):
        return value
    raise PromptSetMalformed("The questions of this paused session cannot be read.")


def _print_of(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()


def _stored(value: Any) -> Any:  # noqa: ANN401 - JSON is untyped
    """*value* as JSON; what has its default is left out."""
    if is_dataclass(value):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        kept = {
            field.name: _stored(named[field.name])
            for field in fields(value)
            if named[field.name] != field.default
        }
        return {"is": type(value).__name__, **kept}
    if isinstance(value, Enum):
        return value.value
    return [_stored(one) for one in value] if isinstance(value, tuple) else value


def _value(stored: Any) -> Any:  # noqa: ANN401 - JSON is untyped
    if isinstance(stored, list):
        return tuple(_value(one) for one in stored)
    if not isinstance(stored, dict):
        return stored
    given = {name: _value(one) for name, one in stored.items() if name != "is"}
    for name, kind in _ENUMS.items():
        if name in given:
            given[name] = kind(given[name])
    if "turns" in given:
        given["turns"] = tuple((option, Branch(branch)) for option, branch in given["turns"])
    return _CLASSES[stored["is"]](**given)


if __name__ == "__main__":
    sys.stdout.write(made())
