"""Damaged set files, by the thousand, through everything an author's commands do with a file.

`make fuzz RUNS=100000` runs it at length; the suite runs a few seconds of it. Every run is made
from its seed alone, so that one that fails can be looked at again:

    make fuzz SEED=4711 RUNS=1
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

from authoring.test_thirty_mistakes import SET as SLIPS
from promptsets.conftest import SAMPLE
from promptsets.test_guides import HEAD, STEPS
from reflect_cli.authoring.check import Checked, checked
from reflect_cli.authoring.draft import Rules
from reflect_cli.authoring.formatting import formatted
from reflect_cli.authoring.starter import Answers, starter_set
from reflect_cli.authoring.translated_set import whole_set
from reflect_cli.authoring.translation import is_translation, translation_of
from reflect_cli.authoring.translation_check import checked_translation, read_translation
from reflect_cli.authoring.translation_fill import begun, completed
from reflect_cli.authoring.ways import ways_through
from reflect_cli.handout.composing import Beside, handout
from reflect_cli.handout.guiding import guide_sheet
from reflect_cli.handout.html import html
from reflect_cli.handout.markdown import markdown
from reflect_cli.handout.sheet import Wishes
from reflect_cli.handout.slides import slides
from reflect_cli.library.sets import SUFFIX
from reflect_cli.library.shelves import shelf
from reflect_cli.library.wording import law
from reflect_cli.promptsets.findings import rendered_all
from reflect_cli.promptsets.reading import examined
from reflect_cli.screens.authoring import ways_report
from reflect_cli.session.routes import TooManyWays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflect_cli.promptsets.model import PromptSet

#: A run that takes longer counts as a hang; in seconds of the processor, so that a busy machine
#: says nothing about the program.
LONGEST = 2.0

RULES = Rules(law(), "2026-11-24")
STARTER = starter_set(
    Answers(
        "A look: #again", "A group", "tests.fuzzed", "A summary.", "Adult men.", "a@b.example",
        "Somebody", "A number", "2026-11-24",
    )
)  # fmt: skip
GUIDED = (STARTER + HEAD + STEPS.replace("[start, account]", "[look]")).encode()
ORIGINAL = examined(STARTER.encode())
TRANSLATION = begun(ORIGINAL.parts, "es").replace("Nothing comes", "Nada viene").encode()
SHIPPED = sorted(shelf("prompts").glob(f"*{SUFFIX}"))
SMALL = [SLIPS.encode()] * 5 + [SAMPLE.encode(), STARTER.encode(), GUIDED, TRANSLATION]
ONE_LARGE_IN = 200
NARROW = 20  # findings that are also laid out for a narrow window

#: Pieces that mean something to YAML, to the format, to a rule, or to a terminal.
PIECES = [
    b"---\n", b"\n---\n", b"...\n", b"\t", b": ", b"#", b" # ", b"- ", b"|\n", b">\n", b"|2-\n", b"'", b'"',
    b"*a", b"&a ", b"!!x ", b"<<: ", b"{", b"}", b"[", b"]", b"%", b"\\", b"\x1b[2J", b"\x1b]52;c;aGk=\x07",
    b"\x9b2J", b"\xc2\x9b", b"\xff\xfe", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\x00", b"\xc2\x85", b"\r",
    b"\xe2\x80\xa8", b"\xcc\x81\xcc\x81\xcc\x81", b"\xd0\xb5", b"e\xcc\x81", b"\xf0\x9f\x98\x80",
    b"show-if: a is b and c or d\n", b"show-if: not moment is one\n", b"show-if: steady < 3 and steady > 7\n",
    b"show-if: (((moment is one)))\n", b"kind: short\n", b"kind: choose-any\n", b"prompt: x\n", b"section: y\n",
    b"prompt: moment\n", b"turns:\n  a: none\n", b"this-person: perhaps\n", b"options:\n  a: A\n", b"closing: true\n",
    b"from: 0\nto: 99\n", b"recall: [x, y]\n", b"minutes: 9999\n", b"allow: [w611, nothing, said-twice]\n",
    b"was: 0000\n", b"of: tests.fuzzed\n", b"reflect-set: 1\n", b"reflect-translation: 1\n", b"required: yes\n",
    b"former-ids: [steady]\n", b"checked: 2031-01-01\n", b"checked: 0000-00-00\n", b"licence: X-ND-\n",
    b"https://x.example/a?b=c ", b"www." * 60, b"enter your passphrase ", b"send me your answers ", b"{name} ",
    b"[red]", b"<b>", b"# vim: set x:\n", b"$schema=https://x ", b"why did you ", b"WORDS ", b"? ", b"a " * 400,
    b"reflect-guide: 1\n", b"step: Talk\nminutes: 30\n", b"report: |\n  x\n", b"needs-app: 9.9\n", b"id: reflect.x\n",
    b"(" * 40, b"9" * 40, b"\xe2\x80\x9c", b"  ", b"version: 9.9\n", b"id: a.b\n",
]  # fmt: skip


def damaged(chance: random.Random) -> bytes:
    """One of our files with one to five things done to it."""
    large = chance.randrange(ONE_LARGE_IN) == 0
    data = chance.choice(SHIPPED).read_bytes() if large else chance.choice(SMALL)
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        data = _once(data, chance)
    return data


def _once(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    lines = data.splitlines(keepends=True) or [b""]
    number, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    blocks = data.split(b"\n---\n")
    match chance.randrange(12):
        case 0 | 1:
            return data[:at] + chance.choice(PIECES) + data[at:]
        case 2:
            return b"".join([*lines[:number], chance.choice(PIECES), *lines[number:]])
        case 3:
            return data[:at] + data[at + chance.randint(1, 60) :]
        case 4:
            return data[:at] + chance.randbytes(chance.randint(1, 4)) + data[at + 1 :]
        case 5:
            return b"".join([*lines[:number], *lines[number + 1 :]])
        case 6:
            lines[number], lines[other] = lines[other], lines[number]
            return b"".join(lines)
        case 7:
            blocks.insert(chance.randint(0, len(blocks)), chance.choice(blocks))
            return b"\n---\n".join(blocks)
        case 8:
            del blocks[chance.randrange(len(blocks))]
            return b"\n---\n".join(blocks)
        case 9 | 10:
            words = data.split(b" ")
            words[chance.randrange(len(words))] = chance.choice((*PIECES, *words)).strip()
            return b" ".join(words)
        case _:
            return data[:at]


def judged(data: bytes) -> str:
    """How a file was taken: a set, or refused. Anything else raises AssertionError."""
    if is_translation(data):
        result = checked_translation(data, RULES, ORIGINAL)
        _, parts, problems = read_translation(data)
        if result.prompt_set is not None and not problems:
            completed(data.decode().replace("\r\n", "\n"), parts, ORIGINAL.parts)
            translation = translation_of(parts)
            assert translation is not None
            whole_set(ORIGINAL, translation)  # proves itself by reading it again
    else:
        result = checked(data, RULES, since=None)
    _check_findings(result, data)
    if result.prompt_set is None:
        assert result.findings
        return "refused"
    _check_paper(result.prompt_set)
    tidy = formatted(data)
    assert not tidy.findings
    assert formatted(tidy.data).data == tidy.data, "tidied twice, and not the same"
    try:
        _check_output(ways_report(result.prompt_set, ways_through(result.prompt_set, 20)))
    except TooManyWays:
        return "read, with too many ways"
    return "read"


def _check_findings(result: Checked, data: bytes) -> None:
    lines = data.count(b"\n") + data.count(b"\r") + data.count(b"\xc2\x85") + 2
    for finding in result.findings:
        assert 1 <= finding.line <= lines, finding
        assert finding.column >= 1, finding
        assert finding.message, finding
        assert finding.hint, finding
    _check_output(rendered_all(result.findings, "fuz\x1bzed\u202e.yaml"))
    _check_output(rendered_all(result.findings[:NARROW], "fuzzed", 60))


def _check_paper(prompt_set: PromptSet) -> None:
    """What is printed and shown to a group of a set that was read."""
    sheets = (handout(prompt_set, Wishes(), Beside()), guide_sheet(prompt_set, Wishes(large=True)))
    for sheet in sheets:
        _check_output(markdown(sheet))
        _check_output(html(sheet))
    for slide in slides(prompt_set):
        _check_output("\n".join((slide.label, slide.text, *slide.below, *slide.points)))


def _check_output(text: str) -> None:
    """Nothing that a terminal obeys or an eye misses."""
    assert all(char.isprintable() for char in text.replace("\n", "")), text


def run(seed: int) -> tuple[str, float]:
    """How the file made from *seed* was taken, and the seconds of the processor it took."""
    data = damaged(random.Random(seed))
    began = time.process_time()
    return judged(data), time.process_time() - began


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run many, and tell of them. 1 if one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument(
        "--seed", type=int, default=1, help="the first seed; each run takes the next"
    )
    wanted = parser.parse_args(arguments)
    taken: Counter[str] = Counter()
    slowest, failed = (0.0, 0), 0
    for seed in range(wanted.seed, wanted.seed + wanted.runs):
        try:
            how, seconds = run(seed)
        except Exception as problem:  # noqa: BLE001 - whatever it is, it is what we look for
            failed += 1
            _tell(f"seed {seed}: {type(problem).__name__}: {str(problem)[:300]}")
            continue
        taken[how] += 1
        slowest = max(slowest, (seconds, seed))
        if seconds > LONGEST:
            failed += 1
            _tell(f"seed {seed}: took {seconds:.1f} s")
        if (seed - wanted.seed + 1) % 5000 == 0:
            _tell(f"{seed - wanted.seed + 1} runs, {failed} failed")
    told = ", ".join(f"{how} {count}" for how, count in sorted(taken.items()))
    _tell(
        f"{wanted.runs} runs: {told}; failed {failed}. Slowest {slowest[0]:.2f} s, seed {slowest[1]}."
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
