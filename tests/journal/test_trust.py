"""Trust on first use: a set only comes from the key it came from first, signed, and forwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reflect_cli.errors import SetRefused
from reflect_cli.journal import trust
from reflect_cli.journal.installed import Installed
from reflect_cli.journal.trust import Offered, Standing, stands

KEY, OTHER, WORDS = "RWkey", "RWother", "six words of the first key"
UNSIGNED = Offered("harbour.evening", "1.2.0", "text\n")
SIGNED = replace(UNSIGNED, key=KEY, words=WORDS)
LATER = replace(SIGNED, version="1.10.0", source="later\n")


def held(one: Offered) -> Installed:
    return Installed(one.set_id, one.version, "Title", one.source, "2026", one.key, one.words)


def refused(*given, **more) -> str:
    with pytest.raises(SetRefused) as problem:
        stands(*given, **more)
    assert 23 == problem.value.exit_code
    assert problem.value.hint
    return problem.value.message


@pytest.mark.parametrize("one", [UNSIGNED, SIGNED])
def test_the_first_time_anything_whole_may_come(one):
    assert Standing.NEW is stands(one, None)


def test_the_same_again_is_there_already():
    assert Standing.THERE is stands(SIGNED, held(SIGNED))
    assert Standing.THERE is stands(UNSIGNED, held(UNSIGNED))


def test_a_newer_version_by_the_same_key_is_newer_by_its_numbers():
    assert Standing.NEWER is stands(LATER, held(SIGNED))
    assert Standing.NEWER is stands(replace(LATER, key="", words=""), held(UNSIGNED))


def test_an_unsigned_set_may_become_a_signed_one():
    assert Standing.SIGNED_NOW is stands(SIGNED, held(UNSIGNED))
    assert Standing.NEWER is stands(LATER, held(UNSIGNED))


@pytest.mark.parametrize("one", [LATER, SIGNED])
def test_another_key_is_refused(one):
    assert trust.OTHER_KEY == refused(replace(one, key=OTHER), held(SIGNED))
    assert trust.OTHER_KEY == refused(replace(one, key=OTHER, before="RWthird"), held(SIGNED))


@pytest.mark.parametrize("one", [LATER, SIGNED])
def test_a_missing_signature_after_a_signed_one_is_refused(one):
    assert trust.UNSIGNED_NOW == refused(replace(one, key="", words=""), held(SIGNED))


def test_a_key_that_the_trusted_one_named_may_follow_it():
    assert Standing.NEW_KEY is stands(replace(LATER, key=OTHER, before=KEY), held(SIGNED))
    assert Standing.NEW_KEY is stands(replace(SIGNED, key=OTHER, before=KEY), held(SIGNED))


def test_an_older_version_is_refused_unless_he_asks_for_it():
    older = replace(SIGNED, version="1.1.9", source="older\n")

    assert "This is version 1.1.9, and version 1.2.0 is installed." == refused(older, held(SIGNED))
    assert Standing.OLDER is stands(older, held(SIGNED), allow_older=True)


def test_asking_for_an_older_version_opens_nothing_else():
    older = replace(SIGNED, version="1.1.9", source="older\n", key=OTHER)

    assert trust.OTHER_KEY == refused(older, held(SIGNED), allow_older=True)


def test_another_text_under_the_same_number_is_refused():
    """One group, one version, one text: otherwise a copy could be marked for one man."""
    assert "not the one that is installed" in refused(replace(SIGNED, source="x\n"), held(SIGNED))


@pytest.mark.parametrize("before", [None, held(SIGNED)])
def test_a_key_that_is_no_longer_trusted_is_refused_everywhere(before):
    assert WORDS in refused(LATER, before, {WORDS})


def test_the_names_of_our_own_sets_are_taken():
    assert trust.RESERVED == refused(replace(SIGNED, set_id="reflect.recall"), None)
