"""Each of the ten kinds of prompt is answered in both voices, and the same value is kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from small_set import head
from terminal.lines import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = head("test.kinds", "Ten kinds") + "---\nsection: all\ntitle: All of them\n"
OPTIONS = "options:\n  a: First\n  b: Second\n  c: Third\n"
KINDS = {
    "read": "say: |\n  Only words.\n",
    "pause": "say: |\n  Look up.\nseconds: 5\n",
    "short": "ask: |\n  A short one?\n",
    "long": "ask: |\n  A long one?\n",
    "choose-one": f"ask: |\n  One of three?\n{OPTIONS}",
    "choose-any": f"ask: |\n  Any of three?\n{OPTIONS}",
    "scale": "ask: |\n  How much?\nfrom: 0\nto: 4\nlow: Nothing\nhigh: A lot\n",
    "about-when": "ask: |\n  About when?\n",
    "checklist": f"ask: |\n  Tick what you find.\n{OPTIONS}",
    "plan": "ask: |\n  What will you do?\n",
}
END = (
    "---\nsection: end\ntitle: End\nclosing: true\n---\nprompt: over\nkind: read\nsay: |\n  Over.\n"
)

KEPT = {
    "short": "one line",
    "long": "first\nsecond",
    "choose-one": "b",
    "choose-any": ["a", "c"],
    "scale": 2,
    "about-when": "a winter",
    "checklist": ["b", "c"],
    "plan": {"plan": {"cue": "he laughs", "act": "say no", "when": "soon", "who": "friend"}},
}


@pytest.fixture
def ten_kinds(home: Path) -> str:
    """The path of a set with one prompt of each kind."""
    path = home / "kinds.reflect.yaml"
    prompts = (f"---\nprompt: p-{kind}\nkind: {kind}\n{rest}" for kind, rest in KINDS.items())
    path.write_text(HEAD + "".join(prompts) + END, encoding="utf-8")
    return str(path)


def kept() -> dict[str, object]:
    entry = json.loads(run("journal", "show", "--json").stdout)
    mine = [item for item in entry["items"] if item["prompt"].startswith("p-")]
    return {item["kind"]: item["value"] for item in mine}


def test_on_the_full_screen(terminal: Callable[..., Any], journal: object, ten_kinds: str):
    screen = terminal("start", ten_kinds)
    for words in ("alone, sober", "three slow breaths", "One of each.", "Only words.", "Look up."):
        screen.see(words)
        screen.press("down", "enter")
    screen.see("A short one?")
    screen.type("one line", "enter")
    screen.see("A long one?")
    screen.type("first", "enter")
    screen.type("second", "done")
    screen.see("One of three?")
    screen.press("down", "down", "enter")
    screen.see("Any of three?")
    screen.type("1")
    screen.press("down", "down")
    screen.type(" ", "enter")
    screen.see("How much?")
    screen.press("down", "down", "down", "enter")
    screen.see("About when?")
    screen.type("a winter", "enter")
    screen.see("Tick what you find.")
    screen.type("2")
    screen.type("3", "enter")
    screen.see("If or when")
    screen.type("he laughs", "enter")
    screen.see("then I will")
    screen.type("say no", "enter")
    screen.see("When, roughly?")
    screen.type("soon", "enter")
    screen.see("Who will know?")
    screen.press("down", "down", "enter")
    screen.see("Over.")
    screen.press("enter")
    leave_quietly(screen, lambda: screen.press("down", "enter"), lambda: screen.press("skip"))

    assert KEPT == kept()


def test_in_line_mode(terminal: Callable[..., Any], journal: object, ten_kinds: str):
    screen = terminal("start", ten_kinds, "--plain", rows=300, columns=200)
    screen.see("alone, sober")
    screen.line("1")
    for words in ("three slow breaths", "One of each.", "Only words.", "Look up."):
        screen.see(words)
        screen.line("")
    screen.see("A short one?")
    screen.line("one line")
    screen.see("A long one?")
    for line in ("first", "second", "/done"):
        screen.line(line)
    screen.see("One of three?")
    screen.line("2")
    screen.see("Any of three?")
    screen.line("1 3")
    screen.see("How much?")
    screen.line("2")
    screen.see("About when?")
    screen.line("a winter")
    screen.see("Tick what you find.")
    screen.line("2, 3")
    for words, line in (("If or when", "he laughs"), ("then I will", "say no")):
        screen.see(words)
        screen.line(line)
    screen.see("When, roughly?")
    screen.line("soon")
    screen.see("Who will know?")
    screen.line("3")
    screen.see("Over.")
    screen.line("")
    leave_quietly(screen, lambda: screen.line("1"), lambda: screen.line("/skip"))

    assert KEPT == kept()


def leave_quietly(screen: Any, go_on: Callable[[], None], skip: Callable[[], None]) -> None:
    """Through the close, saying that he is steady and nothing more."""
    screen.see("How are you now?")
    go_on()
    screen.see("can still come up later")
    screen.child.send("\r")
    screen.see("next hour")
    skip()
    screen.see("That was the last question.")
    screen.child.send("\r")
    screen.see("Saved.")
    assert 0 == screen.ended()
