"""Six words chosen by chance: a list fit for it, and chance that is even."""

from collections import Counter

from reflect_cli.library.chance import every_word, six_words
from reflect_cli.library.wording import law
from reflect_cli.promptsets.wording import remarks_on_line
from reflect_cli.vault.kdf import LIGHT, STRONG
from reflect_cli.vault.strength import (
    ESTIMATE,
    WEAK,
    chance_words,
    seconds_to_guess,
    strength_words,
)


def test_the_list_has_2048_different_plain_words():
    words = every_word()

    assert 2048 == len(set(words)) == len(words)
    assert all(word.isascii() and word.islower() and 4 <= len(word) <= 7 for word in words)
    assert sorted(words) == list(words)


def test_no_word_of_the_list_is_one_that_we_do_not_say():
    assert [] == [
        str(remark) for word in every_word() for remark in remarks_on_line(word, "", law())
    ]


def test_six_words_come_each_as_likely_as_another():
    drawn = [six_words().split() for _ in range(4000)]
    counts = Counter(word for words in drawn for word in words)

    assert {6} == set(map(len, drawn))
    assert len(counts) > 2000  # of 2,048, each missed with chance (1 - 1/2048) ** 24000
    assert max(counts.values()) < 40  # twelve are expected


def test_what_is_told_of_words_by_chance_is_exact_and_enough():
    assert "about: centuries or more." in chance_words(6, 2048)
    assert "about: centuries or more." in chance_words(6, 2048, LIGHT)
    assert "about: some weeks." in chance_words(3, 2048)
    assert "less than an hour" in chance_words(2, 2048)


def test_a_cheaper_key_is_told_to_be_cheaper():
    """The same words hold a quarter as long where a guess takes a quarter of the memory."""
    weak = "rainy monday"

    assert seconds_to_guess(weak) == 4 * seconds_to_guess(weak, LIGHT)
    assert 4 * seconds_to_guess(weak) == seconds_to_guess(weak, STRONG)


def test_a_good_estimate_says_that_it_is_one_and_a_weak_passphrase_what_holds_longer():
    assert strength_words("seven dull grey stones").endswith(ESTIMATE)
    assert strength_words("1234").endswith(WEAK)
    assert "1234" not in strength_words("1234")
