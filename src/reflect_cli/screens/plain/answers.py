"""How each kind of prompt is answered in line mode."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from reflect_cli.promptsets.kinds import WHO_KNOWS, PlanMade, Value, problem_with
from reflect_cli.promptsets.model import Kind, Option
from reflect_cli.screens import words
from reflect_cli.screens.console import say
from reflect_cli.screens.plain.lines import InputEnded
from reflect_cli.screens.plain.replies import Word, not_on_the_list, number_in
from reflect_cli.screens.question import said_words
from reflect_cli.screens.safe import safe, safe_line
from reflect_cli.session.events import Answered, Event, Seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.screens.plain.turn import Turn

_NUMBER = re.compile(r"[-+]?[0-9]{1,4}")


def answered(turn: Turn) -> Event:
    """The event that settles this prompt. Raises Moved and what reading a line raises."""
    match turn.prompt.kind:
        case Kind.READ:
            return _seen(turn, words.GO_ON)
        case Kind.PAUSE:
            return _seen(turn, words.TAKE_TIME.format(seconds=turn.prompt.seconds or 60))
        case Kind.SHORT | Kind.ABOUT_WHEN:
            return Answered(_one_line(turn))
        case Kind.LONG:
            return Answered(_many_lines(turn))
        case Kind.CHOOSE_ONE:
            return Answered(_chosen(turn, several=False))
        case Kind.CHOOSE_ANY | Kind.CHECKLIST:
            return Answered(_chosen(turn, several=True))
        case Kind.SCALE:
            return Answered(_number(turn))
        case Kind.PLAN:
            return Answered(_plan(turn))
        case _:
            assert_never(turn.prompt.kind)


def _seen(turn: Turn, hint: str) -> Event:
    turn.ask_below(hint)
    turn.show_words()
    turn.next_line()
    return Seen()


def _one_line(turn: Turn) -> Value:
    earlier = turn.earlier()
    if earlier is not None:
        _show_earlier(turn, earlier, words.PLAIN_KEEP)
    else:
        _show_beginning(turn)
        turn.ask_below(words.PLAIN_ONE_LINE)
    turn.show_words()
    turn.partial = lambda line: line or earlier
    allowed = (Word.DONE,) if earlier is not None else ()
    while True:
        line = turn.next_line(allowed=allowed)
        value: Value | None = earlier if isinstance(line, Word) else _begun(turn, line)
        if value is not None and not (problem := problem_with(turn.prompt, value)):
            return value
        say(problem or words.PLAIN_NOT_NOW)


def _many_lines(turn: Turn) -> Value:
    earlier = turn.earlier()
    lines = str(earlier).split("\n") if earlier is not None else []
    if lines:
        _show_earlier(turn, "\n".join(lines), words.PLAIN_ADD)
    else:
        _show_beginning(turn)
    turn.ask_below(words.PLAIN_LINES)
    turn.show_words()
    turn.partial = lambda line: "\n".join([*lines, line] if line else lines) or None
    while True:
        try:
            line = turn.next_line(allowed=(Word.DONE, Word.FRESH, Word.UNDO), one_answer=False)
        except InputEnded as ended:
            lines += [ended.text] if ended.text else []
            line = Word.DONE
            if not "".join(lines).strip():
                raise
        if line is Word.DONE:
            if not (problem := problem_with(turn.prompt, "\n".join(lines))):
                return _begun(turn, "\n".join(lines).strip("\n"))
            say(problem)
        elif line is Word.FRESH:
            lines.clear()
            say(words.PLAIN_FRESH)
        elif line is Word.UNDO:
            del lines[-1:]
            say(words.PLAIN_UNDONE)
        else:
            lines.extend(line.split("\n"))
            turn.hold_lines()


def _show_beginning(turn: Turn) -> None:
    if turn.prompt.starter.strip():
        say(words.PLAIN_BEGINS.format(starter=safe_line(turn.prompt.starter)))


def _begun(turn: Turn, line: str) -> str:
    """*line* after the beginning the set offers, unless he wrote it himself."""
    starter = turn.prompt.starter.strip()
    if not starter or not line.strip() or turn.earlier() is not None:
        return line
    return line if line.lower().startswith(starter.lower()) else f"{starter} {line}"


def _chosen(turn: Turn, *, several: bool) -> Value:
    options = turn.prompt.options
    hint = words.PLAIN_SEVERAL if several else words.PLAIN_ONE
    turn.ask_below(f"{_numbered(options)}\n{hint}")

    def read(line: str) -> tuple[Value, str | None]:
        parts = line.replace(",", " ").split()
        picked = [_option(options, part) for part in parts]
        ids = tuple(dict.fromkeys(option.id for option in picked if option is not None))
        value: Value = ids if several else (ids[0] if len(ids) == 1 else "")
        return value, _problem_with_numbers(options, parts) or problem_with(turn.prompt, value)

    return _kept_or_read(turn, read)


def _kept_or_read(turn: Turn, read: Callable[[str], tuple[Value, str | None]]) -> Value:
    """What *read* makes of the first line it finds no problem with, or the answer he keeps."""
    allowed = _offer_earlier(turn)
    turn.show_words()
    while True:
        line = turn.next_line(allowed=allowed)
        if isinstance(line, Word):
            kept = turn.earlier()
            assert kept is not None  # /done is only allowed when there is something to keep
            return kept
        value, problem = read(line)
        if not problem:
            return value
        say(problem)


def _numbered(options: tuple[Option, ...]) -> str:
    return "\n".join(
        f"  {number}. {safe_line(option.label)}" for number, option in enumerate(options, start=1)
    )


def _problem_with_numbers(options: tuple[Option, ...], parts: list[str]) -> str | None:
    """What to say of the first of *parts* that names no option."""
    missing = next((part for part in parts if _option(options, part) is None), None)
    return not_on_the_list(missing, len(options)) if missing is not None else None


def _option(options: tuple[Option, ...], typed: str) -> Option | None:
    number = number_in(typed, len(options))
    if number is not None:
        return options[number - 1]
    return next((o for o in options if o.id and o.id == typed.lower()), None)


def _number(turn: Turn) -> Value:
    scale = turn.prompt.scale
    assert scale is not None  # the reader gives every scale its ends
    ends = {"low": safe_line(scale.low), "high": safe_line(scale.high)}
    hint = words.PLAIN_SCALE.format(lowest=scale.lowest, highest=scale.highest, **ends)
    turn.ask_below(hint)

    def read(line: str) -> tuple[Value, str | None]:
        value = int(line) if _NUMBER.fullmatch(line.strip()) else ""
        return value, problem_with(turn.prompt, value)

    return _kept_or_read(turn, read)


def _plan(turn: Turn) -> Value:
    earlier = turn.earlier()
    plan = earlier if isinstance(earlier, PlanMade) else PlanMade("", "")
    turn.show_words()
    for part, hint in (("cue", words.PLAN_CUE), ("act", words.PLAN_ACT), ("when", words.PLAN_WHEN)):
        plan = _plan_part(turn, plan, part, hint)
    turn.partial = lambda _line: _begun_plan(plan)
    return _plan_with_who(turn, plan)


def _plan_part(turn: Turn, plan: PlanMade, part: str, hint: str) -> PlanMade:
    before = getattr(plan, part)
    turn.partial = lambda line: _begun_plan(replace(plan, **{part: line or before}))
    turn.ask_below(hint)
    if before:
        _show_earlier(turn, before, words.PLAIN_KEEP)
    while True:
        line = turn.next_line(allowed=(Word.DONE,))
        text = before if isinstance(line, Word) else line.strip()
        if text or part != "act":
            return replace(plan, **{part: text})
        say(problem_with(turn.prompt, replace(plan, act="")) or "")


def _begun_plan(plan: PlanMade) -> PlanMade | None:
    """*plan* if anything of it has been written: nobody is to find a plan he never made."""
    return plan if f"{plan.cue}{plan.act}{plan.when}".strip() else None


def _plan_with_who(turn: Turn, plan: PlanMade) -> PlanMade:
    options = (Option("", words.PLAN_OPEN), *(Option(k, v) for k, v in WHO_KNOWS.items()))
    turn.ask_below(f"{words.PLAN_WHO}\n{_numbered(options)}")
    while True:
        line = turn.next_line(allowed=(Word.DONE,))
        if isinstance(line, Word) or not line.strip():
            return plan
        if picked := _option(options, line):
            return replace(plan, who=picked.id)
        say(_problem_with_numbers(options, [line]) or words.PLAIN_ONE)


def _offer_earlier(turn: Turn) -> tuple[Word, ...]:
    earlier = turn.earlier()
    if earlier is None:
        return ()
    labels = ", ".join(safe_line(line) for line in said_words(turn.prompt, earlier).split("\n"))
    say(words.PLAIN_MARKED.format(labels=labels))
    say(words.PLAIN_KEEP)
    return (Word.DONE,)


def _show_earlier(turn: Turn, earlier: Value, hint: str) -> None:
    say(words.PLAIN_SO_FAR)
    for line in said_words(turn.prompt, earlier).split("\n"):
        say(f"| {safe(line)}")
    say(hint)
