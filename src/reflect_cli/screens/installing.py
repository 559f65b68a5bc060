"""What is shown before a set is installed or updated, and lists of what is installed.

Everything a set says of itself stands beside words of ours that say whose claim it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reflect_cli.journal.trust import Standing
from reflect_cli.screens.blocks import Block, quiet, text, title
from reflect_cli.screens.numbers import in_number
from reflect_cli.screens.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reflect_cli.journal.installed import Distrusted, Installed
    from reflect_cli.promptsets.model import PromptSet

FACTS = "{prompts}, about {minutes} minutes · language {language} · {licence}"
PROMPTS = {1: "1 prompt", 2: "{count} prompts"}
FROM = "From, as the file says (nobody has checked the names):"
KEY = "Key    {words}\n({told})"
FIRST_TIME = "The first time this key comes to this journal. If you can, compare the six words with those on your handout."
SAME_KEY = "The key that is trusted for this set."
KNOWN_KEY = "The same key as: {titles}"
NEXT_KEY = "Another key than before. The key you trusted signed that this one follows it. Ask the people it comes from, if you can."
SIGNED_BY = "Signed by the key: {key}\nThis copy: {copy}"
NOT_SIGNED = "Not signed.\nThis copy: {copy}"
NO_KEY = "Not signed: nothing shows who wrote it, or whether somebody changed it on the way."
COPY = "Copy   {words}\n(Everyone with this very file has the same six words.)"
NOTE = "What comes up, as the file says:"
CAN = (
    "It can show texts, ask questions and lead to Reflect's own pages. It cannot run anything, reach "
    "a network, read other sets or your entries, see what you write, or change the help lines."
)
WHO_NOT_WHAT = (
    "A signature says who, never that a set is good. Read it first if you do not know them."
)
ALIKE = "Its title looks like that of another set: {title}. It is not that one."
INSTALL, READ_FIRST, LINES, CANCEL = "install", "read", "lines", "cancel"
OPTIONS = {
    INSTALL: "Install",
    READ_FIRST: "Read it first",
    LINES: "Show the help lines",
    CANCEL: "Leave it",
}
UPDATE = "Install the new version"
CHANGES = "From version {old} to {new}"
GOES_BACK = "This goes back to an older version."
NO_CHANGES = "Nothing that is asked or shown has changed."
KEPT = "What you answered stays as it is, each answer with the question you were asked."
NONE_INSTALLED = "No set is installed. `reflect sets install FILE` shows one and asks."
KEYS_HEAD = "Keys trusted, each for the sets under it"
UNSIGNED_HEAD = "Installed without a signature"
NO_MORE_HEAD = "Keys you trust no more"
NO_KEYS = "No key is trusted yet, and none is distrusted."


@dataclass(frozen=True, slots=True)
class Offer:
    """A set as it is offered, and what is known of it beside what it says of itself.

    `words` are those of its key, empty without one, and `copy` those of the file. `known` are the
    titles of other sets by this key; `alike` is a title that this one looks like, or empty.
    """

    prompt_set: PromptSet
    standing: Standing
    minutes: int
    words: str
    copy: str
    is_trusted: bool = False
    known: tuple[str, ...] = ()
    alike: str = ""


def offer_page(offer: Offer) -> list[Block]:
    """What the set says of itself, what is known of it, and what it can do."""
    prompt_set = offer.prompt_set
    facts = FACTS.format(
        prompts=in_number(PROMPTS, len(prompt_set.prompts)),
        minutes=offer.minutes,
        language=prompt_set.language,
        licence=safe_line(prompt_set.licence),
    )
    return [
        _theirs(title(f"{safe_line(prompt_set.title)} {prompt_set.version}")),
        _theirs(quiet(facts)),
        *([text(ALIKE.format(title=safe_line(offer.alike)))] if offer.alike else []),
        text(FROM),
        _theirs(text(", ".join(map(safe_line, prompt_set.authors)))),
        text(KEY.format(words=offer.words, told=_of_key(offer)) if offer.words else NO_KEY),
        text(COPY.format(words=offer.copy)),
        text(NOTE),
        _theirs(text(safe_line(prompt_set.content_note))),
        text(CAN),
        quiet(WHO_NOT_WHAT),
    ]


def _theirs(block: Block) -> Block:
    """*block*, set in further than ours: what the file says can never pass for what we say of it."""
    return replace(block, inset=True)


def _of_key(offer: Offer) -> str:
    if offer.standing is Standing.NEW_KEY:
        return NEXT_KEY
    if offer.is_trusted:
        return SAME_KEY
    if offer.known:
        return KNOWN_KEY.format(titles=", ".join(map(safe_line, offer.known)))
    return FIRST_TIME


def signed_by(key: str, copy: str) -> list[Block]:
    """The words of a set from other people, above its page; *key* is empty for an unsigned one."""
    return [quiet((SIGNED_BY if key else NOT_SIGNED).format(key=key, copy=copy))]


def changes_page(old: str, new: str, changed: Sequence[str], *, back: bool) -> list[Block]:
    """What a new version changes, in words."""
    head = title(CHANGES.format(old=old, new=new))
    told = [_theirs(text(f"- {one}")) for one in changed] or [text(NO_CHANGES)]
    return [head, *([text(GOES_BACK)] if back else []), *told, quiet(KEPT)]


def options_for(*, update: bool, careful: bool) -> list[tuple[str, str]]:
    """What he can do with it; where care is called for, leaving it comes first."""
    named = {**OPTIONS, INSTALL: UPDATE} if update else OPTIONS
    order = [CANCEL, READ_FIRST, LINES, INSTALL] if careful else list(OPTIONS)
    return [(value, named[value]) for value in order]


def installed_line(one: Installed) -> str:
    """One line of a list."""
    signed = "signed" if one.key else "not signed"
    return f"{safe_line(one.set_id)}  {safe_line(one.title)} {one.version} ({signed})"


def trust_page(installed: Iterable[Installed], distrusted: Iterable[Distrusted]) -> list[Block]:
    """Every key that is trusted, with its sets, and every one that is trusted no more."""
    by_words: dict[str, list[Installed]] = {}
    for one in installed:
        by_words.setdefault(one.words, []).append(one)
    unsigned = by_words.pop("", [])
    blocks = [title(KEYS_HEAD)] if by_words else []
    for words, sets in by_words.items():
        blocks.append(text("\n".join([words, *(f"  {installed_line(one)}" for one in sets)])))
    if unsigned:
        blocks += [title(UNSIGNED_HEAD), text("\n".join(map(installed_line, unsigned)))]
    if no_more := [one.words for one in distrusted]:
        blocks += [title(NO_MORE_HEAD), text("\n".join(no_more))]
    return blocks or [text(NO_KEYS)]
