"""A headless Chromium over a pipe, as far as the tests of a printed page need one."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
_PATIENCE_SECONDS = 40
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--remote-debugging-pipe",
    "--allow-file-access-from-files", "about:blank",
)  # fmt: skip


@dataclass
class Browser:
    """One window. Messages are JSON, each ended by a zero byte."""

    process: subprocess.Popen[bytes]
    to: int
    back: int
    session: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)
    _number: int = 0
    _unread: bytes = b""

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of one command."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while (got := self._next()).get("id") != self._number:
            self.events.append(got)
        assert "error" not in got, got
        return got["result"]

    def wait(self, method: str) -> dict[str, Any]:
        """The next event called *method*."""
        for event in self.events:
            if event.get("method") == method:
                return event
        while (got := self._next()).get("method") != method:
            self.events.append(got)
        return got

    def open(self, page: Path) -> None:
        """Show *page*, loaded to its end."""
        self.events.clear()
        self.ask("Page.navigate", url=page.as_uri())
        self.wait("Page.loadEventFired")

    def value(self, expression: str) -> Any:
        """What a line of script gives, run by us and not by the page."""
        return self.ask("Runtime.evaluate", expression=expression)["result"].get("value")

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.to)
        os.close(self.back)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._unread:
            ready, _, _ = select.select([self.back], [], [], _PATIENCE_SECONDS)
            assert ready, "the browser says nothing"
            got = os.read(self.back, 1 << 16)
            assert got, "the browser has ended"
            self._unread += got
        message, _, self._unread = self._unread.partition(b"\0")
        return json.loads(message)


def started(profile: Path) -> Browser:
    """A browser with a new profile in *profile*."""
    reads, to = os.pipe()
    back, writes = os.pipe()

    def as_three_and_four() -> None:
        first, second = os.dup(reads), os.dup(writes)
        os.dup2(first, 3)
        os.dup2(second, 4)

    profile.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        [CHROMIUM, f"--user-data-dir={profile}", *_FLAGS],
        env={**os.environ, "TMPDIR": str(profile)},  # what it leaves goes with the test's folder
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        close_fds=False,
        preexec_fn=as_three_and_four,  # noqa: PLW1509 - nothing else runs in the child
    )
    os.close(reads)
    os.close(writes)
    browser = Browser(process, to, back)
    target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
    attached = browser.ask("Target.attachToTarget", targetId=target, flatten=True)
    browser.session = attached["sessionId"]
    for domain in ("Page", "Network", "Accessibility"):
        browser.ask(f"{domain}.enable")
    return browser
