"""The end of a handout: where to turn, and the words of the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.handout import words
from reflect_cli.handout.sheet import Blank, Block, Contact, Heading, Paragraph, Tone

if TYPE_CHECKING:
    from reflect_cli.handout.sheet import Seal
    from reflect_cli.promptsets.model import PromptSet

#: A set's entry for Reflect's own support page, which paper does not have.
IN_REFLECT = "Support in Reflect"
#: A set's entry that the help lines of a country take the place of.
EMERGENCY = "Emergency services"


def where_to_turn(prompt_set: PromptSet, lines: tuple[tuple[str, str], ...]) -> list[Block]:
    """Help lines if there are any, whom the set names, and blanks for this place."""
    blocks: list[Block] = [Heading(2, words.WHERE_TO_TURN)]
    for heading, text in lines:
        blocks.append(Heading(3, heading))
        blocks += [_lines(part) for part in text.split("\n\n")]
    unsaid = (IN_REFLECT, EMERGENCY) if lines else (IN_REFLECT,)
    for one in prompt_set.support:
        if one.name not in unsaid:
            reach, purpose = " ".join(one.reach.split()), " ".join(one.purpose.split())
            blocks.append(Contact(one.name, reach, purpose, one.checked))
    blocks.append(Paragraph((words.TO_FILL_IN,), Tone.QUIET))
    return [*blocks, *(Blank(label) for label in words.BLANKS[bool(lines) :])]


def speaks_of_support(prompt_set: PromptSet) -> bool:
    """Whether the set leads readers to Reflect's support page, which its texts call Support."""
    return any(one.name == IN_REFLECT for one in prompt_set.support)


def sealed(seal: Seal | None) -> list[Block]:
    """The words that two people can compare; nothing for a set that nobody signed."""
    if seal is None:
        return []
    key = words.KEY_WORDS.format(words=seal.key_words)
    copy = words.COPY_WORDS.format(words=seal.copy_words)
    how = Paragraph((words.HOW_SEALED,), Tone.QUIET)
    return [Heading(2, words.SEALED), Paragraph((key, copy)), how]


def _lines(part: str) -> Paragraph:
    return Paragraph(tuple(filter(None, part.split("\n"))))
