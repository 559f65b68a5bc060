"""Draw docs/pictures/session.svg from a real session in a pseudo-terminal: `make picture`."""

from __future__ import annotations

import html
import os
import sys
import tempfile
import time
from pathlib import Path

import pexpect
import pyte

COLUMNS, ROWS = 84, 22
PICTURE = Path(__file__).parent / "pictures" / "session.svg"
SECRET = "a sentence for the picture"  # noqa: S105 - of a journal that lives for a second
STEPS = (
    ("alone, sober", "1\r"),
    ("slow breaths", "\r"),
    ("For looking back", "\r"),
    ("will you look back at today", "1\r"),
    ("Is there one you are uneasy about", "1\r"),
    ("About when was it", "A winter, about ten years ago\r"),
    ("What brings this moment back", "\x0b"),
    ("Which letter", "K\r"),
    ("Which word should", "1\r"),
    ("Before you read on", "\x1b[B\r"),
    ("What did you do, step by step", "K said it was time to go home.\r"),
    ("time to go home.", "I said there was no hurry, and poured another drink.\r"),
    ("poured another drink", "I asked K to stay. K did not answer. I asked ag"),
)


def screen_of(home: str) -> pyte.Screen:
    """The screen of a session at its first long question, typed into."""
    from reflect_cli.vault.kdf import LIGHT
    from reflect_cli.vault.vault import create

    with create(Path(home) / "vault", bytearray(SECRET.encode()), LIGHT) as vault:
        vault.settings.set("gate", "1.0.0")
    env = {
        **os.environ,
        "REFLECT_HOME": home,
        "REFLECT_PASSCOMMAND": f"echo {SECRET}",
        "TERM": "xterm",
    }
    args = ["-m", "reflect_cli", "start", "recall"]
    child = pexpect.spawn(sys.executable, args, env=env, dimensions=(ROWS, COLUMNS))
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    for words, keys in (*STEPS, ("I asked ag", "")):
        end = time.monotonic() + 20
        while words not in " ".join(" ".join(screen.display).split()):
            assert time.monotonic() < end, screen.display
            try:
                stream.feed(child.read_nonblocking(65536, timeout=0.1))
            except pexpect.TIMEOUT:
                continue
        child.send(keys)
    child.close(force=True)
    return screen


def drawn(lines: list[str]) -> str:
    """The lines as an SVG that loads nothing from anywhere."""
    width, height = COLUMNS * 8.4 + 32, len(lines) * 18 + 32
    rows = "\n".join(
        f'<text x="16" y="{30 + 18 * number}">{html.escape(line.rstrip())}</text>'
        for number, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img">\n'
        "<title>A question on the full screen, with an invented answer being typed</title>\n"
        f'<rect width="{width:.0f}" height="{height}" rx="6" fill="#1c1c1c"/>\n'
        '<g fill="#dddddd" font-family="monospace" font-size="14" xml:space="preserve">\n'
        f"{rows}\n</g>\n</svg>\n"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        shown = screen_of(home)
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(drawn(list(shown.display)), encoding="utf-8")
