"""`reflect author print`: a set on paper, for the men or for the facilitators. Opens no journal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from reflect_cli.handout.composing import Beside
    from reflect_cli.handout.sheet import Sheet, Wishes
    from reflect_cli.library.sets import Taken
    from reflect_cli.promptsets.model import PromptSet

FORMATS = ("markdown", "html", "pdf")
_ENDINGS = {"markdown": "md", "html": "html", "pdf": "pdf"}
#: Where people print on Letter paper.
ON_LETTER = ("us", "ca")
WRITTEN = "Written: {place}"
SPACE_WARNING = """\
This sheet has room for answers. Paper is not locked: whoever finds it can read it, and it can be
demanded in a legal matter. Questions marked in-group: leave-out are not on it."""


def print_set(  # noqa: PLR0913, PLR0917 - its parameters are its options
    name: Annotated[
        str, typer.Argument(metavar="SET", help="A set's name, or the path of a set file.")
    ],
    markdown: Annotated[bool, typer.Option("--markdown", help="As Markdown.")] = False,
    html: Annotated[
        bool, typer.Option("--html", help="As one HTML file, to read or to print.")
    ] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="As a PDF; needs the extra pdf.")] = False,
    large: Annotated[bool, typer.Option("--large", help="In large print.")] = False,
    with_space: Annotated[
        bool, typer.Option("--with-space", help="With room for answers. Paper is not locked.")
    ] = False,
    discreet: Annotated[
        bool, typer.Option("--discreet", help="With a cover and a name that do not say what it is.")
    ] = False,
    guide: Annotated[
        bool, typer.Option("--guide", help="The facilitators' guide in place of the handout.")
    ] = False,
    country: Annotated[
        str,
        typer.Option("--country", "-c", help="Print its help lines: us, ca, uk, ie, au, nz or se."),
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Where to; - is standard output."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over the file if it is there.")
    ] = False,
) -> None:
    """Print a set as a handout for the men, or as a guide for the facilitators.

    Needs no passphrase. There are no boxes or lines for answers unless --with-space asks for them.
    Exit codes: 0, 2 no format, a name that is taken or no extra pdf, 15 cannot write,
    20 no such set or a malformed one.
    """
    from reflect_cli.handout.composing import handout
    from reflect_cli.handout.guiding import guide_sheet
    from reflect_cli.handout.sheet import Wishes
    from reflect_cli.library.sets import take
    from reflect_cli.screens.console import tell

    wanted = _format(dict(zip(FORMATS, (markdown, html, pdf), strict=True)))
    wishes = Wishes(large, with_space, discreet, country.strip().lower() in ON_LETTER)
    _refuse_mixed(wishes, guide=guide)
    taken = take(name)
    prompt_set = taken.prompt_set
    if guide:
        sheet = guide_sheet(prompt_set, wishes)
    else:
        sheet = handout(prompt_set, wishes, _beside(country, taken))
    content = _made(sheet, wanted)
    if with_space:
        tell(SPACE_WARNING)
    _out(content, output or Path(_name(prompt_set, wishes, wanted, guide=guide)), replace=replace)


def _format(asked: dict[str, bool]) -> str:
    """The one format that was asked for. Raises UsageProblem."""
    from reflect_cli.errors import UsageProblem

    wanted = [name for name, is_asked in asked.items() if is_asked]
    if len(wanted) == 1:
        return wanted[0]
    raise UsageProblem(
        "A handout is written in one format at a time." if wanted else "Say which format you want.",
        hint="--html is for printing from a browser and for phones, --pdf for printing as it is,"
        " --markdown for reading and changing.",
    )


def _refuse_mixed(wishes: Wishes, *, guide: bool) -> None:
    from reflect_cli.errors import UsageProblem

    if guide and wishes.with_space:
        raise UsageProblem(
            "The facilitators' guide has no room for answers.",
            hint="Leave out --guide for a handout, or --with-space for the guide.",
        )


def _beside(country: str, taken: Taken) -> Beside:
    """Reflect's own pages, the words of a signed set, and the help lines of *country* if named."""
    from reflect_cli.errors import UsageProblem
    from reflect_cli.handout.composing import Beside
    from reflect_cli.handout.sheet import Seal
    from reflect_cli.library.help_lines import COUNTRIES, SHORT, sections_for
    from reflect_cli.library.sets import shipped
    from reflect_cli.library.spoken import words_of
    from reflect_cli.promptsets.characters import quoted
    from reflect_cli.promptsets.model import Branch

    wanted = country.strip().lower()
    if wanted and wanted not in COUNTRIES:
        raise UsageProblem(
            f"Reflect has no lines for {quoted(country, 20)}.",
            hint=f"It has: {', '.join(COUNTRIES)}. Without --country, the lines are left blank.",
        )
    lines = [section for section in sections_for(wanted) if section[0] != SHORT] if wanted else []
    asides = {Branch(one.id): one for one in shipped("side-paths").prompt_set.sections}
    words = words_of(taken)
    return Beside(tuple(lines), asides, Seal(*words) if words else None)


def _made(sheet: Sheet, wanted: str) -> bytes:
    if wanted == "pdf":
        from reflect_cli.handout.pdf import pdf

        return pdf(sheet)
    if wanted == "html":
        from reflect_cli.handout.html import html

        return html(sheet).encode()
    from reflect_cli.handout.markdown import markdown

    return markdown(sheet).encode()


def _name(prompt_set: PromptSet, wishes: Wishes, wanted: str, *, guide: bool) -> str:
    """A file name that says what is in it, or with --discreet does not."""
    kind = "guide" if guide else "handout"
    of_set = "" if wishes.discreet else f"{prompt_set.id.replace('.', '-')}-"
    return f"{of_set}{kind}.{_ENDINGS[wanted]}"


def _out(content: bytes, output: Path, *, replace: bool) -> None:
    import sys

    from reflect_cli.errors import UsageProblem
    from reflect_cli.library.written import put
    from reflect_cli.screens.console import say
    from reflect_cli.screens.safe import safe

    if str(output) != "-":
        say(WRITTEN.format(place=safe(str(put(content, output, replace=replace)))))
    elif not content.startswith(b"%PDF"):
        say(safe(content.decode()).rstrip("\n"))
    elif sys.stdout.isatty():
        raise UsageProblem("A terminal cannot show a PDF.", hint="Give a file with -o.")
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
