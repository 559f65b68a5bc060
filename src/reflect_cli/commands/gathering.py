"""Options that stand together: a command takes them as one value, and Typer sees each of them."""

from __future__ import annotations

import functools
import inspect
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def gathered(command: Callable[..., None]) -> Callable[..., None]:
    """*command* with the fields of each dataclass among its parameters as options of their own.

    Every field is annotated as Typer wants it and has a default. The options stand where the
    dataclass stands, and all of them are given by name.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}

    @functools.wraps(command)
    def with_groups(**options: object) -> None:
        taken = {
            name: group(**{one.name: options.pop(one.name, one.default) for one in fields(group)})
            for name, group in groups.items()
        }
        command(**options, **taken)

    shown = list(_shown(command, hints))
    signature = inspect.Signature(shown, return_annotation=None)
    with_groups.__signature__ = signature  # type: ignore[attr-defined] # how Typer sees them
    with_groups.__annotations__ = {each.name: each.annotation for each in shown}
    return with_groups


def _shown(command: Callable[..., None], hints: dict[str, Any]) -> Iterator[inspect.Parameter]:
    for parameter in inspect.signature(command).parameters.values():
        hint = hints[parameter.name]
        if not is_dataclass(hint):
            yield _named(parameter.name, parameter.default, hint)
            continue
        each = get_type_hints(hint, include_extras=True)
        yield from (_named(one.name, one.default, each[one.name]) for one in fields(hint))


def _named(name: str, default: object, annotation: object) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )
