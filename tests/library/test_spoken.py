"""Six words for a key, six for a copy: always the same, and others for anything else."""

from __future__ import annotations

import pytest

from reflect_cli.library.chance import every_word
from reflect_cli.library.spoken import as_words, copy_words, key_words
from reflect_cli.signing.keys import SigningKey

KEY = SigningKey(bytes(range(32))).public


def test_the_words_of_a_key_and_of_a_copy_never_change():
    """They are printed on paper, so no later version may say others."""
    assert "morally music cold browse zone equal" == key_words(KEY)
    assert "siren banking filing scheme convent agency" == copy_words(b"a set\n")


def test_one_changed_bit_gives_other_words():
    words = {copy_words(bytes([byte]) + b" set\n") for byte in range(256)}

    assert 256 == len(words)
    assert all(set(six.split()) <= set(every_word()) for six in words)
    assert all(6 == len(six.split()) for six in words)


def test_a_key_and_a_copy_of_the_same_bytes_have_other_words():
    assert key_words(KEY) != copy_words(KEY.ed25519)


@pytest.mark.parametrize("typed", ["{}", "  {} ", "{}\n"])
def test_words_are_found_again_as_people_type_them(typed):
    six = key_words(KEY)

    assert (
        six == as_words(typed.format(six.upper())) == as_words(typed.format(six.replace(" ", ", ")))
    )


@pytest.mark.parametrize("typed", ["", "one two", "not a word of the list here", "x " * 6])
def test_anything_else_is_no_six_words(typed):
    assert "" == as_words(typed)
