"""A signed set with any byte changed is refused; it never passes for an unsigned one."""

from __future__ import annotations

import pytest

from reflect_cli.errors import SignatureBroken
from reflect_cli.signing.keys import NotASignature, SigningKey
from reflect_cli.signing.seal import MARKER, Said, follows, opened, said_in, signed

TEXT = b"reflect-set: 1\nid: tests.one\n\n# A remark.\nsay: |\n  Some words.\n"
KEY = SigningKey(bytes(range(32)))
OTHER = SigningKey(bytes(range(1, 33)))
SAID = Said("tests.one", "1.0.0", "2026-11-24", KEY.public)
WHOLE = signed(TEXT, SAID, KEY)
#: Besides every bit of a byte: what editors, mail and base64 might make of it.
ODD = b"\n\r\t #=+/AaZz09:-\x00\x7f\xff"


def is_refused(data: bytes) -> bool:
    try:
        opened(data)
    except SignatureBroken:
        return True
    return False


def test_a_signed_set_says_who_signed_it():
    assert (TEXT, SAID) == (opened(WHOLE).text, opened(WHOLE).said)
    assert WHOLE == opened(WHOLE).whole


def test_every_single_byte_changed_to_anything_near_is_refused():
    for place, byte in enumerate(WHOLE):
        others = {byte ^ (1 << bit) for bit in range(8)} | set(ODD)
        for other in others - {byte}:
            changed = WHOLE[:place] + bytes([other]) + WHOLE[place + 1 :]

            assert is_refused(changed), (place, byte, other)


def test_the_ends_of_its_lines_changed_to_any_other_letter_are_refused():
    """There base64 has bits to spare, so that several spellings would mean the same bytes."""
    ends = [place for place, byte in enumerate(WHOLE) if byte == ord("\n") and place >= len(TEXT)]
    for place in (end - back for end in ends for back in range(1, 5)):
        for other in set(range(256)) - {WHOLE[place]}:
            assert is_refused(WHOLE[:place] + bytes([other]) + WHOLE[place + 1 :]), (place, other)


def test_every_byte_left_out_or_put_in_is_refused():
    """But for line ends at the very end, which a paste loses or adds, and a CR that mail puts in."""
    for place in range(len(WHOLE) - 1):
        assert is_refused(WHOLE[:place] + WHOLE[place + 1 :]), place
        for new in ODD:
            if new != ord("\r") or WHOLE[place : place + 1] != b"\n":
                added = WHOLE[:place] + bytes([new]) + WHOLE[place:]
                assert is_refused(added), (place, new)


@pytest.mark.parametrize(
    "data",
    [
        WHOLE.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + WHOLE,
        WHOLE.removesuffix(b"\n"),
        WHOLE + b"\n\n",
        b"\xef\xbb\xbf" + WHOLE.replace(b"\n", b"\r\n").removesuffix(b"\r\n"),
    ],
    ids=["CRLF", "byte order mark", "no last line end", "empty lines below", "three of them"],
)
def test_what_mail_does_to_a_file_changes_nothing(data):
    """What is compared, read and kept afterwards is the one exact form."""
    assert opened(WHOLE) == opened(data)


@pytest.mark.parametrize(
    "data",
    [
        WHOLE + b" ",
        WHOLE + b"# a remark\n",
        WHOLE + WHOLE[len(TEXT) :],
        WHOLE + b"---\nprompt: more\n",
        WHOLE.replace(MARKER.encode(), MARKER.encode() + b"\n" + MARKER.encode()),
        WHOLE[len(TEXT) :],
        b"# untrusted comment: x\n" + WHOLE,
        TEXT + WHOLE[len(TEXT) :].replace(b"# trusted comment", b"#  trusted comment"),
        WHOLE.rpartition(b"\n# ")[0] + b"\n",
    ],
)
def test_nothing_may_stand_below_or_between(data):
    assert is_refused(data)


def test_without_any_of_its_lines_it_is_an_unsigned_set():
    """Which is why the first key is remembered: tests/journal/test_trust.py."""
    assert opened(TEXT).said is None


@pytest.mark.parametrize(
    "said",
    [
        Said("tests.one", "1.0.0", "2026-11-24", OTHER.public),
        Said("Tests One", "1.0.0", "2026-11-24", KEY.public),
        Said("tests.one", "1.0", "2026-11-24", KEY.public),
        Said("tests.one", "1.0.0\nx", "2026-11-24", KEY.public),
        Said("tests.one", "1.0.0", "today", KEY.public),
        Said("tests.one", "1.0.0", "2026-11-24", KEY.public, OTHER.public, KEY.state(b"x")),
    ],
)
def test_a_comment_that_says_anything_else_is_not_signed(said):
    with pytest.raises(SignatureBroken):
        signed(TEXT, said, KEY)


def test_a_later_key_is_one_that_the_earlier_one_signed():
    statement = OTHER.state(follows(KEY.public))
    said = Said("tests.one", "1.0.0", "2026-11-24", KEY.public, OTHER.public, statement)

    assert said == opened(signed(TEXT, said, KEY)).said
    with pytest.raises(NotASignature):
        said_in(said.comment.replace(statement, OTHER.state(follows(OTHER.public))))
