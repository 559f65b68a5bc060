"""Killed at any moment, in every way it can run: what was accepted is still there.

Accepted: what comes next has been drawn. Over all tests here there are at least 100 kills.
"""

from __future__ import annotations

import os
import random
import select
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest

from reflect_cli.vault.vault import open_vault
from terminal.begun import Begun, Loaded
from terminal.lines import PASSPHRASE, STEADY, given, inside, kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PIPE_KILLS, SLICES = 17, 4
TERMINAL_KILLS = {"full": 4, "plain": 7}
PLACES = 3  # at a long text, at a plan, at finishing


def test_there_are_at_least_a_hundred_kills():
    assert PIPE_KILLS * SLICES + PLACES * sum(TERMINAL_KILLS.values()) >= 100


# ── through a pipe, at short answers; each is forked from one process that has loaded it ─────


@pytest.fixture
def long_set(home: Path, tiny_set: str) -> str:
    """A set of many short questions."""
    head = (home / "tiny.reflect.yaml").read_text().split("---\nsection: ask")[0]
    questions = "".join(
        f"---\nprompt: q{n}\nkind: short\nask: |\n  Question number {n}, what then?\n"
        for n in range(52)
    )
    end = "---\nsection: end\ntitle: The end\nclosing: true\n---\nprompt: settle\nkind: read\nsay: |\n  Done.\n"
    path = home / "long.reflect.yaml"
    path.write_text(f"{head}---\nsection: ask\ntitle: Asking\n{questions}{end}")
    return str(path)


@pytest.fixture
def loaded(journal: Path) -> Iterator[Loaded]:
    """What begins Reflect many times, and loads it once."""
    process = Loaded()
    yield process
    process.close()


def wait_for(process: Begun, words: bytes) -> None:
    seen = b""
    while words not in seen:
        ready, _, _ = select.select([process.stdout], [], [], 20)
        assert ready, seen.decode()
        chunk = os.read(process.stdout.fileno(), 65536)
        assert chunk, seen
        seen += chunk


def give(process: Begun, line: str) -> None:
    process.stdin.write(f"{line}\n".encode())
    process.stdin.flush()


@pytest.mark.parametrize("part", range(SLICES))
def test_no_accepted_short_answer_is_lost(journal: Path, loaded: Loaded, long_set: str, part: int):
    chance = random.Random(part)
    accepted: dict[str, str] = {}
    number = 0
    for kill in range(PIPE_KILLS):
        args = ("start", long_set) if kill == 0 else ("resume",)
        process = loaded.begin(*args)
        for line in ("1", "", "") if kill == 0 else ():
            give(process, line)
        wait_for(process, b"what then?")
        for _ in range(chance.randrange(3)):
            give(process, f"answer {kill} {number}")
            wait_for(process, f"Question number {number + 1},".encode())
            accepted[f"q{number}"] = f"answer {kill} {number}"
            number += 1
        if chance.random() < 0.6:
            give(process, f"answer {kill} {number}")
        time.sleep(chance.random() * 0.02)
        loaded.end(process)
        now = kept(journal)
        assert accepted.items() <= now.items()
        while f"q{number}" in now:
            accepted[f"q{number}"] = now[f"q{number}"]
            number += 1


# ── on a terminal, in both voices ────────────────────────────────────────────────────────────


class Person:
    """Somebody at a terminal who does the same thing in either voice."""

    def __init__(self, run_in: Callable[..., Any], voice: str) -> None:
        self._run_in = run_in
        self._is_plain = voice == "plain"
        self.kills = TERMINAL_KILLS[voice]
        self._seen = ""
        self.screen: Any = None

    def begins(self, *args: str) -> None:
        self._seen = ""
        plain = ["--plain"] if self._is_plain else []
        self.screen = self._run_in(*args, *plain, columns=100, rows=40)

    def sees(self, *words: str) -> str:
        """Which of *words* comes to stand on the screen, below what was last waited for."""
        end_of_patience = time.monotonic() + 20
        while time.monotonic() < end_of_patience:
            shown = " ".join(self.screen.look().split())
            since = shown.rfind(self._seen) if self._is_plain and self._seen else 0
            last = max(words, key=shown.rfind)
            if last in shown[max(0, since) :]:
                self._seen = last
                return last
            time.sleep(0.01)
        raise AssertionError(f"{words} are not on the screen:\n{self.screen.look()}")

    def answers(self, text: str) -> None:
        """One line and Enter; the full screen has what stood there before, so it is cleared."""
        if self._is_plain:
            self.screen.line(text)
        else:
            self.screen.child.send("\x7f" * 20 + f"{text}\r")

    def goes_on(self) -> None:
        self.screen.child.send("\r")

    def picks_first(self) -> None:
        self.screen.child.send("1\r")

    def keeps_it(self) -> None:
        """At the end of a sitting."""
        self.screen.child.send("\r" if self._is_plain else "1\r")

    def adds_a_line(self, text: str) -> None:
        """One more line of a long text, which is then done."""
        self.screen.child.send(f"{text}\n/done\n" if self._is_plain else f"\r{text}\x04")

    def goes_back(self) -> None:
        self.screen.child.send("/back\n" if self._is_plain else "\x02")

    def passes_over(self) -> None:
        self.screen.child.send("/skip\n" if self._is_plain else "\x0b")

    def is_cut_off(self) -> None:
        self.screen.child.kill(signal.SIGKILL)
        self.screen.child.wait()
        self.screen.child.close()


