"""A journal whose gate is passed, and the first of a year of evenings."""

from datetime import date

import pytest

from commands.conftest import folder, journal
from stories.inside import Days

__all__ = ["folder", "journal"]  # fixtures


@pytest.fixture
def days(journal) -> Days:
    """The evenings, from the first one on."""
    return Days(date(2026, 11, 25))
