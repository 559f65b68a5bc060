"""`reflect author print`: what it writes, where, and what it says when it cannot."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from reflect_cli.commands.app import app

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """An empty folder to work in."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def printed(*arguments: str):
    return CliRunner().invoke(app, ["author", "print", *arguments])


@pytest.mark.parametrize(
    ("wish", "name", "begins"),
    [
        ("--html", "reflect-group-handout.html", b"<!DOCTYPE html>"),
        ("--markdown", "reflect-group-handout.md", b"# An evening with men"),
        ("--pdf", "reflect-group-handout.pdf", b"%PDF-"),
    ],
)
def test_it_writes_one_file_here_and_says_where(wish, name, begins, here):
    done = printed("group", wish)

    assert (0, f"Written: {here / name}\n", "") == (done.exit_code, done.stdout, done.stderr)
    assert [name] == [file.name for file in here.iterdir()]
    assert (here / name).read_bytes().startswith(begins)


def test_the_guide_has_a_name_of_its_own(here):
    printed("group", "--markdown", "--guide")

    written = (here / "reflect-group-guide.md").read_text()
    assert written.startswith("# For the facilitators: An evening with men")


def test_a_discreet_file_has_a_name_that_says_nothing(here):
    printed("group", "--html", "--discreet")

    page = (here / "handout.html").read_text()
    assert "<title>Handout</title>" in page


def test_without_a_format_it_says_which_there_are(here):
    done = printed("group")

    assert 2 == done.exit_code
    assert all(wish in done.stderr for wish in ("--html", "--pdf", "--markdown"))
    assert [] == list(here.iterdir())


def test_it_writes_over_nothing_unless_it_is_told_to(here):
    place = here / "mine.html"
    place.write_text("mine")

    refused = printed("group", "--html", "-o", "mine.html")
    assert (2, "mine") == (refused.exit_code, place.read_text())
    assert "--replace" in refused.stderr

    assert 0 == printed("group", "--html", "-o", "mine.html", "--replace").exit_code
    assert place.read_text().startswith("<!DOCTYPE html>")
    assert ["mine.html"] == [file.name for file in here.iterdir()]


def test_it_does_not_write_through_a_link_that_leads_elsewhere(here, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("other")
    (here / "mine.html").symlink_to(other)

    printed("group", "--html", "-o", "mine.html", "--replace")

    assert "other" == other.read_text()


def test_a_folder_that_is_not_there_is_told_and_nothing_is_left(here):
    done = printed("group", "--html", "-o", "nowhere/a.html")

    assert 15 == done.exit_code
    assert "No such file or directory" in done.stderr
    assert [] == list(here.iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator can write anywhere")
def test_a_folder_that_takes_no_files_is_told(here):
    here.chmod(0o500)

    assert 15 == printed("group", "--html").exit_code


def test_a_dash_is_standard_output(here):
    done = printed("group", "--markdown", "-o", "-")

    assert 0 == done.exit_code
    assert done.stdout.startswith("# An evening with men\n")
    assert [] == list(here.iterdir())


def test_a_pdf_can_be_sent_on(here):
    assert printed("group", "--pdf", "-o", "-").stdout_bytes.startswith(b"%PDF-")


def test_room_for_answers_comes_with_a_warning(here):
    done = printed("group", "--markdown", "--with-space")

    assert "Paper is not locked" in done.stderr
    assert "it can be demanded in a legal matter" in " ".join(
        (here / "reflect-group-handout.md").read_text().split()
    )


def test_the_guide_has_no_room_for_answers(here):
    assert 2 == printed("group", "--pdf", "--guide", "--with-space").exit_code


def test_help_lines_of_a_country_are_printed_with_the_day_they_were_checked(here):
    printed("group", "--markdown", "--country", "uk")

    written = (here / "reflect-group-handout.md").read_text()
    assert "Samaritans: 116 123" in written
    assert "Checked: 20" in written
    assert "The emergency number here" not in written


def test_a_country_without_lines_is_told(here):
    done = printed("group", "--markdown", "--country", "xx")

    assert 2 == done.exit_code
    assert "It has: us, ca, uk" in done.stderr


def test_a_set_that_is_not_there_or_cannot_be_read_is_told(here):
    (here / "bad.reflect.yaml").write_text("reflect-set: 1\n")

    assert 20 == printed("nope", "--html").exit_code
    assert 20 == printed("bad.reflect.yaml", "--html").exit_code
    assert ["bad.reflect.yaml"] == [file.name for file in here.iterdir()]
