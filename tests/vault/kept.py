"""Contents and backups to test with: by hand, and any that a journal could hold."""

from dataclasses import replace

from hypothesis import strategies as st

from reflect_cli.journal.draft import Draft
from reflect_cli.journal.entry import Entry, EntryKind, Item
from reflect_cli.journal.installed import Distrusted, Installed
from reflect_cli.journal.plan import Plan, PlanState, PlanStep
from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.vault.backup import Backup
from reflect_cli.vault.contents import Contents, Revision
from reflect_cli.vault.marks import Mark
from vault.sample import WHEN, draft, entry, many_kinds, plan, uuid7

VAULT = bytes(range(16))
LATER = "2026-12-01T08:00:00+01:00"


def contents() -> Contents:
    """One of everything: an entry of all kinds, one that was changed, a plan with its history."""
    first = entry(1, "The first wording", "left \udce9 over")
    changed = entry(1, "The second wording", title="Another title")
    stepped = replace(
        plan(), state=PlanState.KEPT, history=(PlanStep(WHEN, PlanState.KEPT, "It went well."),)
    )
    return Contents(
        (Revision(first, WHEN), Revision(many_kinds(), WHEN), Revision(changed, LATER)),
        (stepped, plan(2)),
        (draft(), draft("d0", '{"later": true}')),
        (("country", "nl"), ("gate", "1.0.0")),
        (Mark(first.id, "binned", WHEN, LATER), Mark(plan(2).id, "tag:slow", "on", WHEN)),
    )


def backup(held: Contents | None = None) -> Backup:
    return Backup(VAULT, WHEN, "reflect 0.1.0", contents() if held is None else held)


def many(count: int) -> Contents:
    """*count* entries, every tenth of them changed once."""
    revisions = [
        Revision(entry(n, f"Words {n}. " + "\x00é\u2028 " * 20), WHEN) for n in range(count)
    ]
    changed = [Revision(entry(n, f"Changed {n}."), LATER) for n in range(0, count, 10)]
    return Contents((*revisions, *changed))


# Text that a column can hold, and text that may have half characters as well.
whole = st.text(max_size=20)
any_text = st.text(st.characters(exclude_categories=()), max_size=20)
values = st.one_of(
    st.none(),
    any_text,
    st.integers(-(2**70), 2**70),
    st.lists(any_text, max_size=3).map(tuple),
    st.builds(PlanMade, any_text, any_text, any_text, any_text),
)
items = st.builds(
    Item,
    *[any_text] * 5,
    value=values,
    options=st.lists(st.tuples(any_text, any_text), max_size=2).map(tuple),
    calls=st.lists(any_text, max_size=2).map(tuple),
    off_path=st.booleans(),
)
entries = st.builds(
    Entry,
    id=st.integers(0, 5).map(uuid7),
    kind=st.sampled_from(EntryKind),
    title=any_text,
    began=whole,
    finished=whole,
    items=st.lists(items, max_size=3).map(tuple),
    set_id=whole,
    set_version=whole,
    language=whole,
)
states = st.sampled_from(PlanState)
plans = st.builds(
    Plan,
    st.uuids().map(str),
    *[whole] * 8,
    history=st.lists(st.builds(PlanStep, whole, states, whole), max_size=2).map(tuple),
).map(lambda one: replace(one, state=one.history[-1].state) if one.history else one)
drafts = st.builds(Draft, *[whole] * 7)
any_contents = st.builds(
    Contents,
    st.lists(st.builds(Revision, entries, whole), max_size=5).map(tuple),
    st.lists(plans, max_size=2, unique_by=lambda one: one.id).map(tuple),
    st.lists(drafts, max_size=2, unique_by=lambda one: one.id).map(tuple),
    st.dictionaries(whole, whole, max_size=3).map(lambda found: tuple(sorted(found.items()))),
    installed=st.lists(
        st.builds(Installed, *[whole] * 8), max_size=2, unique_by=lambda one: one.set_id
    ).map(tuple),
    distrusted=st.lists(
        st.builds(Distrusted, whole, whole), max_size=2, unique_by=lambda one: one.words
    ).map(tuple),
)
