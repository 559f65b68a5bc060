"""Draws docs/pictures/handout-*.png from real handouts of the longest shipped set.

`make handout-pictures` runs it. It needs chromium and pdftoppm (Debian package poppler-utils).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

PICTURES = Path(__file__).resolve().parent / "pictures"
SET, EVENING = "recall", "group"
DOTS_PER_INCH = "62"

#: The name of each PDF's picture, what is printed, and which page is shown.
PAGES = {
    "handout-pdf": ((SET, "--pdf"), 2),
    "handout-large": ((SET, "--pdf", "--large"), 1),
    "handout-discreet": ((SET, "--pdf", "--discreet"), 1),
    "handout-space": ((EVENING, "--pdf", "--with-space"), 4),
    "handout-guide": ((EVENING, "--pdf", "--guide"), 1),
}
#: The name of each picture of a web page, and how large its window is.
WINDOWS = {"handout-html": (760, 1000)}


def main() -> None:
    """Draw every picture anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for picture, (what, page) in PAGES.items():
            file = _printed(what, folder / f"{picture}.pdf")
            at = ["-f", str(page), "-l", str(page), "-singlefile", "-r", DOTS_PER_INCH]
            _run("pdftoppm", "-png", *at, str(file), str(PICTURES / picture))
        page_file = _printed((SET, "--html"), folder / "page.html")
        for picture, (width, height) in WINDOWS.items():
            flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
            size = f"--window-size={width},{height}"
            shot = f"--screenshot={PICTURES / picture}.png"
            _run("chromium", *flags, size, shot, page_file.as_uri())


def _printed(what: tuple[str, ...], file: Path) -> Path:
    _run(sys.executable, "-m", "reflect_cli", "author", "print", *what, "-o", str(file))
    return file


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own words


if __name__ == "__main__":
    main()
