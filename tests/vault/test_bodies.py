"""The text of a record: read back as it was written, and anything else is told."""

import pytest

from reflect_cli.errors import VaultDamaged, VaultTooNew
from reflect_cli.journal.record import RECORD_VERSION
from reflect_cli.vault.bodies import (
    entry_body,
    entry_in,
    mark_body,
    mark_in,
    plan_body,
    plan_in,
    step_body,
    step_in,
)
from vault.sample import many_kinds

READERS = (entry_in, plan_in, step_in, mark_in)


def test_what_was_written_is_read_back():
    plan = plan_body("an entry", "a prompt", "a day", ("cue", "act", "when", "who", "due"))

    assert many_kinds() == entry_in(entry_body(many_kinds()))
    assert {
        "entry": "an entry", "prompt": "a prompt", "made": "a day",
        "cue": "cue", "act": "act", "when": "when", "who": "who", "due": "due",
    } == plan_in(plan)  # fmt: skip
    assert ("kept", "a note") == step_in(step_body("kept", "a note"))
    assert ("tag", "a text") == mark_in(mark_body("tag", "a text"))


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", "{}", '{"record":"1"}', f'{{"record":{RECORD_VERSION}}}']
)
def test_text_that_is_no_record_of_ours_is_damage(read, body):
    with pytest.raises(VaultDamaged):
        read(body)


@pytest.mark.parametrize("read", READERS)
def test_a_record_of_a_newer_reflect_is_left_to_it(read):
    with pytest.raises(VaultTooNew):
        read(f'{{"record":{RECORD_VERSION + 1}}}')