@pytest.fixture(params=TERMINAL_KILLS)
def person(terminal: Callable[..., Any], request: pytest.FixtureRequest) -> Person:
    return Person(terminal, request.param)


def to_the_first_question(person: Person, tiny_set: str) -> None:
    person.begins("start", tiny_set)
    person.sees("alone, sober")
    person.picks_first()
    for words in ("slow breaths", "Three questions"):
        person.sees(words)
        person.goes_on()
    person.sees("Is there something")
    person.picks_first()


def test_no_accepted_line_of_a_long_text_is_lost(journal: Path, tiny_set: str, person: Person):
    chance = random.Random(1)
    accepted: list[str] = []
    for kill in range(person.kills):
        if kill == 0:
            to_the_first_question(person, tiny_set)
        else:
            person.begins("resume")
        if person.sees("step by step", "What comes after it?") != "step by step":
            person.goes_back()
            person.sees("step by step")
        person.adds_a_line(f"line {kill} here")
        if chance.random() < 0.6:
            person.sees("What comes after it?")
            accepted.append(f"line {kill} here")
            person.goes_back()
        time.sleep(chance.random() * 0.03)
        person.is_cut_off()
        lines = kept(journal)["told"].split("\n")
        assert [line for line in lines if line in accepted] == accepted
        accepted = [line for line in lines if line]


def test_no_accepted_plan_is_lost(journal: Path, tiny_set: str, person: Person):
    chance = random.Random(2)
    accepted = ""
    for kill in range(person.kills):
        if kill == 0:
            to_the_first_question(person, tiny_set)
            person.sees("step by step")
            person.passes_over()
            person.sees("What comes after it?")
            person.passes_over()
        else:
            person.begins("resume")
        if person.sees("If or when", "This set ends here.") != "If or when":
            person.goes_back()
        for words, text in (
            ("If or when", f"cue {kill}"),
            ("one thing you can do", f"act {kill}"),
            ("When, roughly?", f"when {kill}"),
        ):
            person.sees(words)
            person.answers(text)
        person.sees("Who will know?")
        person.picks_first()
        if chance.random() < 0.6:
            person.sees("This set ends here.")
            accepted = f"act {kill}"
        time.sleep(chance.random() * 0.03)
        person.is_cut_off()
        plan = kept(journal).get("plan")
        act = plan.act if plan else ""
        assert act in (accepted, f"act {kill}")
        accepted = act


def test_a_kill_at_finishing_leaves_the_entry_or_the_draft(
    journal: Path, tiny_set: str, person: Person
):
    chance = random.Random(3)
    entries = 0
    for kill in range(person.kills):
        if not drafts_and_entries(journal)[0]:
            to_the_end(tiny_set, f"words {kill}")
        person.begins("resume")
        person.sees("That was the last question.")
        person.keeps_it()
        time.sleep(chance.random() * 0.2)
        person.is_cut_off()
        drafts, written = drafts_and_entries(journal)
        assert entries + 1 == len(written) + len(drafts)
        assert all("words" in text for text in (*drafts, *written))
        entries = len(written)
    assert entries > 0


def to_the_end(tiny_set: str, words: str) -> None:
    """A session with *words* in it, paused where nothing is left to ask."""
    lines = ("1", "", "", "2", words, "/skip", "2", "", *STEADY[:-1], "/pause")
    assert "Paused." in inside("start", tiny_set, given=given(*lines)).stdout


def drafts_and_entries(folder: Path) -> tuple[list[str], list[str]]:
    """What every draft and every entry holds, as text."""
    with open_vault(folder, bytearray(PASSPHRASE.encode())) as vault:
        drafts = [str(draft.state) for draft in vault.drafts.every()]
        entries = [str(vault.entries.get(one.id)) for one in vault.entries.recent(100)]
    return drafts, entries
