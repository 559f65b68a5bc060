"""What others may do with a set, where they can write to, and whether its signature still holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reflect_cli.errors import SignatureBroken
from reflect_cli.promptsets.characters import quoted
from reflect_cli.promptsets.findings import Span
from reflect_cli.promptsets.outline import Role
from reflect_cli.promptsets.texts import HEADER
from reflect_cli.signing.seal import looks_signed, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.authoring.draft import Draft, Rules
    from reflect_cli.promptsets.findings import Finding

#: Names from the SPDX list that suit a text, and SPDX's own form for any other licence.
_KNOWN = re.compile(
    r"CC0-1\.0|CC-BY(-NC)?(-SA|-ND)?-[1-4]\.0|CC-PDDC|(MIT|MIT-0|ISC|Unlicense|0BSD)"
    r"|Apache-2\.0|BSD-[23]-Clause|(A|L)?GPL-[23]\.[01]-(only|or-later)|GFDL-1\.[123]-(only|or-later)"
    r"|MPL-2\.0|EUPL-1\.[12]|FAL-1\.3|OGL-UK-[123]\.0|LicenseRef-[A-Za-z0-9.-]+"
)


def stale_signature(draft: Draft, data: bytes) -> Iterator[Finding]:
    """A signature of *data*, the bytes of the draft's file, that was not made for what it says now."""
    try:
        opened(data)
    except SignatureBroken:
        lines = enumerate(draft.source.lines, start=1)
        last = max(number for number, line in lines if looks_signed(line.encode()))
        yield draft.finding(
            "W430", Span(last, 1), "The set is signed, and the signature holds no longer.",
            "Raise the version and sign it again; as it is, nobody else can use it.",
        )  # fmt: skip


def problems(draft: Draft, _rules: Rules) -> Iterator[Finding]:
    """What is missing for others to use the set by right."""
    if draft.header is None:
        return
    licence = draft.prompt_set.licence
    at = draft.at(HEADER, "licence", Role.HEADER)
    if not _KNOWN.fullmatch(licence):
        yield draft.finding(
            "W410", at, f"{quoted(licence)} is no name of a licence that others can look up.",
            "Write a name from the SPDX list, such as CC-BY-SA-4.0, or LicenseRef- and a name.",
        )  # fmt: skip
    elif "-ND-" in licence:
        yield draft.finding(
            "N411", at, "This licence forbids changes, and a translation is one.",
            "If others may translate it or fit it to their group, take CC-BY-SA-4.0.",
        )  # fmt: skip
    if not draft.prompt_set.contact:
        yield draft.finding(
            "N413", draft.at(HEADER, "authors", Role.HEADER),
            "There is no “contact:”, so nobody can tell you what went wrong with it.",
            "Add an address that may be public.",
        )  # fmt: skip
