"""What stands on each page of a PDF."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def pages_of(made: bytes, folder: Path) -> list[str]:
    """The text of every page of the PDF *made*, its line breaks as spaces."""
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext (Debian package poppler-utils) to read a PDF")
    file = folder / "made.pdf"
    file.write_bytes(made)
    done = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.split("\f")[:-1]]
