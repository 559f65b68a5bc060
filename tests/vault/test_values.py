"""What the vault passes around never changes, and what holds words or keys does not show them."""

import dataclasses
import importlib
import pkgutil

import pytest

from reflect_cli import vault

VALUES = [
    value
    for found in pkgutil.iter_modules(vault.__path__, "reflect_cli.vault.")
    for value in vars(importlib.import_module(found.name)).values()
    if isinstance(value, type) and dataclasses.is_dataclass(value)
    if value.__module__ == found.name
]
CLOSED = {"Backup", "Closed", "Contents", "Identity", "Made", "Mark", "Revision", "Unlocked"}


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.__name__)
def test_a_value_never_changes_and_takes_no_other_fields(value):
    assert value.__dataclass_params__.frozen
    assert {field.name for field in dataclasses.fields(value)} == set(value.__slots__)


def test_what_holds_words_or_keys_has_no_repr():
    """A repr would put them into a traceback or a log."""
    silent = {value.__name__ for value in VALUES if value.__repr__ is object.__repr__}

    assert silent >= CLOSED
