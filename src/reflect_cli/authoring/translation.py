"""A set in another language: a file with the same blocks and other words, found by their ids.

`was` is a fingerprint of the words a block was translated from, so that a later change shows.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reflect_cli.promptsets import fields
from reflect_cli.promptsets.characters import did_you_mean, quoted
from reflect_cli.promptsets.fields import Expected
from reflect_cli.promptsets.model import Option, Scale, Support
from reflect_cli.promptsets.nodes import Scalar
from reflect_cli.promptsets.outline import Part, Role
from reflect_cli.promptsets.spec import (
    TRANSLATED_PROMPT,
    TRANSLATED_SECTION,
    TRANSLATION,
    TRANSLATION_BLOCK,
    Shape,
)
from reflect_cli.promptsets.values import Fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reflect_cli.promptsets.blocks import Block
    from reflect_cli.promptsets.findings import Finding
    from reflect_cli.promptsets.model import Prompt, PromptSet, Section
    from reflect_cli.promptsets.source import Source

MARK = TRANSLATION_BLOCK

_MARKED = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*|---[ \t]*)?\r?\n)*" + MARK.encode() + rb"\s*:"
)
_FIELDS = {Role.HEADER: TRANSLATION, Role.SECTION: TRANSLATED_SECTION, Role.PROMPT: TRANSLATED_PROMPT}  # fmt: skip
_OWNERS = {Role.HEADER: "the header of a translation", Role.SECTION: "a translated section", Role.PROMPT: "a translated prompt"}  # fmt: skip
_ROLES = {MARK: Role.HEADER, "section": Role.SECTION, "prompt": Role.PROMPT}
#: Fields that hold words but belong to the file, not to what is translated.
_OF_THE_FILE = (MARK, "of", "version", "language", "translators", "was", "allow", "support")

Key = tuple[Role, str]


@dataclass(frozen=True, slots=True)
class Translation:
    """The parts of a translation file that could be read, by what they translate."""

    header: Fields
    parts: Mapping[Key, Part]

    @property
    def language(self) -> str:
        """The language its texts are in."""
        return self.header.text("language")


def is_translation(data: bytes) -> bool:
    """Whether a file begins as a translation does."""
    return _MARKED.match(data[:4096]) is not None


def key_of(part: Part) -> Key:
    """What a part is found by: the header by nothing else, others by their id."""
    return part.role, "" if part.role is Role.HEADER else part.id


def parts_of(source: Source, blocks: tuple[Block, ...]) -> tuple[Part, ...]:
    """Every block of a translation, with its fields if they are in order."""
    return tuple(_part(source, order, block) for order, block in enumerate(blocks))


def _part(source: Source, order: int, block: Block) -> Part:
    if block.root is None or not block.root.entries:
        field, name = block.guessed_name()
        role = _ROLES.get(field, Role.UNKNOWN)
        return Part(order, role, name, block.opening, None, block.findings)
    first = block.root.entries[0]
    role = _ROLES.get(first.key.raw, Role.UNKNOWN)
    name = first.value.text if isinstance(first.value, Scalar) else ""
    if role is Role.UNKNOWN:
        found: tuple[Finding, ...] = (_stray(source, first.key),)
    else:
        found = tuple(fields.problems(source, block.root, Expected(_FIELDS[role], _OWNERS[role])))
    return Part(order, role, name, first.key.at, None if found else Fields(block.root), found)


def _stray(source: Source, key: Scalar) -> Finding:
    return source.finding(
        "E028", key.at,
        f"No block of a translation begins with {quoted(key.raw)}.{did_you_mean(key.raw, tuple(_ROLES))}",
        f"The first block begins with “{MARK}:”, every other with “section:” or “prompt:”.",
    )  # fmt: skip


def translation_of(parts: tuple[Part, ...]) -> Translation | None:
    """What *parts* translate; None without a header that could be read."""
    sound = {key_of(part): part for part in reversed(parts) if part.fields is not None}
    header = sound.get((Role.HEADER, ""))
    return Translation(header.fields, sound) if header and header.fields else None


def texts_in(part: Part) -> dict[str, str]:
    """The words of a part that are translated, by field; of lists by field and id."""
    found: dict[str, str] = {}
    if part.fields is None or part.role not in _FIELDS:
        return found
    for field in _FIELDS[part.role]:
        if field.name in _OF_THE_FILE or not part.fields.has(field.name):
            continue
        if field.shape is Shape.LABELLED:
            found |= {f"{field.name} {id_}": text for id_, text in part.fields.pairs(field.name)}
        elif field.shape in (Shape.LINE, Shape.TEXT):
            found[field.name] = part.fields.text(field.name)
    return found


def fingerprint(part: Part) -> str:
    """Four signs that change when the words of a part of the set change."""
    said = "\0".join(f"{name}\0{text}" for name, text in sorted(texts_in(part).items()))
    return hashlib.sha256(said.encode()).hexdigest()[:4]


def applied(prompt_set: PromptSet, translation: Translation) -> PromptSet:
    """*prompt_set* in the words of *translation*; what it lacks stays in the set's own words."""
    said = texts_in(translation.parts[Role.HEADER, ""])
    support = tuple(map(_support, translation.header.entries("support")))
    return replace(
        prompt_set,
        language=translation.language,
        authors=(*prompt_set.authors, *_translators(prompt_set, translation)),
        title=said.get("title", prompt_set.title),
        summary=said.get("summary", prompt_set.summary),
        audience=said.get("audience", prompt_set.audience),
        content_note=said.get("content-note", prompt_set.content_note),
        before_you_start=said.get("before-you-start", prompt_set.before_you_start),
        calls=_labelled(prompt_set.calls, "calls", said),
        sources=_labelled(prompt_set.sources, "sources", said),
        support=support or prompt_set.support,
        sections=tuple(_section(section, translation) for section in prompt_set.sections),
    )


