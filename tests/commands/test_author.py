"""`reflect author`: what each command tells, writes and answers, and what it leaves alone."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commands.conftest import ANSWERS
from promptsets.conftest import SAMPLE
from reflect_cli.authoring.schema import SCHEMA_NAME, schema_text


def test_new_writes_a_set_that_passes_strictly_and_what_an_editor_needs(reflect, new_set):
    assert 0 == reflect("author", "check", str(new_set), "--strict").exit_code
    written = sorted(
        str(p.relative_to(new_set.parent)) for p in new_set.parent.rglob("*") if p.is_file()
    )
    assert [
        ".vscode/settings.json", "README.md", "looking-again.reflect.yaml", SCHEMA_NAME,
    ] == [name for name in written if not name.startswith("home")]  # fmt: skip
    assert schema_text() == (new_set.parent / SCHEMA_NAME).read_text(encoding="utf-8")
    settings = json.loads((new_set.parent / ".vscode" / "settings.json").read_text())
    assert {f"./{SCHEMA_NAME}": "*.reflect.yaml"} == settings["yaml.schemas"]
    text = new_set.read_text(encoding="utf-8")
    assert "id: harbour-mens-group.looking-again\n" in text
    assert "title: 'Looking: #again'\n" in text
    assert text.startswith(f"# yaml-language-server: $schema=./{SCHEMA_NAME}\n")


def test_new_overwrites_nothing(reflect, new_set):
    (new_set.parent / "README.md").write_text("mine")
    before = new_set.read_bytes()

    again = reflect("author", "new", given=ANSWERS)
    other = reflect("author", "new", given=ANSWERS.replace("#again", "once more"))

    assert (15, before) == (again.exit_code, new_set.read_bytes())
    assert 0 == other.exit_code
    assert "README.md: there already, and left as it is." in other.stdout
    assert "mine" == (new_set.parent / "README.md").read_text()


def test_new_tells_a_folder_that_takes_no_files_before_it_asks(reflect, tmp_path):
    (tmp_path / "file").write_text("mine")
    for folder in ("file", "file/below"):
        done = reflect("author", "new", folder, given=ANSWERS)

        assert (15, "") == (done.exit_code, done.stdout)
        assert f"The folder “{folder}” cannot be made or written to." in done.stderr


@pytest.mark.parametrize("given", ["", "A title\nA group\n"])
def test_new_without_every_answer_writes_nothing_and_says_that_nobody_gave_them(
    reflect, tmp_path, given
):
    done = reflect("author", "new", "there", given=given)

    assert 2 == done.exit_code
    assert "The input ended before every question was answered. No file was written." in done.stderr
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize(
    ("answer", "said"),
    [("x" * 81, "81 characters long"), ("A \x1b[2J title", "control character"), ("", "needed")],
)
def test_new_asks_again_for_what_a_set_cannot_hold(reflect, tmp_path, answer, said):
    done = reflect("author", "new", given=f"{answer}\n{ANSWERS}")

    assert 0 == done.exit_code
    assert said in done.stdout
    assert "\x1b" not in done.stdout
    assert (tmp_path / "looking-again.reflect.yaml").exists()


def test_check_tells_everything_and_ends_with_its_code(reflect, sample):
    sample.write_text(
        SAMPLE.replace("kind: scale", "kind: scael").replace("Breathe", "Why did you, breathe")
    )

    done = reflect("author", "check", str(sample))

    assert 20 == done.exit_code
    assert "error[E027]" in done.stdout
    assert "warning[W601]" in done.stdout
    assert re.search(r"^reflect: 1 error, \d+ warnings?", done.stderr)


def test_warnings_only_count_when_asked(reflect, new_set):
    new_set.write_text(new_set.read_text().replace("One example is enough.", "Well done."))

    assert 0 == reflect("author", "check", str(new_set)).exit_code
    strict = reflect("author", "check", str(new_set), "--strict")
    assert 22 == strict.exit_code
    assert "1 warning." in strict.stderr


def test_check_for_scripts_is_json_with_the_place_and_the_meaning(reflect, sample):
    sample.write_text(SAMPLE.replace("kind: scale", "kind: scael"))

    (told,) = json.loads(reflect("author", "check", str(sample), "--json", "--paths").stdout)

    finding = next(one for one in told["findings"] if one["code"] == "E027")
    assert ("error", 42, 7, 5) == tuple(finding[k] for k in ("weight", "line", "column", "length"))
    assert all(finding[key] for key in ("message", "hint", "excerpt", "meaning"))
    assert "paths" not in told


def test_check_looks_into_folders_and_translations(reflect, new_set):
    reflect("author", "translate", "es", str(new_set), "--fill")

    done = reflect("author", "check", str(new_set.parent), "--json")

    files = {Path(told["file"]).name: told["findings"] for told in json.loads(done.stdout)}
    assert {"looking-again.reflect.yaml", "looking-again.es.reflect.yaml"} == set(files)
    assert {"W904"} == {one["code"] for one in files["looking-again.es.reflect.yaml"]}


@pytest.mark.parametrize("words", [["nowhere.reflect.yaml"], ["empty"]])
def test_check_says_when_there_is_nothing_to_check(reflect, tmp_path, words):
    (tmp_path / "empty").mkdir()

    done = reflect("author", "check", *words)

    assert (20, "") == (done.exit_code, done.stdout)
    assert 2 == len(done.stderr.splitlines())


def test_since_needs_one_file_beside_it(reflect, sample, new_set):
    done = reflect("author", "check", str(sample), str(new_set), "--since", str(sample))

    assert 2 == done.exit_code


def test_watch_checks_again_when_the_file_is_saved(sample):
    """The real command, until it is interrupted."""
    sample.write_text(SAMPLE.replace("kind: scale", "kind: scael"))
    command = [sys.executable, "-u", "-m", "reflect_cli", "author", "check", str(sample), "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as watching:
        assert watching.stdout
        try:
            said = [_until(watching.stdout, "Watching")]
            sample.write_text(SAMPLE)
            said.append(_until(watching.stdout, "Watching"))
            watching.send_signal(subprocess.signal.SIGINT)
            ended = watching.wait(30)
        finally:
            watching.kill()  # or a failure would wait for it for ever

    assert "E027" in said[0]
    assert "E027" not in said[1]
    assert 0 == ended


def _until(stream, words: str) -> str:
    read = ""
    for line in stream:
        read += line
        if words in line:
            return read
    raise AssertionError(read)


def test_four_hundred_blocks_are_checked_within_a_second_of_the_processor(reflect, tmp_path):
    """Not the wall clock: a busy machine says nothing about the program."""
    blocks = "".join(
        f"\n---\nprompt: p{n}\nkind: choose-one\nask: |\n  What did you do then, number {n}? What did you see?\n"
        f"help: |\n  Short sentences are fine. You can stop.\noptions:\n  yes: Yes, I have one\n  no: No, not today\n"
        for n in range(386)
    )
    text = SAMPLE.replace("\n---\nsection: end", f"{blocks}\n---\nsection: end")
    assert 400 == text.count("\n---\n") + 1
    big = tmp_path / "big.reflect.yaml"
    big.write_text(text, encoding="utf-8")

    began = time.process_time()
    done = reflect("author", "check", str(big))

    assert 0 == done.exit_code
    assert time.process_time() - began < 4  # the promise is 1; the margin is for a slow machine
