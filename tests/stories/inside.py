"""The real command line in this process, on a day of our choosing, typed to through a pipe."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import time_machine
from typer.testing import CliRunner

from reflect_cli.commands.app import app

ZONE = ZoneInfo("Europe/Berlin")
EVENING = time(20, 0)


@dataclass(frozen=True)
class Told:
    """How a command ended, and what it said on both streams."""

    code: int
    out: str
    err: str

    @property
    def stored(self):
        """What it printed as JSON."""
        return json.loads(self.out)


@dataclass
class Days:
    """A man's evenings: `reflect ARGS` on the day it is, at eight."""

    day: date

    def later(self, *, days: int) -> None:
        """So many days go by."""
        self.day += timedelta(days=days)

    def reflect(self, *args: str, typed: str = "") -> Told:
        """Run a command; *typed* are the lines that come in."""
        evening = datetime.combine(self.day, EVENING, ZONE)
        with time_machine.travel(evening):
            done = CliRunner().invoke(app, list(args), input=typed, prog_name="reflect")
        return Told(done.exit_code, done.stdout, done.stderr)

    def kept(self, *args: str, typed: str = "") -> str:
        """As `reflect`, for a command that must go well; what it said."""
        told = self.reflect(*args, typed=typed)
        assert told.code == 0, told
        return told.out
