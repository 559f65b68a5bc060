"""What `make mutants` adds to cosmic-ray: which tests it runs for a line, and which mutants it takes."""

from __future__ import annotations

import importlib
from types import SimpleNamespace

import pytest
from coverage import CoverageData

from house.tree import ROOT

CODE = '''\
"""A module."""
from __future__ import annotations
LIMIT = 3

def first(words: str | None = None) -> int:
    """What it does."""
    if words == "a":
        return (
            1
        )
    return LIMIT

def second():
    return 2
'''
REPORT = """
<testsuites><testsuite>
<testcase classname="tests.a" name="test_quick[x - y]" time="0.5"/>
<testcase classname="tests.a" name="test_slow" time="2.0"/>
<testcase classname="tests.a" name="test_in_a_child" time="1.0"/>
<testcase classname="tests.a" name="test_failing" time="0.1"><failure/></testcase>
</testsuite></testsuites>
"""
QUICK, SLOW, CHILD = (f"tests/a.py::test_{n}" for n in ("quick[x - y]", "slow", "in_a_child"))
RAN = {
    f"{QUICK}|run": [7, 8, 9],
    f"{SLOW}|run": [7, 11],  # it runs less of the module, so it comes first
    f"{CHILD} (call)": [14],
    "tests/a.py::test_failing|run": [7, 11, 14],
    "": [1, 2, 3, 5, 13],
}


@pytest.fixture
def tool(monkeypatch):
    """A function that gives one of the modules of tools/mutants."""
    monkeypatch.syspath_prepend(ROOT / "tools" / "mutants")
    return importlib.import_module


@pytest.fixture
def module(tmp_path):
    path = tmp_path / "vault" / "module.py"
    path.parent.mkdir()
    path.write_text(CODE)
    return path


def test_a_line_is_tried_on_the_tests_that_run_it_the_closest_first(tool, module, tmp_path):
    data = CoverageData(str(tmp_path / "data"))
    for context, lines in RAN.items():
        data.set_context(context)
        data.add_lines({str(module): lines})
    data.write()
    (tmp_path / "report.xml").write_text(REPORT)
    covering = tool("covering").Covering(tmp_path / "data", tmp_path / "report.xml", module.parent)

    assert [SLOW, QUICK] == covering.of(module, 7)
    assert [QUICK] == covering.of(module, 9)  # a part of the statement that begins in line 8
    assert [SLOW] == covering.of(module, 11)
    assert [CHILD] == covering.of(module, 14)
    assert [SLOW] == covering.of(module, 3)  # a constant: where it is used
    assert [SLOW, QUICK] == covering.of(module, 5)  # what stands before a body: where it runs
    assert 2.5 == covering.seconds([QUICK, SLOW])


def item(path, name, start, end, occurrence=0):
    mutation = SimpleNamespace(
        module_path=path, operator_name=name, start_pos=start, end_pos=end, occurrence=occurrence
    )
    return SimpleNamespace(mutations=(mutation,))


def test_one_of_each_family_is_taken_at_a_place_and_nothing_that_is_never_run(tool, module):
    comparison, annotation = ((7, 13), (7, 15)), ((5, 21), (5, 22))
    items = [
        item(module, "core/ReplaceComparisonOperator_Eq_Lt", *comparison),
        item(module, "core/ReplaceComparisonOperator_Eq_Gt", *comparison),
        item(module, "core/ReplaceComparisonOperator_Eq_Is", *comparison),
        item(module, "core/ReplaceBinaryOperator_BitOr_Add", *annotation),
        item(module, "core/NumberReplacer", (3, 8), (3, 9), 0),
        item(module, "core/NumberReplacer", (3, 8), (3, 9), 1),
        item(module, "core/AddNot", (7, 7), (7, 19)),
    ]
    picked, total = tool("choice").chosen(items, 10, 1)
    again, _ = tool("choice").chosen(reversed(items), 10, 1)

    assert 3 == total == len(picked)
    assert picked == again
    names = sorted(one.mutations[0].operator_name for one in picked)
    assert ["core/AddNot", "core/NumberReplacer"] == names[:2]
    assert names[2].startswith("core/ReplaceComparisonOperator_Eq_")
    assert not names[2].endswith("_Is")


def test_our_own_mutations_do_what_their_examples_say(tool):
    pytest.importorskip("cosmic_ray", reason="`make mutants` installs it")
    mutate = tool("cosmic_ray.mutating").mutate_code
    steps = tool("operators").Steps()
    for name in steps:
        (example,) = steps[name].examples()
        code = f"def f():\n    {example.pre_mutation_code}    x()[0]\n    return None\n"
        changed = code.replace(example.pre_mutation_code, example.post_mutation_code)
        assert changed == mutate(code, steps[name](), 0)
        assert mutate(code, steps[name](), 1) is None
