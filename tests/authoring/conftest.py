"""A set that passes the check, and what the check says of changed ones."""

from __future__ import annotations

from functools import cache

import pytest

from reflect_cli.authoring.check import Checked, checked
from reflect_cli.authoring.draft import Rules
from reflect_cli.authoring.starter import Answers, starter_set
from reflect_cli.library.wording import law
from reflect_cli.promptsets.reading import findings_in

TODAY = "2026-11-24"


def _starter() -> str:
    return starter_set(
        Answers(
            title="Looking again: #what-we-let-pass",
            group="The men's group",
            id="tests.again",
            summary="About what men let pass, and about one time of one's own.",
            audience="Adult men.",
            contact="group@reflect.example",
            support="Somebody of the group",
            reach="The number on the sheet",
            today=TODAY,
        )
    )


@pytest.fixture(scope="session")
def starter() -> str:
    """The set that `author new` writes."""
    return _starter()


@pytest.fixture(scope="session")
def rules() -> Rules:
    """What a set is held against on the day of the tests."""
    return Rules(law(), TODAY)


@pytest.fixture(scope="session")
def faults():
    """The code, line and column of every finding of the reader."""
    return lambda text: [(f.code, f.line, f.column) for f in findings_in(text.encode())]


@pytest.fixture(scope="session")
def check(rules):
    """The check of a text."""

    @cache
    def check_text(text: str) -> Checked:
        return checked(text.encode(), rules)

    return check_text
