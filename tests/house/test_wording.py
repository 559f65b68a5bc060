"""The words we never use, in what is asked and in what the program says.

The rules are for people's sake: no praise, no blame, no promise that we cannot keep.
"""

from __future__ import annotations

import re

import pytest

from house.tree import ROOT, modules, told_strings

PROMPTS = sorted((ROOT / "prompts").glob("*.reflect.yaml"))

#: Each with the reason it is not said.
BANNED = {
    r"your mistakes?": "makes a choice small",
    r"the incident|went too far|it (just )?happened": "leaves out who did it",
    r"why did you (assault|rape|harass)": "presumes, and invites a defence",
    r"too drunk to know": "hands him the excuse",
    r"(she|they) (had )?(worn?|signalled|led you)|asking for it": "blames the other person",
    r"mixed signals?|misunderstandings?": "makes it mutual",
    r"how do you think (she|they|he) feels?": "invents somebody's mind",
    r"victims?|monsters?|predators?|perpetrators?": "fixes what a person is",
    r"(your|someone's|somebody's) (own )?(sister|mother|daughter|wife)": "worth by relation",
    r"most men (have|do|are)|you must have": "leads, or presses him to invent",
    r"well done|good job|great job|congratulations|awesome|amazing": "praises",
    r"streaks?|badges?|scores?|points (for|earned)|rewards?|achievements?|progress bar": "makes a game of harm",
    r"feel better|heal(s|ed|ing)?|forgive yourself|move on|closure": "promises absolution",
    r"brave(ly|ry)?|courage(ous)?|proud of you": "praises the least that is owed",
    r"ashamed of yourself|you should be ashamed|shame on": "feeds blame",
    r"anonymous(ly)?|no one can ever read|nobody can ever read": "is not true",
    r"(completely|totally|perfectly|always|kept|stays?) (safe|private|secure)|100%": "is not true",
    r"journey|path forward|baby steps": "is a figure of speech",
    r"oops|whoops|uh-oh|sorry": "is not how we speak",
    r"invalid|illegal (value|option|argument)|fatal": "blames the reader",
}
SHOUTED = re.compile(r"[\w\u2019'\")]!(?![=\w])")
EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")


def test_there_are_prompts_to_look_at():
    assert 6 <= len(PROMPTS)


@pytest.mark.parametrize("file", PROMPTS, ids=lambda file: file.name.partition(".")[0])
def test_a_prompt_set_keeps_to_the_wording_rules(file):
    lines = file.read_text(encoding="utf-8").splitlines()
    said = [(f"{file.name}:{n}", line) for n, line in enumerate(lines, start=1)]

    assert [] == [trouble for place, line in said for trouble in _troubles(place, line)]


def test_the_program_keeps_to_the_wording_rules():
    said = [pair for file in modules() for pair in told_strings(file)]

    assert [] == [trouble for place, text in said for trouble in _troubles(place, text)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Well done.", "praises"),
        ("Saved!", "shouts"),
        ("Saved \U0001f600", "shows a picture"),
        ("Nobody can ever read this.", "is not true"),
    ],
)
def test_the_rules_would_be_noticed(text, reason):
    assert [f"here: {reason}: {text}"] == _troubles("here", text)


def test_signs_in_code_are_not_taken_for_shouting():
    assert [] == _troubles("here", "a != b, “!” is a YAML tag, and x!r")


def _troubles(place: str, text: str) -> list[str]:
    found = [
        why for words, why in BANNED.items() if re.search(rf"\b({words})\b", text, re.IGNORECASE)
    ]
    found += ["shouts"] if SHOUTED.search(text) else []
    found += ["shows a picture"] if EMOJI.search(text) else []
    return [f"{place}: {why}: {text}" for why in found]
