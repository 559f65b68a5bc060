"""Contents by entry: each as it was last revised, and how many revisions it has."""

from vault.kept import contents
from vault.sample import many_kinds, uuid7


def test_an_entry_is_counted_with_each_of_its_revisions():
    held = contents()
    last = held.revisions[-1].entry

    assert {uuid7(1): (last, 2), uuid7(900): (many_kinds(), 1)} == held.by_entry
    assert [uuid7(1), uuid7(900)] == list(held.by_entry)
    assert "The second wording" == last.items[0].value
