"""A set on the wall, in a real terminal."""

from __future__ import annotations

from reflect_cli.handout.slides import slides
from reflect_cli.library.sets import shipped

COUNT = len(slides(shipped("group").prompt_set))


def test_whoever_leads_goes_through_it_and_nobody_can_answer(terminal):
    wall = terminal("author", "present", "group", columns=100, rows=30)
    wall.see(f"1 of {COUNT}")
    for _ in range(8):
        wall.child.send("\x1b[C")
    shown = wall.see("Think of an ordinary evening")
    lines = [line.strip() for line in shown.splitlines()[:-1]]
    assert 40 >= max(map(len, lines))

    wall.type("txyz")  # t starts the timer; no other key is anything
    wall.see("4:5")
    assert "xyz" not in wall.look()

    wall.type("b")
    wall.type("")
    assert "" == wall.look().strip()
    wall.type("b")
    wall.see("Think of an ordinary evening")

    wall.type("s")
    wall.see("People to turn to")
    wall.type("q")
    wall.see(f"9 of {COUNT}")
    wall.type("q")

    assert 0 == wall.ended()
    assert "ordinary evening" not in "\n".join(wall.screen.display)


def test_in_line_mode_words_lead_and_everything_else_is_refused(terminal):
    wall = terminal("author", "present", "group", "--plain", columns=60)
    wall.see("Enter goes on. Also: /back /time /blank /support /leave")
    wall.line("I did it")
    wall.see("Nothing is answered here, and nothing was kept.")
    wall.line("")
    wall.see(f"2 of {COUNT}")
    wall.line("/time")
    wall.see("5:00 for this.")
    wall.line("/back")
    wall.see(f"1 of {COUNT}")
    wall.line("/support")
    wall.see("Emergency services")
    wall.line("/leave")

    assert 0 == wall.ended()
