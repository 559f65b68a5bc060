"""`reflect author translate`: a set in another language, begun, completed, or looked over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reflect_cli.authoring.translated_set import whole_set
from reflect_cli.authoring.translation import translation_of
from reflect_cli.authoring.translation_check import (
    checked_translation,
    read_translation,
    untranslated,
)
from reflect_cli.authoring.translation_fill import begun, completed
from reflect_cli.commands.set_files import (
    new_file,
    replace_file,
    rules,
)
from reflect_cli.errors import PromptSetMalformed, PromptSetMissing, UsageProblem
from reflect_cli.library.sets import SUFFIX, bytes_of
from reflect_cli.promptsets.characters import quoted
from reflect_cli.promptsets.findings import Weight
from reflect_cli.promptsets.outline import Role
from reflect_cli.promptsets.reading import examined, malformed
from reflect_cli.promptsets.spec import FORMS, Shape
from reflect_cli.promptsets.texts import HEADER
from reflect_cli.screens.console import say, say_as_it_is
from reflect_cli.screens.findings import counted, report
from reflect_cli.screens.safe import safe_line

if TYPE_CHECKING:
    from pathlib import Path

    from reflect_cli.authoring.check import Checked
    from reflect_cli.promptsets.outline import Part
    from reflect_cli.promptsets.reading import Examined

BEGUN = "{name}: written, with the set's own words. Type yours over them."
COMPLETED = "{name}: what was missing is put in, in the set's own words."
NOTHING_MISSING = "{name}: nothing is missing, and the file is left as it is."
STALE = "Changed in the set since they were translated: {blocks}."
MISSING = "Not translated, or not all of it ({count}): {blocks}."
WHERE = "Each with its line: reflect author check {name}"
WHOLE = "{name}: written, a set like any other, to check, sign, print and hand on."
UP_TO_DATE = "{name}: everything is translated, and nothing has changed since."


def translate_set(language: str, file: Path, *, fill: bool, whole: bool) -> None:
    """Tell what is stale or missing in a translation; with *fill*, put in what is missing first.

    With *whole*, also write the translated set as a set file of its own.
    """
    if not re.fullmatch(FORMS[Shape.LANGUAGE].pattern, language):
        raise UsageProblem(
            f"{quoted(language)} is no language tag.", hint="Write one such as es or pt-BR."
        )
    original = examined(bytes_of(file))
    if original.findings:
        raise malformed(original.findings, file.name)
    target = file.with_name(f"{file.name.removesuffix(SUFFIX)}.{language}{SUFFIX}")
    if fill:
        _fill(target, original, language)
    elif not target.exists():
        raise PromptSetMissing(
            f"There is no translation {quoted(target.name, 80)} yet.",
            hint=f"`reflect author translate {language} FILE --fill` begins one.",
        )
    _tell(target, original)
    if whole:
        _write_whole(target, original, language)


def _write_whole(target: Path, original: Examined, language: str) -> None:
    """The set in its other language, beside the translation *target*, which has no errors."""
    translation = translation_of(read_translation(bytes_of(target))[1])
    assert translation is not None  # it has just been told of without errors
    stem = target.name.removesuffix(f".{language}{SUFFIX}")
    path = target.with_name(f"{stem}-{language}{SUFFIX}")
    new_file(path, whole_set(original, translation))
    say(WHOLE.format(name=safe_line(path.name)))


def _fill(target: Path, original: Examined, language: str) -> None:
    name = safe_line(target.name)
    if not target.exists():
        new_file(target, begun(original.parts, language).encode())
        say(BEGUN.format(name=name))
        return
    data = bytes_of(target)
    source, parts, findings = read_translation(data)
    checked = checked_translation(data, rules(), original)
    if source is None or findings or checked.errors:
        raise malformed(checked.errors or findings, target.name)
    text = "\n".join(source.lines)
    whole = completed(text, parts, original.parts)
    if whole == text:
        say(NOTHING_MISSING.format(name=name))
        return
    replace_file(target, whole.encode())
    say(COMPLETED.format(name=name))


def _tell(target: Path, original: Examined) -> None:
    data = bytes_of(target)
    checked = checked_translation(data, rules(), original)
    if checked.count(Weight.ERROR):
        say_as_it_is(report(checked.findings, str(target)))
        raise PromptSetMalformed(
            counted({weight: checked.count(weight) for weight in Weight}),
            hint="Mend the errors; until then the translation cannot be used.",
        )
    parts = read_translation(data)[1]
    untouched = untranslated(parts, original.parts)
    stale = _blocks(checked, parts, "W903")
    missing = [*_blocks(checked, parts, "W904"), *untouched]
    if not stale and not missing:
        say(UP_TO_DATE.format(name=safe_line(target.name)))
        return
    if stale:
        say(STALE.format(blocks=", ".join(stale)))
    if missing:
        say(MISSING.format(count=len(missing), blocks=", ".join(missing)))
    say(WHERE.format(name=safe_line(str(target))))


def _blocks(checked: Checked, parts: tuple[Part, ...], code: str) -> list[str]:
    """The blocks that have a finding of this *code*."""
    lines = [finding.line for finding in checked.findings if finding.code == code]
    found = (
        max((p for p in parts if p.at.line <= line), key=lambda p: p.at.line) for line in lines
    )
    return list(
        dict.fromkeys(part.id if part.role is not Role.HEADER else HEADER for part in found)
    )
