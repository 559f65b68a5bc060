"""Entries as one page of HTML, to print or to read in a browser; it loads nothing from anywhere."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from reflect_cli.journal.markdown import OFF_PATH, SKIPPED, readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reflect_cli.journal.entry import Entry, Item

_HEAD = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 1.05rem/1.5 Georgia, "Liberation Serif", serif; max-width: 38rem; margin: 2rem auto;
        padding: 0 1rem; color: #111; background: #fff; }}
h1 {{ font-size: 1.4rem; margin: 0 0 .2rem; }}
h2 {{ font-size: 1.15rem; margin: 1.6rem 0 .4rem; }}
h3 {{ font-size: 1rem; margin: 1.2rem 0 .3rem; break-after: avoid; }}
.about, .skipped {{ color: #555; font-size: .9rem; margin: 0; }}
.answer {{ white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; padding-left: 1rem;
           border-left: 2px solid #999; }}
article + article {{ break-before: page; margin-top: 3rem; }}
@media print {{ body {{ margin: 0; max-width: none; font-size: 11pt; }} }}
@page {{ margin: 22mm 20mm; }}
</style>
</head>
<body>
"""
_TITLE = "Entries"


def entries_as_html(entries: Sequence[tuple[Entry, Sequence[str]]]) -> str:
    """Entries with their tags as one document, each on a page of its own when printed."""
    languages = {entry.language for entry, _ in entries} or {"en"}
    title = entries[0][0].title if len(entries) == 1 else _TITLE
    head = _HEAD.format(language=_said(min(languages)), title=_said(title))
    pages = [_article(entry, tags) for entry, tags in entries]
    return "\n".join([head, *pages, "</body>\n</html>\n"])


def _article(entry: Entry, tags: Sequence[str]) -> str:
    about = [entry.began, entry.id]
    if tags:
        about.append(", ".join(tags))
    lines = ["<article>", f"<h1>{_said(entry.title)}</h1>"]
    lines += [f'<p class="about">{_said(each)}</p>' for each in about]
    section = ""
    for item in (item for item in entry.items if not item.off_path):
        if item.section and item.section != section:
            section = item.section
            lines.append(f"<h2>{_said(section)}</h2>")
        lines += _of_item(item)
    if aside := [item for item in entry.items if item.off_path]:
        lines.append(f"<h2>{_said(OFF_PATH)}</h2>")
        lines += [line for item in aside for line in _of_item(item)]
    return "\n".join([*lines, "</article>"])


def _of_item(item: Item) -> Iterator[str]:
    if item.question:
        yield f"<h3>{_said(item.question)}</h3>"
    if item.skipped:
        yield f'<p class="skipped">{SKIPPED}</p>'
    else:
        yield f'<div class="answer">{_said(item.answer_words())}</div>'


def _said(words: str) -> str:
    return escape(readable(words))
