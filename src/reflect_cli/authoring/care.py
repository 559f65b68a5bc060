"""Whether a set takes care of its reader: rest, a plan, a way out, cautions, support that answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from reflect_cli.promptsets.characters import quoted
from reflect_cli.promptsets.model import Branch, InGroup, Kind
from reflect_cli.promptsets.outline import Role
from reflect_cli.promptsets.texts import HEADER, of_prompt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.authoring.draft import Draft, Rules
    from reflect_cli.promptsets.findings import Finding
    from reflect_cli.promptsets.model import Prompt

MOST_IN_A_ROW = 4
OLDEST_CHECK = 365  # days

_DEMANDING = (Kind.LONG, Kind.CHECKLIST, Kind.PLAN)
_SEVERAL = (Kind.CHOOSE_ANY, Kind.CHECKLIST)
_LIST_OF_ACTS = 3  # options and more make a list


def problems(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """What is missing for the reader's sake. Subjects are only recognised in English."""
    yield from _support_dates(draft, rules)
    yield from _no_rest(draft)
    prompts = draft.prompt_set.prompts
    if prompts and draft.is_readable and not any(one.kind is Kind.PLAN for one in prompts):
        yield draft.finding(
            "N341", draft.at(HEADER, "title", Role.HEADER), "The set ends without a “plan” prompt.",
            "Reflect asks for one itself, paper does not. If the set leads to one, add it before the end.",
        )  # fmt: skip
    if draft.is_english:
        yield from _lists_of_acts(draft, rules)
        yield from _named_harm(draft, rules)
        if draft.is_readable:
            yield from _no_way_out(draft, rules)
            yield from _contact(draft, rules)


def _support_dates(draft: Draft, rules: Rules) -> Iterator[Finding]:
    header, today = draft.header, date.fromisoformat(rules.today)
    for entry in header.entries("support") if header else ():
        age = (today - date.fromisoformat(entry.text("checked"))).days
        if age < 0:
            yield draft.finding(
                "E402", entry.scalar("checked").at, "This day is still to come.",
                "Make sure that the entry is right, and put in the day on which you did.",
            )  # fmt: skip
        elif age > OLDEST_CHECK:
            yield draft.finding(
                "W402", entry.scalar("checked").at,
                f"{quoted(entry.text('name'))} was last checked {age // 30} months ago.",
                "Make sure that it is still right. A dead number at the wrong moment does harm.",
            )  # fmt: skip


def _no_rest(draft: Draft) -> Iterator[Finding]:
    row = 0
    for section in draft.prompt_set.sections:
        row = 0 if section.show_if is not None else row
        for prompt in section.prompts:
            row = row + 1 if prompt.kind in _DEMANDING else 0
            if row == MOST_IN_A_ROW + 1:
                yield _tiring(draft, prompt)


def _tiring(draft: Draft, prompt: Prompt) -> Finding:
    return draft.finding(
        "N340", draft.at(prompt.id, "kind", Role.PROMPT),
        f"This is the {MOST_IN_A_ROW + 1}th demanding prompt in a row.",
        "Put a pause, a scale or something to read between them.",
    )  # fmt: skip


def _lists_of_acts(draft: Draft, rules: Rules) -> Iterator[Finding]:
    for prompt in draft.prompt_set.prompts:
        is_list = prompt.kind in _SEVERAL and len(prompt.options) >= _LIST_OF_ACTS
        asked = rules.law.subjects["list-of-acts"].search(prompt.text)
        if is_list and asked and prompt.in_group is InGroup.SHOW:
            yield draft.finding(
                "W344", draft.at(prompt.id, "ask", Role.PROMPT),
                "A list of acts would be shown to a group, and invites a show of hands or an untruth.",
                "Add “in-group: leave-out”.",
            )  # fmt: skip


def _named_harm(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """The first prompt that names a grave harm without being told before it is shown."""
    subject = rules.law.subjects["named-harm"]
    for prompt in draft.prompt_set.prompts:
        if prompt.content_note:
            continue
        for said in of_prompt(prompt):
            if not said.is_for_leader and (match := subject.search(said.text)):
                yield draft.finding(
                    "N345", draft.place(prompt.id, said.field, match[0]),
                    f"{quoted(match[0])} is named without a note before it.",
                    "Add a “content-note” to the prompt, so that he can pass it by.",
                )  # fmt: skip
                return


def _no_way_out(draft: Draft, rules: Rules) -> Iterator[Finding]:
    prompt_set, subjects = draft.prompt_set, rules.law.subjects
    about = f"{prompt_set.title} {prompt_set.summary} {prompt_set.content_note}"
    if not subjects["harm"].search(about):
        return
    turned = any(branch is Branch.MINE for p in prompt_set.prompts for _, branch in p.turns)
    labels = (option.label for p in prompt_set.prompts for option in p.options)
    titles = (section.title for section in prompt_set.sections)
    purposes = (entry.purpose for entry in prompt_set.support)
    shown = (prompt.text for prompt in prompt_set.prompts if not prompt.kind.asks)
    said = (*labels, *titles, *purposes, *shown, prompt_set.before_you_start)
    offered = any(subjects["way-out"].search(text) for text in said)
    if not turned and not offered:
        yield draft.finding(
            "W342", draft.at(HEADER, "content-note", Role.HEADER),
            "The set is about sexual harm, and has no way out for a reader who was harmed himself.",
            "Add an option such as “to-me: I think of something that was done to me”, and with"
            " “turns: to-me: mine” let it lead to Reflect's own page on that.",
        )  # fmt: skip


def _contact(draft: Draft, rules: Rules) -> Iterator[Finding]:
    subjects, prompts = rules.law.subjects, draft.prompt_set.prompts
    if any(branch is Branch.CONTACT for prompt in prompts for _, branch in prompt.turns):
        return
    shown = [said for prompt in prompts for said in of_prompt(prompt) if not said.is_for_leader]
    if any(subjects["caution"].search(said.text) for said in shown):
        return
    for said in shown:
        if match := subjects["contact"].search(said.text):
            yield draft.finding(
                "W343", draft.place(said.place, said.field, match[0]),
                "Contact with the person who was harmed comes up, and nothing says that it can do harm.",
                "Say so in a “read” prompt, or let the option lead to Reflect's page with “turns: …:"
                " contact”.",
            )  # fmt: skip
            return
