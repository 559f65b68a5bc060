"""How long a passphrase holds: each span up to its own limit, and half of all guesses on average."""

import pytest

from reflect_cli.vault.strength import ESTIMATE, chance_words, seconds_to_guess, strength_words

TRIED_A_SECOND = 2000  # a thousand machines, half a second a guess
DAY = 86_400
YEAR = 365 * DAY
SPANS = (
    (60, "less than a minute", "less than an hour"),
    (3600, "less than an hour", "less than a day"),
    (DAY, "less than a day", "some days"),
    (7 * DAY, "some days", "some weeks"),
    (31 * DAY, "some weeks", "some months"),
    (YEAR, "some months", "some years"),
    (10 * YEAR, "some years", "decades"),
    (100 * YEAR, "decades", "centuries or more"),
)


@pytest.mark.parametrize(("seconds", "below", "from_there"), SPANS)
def test_a_span_ends_where_the_next_begins(seconds, below, from_there):
    """One word of so many: half of them are tried before the right one, on average."""
    words = 2 * TRIED_A_SECOND * seconds

    assert chance_words(1, words - 1).endswith(f" about: {below}.")
    assert chance_words(1, words).endswith(f" about: {from_there}.")


def test_more_words_are_as_many_times_harder():
    assert chance_words(2, 1000) == chance_words(1, 1_000_000)


def test_no_passphrase_holds_no_time_and_a_long_one_is_judged_by_its_beginning():
    assert 0 == seconds_to_guess("")
    long = "seven dull grey stones by a slow and muddy river under an old stone bridge" * 3
    assert seconds_to_guess(long) == seconds_to_guess(long[:72]) > seconds_to_guess(long[:71])
    assert ESTIMATE in strength_words(long)
