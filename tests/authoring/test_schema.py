"""The schema for editors and the check come from one table, and agree where both can speak."""

from __future__ import annotations

import fastjsonschema
import pytest
import yaml

from promptsets.conftest import SAMPLE
from reflect_cli.authoring.schema import schema
from reflect_cli.authoring.translation_fill import begun
from reflect_cli.library.sets import SAFETY, SHIPPED, path_of
from reflect_cli.promptsets.model import Kind
from reflect_cli.promptsets.reading import examined
from reflect_cli.promptsets.spec import HEADER, SECTION, fields_of


@pytest.fixture(scope="module")
def valid():
    """Whether an editor would mark nothing in a block."""
    judge = fastjsonschema.compile(schema())

    def is_valid(block: object) -> bool:
        try:
            judge(block)
        except fastjsonschema.JsonSchemaValueException:
            return False
        return True

    return is_valid


class AsAnEditor(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.2 as editors read it: yes and no are words, dates are words."""


AsAnEditor.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if not tag.endswith(("bool", "timestamp", "merge"))
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def blocks_of(text: str) -> list[object]:
    return [block for block in yaml.load_all(text, Loader=AsAnEditor) if block is not None]


@pytest.mark.parametrize("name", [*SHIPPED, *SAFETY])
def test_an_editor_marks_nothing_in_a_shipped_set(valid, name):
    blocks = blocks_of(path_of(name).read_text(encoding="utf-8"))

    assert [] == [block for block in blocks if not valid(block)]


def test_an_editor_marks_nothing_in_a_translation(valid):
    blocks = blocks_of(begun(examined(SAMPLE.encode()).parts, "es"))

    assert 13 < len(blocks)
    assert [] == [block for block in blocks if not valid(block)]


#: What the reader refuses for its shape, and a schema can say.
SLIPS = [
    ("kind: scale", "kind: scael", "E027"),
    ("help: No names, please.", "hlep: No names, please.", "E021"),
    ("low: Not at all\n", "", "E022"),
    ("version: 1.0.0", "version: '1.0'", "E027"),
    ("at-most: 2", "at-most: many", "E027"),
    ("seconds: 30", "seconds: 3000", "E027"),
    ("in-group: leave-out", "in-group: away", "E027"),
    ("alone: [nothing]", "alone: nothing", "E023"),
    ("title: One evening, looked at again", "title: " + "x" * 81, "E024"),
    ("prompt: calm", "prompt: Calm", "E027"),
    ("    checked: 2026-10-01\n", "", "E022"),
    ("  - after: 2 weeks", "  - after: soon", "E027"),
    ("kind: plan", "kind: plan\nrequired: yes", "E030"),
]


@pytest.mark.parametrize(("before", "after", "code"), SLIPS)
def test_a_slip_in_the_shape_is_marked_by_both(valid, faults, before, after, code):
    text = SAMPLE.replace(before, after, 1)

    assert code in [found[0] for found in faults(text)]
    assert [False] == [valid(block) for block in blocks_of(text) if not valid(block)]


def test_every_field_is_in_the_schema_with_its_help():
    known = schema()["definitions"]

    for fields, name in [
        (HEADER, "header"),
        (SECTION, "section"),
        *((fields_of(kind), f"prompt-{kind.value}") for kind in Kind),
    ]:
        told = {key: value["description"] for key, value in known[name]["properties"].items()}
        assert {field.name: field.help for field in fields} == told
        assert {field.name for field in fields if field.required} == set(known[name]["required"])


def test_fields_of_ones_own_are_left_alone_by_both(valid, faults):
    text = SAMPLE.replace("kind: plan", "kind: plan\nx-colour: blue")

    assert [] == faults(text)
    assert all(valid(block) for block in blocks_of(text))


def test_an_editor_knows_the_blocks_of_a_guide(valid):
    step = {"step": "Talk", "minutes": 20, "ask": "What did you notice?"}

    assert valid(step)
    assert not valid(step | {"minutes": "long"})
    assert not valid({"reflect-guide": 1, "minutes": 20})
