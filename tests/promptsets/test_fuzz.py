"""No file breaks the reader: it gives a set, or findings that point into the file."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reflect_cli.errors import PromptSetMalformed
from reflect_cli.library.sets import SAFETY, SHIPPED, SUFFIX
from reflect_cli.library.shelves import shelf
from reflect_cli.promptsets.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = [(shelf("prompts") / f"{name}{SUFFIX}").read_bytes() for name in (*SHIPPED, *SAFETY)]
SMALL = min(FILES, key=len)

#: Pieces that mean something to YAML, to the format, or to a terminal.
PIECES = [
    b"---\n", b"...\n", b"\t", b": ", b"#", b"- ", b"|\n", b">\n", b"'", b'"', b"*a", b"&a ", b"!!x ",
    b"<<: ", b"{", b"}", b"[", b"]", b"%", b"\x1b[2J", b"\xff\xfe", b"\xe2\x80\xae", b"\x00",
    b"\xc2\x85", b"\r", b"show-if: a is b and c or d\n", b"kind: short\n", b"prompt: x\n",
    b"turns:\n  a: none\n", b"this-person: perhaps\n", b"options:\n  a: A\n", b"closing: true\n",
    b"from: 0\nto: 99\n", b"recall: [x, y]\n", b"minutes: 9999\n", b"\xe2\x80\x9c", b"  ",
]  # fmt: skip


def judged(data: bytes) -> str:
    """How the reader took *data*; anything but a set or findings is an error of ours."""
    try:
        prompt_set = read(data, "fuzzed")
    except PromptSetMalformed as refused:
        _check_report(refused, data)
        return "refused"
    assert prompt_set.sections[-1].closing
    return "read"


def _check_report(refused: PromptSetMalformed, data: bytes) -> None:
    lines = data.count(b"\n") + data.count(b"\r") + data.count(b"\xc2\x85") + 2
    assert refused.findings
    assert "\x1b" not in refused.report()
    assert refused.report().count("error[") == len(refused.findings)
    for finding in refused.findings:
        assert 1 <= finding.line <= lines, finding
        assert finding.column >= 1
        assert finding.message


@st.composite
def damaged(draw: Callable[..., object]) -> bytes:
    """One of our sets with some bytes changed, lines moved, or pieces put in."""
    data = draw(st.sampled_from(FILES))
    assert isinstance(data, bytes)
    for _ in range(draw(st.integers(1, 4))):  # type: ignore[call-overload]
        at = draw(st.integers(0, len(data)))
        kind = draw(st.integers(0, 5))
        lines = data.splitlines(keepends=True)
        match kind:
            case 0:
                data = data[:at] + draw(st.sampled_from(PIECES)) + data[at:]
            case 1:
                data = data[:at] + data[at + draw(st.integers(1, 40)) :]
            case 2:
                data = data[:at] + draw(st.binary(min_size=1, max_size=4)) + data[at + 1 :]
            case 3 if lines:
                number = draw(st.integers(0, len(lines) - 1))
                data = b"".join([*lines[:number], *lines[number + 1 :]])
            case 4 if lines:
                number = draw(st.integers(0, len(lines) - 1))
                data = b"".join([*lines[: number + 1], *lines[number:]])
            case _:
                data = data[:at]
    return data


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=damaged())
def test_a_damaged_set_is_read_or_refused_with_its_lines(data: bytes):
    assert judged(data) in ("read", "refused")


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=400))
def test_no_bytes_at_all_break_it(data: bytes):
    assert judged(data) == "refused"


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(st.sampled_from([*PIECES, b"\n", b"a", b"ask: ", b"id: "]), max_size=40))
def test_no_pile_of_yaml_marks_breaks_it(pieces: list[bytes]):
    assert judged(SMALL + b"\n---\n" + b"".join(pieces)) in ("read", "refused")


HOSTILE = {
    "a bomb of aliases": b"a: &a [x]\n" + b"".join(
        b"%c: &%c [*%c, *%c, *%c]\n" % (n + 1, n + 1, n, n, n) for n in range(97, 120)
    ),
    "deep brackets": b"a: " + b"[" * 5000,
    "very deep brackets": b"a: " + b"[" * 100_000,
    "deep indents": b"".join(b" " * n + b"a:\n" for n in range(500)),
    "an object of Python": b"a: !!python/object/apply:os.system ['true']\n",
    "twenty thousand keys": b"".join(b"k%d: v\n" % n for n in range(20_000)),
    "a thousand blocks": b"---\nprompt: a\n" * 1000,
    "more than can be read": b"#" * (1 << 20),
    "one endless line": b"title: " + b"x" * 200_000,
    "nothing but marks": b"---\n" * 20_000,
    "UTF-16": "reflect-set: 1\n".encode("utf-16"),
    "a zip": b"PK\x03\x04" + bytes(range(256)) * 4,
    "an escape in quotes": b'reflect-set: 1\ntitle: "\\x1b]52;c;aGk=\\x07"\n',
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_soon(name: str):
    began = time.monotonic()

    assert "refused" == judged(HOSTILE[name])
    assert time.monotonic() - began < 20  # not a speed limit: a sign that it ended by itself
