"""A set held against an older version of itself: what would be lost, and whether its version says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.authoring.difference import (
    What,
    changes,
    is_enough,
    level_of,
    raised,
    renamed_unsaid,
)
from reflect_cli.promptsets.characters import quoted
from reflect_cli.promptsets.outline import Role
from reflect_cli.promptsets.texts import HEADER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.authoring.difference import Change
    from reflect_cli.authoring.draft import Draft
    from reflect_cli.promptsets.findings import Finding
    from reflect_cli.promptsets.model import PromptSet


def problems(draft: Draft, old: PromptSet) -> Iterator[Finding]:
    """What *draft* does to answers and readers of *old*. Nothing while it cannot be read whole."""
    if not draft.is_whole:
        return
    new = draft.prompt_set
    renamed = renamed_unsaid(old, new)
    for id_, before in renamed.items():
        yield draft.finding(
            "E801", draft.at(id_, "prompt", Role.PROMPT),
            f"{quoted(before)} seems to be called {quoted(id_)} now, and answers to it would be lost from view.",
            f"Add “former-ids: [{before}]”; or, if it is another question, word it so.",
        )  # fmt: skip
    found = changes(old, new)
    for change in found:
        if change.what is not What.REMOVED or change.id not in renamed.values():
            yield from _about(draft, change, old)
    level = level_of(found)
    if not is_enough(old.version, new.version, level):
        yield draft.finding(
            "E806", draft.at(HEADER, "version", Role.HEADER),
            f"The changes since {old.version} ask for version {raised(old.version, level)} at least.",
            "Raise it here, or let “reflect author bump” do it.",
        )  # fmt: skip


def _about(draft: Draft, change: Change, old: PromptSet) -> Iterator[Finding]:
    match change.what:
        case What.SET_ID:
            yield draft.finding(
                "E807", draft.at(HEADER, "id", Role.HEADER),
                f"The set was called {quoted(old.id)}. Under another id it is another set.",
                "Put the old id back; or check it without “--since”, if it is meant to be another.",
            )  # fmt: skip
        case What.REMOVED:
            yield draft.finding(
                "W802", draft.at(HEADER, "version", Role.HEADER), change.words,
                "What people answered stays in their journals, and is not asked again.",
            )  # fmt: skip
        case What.KIND | What.SCALE:
            field = "kind" if change.what is What.KIND else "from"
            yield draft.finding(
                "E803", draft.at(change.id, field, Role.PROMPT),
                f"{change.words} Old answers no longer fit.",
                "Give the new prompt another id, and leave the old one out.",
            )  # fmt: skip
        case What.OPTION_REMOVED:
            yield draft.finding(
                "W804", draft.at(change.id, "options", Role.PROMPT), change.words,
                "Keep it, if people may have chosen it. Otherwise raise the first number of the version.",
            )  # fmt: skip
        case What.OTHER_QUESTION:
            yield draft.finding(
                "W805", draft.at(change.id, "ask", Role.PROMPT),
                f"{change.words} Its old answers would stand under a question nobody was asked.",
                "Give it another id.",
            )  # fmt: skip
        case _:
            return
