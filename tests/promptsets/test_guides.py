"""The guide at the end of a set's file arrives as it was written, or every slip is told."""

from __future__ import annotations

import pytest

from reflect_cli.promptsets.model import Guide, GuideStep
from reflect_cli.promptsets.reading import findings_in, read

HEAD = """
---
reflect-guide: 1
minutes: 40
report: |
  Say first what you must report: to whom, and #what.
before:
  - Read it alone.
room: [Water, Chairs]
agreements:
  - No names
afterwards:
  - Stay
closing:
  - What now?
"""
STEPS = """
---
step: Welcome
minutes: 10
show: [start, account]

---
step: Talk
minutes: 30
ask: |
  What made it hard?
note: Let it be quiet.
"""


@pytest.fixture
def guide_faults(sample):
    """The code, line and column of every finding in a guide; its first line counts as line one."""
    lines = sample.count("\n") + 2

    def found(guide: str) -> list[tuple[str, int, int]]:
        findings = findings_in((sample + guide).encode())
        return [(one.code, one.line - lines, one.column) for one in findings]

    return found


def test_it_arrives_as_it_was_written(sample):
    assert (
        Guide(
            minutes=40,
            report="Say first what you must report: to whom, and #what.",
            before=("Read it alone.",),
            room=("Water", "Chairs"),
            agreements=("No names",),
            afterwards=("Stay",),
            closing=("What now?",),
            steps=(
                GuideStep("Welcome", 10, ("start", "account")),
                GuideStep("Talk", 30, (), "What made it hard?", "Let it be quiet."),
            ),
        )
        == read((sample + HEAD + STEPS).encode(), "x").guide
    )


def test_a_set_needs_none_and_is_the_same_set_with_one(sample):
    alone = read(sample.encode(), "x")
    guided = read((sample + HEAD + STEPS).encode(), "x")

    assert alone.guide is None
    assert alone.sections == guided.sections


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (("before:\n  - Read it alone.\n", ""), [("E022", 1, 1)]),
        (("minutes: 40", "minutes: forty"), [("E027", 2, 10)]),
        (("minutes: 40", "minutes: 45"), [("E351", 2, 10)]),
        (("minutes: 40", "minutes: 40\nlength: 3"), [("E021", 3, 1)]),
        (("minutes: 40", "minutes: 40\nof: other.set"), [("E352", 3, 5)]),
        (("minutes: 40", "minutes: 40\nversion: 0.9.0"), [("E352", 3, 10)]),
        (("[start, account]", "[start, acount]"), [("E302", 18, 15)]),
        (("step: Talk", "stepp: Talk"), [("E028", 21, 1)]),
        (("step: Talk", "reflect-guide: 1"), [("E350", 21, 1)]),
        (("step: Talk\nminutes: 30", "step: Talk"), [("E022", 21, 1)]),
        (("note: Let it be quiet.", "note: Let it be #quiet"), [("E014", 25, 17)]),
        (("- Stay", "- Stay:\t"), [("E013", 11, 10)]),
    ],
)
def test_a_slip_is_told_with_its_line(change, found, guide_faults):
    assert found == guide_faults((HEAD + STEPS).replace(*change))


def test_a_guide_has_steps(guide_faults):
    assert [("E351", 1, 1)] == guide_faults(HEAD)


def test_nothing_of_the_set_stands_below_its_guide(guide_faults):
    late = "\n---\nsection: late\ntitle: Late\n"

    assert ["E350"] == [code for code, _, _ in guide_faults(HEAD + STEPS + late)]


def test_a_guide_that_names_its_set_and_version_fits_it(guide_faults):
    named = HEAD.replace("minutes: 40", "minutes: 40\nof: tests.one-evening\nversion: 1.0.0")

    assert [] == guide_faults(named + STEPS)


def test_a_broken_step_hides_no_other_slip(guide_faults):
    broken = (HEAD + STEPS).replace("step: Welcome", "step: [Welcome").replace("ask:", "aks:")

    assert ["E013", "E021"] == [code for code, _, _ in guide_faults(broken)]


@pytest.mark.parametrize("line", ["- Stay", "What made it hard?", "reflect-guide: 1"])
def test_a_character_that_is_refused_is_told_in_a_guide_and_nothing_else(guide_faults, line):
    guide = (HEAD + STEPS).replace(line, f"{line}\f")

    assert ["E010"] == [code for code, _, _ in guide_faults(guide)]


def test_a_slip_in_the_set_is_told_beside_one_in_its_guide(sample):
    both = (
        (sample + HEAD + STEPS).replace("kind: scale", "kind: scala").replace("30\nask", "x\nask")
    )

    assert ["E027", "E027"] == [one.code for one in findings_in(both.encode())]
