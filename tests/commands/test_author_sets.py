"""`reflect author`: tidying, walking, comparing and translating a set, and what is refused."""

from __future__ import annotations

import json
import re
import stat

import pytest

from commands.handed import sealed
from promptsets.conftest import SAMPLE


def test_fmt_tidies_keeps_the_mode_and_says_so(reflect, sample):
    sample.chmod(0o640)
    meant = list(re.findall(r"^(?:prompt|section): .*", SAMPLE, re.MULTILINE))

    first, second = (reflect("author", "fmt", str(sample)) for _ in range(2))

    assert "tidied" in first.stdout
    assert "left as it is" in second.stdout
    assert meant == re.findall(r"^(?:prompt|section): .*", sample.read_text(), re.MULTILINE)
    assert 0o640 == stat.S_IMODE(sample.stat().st_mode)
    assert [sample.name] == [
        p.name for p in sample.parent.iterdir() if p.name.startswith(("sample", ".sample"))
    ]


def test_fmt_and_bump_leave_broken_and_signed_files_alone(reflect, sample, tmp_path):
    old = tmp_path / "old.reflect.yaml"
    old.write_text(SAMPLE.replace("How calm are you?", "How calm?"))
    signed = sealed(SAMPLE)
    sample.write_bytes(signed)

    fmt, bump = (
        reflect("author", "fmt", str(sample)),
        reflect("author", "bump", str(sample), "--since", str(old)),
    )

    assert (15, 15, signed) == (fmt.exit_code, bump.exit_code, sample.read_bytes())
    sample.write_text("reflect-set: 1\n")
    assert 20 == reflect("author", "fmt", str(sample)).exit_code
    assert "reflect-set: 1\n" == sample.read_text()


def test_a_walk_shows_the_set_and_leaves_no_trace(reflect, new_set, home):
    before = sorted(new_set.parent.iterdir())

    done = reflect(
        "author", "walk", str(new_set), "--plain",
        given="2\n\nIn the changing room they laugh.\n/done\n1\n\nI went on.\n/done\n/skip\n/skip\n\n",
    )  # fmt: skip

    assert 0 == done.exit_code, done.stderr
    assert "Put both feet on the floor" in done.stdout
    assert "What did you do?" in done.stdout
    assert done.stdout.endswith("That was the last prompt. Nothing was kept.\n")
    assert before == sorted(new_set.parent.iterdir())
    assert not (home / "reflect").exists()


def test_a_walk_can_be_stopped_anywhere(reflect, new_set):
    done = reflect("author", "walk", str(new_set), "--plain", given="/pause\n")

    assert 0 == done.exit_code
    assert done.stdout.endswith("The walk stops here. Nothing was kept.\n")


def test_a_translation_is_walked_in_its_own_words(reflect, new_set):
    reflect("author", "translate", "es", str(new_set), "--fill")
    spanish = new_set.with_name("looking-again.es.reflect.yaml")
    spanish.write_text(
        spanish.read_text().replace("How steady are you right now?", "¿Estás firme?")
    )

    done = reflect("author", "walk", str(spanish), "--plain", given="/pause\n")

    assert "¿Estás firme?" in done.stdout


def test_paths_lists_every_way_with_its_length(reflect, new_set):
    words, told = (reflect("author", "paths", str(new_set), *more) for more in ([], ["--json"]))

    assert words.stdout.startswith(
        "Looking: #again: 4 ways through it, 5 to 8 prompts, about 8 to 20 minutes.\n"
    )
    assert 4 == json.loads(told.stdout)["count"]
    assert 7 == len(words.stdout.splitlines())


def test_diff_says_in_words_what_changed_and_bump_raises_the_version(reflect, new_set):
    old = new_set.with_name("old.reflect.yaml")
    old.write_bytes(new_set.read_bytes())
    new_set.write_text(new_set.read_text().replace("  not-now: Not today\n", ""))
    changed = new_set.read_text()

    diff = reflect("author", "diff", str(old), str(new_set))
    bump = [reflect("author", "bump", str(new_set), "--since", str(old)) for _ in range(2)]

    assert (
        "“moment” no longer has the option “not-now”.\n    - Not today\n\n"
        "Version 0.1.0 is followed by 1.0.0 at least. It says 0.1.0.\n"
    ) == diff.stdout
    assert changed.replace("version: 0.1.0", "version: 1.0.0") == new_set.read_text()
    assert "is now 1.0.0" in bump[0].stdout
    assert "stays at 1.0.0" in bump[1].stdout
    assert (
        "1.0.0"
        == json.loads(reflect("author", "diff", str(old), str(new_set), "--json").stdout)["needs"]
    )


def test_translate_tells_what_is_stale_and_missing(reflect, new_set):
    assert 20 == reflect("author", "translate", "es", str(new_set)).exit_code
    assert 2 == reflect("author", "translate", "Spanish!", str(new_set)).exit_code
    begun = reflect("author", "translate", "es", str(new_set), "--fill")
    new_set.write_text(new_set.read_text().replace("right now?", "at the moment?"))
    looked = reflect("author", "translate", "es", str(new_set))

    assert "written, with the set's own words" in begun.stdout
    assert "Changed in the set since they were translated: steady." in looked.stdout
    assert "Not translated, or not all of it" in looked.stdout
    assert (
        "nothing is missing" in reflect("author", "translate", "es", str(new_set), "--fill").stdout
    )


@pytest.mark.parametrize(
    "words",
    [
        "Type your passphrase again.",
        "Send your answers to your facilitator.",
        "[x](https://a.example/?b=1)",
    ],
)
def test_a_set_that_asks_for_what_is_his_is_neither_shown_nor_begun(reflect, new_set, words):
    new_set.write_text(new_set.read_text().replace("One example is enough.", words))

    for command in (["sets", "show"], ["start"], ["author", "walk"]):
        done = reflect(*command, str(new_set))

        assert 20 == done.exit_code, command
        assert re.search(r"error\[E5(09|10|11)\]", done.stderr)


def test_a_clock_that_is_wrong_keeps_nobody_from_a_set(reflect, new_set):
    text = re.sub(r"checked: \d{4}", "checked: 2199", new_set.read_text())
    new_set.write_text(text)

    assert 0 == reflect("sets", "show", str(new_set), "--plain").exit_code
    assert 20 == reflect("author", "check", str(new_set)).exit_code


def test_a_translation_made_whole_is_a_set_like_any_other(reflect, new_set):
    ways = ("author", "translate", "es", str(new_set))
    done, again = reflect(*ways, "--fill", "--whole"), reflect(*ways, "--whole")
    whole = new_set.with_name("looking-again-es.reflect.yaml")

    assert "looking-again-es.reflect.yaml: written, a set like any other" in done.stdout
    assert (0, 15) == (done.exit_code, again.exit_code)
    assert "there already" in again.stderr
    assert 0 == reflect("author", "check", str(whole)).exit_code
    printed = reflect("author", "print", str(whole), "--markdown", "-o", "-")
    assert "# Looking: \\#again\n" in printed.stdout
