"""People to turn to, by country, from seeds/help-lines.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from reflect_cli.library.seeds import seed

if TYPE_CHECKING:
    from reflect_cli.promptsets.model import PromptSet

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
_WITH_THE = ("us", "uk")

#: What each group of lines is for, in the order shown: danger first. A group is a kind of line,
#: for own behaviour followed by whom it concerns.
GROUPS = {
    "emergency": "If anyone is in danger now",
    "crisis": "If you think of dying or of hurting yourself",
    "own-behaviour adults": "If you are worried about what you did, or might do, to another adult",
    "own-behaviour partner": "If you are worried about how you treat a partner or family",
    "own-behaviour children": "If you are worried about thoughts or acts concerning children",
    "survivor": "If something was done to you",
    "directory": "More, in other countries",
}
_OWN = ("own-behaviour adults", "own-behaviour partner", "own-behaviour children")
_ALWAYS = ("emergency", "directory")

#: The groups put under each of Reflect's own screens that needs them, by prompt id.
_UNDER = {
    "close.not-safe": ("emergency", "crisis", "directory"),
    "side.now-first": ("emergency", *_OWN, "directory"),
    "side.crisis-first": ("emergency", "crisis", "directory"),
    "side.mine-first": ("survivor", "emergency", "directory"),
    "side.minor-first": ("emergency", "own-behaviour children", "directory"),
    "side.partner-first": ("emergency", "own-behaviour partner", "directory"),
}

#: The screens on which the person he named himself is recalled to him.
_NAMED_TOO = ("close.not-safe", "side.now-first", "side.crisis-first")
YOUR_PERSON = "You named someone you could call: {named}"

HOW_CHECKED = "How these were checked"
NONE_KNOWN = (
    "We know of no line for this in {country} that we could check. The directory may have one."
)
SHORT = "In danger now, or looking for more"
NAMED_BY = "Named by the set “{title}”"
_ON_EVERY_PAGE = ("Support in Reflect", "Emergency services")

#: A number last checked this many days ago or more is shown as old, and due to be checked.
DUE_AFTER_DAYS = 365
OLD = "Last checked on {checked}, more than a year ago; it may have changed."


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One service. `checked` is the ISO date we last checked it, `how` in what way.

    `about` says, for a line on own behaviour, whom that behaviour concerns.
    """

    id: str
    country: str
    name: str
    reach: str
    kind: str
    serves: str
    grade: str
    checked: str
    about: str = ""
    hours: str = ""
    not_for: str = ""
    confidentiality: str = ""
    source: str = ""
    how: str = ""

    @property
    def group(self) -> str:
        """Which of `GROUPS` it belongs to."""
        return f"{self.kind} {self.about}".strip()


@cache
def help_lines() -> tuple[HelpLine, ...]:
    """Every line we ship, in file order."""
    stored = seed("help-lines")
    return tuple(
        HelpLine(**{key.replace("-", "_"): str(value).strip() for key, value in line.items()})
        for line in stored
    )


def sections_for(country: str, own: PromptSet | None = None) -> list[tuple[str, str]]:
    """The whole support page as (heading, lines), for a country; for an empty one, of them all.

    Whom the set *own* names comes below ours. It ends with the emergency number and the
    directory. A group we have no line for says so, so that nobody is left looking.
    """
    sections = _groups(country, tuple(GROUPS))
    if own is not None and (named := _named_by(own)):
        sections.append((NAMED_BY.format(title=own.title), named))
    how = sorted({line.how for line in _lines_of(country) if line.how})
    sections += [(HOW_CHECKED, f"{'; '.join(how).capitalize()}.")] if how else []
    return [*sections, (SHORT, in_short(country, _ALWAYS))]


def help_texts(country: str, named: str = "") -> dict[str, str]:
    """The lines to put under Reflect's own screens, by prompt id.

    *named* is the one person he said he could call; that line comes first where it can help.
    """
    texts = {prompt: _under_a_screen(country, groups) for prompt, groups in _UNDER.items()}
    if named:
        for prompt in _NAMED_TOO:
            texts[prompt] = f"{YOUR_PERSON.format(named=named)}\n\n{texts[prompt]}"
    return texts


def _under_a_screen(country: str, groups: tuple[str, ...]) -> str:
    """The lines of some groups; names and numbers only while no country has been chosen."""
    if country:
        sections = _groups(country, groups)
    else:
        sections = [(GROUPS[group], in_short(country, (group,))) for group in groups]
    return "\n\n".join(f"{heading}\n{lines}" for heading, lines in sections)


def _groups(country: str, groups: tuple[str, ...]) -> list[tuple[str, str]]:
    return [found for group in groups if (found := _section(group, country))]


def _named_by(prompt_set: PromptSet) -> str:
    """Whom the set names, apart from what every support page has."""
    named = [one for one in prompt_set.support if one.name not in _ON_EVERY_PAGE]
    return "\n\n".join(
        "\n".join(
            [
                f"{one.name}: {one.reach}",
                *([f"For: {one.purpose}"] if one.purpose else []),
                f"Checked: {one.checked}",
            ]
        )
        for one in named
    )


def in_short(country: str, groups: tuple[str, ...] = ("emergency", "crisis", "directory")) -> str:
    """Names and numbers only, one to a line."""
    lines = [line for group in groups for line in _lines_of(country) if line.group == group]
    return "\n".join(f"{line.name}{_where(line, country)}: {line.reach}" for line in lines)


def _section(group: str, country: str) -> tuple[str, str] | None:
    lines = [line for line in _lines_of(country) if line.group == group]
    here = [line for line in lines if line.country != _EVERYWHERE]
    said = [_said(line, country) for line in lines]
    if country and not here and group not in _ALWAYS:
        said.insert(0, NONE_KNOWN.format(country=_name_of(country)))
    return (GROUPS[group], "\n\n".join(said)) if said else None


def _lines_of(country: str) -> list[HelpLine]:
    """The lines of *country*, its own before those for everywhere; of all, if it is not known."""
    mine = [line for line in help_lines() if country in line.country.split(", ")]
    everywhere = [line for line in help_lines() if line.country == _EVERYWHERE]
    if not _is_known(country):
        return everywhere if country == "other" else list(help_lines())
    has_emergency = any(line.kind == "emergency" for line in mine)
    return mine + [x for x in everywhere if not (has_emergency and x.kind == "emergency")]


def _name_of(country: str) -> str:
    if not _is_known(country):
        return "your country"
    return f"the {COUNTRIES[country]}" if country in _WITH_THE else COUNTRIES[country]


def _is_known(country: str) -> bool:
    return country in COUNTRIES and country != "other"


def _said(line: HelpLine, country: str) -> str:
    parts = [f"{line.name}{_where(line, country)}: {line.reach}", f"For: {line.serves}"]
    optional = (
        ("Hours", line.hours), ("Not for", line.not_for), ("Confidentiality", line.confidentiality)
    )  # fmt: skip
    parts += [f"{name}: {text}" for name, text in optional if text]
    parts.append(_checked_words(line.checked))
    return "\n".join(parts)


def _checked_words(checked: str) -> str:
    age = (date.today() - date.fromisoformat(checked)).days  # noqa: DTZ011 - a calendar day is enough
    return OLD.format(checked=checked) if age >= DUE_AFTER_DAYS else f"Checked: {checked}"


def _where(line: HelpLine, country: str) -> str:
    if _is_known(country) or line.country == _EVERYWHERE:
        return ""
    names = [COUNTRIES.get(code, code.upper()) for code in line.country.split(", ")]
    return "" if any(name in line.name for name in names) else f" ({', '.join(names)})"
