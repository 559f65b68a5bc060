"""One sitting made of several sets: arriving, the set itself, the turn and the close.

Beside it stand the side paths, and the questions for how the other person is called.
The ids of the safety screens get a prefix with a dot, which no author's prompt id can have, so
a set can neither answer for them nor hide them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from reflect_cli.promptsets.conditions import AllOf, AnyOf, Not, Operator, Test
from reflect_cli.promptsets.model import Beside, Branch, Kind, Prompt, Section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reflect_cli.promptsets.conditions import Condition
    from reflect_cli.promptsets.model import PromptSet

ARRIVE, ABOUT, TURN, CLOSE, SIDE, PERSON = "arrive", "about", "turn", "close", "side", "person"

#: Answers of the safety screens that the program acts on: (prompt id, option id).
ANOTHER_DAY = ("arrive.ready", "another-day")
NOT_SAFE = ("close.how", "not-safe")

#: By this answer to a set's first question he takes nothing up.
NOTHING_TODAY = ("today", Operator.IS, ("not-today",))

#: Prompts of the safety screens under which help lines are put.
HELP_PROMPTS = (
    "close.not-safe",
    *(f"{SIDE}.{branch}-first" for branch in ("now", "crisis", "mine", "minor", "partner")),
)

#: Answers that end the questions and lead to the close.
_ENDINGS = (
    *((f"{SIDE}.{branch}-next", ("stop",)) for branch in Branch if branch is not Branch.MINOR),
    (f"{SIDE}.stuck-choice", ("stop", "act")),
    (f"{SIDE}.minor-which", ("child", "under-18")),
    (f"{PERSON}.again-choice", ("rest", "act")),
)


@dataclass(frozen=True, slots=True)
class Safety:
    """The sets Reflect puts around and beside every other."""

    arrive: PromptSet
    turn: PromptSet
    close: PromptSet
    side_paths: PromptSet
    person: PromptSet


def is_safety_prompt(prompt_id: str) -> bool:
    """Whether a prompt is one of Reflect's own screens, in which nothing of the set is answered.

    One with a slash is a question answered again outside its set; before the slash is the set's id.
    """
    return "." in prompt_id and "/" not in prompt_id


def around(
    main: PromptSet,
    safety: Safety,
    help_texts: Mapping[str, str],
    *,
    often: frozenset[str] = frozenset(),
) -> PromptSet:
    """*main* with the safety screens around it, and its own notes shown first.

    On "another day" everything but the arrival is hidden. *help_texts* holds, by the id of a
    prompt in `HELP_PROMPTS`, the help lines to put under it. *often* are the letters of memories
    written about several times without a plan.
    """
    staying = Not(Test(ANOTHER_DAY[0], Operator.IS, (ANOTHER_DAY[1],)))
    first = tuple(
        _only_if(_named(section, ARRIVE), staying, closing=False)
        if section.closing
        else _named(section, ARRIVE)
        for section in safety.arrive.sections
    )
    middle = tuple(_only_if(s, staying) for s in (_about(main), *main.sections))
    last = tuple(
        _only_if(_with_help(_named(section, CLOSE), help_texts), staying, closing=True)
        for section in safety.close.sections
    )
    beside = _beside(safety, help_texts, often)
    turn = (_only_if(_turn(safety.turn, main, beside), staying, closing=False),)
    body = tuple(section for section in middle if not section.closing)
    ending = tuple(section for section in middle if section.closing)
    return replace(main, sections=(*first, *body, *turn, *ending, *last), beside=beside)


def with_side_paths(main: PromptSet, safety: Safety, help_texts: Mapping[str, str]) -> PromptSet:
    """*main* as it is, with the side paths open beside it: for the gate and for free entries."""
    return replace(main, beside=_beside(safety, help_texts, frozenset()))


def _beside(safety: Safety, help_texts: Mapping[str, str], often: frozenset[str]) -> Beside:
    side = {
        section.id: _with_help(_named(section, SIDE), help_texts)
        for section in safety.side_paths.sections
    }
    person, again = (_named(section, PERSON) for section in safety.person.sections)
    endings = tuple(Test(prompt, Operator.IS, options) for prompt, options in _ENDINGS)
    return Beside(
        branches=tuple((branch, side[branch]) for branch in Branch),
        person=person,
        again=again,
        often=often,
        ends_if=AnyOf(endings),
    )


def _turn(turn: PromptSet, main: PromptSet, beside: Beside) -> Section:
    """The one section of *turn*.

    Shown unless a plan was asked for on the way, whether he made one or passed it over, unless he
    took nothing up, and unless he has been to one of the side paths where a plan is out of place.
    """
    sections = (*main.sections, *beside.sections)
    plans = [p.id for section in sections for p in section.prompts if p.kind is Kind.PLAN]
    asked = [Test(plan, how) for plan in plans for how in (Operator.ANSWERED, Operator.SKIPPED)]
    urgent = (Branch.NOW, Branch.CRISIS, Branch.LAW)
    been = [Test(f"{SIDE}.{branch}-next", Operator.ANSWERED) for branch in urgent]
    nothing = Test(*NOTHING_TODAY)
    return _only_if(_named(turn.sections[0], TURN), Not(AnyOf((*asked, *been, nothing))))


def _about(main: PromptSet) -> Section:
    """What the set says of itself, as a text to read before its first prompt."""
    notes = (main.summary, main.content_note, main.before_you_start)
    text = "\n\n".join(note.strip() for note in notes if note.strip())
    prompt = Prompt(id=f"{ABOUT}.set", kind=Kind.READ, text=text)
    return Section(id=f"{ABOUT}.set", title=main.title, prompts=(prompt,))


def _only_if(section: Section, condition: Condition, *, closing: bool | None = None) -> Section:
    both = condition if section.show_if is None else AllOf((condition, section.show_if))
    return replace(section, show_if=both, closing=section.closing if closing is None else closing)


def _named(section: Section, prefix: str) -> Section:
    prompts = tuple(_named_prompt(prompt, prefix) for prompt in section.prompts)
    return replace(
        section,
        id=f"{prefix}.{section.id}",
        prompts=prompts,
        show_if=_named_condition(section.show_if, prefix),
    )


def _named_prompt(prompt: Prompt, prefix: str) -> Prompt:
    return replace(
        prompt,
        id=f"{prefix}.{prompt.id}",
        show_if=_named_condition(prompt.show_if, prefix),
        recall=tuple(f"{prefix}.{earlier}" for earlier in prompt.recall),
    )


def _named_condition(condition: Condition | None, prefix: str) -> Condition | None:
    return None if condition is None else _renamed(condition, prefix)


def _renamed(condition: Condition, prefix: str) -> Condition:
    match condition:
        case Test():
            return replace(condition, prompt=f"{prefix}.{condition.prompt}")
        case Not():
            return Not(_renamed(condition.condition, prefix))
        case AllOf():
            return AllOf(tuple(_renamed(part, prefix) for part in condition.conditions))
        case AnyOf():
            return AnyOf(tuple(_renamed(part, prefix) for part in condition.conditions))
        case _:
            assert_never(condition)


def _with_help(section: Section, help_texts: Mapping[str, str]) -> Section:
    prompts = tuple(
        replace(prompt, text=f"{prompt.text}\n\n{help_texts[prompt.id]}")
        if prompt.id in help_texts
        else prompt
        for prompt in section.prompts
    )
    return replace(section, prompts=prompts)
