"""Searching means the words, whatever characters are between them."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reflect_cli.vault.cipher import keyed
from reflect_cli.vault.texts import match_expression, snippet
from reflect_cli.vault.unlocking import read_headers, unlock
from reflect_cli.vault.vault import open_vault
from vault.sample import draft, entry, many_kinds, passphrase


def found(vault, text, limit=50):
    return [match.summary.id for match in vault.entries.search(text, limit)]


def test_words_are_found_without_accents_or_case_and_the_last_may_go_on(vault):
    assert [many_kinds().id] == found(vault, "NAIVE") == found(vault, "naïve quo")


def test_the_label_he_saw_is_found_not_the_option_id(vault):
    assert [many_kinds().id] == found(vault, "Calm")


def test_the_words_of_a_set_are_not_looked_through_but_a_title_of_his_own_is(vault):
    vault.entries.add(replace(entry(70, "a heron"), title="The quarry", set_id="", items=()))

    for words in ("stayed", "week", "kinds", "then will"):  # question, titles, around a plan
        assert [] == found(vault, words), words
    assert [entry(70).id] == found(vault, "quarry")


def test_an_index_that_was_fed_other_words_is_made_anew_at_the_next_opening(folder, roots):
    with open_vault(folder, passphrase()) as vault, vault.transaction():
        (row,) = vault.database.one("SELECT n FROM entry WHERE id = ?", (many_kinds().id,))
        for line in (
            "INSERT INTO entry_search (entry_search) VALUES ('delete-all')",
            f"INSERT INTO entry_search (rowid, words) VALUES ({row}, 'What stayed with you?')",
            "DELETE FROM meta WHERE name = 'indexed'",
        ):
            vault.database.run(line)

    with open_vault(folder, passphrase()) as vault:
        assert [] == found(vault, "stayed")
        assert [many_kinds().id] == found(vault, "naive")
        assert 40 == len(found(vault, "filler", 100))
        assert not vault.check().found
        vault.entries.remove(many_kinds().id)
        assert [] == found(vault, "naive")


def test_quoted_words_are_a_phrase(vault):
    vault.entries.add(entry(60, "the long road home"))
    vault.entries.add(entry(61, "home is a long way, the road"))

    assert [entry(60).id] == found(vault, '"road home"') == found(vault, "“long road”")
    assert [entry(61).id, entry(60).id] == found(vault, "road home")


def test_the_last_added_come_first_and_no_more_than_asked(vault):
    assert [entry(40).id, entry(39).id, entry(38).id] == found(vault, "filler", 3)


@pytest.mark.parametrize(
    "text",
    ['"', '""', "*", "NEAR(", "NEAR(a b, 2)", "col:", "words : x", "a AND", "OR", "NOT", "^a", "-",
     "{a b} : c", "(", ")", "+", "\U0001f33f", "a\x00b", "\udce9", "'", ";", "--", "“", '"open', "\n"],
)  # fmt: skip
def test_nothing_a_person_types_is_an_error(vault, text):
    assert isinstance(vault.entries.search(text), tuple)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(alphabet=st.characters(), max_size=30))
def test_any_text_at_all_can_be_searched_for(vault, text):
    vault.entries.search(text, 2)


def test_a_snippet_shows_the_place_and_cannot_move_the_cursor():
    line = snippet("before " * 40 + "\x1b[2J the Réason\nfor it " + "after " * 40, "reason")

    assert "the Réason for it" in line
    assert line.isprintable()
    assert line.startswith("… ")
    assert line.endswith(" …")
    assert len(line) < 140


def test_an_expression_is_only_ever_quoted_words():
    assert '"don\'t" AND "a*" AND "NEAR(b" *' == match_expression("don't a* NEAR(b")
    assert '"two words"' == match_expression('"two words"')
    assert "" == match_expression('" * - "')


def decrypted(folder, roots) -> bytes:
    """Every page of the journal file as plain bytes, free ones too."""
    path = folder / "journal.db"
    master = unlock(read_headers(folder), roots).master
    connection = keyed(path, master, path.read_bytes()[:16], alone=True)
    try:
        return connection.serialize("main")
    finally:
        connection.close()


def test_removed_words_are_gone_from_the_index_and_from_the_file(folder, roots):
    with open_vault(folder, passphrase()) as vault:
        for number in range(100, 160):
            vault.entries.add(entry(number, f"ordinary words {number}"))
        vault.entries.add(entry(200, "xylophonic secretword between"))
        vault.drafts.keep(draft("x", "draftword"))
    before = decrypted(folder, roots)

    with open_vault(folder, passphrase()) as vault:
        vault.entries.remove(entry(200).id)
        vault.drafts.drop("x")
        assert [] == found(vault, "secretword")
        assert 60 == len(found(vault, "ordinary", 100))
    after = decrypted(folder, roots)

    for word in (b"secretword", b"xylophonic", b"draftword"):
        assert word in before
        assert word not in after


def test_the_words_the_index_is_fed_are_pinned():
    """Change this only with a new number in vault/shown.FED, which has the index made anew."""
    assert (
        "naïve \x00 \U0001f33f “quoted”\nSore\nCalm\nSore"
        "\n4\nhe asks\nanswer\nleft \udce9 over" == many_kinds().searchable_words()
    )
