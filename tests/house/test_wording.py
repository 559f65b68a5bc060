"""The words we never use, in what is asked and in what the program says.

The rules are seeds/wording.yaml, for people's sake: no praise, no blame, no promise that we cannot
keep. tests/promptsets/test_wording.py shows that each of them would be noticed.
"""

from __future__ import annotations

import pytest
import yaml

from house.tree import modules, told_strings
from reflect_cli.authoring.codes import CODES
from reflect_cli.library.sets import BY_COMMAND, SAFETY, SHIPPED, SMALL, SUFFIX, shipped
from reflect_cli.library.shelves import shelf
from reflect_cli.library.wording import law
from reflect_cli.promptsets.wording import remarks_on, remarks_on_line, remarks_on_repeats

EVERY_SET = (*SHIPPED, *SAFETY, *SMALL, *BY_COMMAND)
SEEDS = sorted(file for file in shelf("seeds").glob("*.yaml") if file.name != "wording.yaml")


def test_every_set_file_is_looked_at():
    files = {file.name.removesuffix(SUFFIX) for file in shelf("prompts").glob(f"*{SUFFIX}")}

    assert set(EVERY_SET) == files


@pytest.mark.parametrize("name", EVERY_SET)
def test_a_prompt_set_keeps_to_the_wording_rules(name):
    assert [] == [str(remark) for remark in remarks_on(shipped(name).prompt_set, law())]


def test_no_sentence_is_said_in_two_places():
    sets = {name: shipped(name).prompt_set for name in EVERY_SET}

    assert [] == [str(remark) for remark in remarks_on_repeats(sets, law())]


@pytest.mark.parametrize("name", EVERY_SET)
def test_a_waiver_names_a_rule_there_is_and_gives_its_reason(name):
    rules = {rule.name for rule in law().rules} | set(law().checks) | set(map(str.lower, CODES))
    taken = shipped(name)
    waived = [name for prompt in taken.prompt_set.prompts for name in prompt.allow]
    lines = [line for line in taken.source.splitlines() if line.startswith("allow:")]

    assert set(waived) <= rules
    assert [] == [line for line in lines if "  # " not in line]


def test_the_program_keeps_to_the_wording_rules():
    said = [pair for file in modules() for pair in told_strings(file)]

    assert [] == [str(r) for place, text in said for r in remarks_on_line(text, place, law())]


@pytest.mark.parametrize("file", SEEDS, ids=lambda file: file.stem)
def test_what_lies_in_seeds_keeps_to_the_wording_rules(file):
    stored = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    remarks = [remark for text in _texts(stored) for remark in remarks_on_line(text, "", law())]

    assert [] == [str(remark) for remark in remarks]


def _texts(stored):
    if isinstance(stored, str):
        return [stored]
    values = stored.values() if isinstance(stored, dict) else stored
    return [text for value in values for text in _texts(value)]
