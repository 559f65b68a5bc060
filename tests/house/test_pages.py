"""What the pages say about the program is what the program does."""

from __future__ import annotations

import importlib.util
import re
from functools import cache

import pytest
import typer

from house.tree import PACKAGE, ROOT, modules
from reflect_cli import errors
from reflect_cli.authoring.codes import CODES as FINDING_CODES
from reflect_cli.authoring.schema import SCHEMA_NAME, schema_text
from reflect_cli.commands.app import app
from reflect_cli.commands.boundary import INTERRUPTED
from reflect_cli.commands.groups import ReadLater

CODES = {0, INTERRUPTED} | {
    kind.exit_code
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.ReflectError)
}
VARIABLE = re.compile(r"\"(REFLECT_[A-Z_]+|ACCESSIBLE|NO_COLOR)\"")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


@cache
def _generator():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _paths():
    return _generator().command_paths()


def test_the_page_of_commands_is_current():
    """If this fails: make docs."""
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")

    assert _generator().commands_page() == written


def test_the_tables_of_fields_are_current():
    """If this fails: make docs."""
    written = (ROOT / "docs" / "format-prompts.md").read_text(encoding="utf-8")

    assert _generator().format_page() == written


def test_every_code_a_finding_can_have_is_explained_and_no_other():
    folders = (PACKAGE / "promptsets", PACKAGE / "authoring")
    found = [file for file in modules(*folders) if file.name != "codes.py"]
    used = set()
    for file in (*found, ROOT / "seeds" / "wording.yaml"):
        quoted_or_named = r"(?:\"|code: )([EWN]\d{3})\b"
        used.update(re.findall(quoted_or_named, file.read_text(encoding="utf-8")))

    assert sorted(used) == sorted(FINDING_CODES)


def test_the_findings_shown_to_facilitators_are_what_the_check_says():
    from authoring.conftest import TODAY
    from reflect_cli.authoring.check import checked
    from reflect_cli.authoring.draft import Rules
    from reflect_cli.authoring.starter import Answers, starter_set
    from reflect_cli.library.wording import law
    from reflect_cli.promptsets.findings import rendered

    page = (ROOT / "docs" / "facilitators.md").read_text(encoding="utf-8")
    given = ("Title", "Group", "group.set", "About.", "Men.", "us@group.example", "A", "B", TODAY)
    text = starter_set(Answers(*given)).replace("title: 'Title'", "title: Men and #MeToo")
    broken = text.replace("show-if: moment is one", "show-if: moment is onne")

    found = checked(broken.encode(), Rules(law(), TODAY)).findings

    assert ["E014", "E307"] == [finding.code for finding in found]
    shown = re.findall(r"```text\n(error.*?)```", page, re.DOTALL)
    told = [rendered(finding, "looking-out-for.reflect.yaml") + "\n" for finding in found]
    assert sorted(told) == sorted(shown)


def test_the_schema_for_editors_is_current():
    """If this fails: make docs."""
    written = (ROOT / "docs" / SCHEMA_NAME).read_text(encoding="utf-8")

    assert schema_text() == written


def test_the_example_of_a_whole_set_can_be_read():
    from reflect_cli.promptsets.reading import read

    page = (ROOT / "docs" / "format-prompts.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]

    prompts = read(example.encode(), "example").prompts
    assert ["noticed", "what", "goodbye"] == [prompt.id for prompt in prompts]
    assert prompts[0].text.endswith("#anything?")


@pytest.mark.parametrize("path", _paths(), ids=lambda path: " ".join(("reflect", *path)))
def test_every_command_says_what_it_does(path):
    usage, blank, told, *_ = _generator().help_of(path).splitlines()

    assert usage.startswith(" ".join(("Usage: reflect", *path)))
    assert not blank
    assert told.startswith("  ")
    assert re.match(r"[A-Z]", told.strip())


def test_the_list_says_of_each_group_what_the_group_says_of_itself():
    commands = typer.main.get_group(app).commands
    places = [place for place in commands.values() if isinstance(place, ReadLater)]

    assert {"journal", "vault"} < {place.name for place in places}
    for place in places:
        assert place.whole().get_short_help_str(1000) == place.get_short_help_str(1000)


@pytest.mark.parametrize("path", _paths(), ids=lambda path: " ".join(("reflect", *path)))
def test_a_command_names_only_exit_codes_there_are(path):
    before = _generator().help_of(path).partition("Options:")[0].partition("Arguments:")[0]
    told = " ".join(before.split())
    named = {int(code) for part in told.split("Exit codes:")[1:] for code in _codes_in(part)}

    assert named <= CODES


def test_the_readme_lists_every_exit_code_and_no_other():
    listed = re.findall(r"^\| (\d+) \|", _readme_part("Exit codes"), re.MULTILINE)

    assert sorted(CODES) == sorted(map(int, listed))


def test_the_readme_lists_every_environment_variable_that_is_read():
    read = {name for file in modules() for name in VARIABLE.findall(file.read_text("utf-8"))}

    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", _readme_part("Environment"), re.MULTILINE))
    assert read <= listed
    assert {"REFLECT_HOME", "REFLECT_PASSCOMMAND", "REFLECT_KEY_MEMORY"} <= read


def test_the_readme_says_the_keys_the_screen_says():
    from reflect_cli.screens.plain.replies import Word
    from reflect_cli.screens.words import KEY_NAMES

    keys = _readme_part("Keys")

    named = re.findall(r"(?:Ctrl|Alt)-\w+", " ".join(KEY_NAMES.values()))
    assert [] == [key for key in named if key not in keys]
    assert [] == [word for word in Word if f"`{word}`" not in keys]


def test_every_test_that_a_page_leans_on_is_there():
    """docs/privacy.md names one for each sentence that can be held by one."""
    named = {
        name: page.name
        for page in PAGES
        for name in re.findall(r"\btests/[\w/]+\.py::test_\w+", page.read_text("utf-8"))
    }
    missing = {
        name: page
        for name, page in named.items()
        for file, _, test in [name.partition("::")]
        if not (ROOT / file).exists()
        or not re.search(rf"^def {test}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)
    }

    assert {} == missing
    assert len(named) > 20


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_links_only_to_what_is_there(page):
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [] == [link for link in links if not (page.parent / link).exists()]


def _codes_in(part: str) -> list[str]:
    return re.findall(r"\b(\d{1,3})\b", part)


def _readme_part(heading: str) -> str:
    """The part of the README whose heading begins with *heading*."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    parts = re.split(r"^##+ ", readme, flags=re.MULTILINE)
    return next(part for part in parts if part.startswith(heading))
