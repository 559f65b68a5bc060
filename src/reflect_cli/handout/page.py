"""A page to read from, for paper: plain text, or HTML that fetches nothing."""

from __future__ import annotations

import html
import unicodedata

_HTML = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>Page</title>
<style>
@page {{ margin: 2cm; }}
body {{ font: 13pt/1.5 serif; max-width: 34em; margin: 2em auto; padding: 0 1em; }}
h2 {{ font-size: 11pt; margin: 1.6em 0 0.3em; }}
p {{ margin: 0 0 0.6em; white-space: pre-wrap; overflow-wrap: anywhere; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def page_as_text(page: str) -> str:
    """*page* with what could harm a printer or a terminal left out."""
    return _readable(page).strip("\n") + "\n"


def page_as_html(page: str, headings: frozenset[str] = frozenset()) -> str:
    """*page* as one file without links or scripts; a line that is one of *headings* is set as one."""
    parts = [part for part in _readable(page).split("\n\n") if part.strip()]
    return _HTML.format(body="\n".join(_part(part.strip("\n"), headings) for part in parts))


def _part(part: str, headings: frozenset[str]) -> str:
    shape = "h2" if part.strip() in headings else "p"
    return f"<{shape}>{html.escape(part)}</{shape}>"


def _readable(page: str) -> str:
    lines = page.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
