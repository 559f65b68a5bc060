"""The fields of a guide for the evening: its first block, and one block a step."""

from __future__ import annotations

from reflect_cli.promptsets.outline import Role
from reflect_cli.promptsets.spec import ALLOW, Field, Shape

GUIDE_BLOCK, STEP_BLOCK = Role.GUIDE.value, Role.STEP.value

GUIDE = (
    Field(
        GUIDE_BLOCK, Shape.CHOICE, "The format this guide is written in.", True, choices=("1",)
    ),
    Field("of", Shape.SET_ID, "The set it belongs to; the one above it, if left out."),
    Field("version", Shape.VERSION, "The version of the set it was written for."),
    Field("minutes", Shape.NUMBER, "How long the evening is: what its steps add up to.", True, most=600),
    Field("report", Shape.TEXT, "What has to be reported, said before anyone speaks.", False, 1000),
    Field("before", Shape.LINES, "What to see to before the day.", True, 400),
    Field("room", Shape.LINES, "The room, and what lies ready in it.", False, 400),
    Field("agreements", Shape.LINES, "What is agreed before anyone speaks.", True, 400),
    Field("closing", Shape.LINES, "Questions to close with.", False, 400),
    Field("afterwards", Shape.LINES, "What is done when the men have gone.", True, 400),
    ALLOW,
)  # fmt: skip

STEP = (
    Field(STEP_BLOCK, Shape.LINE, "What happens.", True, 200),
    Field("minutes", Shape.NUMBER, "How long it takes.", True, most=240),
    Field("show", Shape.IDS, "The sections or prompts that are on the wall meanwhile.", most=40),
    Field("ask", Shape.TEXT, "What you ask the men.", False, 1000),
    Field("note", Shape.TEXT, "What you keep in mind.", False, 2000),
    ALLOW,
)
