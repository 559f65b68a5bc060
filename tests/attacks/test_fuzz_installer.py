"""No file that is handed over breaks the installer: it is shown, or refused in words, and no more."""

from __future__ import annotations

import io
import os
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attacks.hostile import is_harmless
from commands.handed import GROUP, NAME, STRANGER, sealed, text
from reflect_cli.commands.installing import handed_over_set, offered
from reflect_cli.errors import PromptSetMalformed, ReflectError
from reflect_cli.flows.length import likely_minutes
from reflect_cli.journal.installed import Installed
from reflect_cli.journal.trust import Standing, stands
from reflect_cli.library.spoken import copy_words
from reflect_cli.screens.blocks import plain_text
from reflect_cli.screens.installing import Offer, offer_page
from reflect_cli.screens.sets import set_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: More by REFLECT_FUZZ=N; in the suite, few: they are other ones on every run.
RUNS = int(os.environ.get("REFLECT_FUZZ", "30"))
FIRST = Installed(
    "tests.one-evening", "1.0.0", "One evening", text(), "2026", GROUP.public.line, "six words"
)
PIECES = [
    b"\n", b"\r\n", b"\r", b"# ", b"# --- signature", b"# trusted comment: ", b"# untrusted comment: ",
    b"---\n", b"\x1b]52;c;aGk=\x07", b"\xc2\x9b2J", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xef\xbb\xbf",
    b"[/nope]", b"'", b'"', b"|\n", b"  ", b"\x00", b"\xff", b"=", b"AAAA", b"ask: x\n", b"id: reflect.x\n",
    b"version: 99999999999.0.0\n", b"PK\x03\x04", b"prompt: y\nkind: read\nsay: z\n",
]  # fmt: skip


def packed(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(f"a/{NAME}", data)
    return made.getvalue()


START = (
    sealed(text()), sealed(text("1.1.0")), sealed(text("1.1.0"), STRANGER, before=GROUP),
    text("1.1.0").encode(), packed(sealed(text("2.0.0"))), packed(text().encode()),
)  # fmt: skip


@st.composite
def handed(draw: Callable[..., object]) -> bytes:
    """Something that was a set, with bytes changed, taken out, put in, or cut off."""
    data = draw(st.sampled_from(START))
    assert isinstance(data, bytes)
    for _ in range(draw(st.integers(0, 3))):  # type: ignore[call-overload]
        at = draw(st.integers(0, len(data)))
        match draw(st.integers(0, 3)):
            case 0:
                data = data[:at] + draw(st.sampled_from(PIECES)) + data[at:]
            case 1:
                data = data[:at] + data[at + draw(st.integers(1, 30)) :]
            case 2:
                data = data[:at] + draw(st.binary(min_size=1, max_size=3)) + data[at + 1 :]
            case _:
                data = data[:at]
    return data


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("fuzzed") / "handed.reflect.yaml"


def judged(place: Path, data: bytes) -> str:
    """What becomes of *data*: a page to ask about, or a reason in words; and what is said."""
    place.write_bytes(data)
    try:
        taken = handed_over_set(str(place))
        given_up = offered(taken)
        standing = stands(given_up, FIRST if given_up.set_id == FIRST.set_id else None)
    except ReflectError as refused:
        _check_reason(refused)
        return "refused"
    page = offer_page(
        Offer(
            taken.prompt_set, standing, likely_minutes(taken.prompt_set),
            given_up.words, copy_words(taken.whole.encode()),
        )
    )  # fmt: skip
    assert is_harmless(plain_text([*page, *set_page(taken.prompt_set)]))
    trusted = GROUP.public.line in (given_up.key, given_up.before)
    assert trusted or standing is Standing.NEW
    return standing.name


def _check_reason(refused: ReflectError) -> None:
    assert refused.exit_code in (20, 23)
    assert refused.message
    assert is_harmless(
        refused.message
        + refused.hint
        + (refused.report() if isinstance(refused, PromptSetMalformed) else "")
    )


@settings(max_examples=RUNS, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=handed())
def test_whatever_is_handed_over_is_shown_or_refused_and_never_trusted_unsigned(place, data):
    assert judged(place, data)


def test_what_was_not_changed_is_taken(place):
    """So the test above does not pass by refusing everything."""
    assert ["THERE", "NEWER", "NEW_KEY", "refused", "NEWER", "refused"] == [
        judged(place, data) for data in START
    ]


@settings(max_examples=RUNS, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=300))
def test_no_bytes_at_all_break_it(place, data):
    assert "refused" == judged(place, data)
    assert "refused" == judged(place, b"PK\x03\x04" + data)
