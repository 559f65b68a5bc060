"""People to turn to, by country, from seeds/help-lines.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reflect_cli.library.shelves import shelf

#: Countries we have lines for, as asked at the gate; "other" gets the lines for everywhere.
COUNTRIES = {
    "us": "United States",
    "ca": "Canada",
    "uk": "United Kingdom",
    "ie": "Ireland",
    "au": "Australia",
    "nz": "New Zealand",
    "se": "Sweden",
    "other": "Somewhere else",
}

_EVERYWHERE = "world"

#: What each kind of line is for, in the order shown: danger first.
KINDS = {
    "emergency": "If anyone is in danger now",
    "crisis": "If you think of dying or of hurting yourself",
    "own-behaviour": "If you are worried about what you did or might do",
    "survivor": "If something was done to you",
    "directory": "More, in other countries",
}


HOW_CHECKED = "How these were checked"


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One service. `checked` is the ISO date we last checked it, `how` in what way."""

    id: str
    country: str
    name: str
    reach: str
    kind: str
    serves: str
    grade: str
    checked: str
    not_for: str = ""
    confidentiality: str = ""
    source: str = ""
    how: str = ""


@cache
def help_lines() -> tuple[HelpLine, ...]:
    """Every line we ship, in file order."""
    import yaml

    text = (shelf("seeds") / "help-lines.yaml").read_text(encoding="utf-8")
    stored = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - our own file, texts only
    return tuple(
        HelpLine(**{key.replace("-", "_"): str(value).strip() for key, value in line.items()})
        for line in stored
    )


def sections_for(country: str, kinds: tuple[str, ...] = tuple(KINDS)) -> list[tuple[str, str]]:
    """(heading, lines) for a country; for an unknown or empty one, of every country.

    The emergency number and the directory are always among them.
    """
    lines = [line for line in help_lines() if _serves(line, country)]
    sections = []
    for kind in kinds:
        found = [line for line in lines if line.kind == kind]
        if found:
            sections.append((KINDS[kind], "\n\n".join(_said(line, country) for line in found)))
    how = sorted({line.how for line in lines if line.how})
    return [*sections, (HOW_CHECKED, f"{'; '.join(how).capitalize()}.")] if how else sections


def crisis_text(country: str) -> str:
    """The short form shown when a man says he is not safe."""
    sections = sections_for(country, ("emergency", "crisis", "directory"))
    return "\n\n".join(f"{heading}\n{lines}" for heading, lines in sections)


def _serves(line: HelpLine, country: str) -> bool:
    known = country in COUNTRIES and country != "other"
    return line.country == _EVERYWHERE or not known or country in line.country.split(", ")


def _said(line: HelpLine, country: str) -> str:
    known = country in COUNTRIES and country != "other"
    where = "" if known or line.country == _EVERYWHERE else f" ({_names(line.country)})"
    parts = [f"{line.name}{where}: {line.reach}", f"For: {line.serves}"]
    if line.not_for:
        parts.append(f"Not for: {line.not_for}")
    if line.confidentiality:
        parts.append(f"Confidentiality: {line.confidentiality}")
    parts.append(f"Checked: {line.checked}")
    return "\n".join(parts)


def _names(countries: str) -> str:
    return ", ".join(COUNTRIES.get(code, code.upper()) for code in countries.split(", "))