def _translators(prompt_set: PromptSet, translation: Translation) -> tuple[str, ...]:
    """Those who translated and are not named as authors already."""
    every = translation.header.texts("translators")
    return tuple(one for one in every if one not in prompt_set.authors)


def _support(entry: Fields) -> Support:
    return Support(
        entry.text("name"), entry.text("reach"), entry.text("checked"), entry.text("for")
    )


def _labelled(
    pairs: tuple[tuple[str, str], ...], name: str, said: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    return tuple((id_, said.get(f"{name} {id_}", text)) for id_, text in pairs)


def _said(translation: Translation, role: Role, id_: str) -> dict[str, str]:
    part = translation.parts.get((role, id_))
    return texts_in(part) if part else {}


def _section(section: Section, translation: Translation) -> Section:
    said = _said(translation, Role.SECTION, section.id)
    return replace(
        section,
        title=said.get("title", section.title),
        note=said.get("note", section.note),
        facilitator=said.get("facilitator", section.facilitator),
        prompts=tuple(_prompt(prompt, translation) for prompt in section.prompts),
    )


def _prompt(prompt: Prompt, translation: Translation) -> Prompt:
    said = _said(translation, Role.PROMPT, prompt.id)
    scale = prompt.scale and Scale(
        prompt.scale.lowest,
        prompt.scale.highest,
        said.get("low", prompt.scale.low),
        said.get("high", prompt.scale.high),
    )
    return replace(
        prompt,
        text=said.get("ask" if prompt.kind.asks else "say", prompt.text),
        help=said.get("help", prompt.help),
        why=said.get("why", prompt.why),
        content_note=said.get("content-note", prompt.content_note),
        starter=said.get("starter", prompt.starter),
        facilitator=said.get("facilitator", prompt.facilitator),
        on_paper=said.get("on-paper", prompt.on_paper),
        scale=scale,
        options=tuple(Option(o.id, said.get(f"options {o.id}", o.label)) for o in prompt.options),
    )
