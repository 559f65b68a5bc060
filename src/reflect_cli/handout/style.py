"""How a handout looks in a browser, on a phone, in the dark and on paper."""

from __future__ import annotations

_COMMON = """
:root { color-scheme: light dark; --ink: #20242a; --quiet: #59606a; --paper: #fdfcf8; --tint: #f4f0e6;
  --line: #cfc8b8; --accent: #7d4a26; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9e5db; --quiet: #b0aca2; --paper: #16181b; --tint: #202428; --line: #464b52;
    --accent: #e0ab7e; }
}
* { box-sizing: border-box; }
html { font-size: SIZE; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.55;
  font-family: FONT; overflow-wrap: break-word; }
main { max-width: 37rem; margin: 0 auto; padding: 3.5rem 1.5rem 2rem; }
footer { max-width: 37rem; margin: 0 auto; padding: 0 1.5rem 3rem; color: var(--quiet);
  font-size: .8rem; }
h1 { font-size: 2.1rem; line-height: 1.15; font-weight: 600; letter-spacing: -.01em; margin: 0 0 1.2rem;
  text-wrap: balance; }
h2 { font-size: 1.3rem; line-height: 1.25; font-weight: 600; margin: 3rem 0 .9rem; padding-top: .9rem;
  border-top: 1px solid var(--line); text-wrap: balance; }
h3 { font-size: 1.05rem; font-weight: 600; margin: 1.6rem 0 .4rem; }
p { margin: 0 0 .75rem; }
h1 + p { font-size: 1.1rem; }
.quiet { color: var(--quiet); font-size: .92rem; }
.condition { color: var(--accent); font-size: .92rem; font-style: ITALIC; }
.asked { font-size: 1.12rem; line-height: 1.4; margin-bottom: .6rem; font-weight: ASKED; }
.box { background: var(--tint); border-inline-start: 3px solid var(--accent); padding: 1rem 1.25rem;
  margin: 1.5rem 0; border-radius: 2px; }
.box > :last-child { margin-bottom: 0; }
ul { padding-inline-start: 1.2rem; margin: .3rem 0 1rem; }
li { margin: .2rem 0; }
small { color: var(--quiet); font-size: .85em; }
ol.questions { padding-inline-start: 2.6rem; margin: 1rem 0; }
ol.questions > li { margin: 0 0 1.9rem; padding-inline-start: .35rem; }
ol.questions > li::marker { color: var(--accent); font-weight: 600; font-size: 1.12rem;
  font-variant-numeric: lining-nums tabular-nums; }
ul.boxes { list-style: none; padding-inline-start: 0; }
ul.boxes > li { padding-inline-start: 1.9rem; position: relative; margin: .45rem 0; }
ul.boxes > li::before { content: ""; position: absolute; inset-inline-start: 0; top: .2rem; width: 1rem;
  height: 1rem; border: 1.5px solid var(--quiet); border-radius: 2px; }
.ruled i { display: block; height: 2.1rem; border-bottom: 1px solid var(--line); }
ul.blanks, ul.contacts { list-style: none; padding: 0; margin: .5rem 0 1.2rem; }
ul.blanks > li { display: flex; flex-wrap: wrap; align-items: flex-end; column-gap: .6rem; margin: 0;
  min-height: 2.6rem; }
ul.blanks i { flex: 1 1 9rem; border-bottom: 1px solid var(--quiet); margin-bottom: .3rem; }
ul.contacts > li { margin: 0 0 .9rem; }
ul.contacts p { margin: .1rem 0 0; }
ol.steps { list-style: none; padding: 0; margin: 1rem 0; }
ol.steps > li { display: grid; grid-template-columns: 4.2rem 1fr; column-gap: 1rem; margin: 0;
  padding: .8rem 0 .3rem; border-top: 1px solid var(--line); }
ol.steps .when { margin: 0; font-variant-numeric: lining-nums tabular-nums; }
ol.steps .when strong { display: block; color: var(--accent); }
ol.steps .when span { color: var(--quiet); font-size: .85rem; }
.cover { min-height: 85vh; padding-top: 25vh; border-bottom: 1px solid var(--line); margin-bottom: 3.5rem;
  text-align: center; color: var(--quiet); }
@media (max-width: 30rem) {
  main { padding: 2rem 1.1rem 1rem; }
  footer { padding: 0 1.1rem 2rem; }
  h1 { font-size: 1.7rem; }
  ol.questions { padding-inline-start: 2rem; }
  ol.steps > li { grid-template-columns: 1fr; }
  ol.steps .when strong { display: inline; }
}
@page { margin: 20mm 20mm 22mm;
  @bottom-left { content: "FOOTER"; font: 8.5pt FONT; color: #555; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8.5pt FONT; color: #555; } }
@media print {
  :root { color-scheme: light; --ink: #000; --quiet: #444; --paper: #fff; --tint: #fff; --line: #999;
    --accent: #5c3417; }
  html { font-size: PRINTSIZE; }
  main { max-width: none; padding: 0; }
  footer { padding: 1rem 0 0; max-width: none; }
  h1, h2, h3 { break-after: avoid; }
  h2 { margin-top: 2rem; }
  .condition { break-after: avoid; break-inside: avoid; }
  .condition + ol.questions, .condition + ol.questions > li:first-child { break-before: avoid; }
  p, li { orphans: 2; widows: 2; }
  .box, ul.contacts > li, ul.blanks, ol.steps > li, ol.questions li { break-inside: avoid; }
  ol.questions > li:has(> ul > li:nth-child(LONG)) { break-inside: auto; }
  .asked, p:has(+ ul) { break-after: avoid; }
  .box { border: 1px solid var(--line); border-inline-start: 3px solid var(--accent); }
  .ruled i { height: RULED; }
  .cover { min-height: 0; padding-top: 80mm; border: 0; margin: 0; break-after: page; }
}
"""

_SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "Noto Serif", serif'
_SANS = 'Verdana, "DejaVu Sans", "Segoe UI", system-ui, sans-serif'


def style(footer: str, *, large: bool) -> str:
    """The style sheet; *footer* stands on every printed page.

    Large print is set without slopes and in a wide face, at eighteen points on paper.
    """
    footer = "".join(
        char if char.isalnum() or char in " .-" else f"\\{ord(char):x} " for char in footer
    )
    values = {
        "PRINTSIZE": "18pt" if large else "10.5pt",
        "SIZE": "150%" if large else "106.25%",
        "FONT": _SANS if large else _SERIF,
        "ITALIC": "normal" if large else "italic",
        "ASKED": "700" if large else "600",
        "RULED": "12mm" if large else "9mm",
        "LONG": "6" if large else "14",
        "FOOTER": footer,
    }
    css = _COMMON
    for name, value in values.items():
        css = css.replace(name, value)
    return css
