"""Words sealed to another folder and taken back: nothing in the journal gives way to older words."""

import json
import resource
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from reflect_cli.commands.clock import new_id
from reflect_cli.commands.rescue import SUFFIX, sealer, taken_back
from reflect_cli.errors import CannotWrite, NothingToShow
from reflect_cli.flows.finish import finish
from reflect_cli.flows.free import free_set
from reflect_cli.flows.sitting import begun, resumed
from reflect_cli.session.events import Answered, Finished, Paused
from reflect_cli.session.machine import Phase

EARLY, LATE = "2026-11-24T07:30:00+01:00", "2199-01-01T07:30:00+01:00"


def sitting():
    return begun(free_set(), "", new_id=new_id(), now=EARLY)


def with_words(words, event=Paused):
    """A free entry with half-typed *words*, put away."""
    one = sitting()
    return one.after(one.session.apply(event(words), EARLY))


def words_of(draft):
    session = resumed(draft, free_set()).session
    return dict(session.words) | dict(session.unsent)


def sealed(vault, one, folder):
    return Path(sealer(vault)(str(folder), one))


def test_words_sealed_when_saving_failed_go_on_from_what_the_journal_had(vault, tmp_path):
    one = with_words("the beginning")
    vault.drafts.keep(one.draft(EARLY))
    further = one.after(with_words("the beginning and the end").session)

    draft = taken_back(vault, sealed(vault, further, tmp_path))

    assert (draft,) == vault.drafts.every()
    assert {"text": "the beginning and the end"} == words_of(draft)


def test_a_newer_draft_in_the_journal_stays_beside_the_sealed_one(vault, tmp_path):
    one = with_words("sealed")
    file = sealed(vault, one, tmp_path)
    newer = one.after(with_words("sealed, and then more").session).draft(LATE)
    vault.drafts.keep(newer)

    draft = taken_back(vault, file)

    assert draft == vault.drafts.latest()
    assert {"text": "sealed"} == words_of(draft)
    assert newer == vault.drafts.get(one.id)
    assert draft.id != one.id


def test_an_older_draft_with_other_words_stays_too(vault, tmp_path):
    one = with_words("taken out again later")
    vault.drafts.keep(one.draft(EARLY))
    file = sealed(vault, one.after(with_words("something else").session), tmp_path)

    taken_back(vault, file)

    found = [words_of(draft)["text"] for draft in vault.drafts.every()]
    assert ["something else", "taken out again later"] == found


def test_taking_the_same_file_back_twice_makes_no_second_draft(vault, tmp_path):
    one = with_words("sealed")
    vault.drafts.keep(replace(one.draft(LATE), state=with_words("other").draft(LATE).state))
    file = sealed(vault, one, tmp_path)

    assert taken_back(vault, file) == taken_back(vault, file)
    assert 2 == len(vault.drafts.every())


def test_a_sitting_that_is_an_entry_by_now_comes_back_under_an_id_of_its_own(vault, tmp_path):
    one = with_words("sealed")
    file = sealed(vault, one, tmp_path)
    done = one.after(sitting().session.apply(Answered("kept"), EARLY).apply(Finished(), EARLY))
    finish(done, vault, now=EARLY, new_id=new_id)

    again = resumed(taken_back(vault, file), free_set())
    whole = again.session.apply(Answered("sealed"), LATE).apply(Finished(), LATE)
    finish(again.after(whole), vault, now=LATE, new_id=new_id)

    assert 2 == vault.entries.count()
    assert () == vault.drafts.every()


def test_a_sitting_sealed_while_being_finished_is_asked_about_once_more(vault, tmp_path):
    one = sitting()
    done = one.after(one.session.apply(Answered("all of it"), EARLY).apply(Finished(), EARLY))
    assert Phase.FINISHED is done.session.phase

    draft = taken_back(vault, sealed(vault, done, tmp_path))

    assert Phase.READY is resumed(draft, free_set()).session.phase
    assert {"text": "all of it"} == words_of(draft)


def test_half_characters_come_back_in_words(vault, tmp_path):
    one = with_words("left \udce9 over")

    draft = taken_back(vault, sealed(vault, one, tmp_path))

    assert "over" in words_of(draft)["text"]


def test_a_second_rescue_to_the_same_folder_gets_a_name_of_its_own(vault, tmp_path):
    one = with_words("once")
    files = [sealed(vault, one, tmp_path) for _ in range(3)]

    names = [f"{one.id}{SUFFIX}", f"{one.id}-2{SUFFIX}", f"{one.id}-3{SUFFIX}"]
    assert names == [file.name for file in files]
    assert set(names) <= {file.name for file in tmp_path.iterdir()}


def test_the_file_is_named_by_its_whole_path(vault, tmp_path, monkeypatch):
    (tmp_path / "stick").mkdir()
    monkeypatch.chdir(tmp_path)

    assert sealed(vault, with_words("x"), "stick").parent == tmp_path / "stick"


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "~nosuchuser/stick", "with\0nul", "half \ud800 sign", "x" * 5000, "not/there"],
    ids=["empty", "blank", "nobody", "nul", "half", "long", "missing"],
)
def test_a_folder_that_is_none_is_told_in_words(vault, typed):
    with pytest.raises(CannotWrite) as told:
        sealer(vault)(typed, with_words("x"))

    assert told.value.hint


def test_a_disk_that_fills_up_leaves_no_half_file_behind(vault, tmp_path):
    place = tmp_path / "stick"
    place.mkdir()
    one = with_words("x" * 100_000)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(CannotWrite):
            sealer(vault)(str(place), one)
        assert [] == list(place.iterdir())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)

    assert place / f"{one.id}{SUFFIX}" == sealed(vault, one, place)


@pytest.mark.parametrize("content", [b"", b"other", b"reflect-sealed-1\n", b"reflect-sealed-1\nx"])
def test_a_file_that_is_not_ours_is_told(vault, tmp_path, content):
    file = tmp_path / "file"
    file.write_bytes(content)

    with pytest.raises(NothingToShow):
        taken_back(vault, file)


def test_a_sealed_file_of_another_shape_is_told(vault, tmp_path):
    file = vault.sealing.seal_to(tmp_path / "file", json.dumps({"later": 1}).encode())

    with pytest.raises(NothingToShow):
        taken_back(vault, file)
