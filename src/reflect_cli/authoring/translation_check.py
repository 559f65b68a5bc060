"""A translation held against the set it is of: what does not belong, what is stale, what is missing."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from reflect_cli.authoring import safety, waivers
from reflect_cli.authoring.check import MOST_OF_ONE_SORT, Checked, fewer
from reflect_cli.authoring.draft import Draft
from reflect_cli.authoring.translation import (
    Translation,
    applied,
    fingerprint,
    key_of,
    parts_of,
    texts_in,
    translation_of,
)
from reflect_cli.promptsets.blocks import blocks_of
from reflect_cli.promptsets.characters import did_you_mean, quoted
from reflect_cli.promptsets.findings import Finding, Span, Weight
from reflect_cli.promptsets.outline import Part, Role
from reflect_cli.promptsets.reading import TOO_MUCH, in_order, set_in
from reflect_cli.promptsets.source import opened, unsafe_characters
from reflect_cli.promptsets.texts import HEADER, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reflect_cli.authoring.draft import Rules
    from reflect_cli.authoring.translation import Key
    from reflect_cli.promptsets.reading import Examined
    from reflect_cli.promptsets.source import Source

_NAMED = 6  # this many names are told, the rest is counted
_SAME_BY_CHANCE = 2  # words: fewer may well be the same in another language


def read_translation(data: bytes) -> tuple[Source | None, tuple[Part, ...], tuple[Finding, ...]]:
    """The parts of a translation file, and what keeps it from being one."""
    source = opened(data)
    if isinstance(source, Finding):
        return None, (), (source,)
    found = list(unsafe_characters(source))
    parts = parts_of(source, blocks_of(source, frozenset(finding.line for finding in found)))
    for part in parts:
        found.extend(part.findings)
    if all(finding.code != TOO_MUCH for finding in found):
        found.extend(_order(source, parts))
    return source, parts, in_order(found)


def checked_translation(data: bytes, rules: Rules, original: Examined | None) -> Checked:
    """Every finding in a translation; *original* is the file of its set, if there is one.

    `prompt_set` of the result is the set in the words of the translation.
    """
    source, parts, found = read_translation(data)
    translation = translation_of(parts)
    if source is None or translation is None:
        return Checked(fewer(found), None)
    header = next(part for part in parts if part.role is Role.HEADER and part.fields)
    if original is None or original.findings:
        return Checked(fewer(in_order((*found, _alone(source, header, original)))), None)
    prompt_set = set_in(original)
    draft = Draft(source, parts, applied(prompt_set, translation), is_whole=not found)
    advice = [
        *islice(safety.problems(draft, rules), MOST_OF_ONE_SORT),
        *_against(draft, header, translation, {key_of(part): part for part in original.parts}),
    ]
    found = in_order((*found, *waivers.standing(draft, advice, rules)))
    has_errors = any(finding.weight is Weight.ERROR for finding in found)
    return Checked(fewer(found), None if has_errors else draft.prompt_set)


def _order(source: Source, parts: tuple[Part, ...]) -> Iterator[Finding]:
    first: dict[Key, int] = {}
    for part, key in zip(parts, map(key_of, parts), strict=True):
        if part.role is Role.UNKNOWN or (not part.id and part.role is not Role.HEADER):
            continue
        if key in first:
            yield source.finding(
                "E201", part.at, f"This is translated already; it stands on line {first[key]}.",
                "Keep one of the two.",
            )  # fmt: skip
        first.setdefault(key, part.at.line)
    if parts and parts[0].role is not Role.HEADER and (Role.HEADER, "") in first:
        yield source.finding(
            "E029", Span(first[Role.HEADER, ""], 1), "The header stands below other blocks.",
            "Move it to the top of the file.",
        )  # fmt: skip


def _alone(source: Source, header: Part, original: Examined | None) -> Finding:
    assert header.fields is not None  # the caller chose it so
    of = header.fields.scalar("of")
    if original is None:
        message = f"There is no set with the id {quoted(of.text, 80)} beside this file."
        hint = "Put the translation into the folder of its set, and check the id."
    else:
        message = (
            f"The set {quoted(of.text, 80)} has errors of its own, so nothing can be compared."
        )
        hint = "Check the set first."
    return source.finding("E901", of.at, message, hint)


def _against(
    draft: Draft, header: Part, translation: Translation, known: Mapping[Key, Part]
) -> Iterator[Finding]:
    of, own = translation.header.scalar("of"), known[Role.HEADER, ""].fields
    assert own is not None  # the set has no findings
    if of.text != own.text("id"):
        yield draft.finding(
            "E901", of.at, f"This is a translation of {quoted(of.text, 80)}, and beside it lies"
            f" {quoted(own.text('id'), 80)}.", "Put it into the folder of its set, or correct the id.",
        )  # fmt: skip
        return
    for part in draft.parts:
        if part.fields is None:
            continue
        if key_of(part) in known:
            yield from _one_part(draft, part, known[key_of(part)])
        else:
            yield _unknown(draft, part, known)
    yield from _untouched(draft, header, known)


def _unknown(draft: Draft, part: Part, known: Mapping[Key, Part]) -> Finding:
    names = tuple(id_ for role, id_ in known if role is part.role)
    noun = "section" if part.role is Role.SECTION else "prompt"
    return draft.finding(
        "E902", draft.at(part.id, part.role.value, part.role),
        f"The set has no {noun} {quoted(part.id)}.{did_you_mean(part.id, names)}",
        f"Name a {noun} of the set, or delete the block.",
    )  # fmt: skip


def _one_part(draft: Draft, part: Part, original: Part) -> Iterator[Finding]:
    assert part.fields is not None  # the caller leaves out others
    theirs, ours = texts_in(original), texts_in(part)
    for name in ours:
        if name not in theirs:
            yield _not_in_set(draft, part, name, tuple(theirs))
    now = fingerprint(original)
    if not part.fields.has("was"):
        yield draft.finding(
            "W903", part.at, "It is not said which words of the set this was translated from.",
            f"Compare the two, and then add “was: {now}”.",
        )  # fmt: skip
    elif part.fields.text("was") != now:
        yield draft.finding(
            "W903", part.fields.scalar("was").at, "The set's own words have changed since this was translated.",
            f"Compare the two, and then write “was: {now}”.",
        )  # fmt: skip
    missing = [name for name in theirs if name not in ours]
    same = [name for name in theirs if name in ours and _is_same(theirs[name], ours[name])]
    if original.role is Role.HEADER and not part.fields.has("support"):
        missing.append("support")
    if missing:
        yield draft.finding(
            "W904", part.at, f"Not translated: {_listed(missing)}.",
            "Until it is, the set's own words are shown. “reflect author translate --fill” puts"
            " them in.",
        )  # fmt: skip
    for name in same:
        yield draft.finding(
            "W904", _at(draft, part, name), f"“{name}” is still in the set's own words.",
            "Translate it; or, if it is the same in both languages, add “allow: [w904]”.",
        )  # fmt: skip


def _is_same(one: str, other: str) -> bool:
    return one == other and len(words(one)) > _SAME_BY_CHANCE


def _not_in_set(draft: Draft, part: Part, name: str, known: tuple[str, ...]) -> Finding:
    field, _, id_ = name.partition(" ")
    if id_:
        ids = tuple(k.partition(" ")[2] for k in known if k.startswith(f"{field} "))
        message = f"The set has no {quoted(id_)} under “{field}:” here.{did_you_mean(id_, ids)}"
        return draft.finding(
            "E905", _key_at(part, name), message, f"It has: {', '.join(ids) or 'none'}."
        )
    return draft.finding(
        "E902", _key_at(part, name), f"The set has no “{field}:” here.", "Delete it."
    )


def _key_at(part: Part, name: str) -> Span:
    """Where the name of a field, or of one of its ids, stands."""
    assert part.fields is not None  # its texts were read
    field, _, id_ = name.partition(" ")
    for key, _ in part.fields.labelled(field) if id_ else ():
        if key.raw == id_:
            return key.at
    return next(entry.key.at for entry in part.fields.table.entries if entry.key.raw == field)


def _at(draft: Draft, part: Part, name: str) -> Span:
    assert part.fields is not None  # its texts were read
    field, _, id_ = name.partition(" ")
    for key, value in part.fields.labelled(field) if id_ else ():
        if key.raw == id_:
            return value.at
    return draft.at(HEADER if part.role is Role.HEADER else part.id, field, part.role)


def _untouched(draft: Draft, header: Part, known: Mapping[Key, Part]) -> Iterator[Finding]:
    missing = untranslated(draft.parts, tuple(known.values()))
    if missing:
        yield draft.finding(
            "W906", header.at,
            f"{len(missing)} blocks of the set are not translated: {_listed(missing)}.",
            "“reflect author translate --fill” adds them. Until then the set's own words are shown.",
        )  # fmt: skip


def untranslated(parts: tuple[Part, ...], original: tuple[Part, ...]) -> list[str]:
    """The ids of the blocks of a set that a translation with *parts* does not have."""
    named = {key_of(part) for part in parts if part.role is not Role.UNKNOWN}
    return [part.id for part in original if key_of(part) not in named and texts_in(part)]


def _listed(names: Iterable[str]) -> str:
    every = tuple(names)
    more = len(every) - _NAMED
    shown = ", ".join(every[:_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown
