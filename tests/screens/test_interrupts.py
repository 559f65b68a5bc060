"""When a signal is heard: while we wait for the person, and not while something is being kept."""

import signal

import pytest

from reflect_cli.screens.interrupts import (
    LeftAlone,
    ToldToLeave,
    _ears,
    _now,
    guarded,
    is_alone,
    key_pressed,
    leave_when_alone,
    must_leave,
    not_waiting,
    waiting,
)


def test_a_signal_while_something_is_kept_is_heard_as_soon_as_that_has_ended():
    kept = []

    def keep_and_go_on():
        with not_waiting():
            signal.raise_signal(signal.SIGINT)
            kept.append("whole")
        kept.append("heard too late")

    with guarded(), pytest.raises(KeyboardInterrupt), waiting():
        keep_and_go_on()

    assert ["whole"] == kept


def test_being_told_to_end_waits_as_well():
    with guarded(), pytest.raises(ToldToLeave), waiting(), not_waiting():
        signal.raise_signal(signal.SIGTERM)


def test_outside_any_waiting_it_is_left_for_the_next_one():
    reached = []
    with guarded():
        with not_waiting():
            signal.raise_signal(signal.SIGINT)
        reached.append("after keeping")
        with pytest.raises(KeyboardInterrupt), waiting():
            reached.append("waited")

    assert ["after keeping"] == reached


def test_after_keeping_we_wait_again():
    def keep_and_wait():
        with not_waiting():
            pass
        signal.raise_signal(signal.SIGINT)

    with guarded(), pytest.raises(KeyboardInterrupt), waiting():
        keep_and_wait()


def test_a_failure_while_keeping_is_not_hidden_by_a_signal():
    def keep_in_vain():
        signal.raise_signal(signal.SIGINT)
        raise ValueError("full")

    with guarded():
        with pytest.raises(ValueError, match="full"), waiting(), not_waiting():
            keep_in_vain()
        with pytest.raises(KeyboardInterrupt), waiting():
            pass


@pytest.fixture
def patience():
    """An hour without a key, and a way to say how long none was pressed; gone afterwards."""
    leave_when_alone(3600, lambda: True)
    yield lambda seconds: setattr(_ears, "last_key", _now() - seconds)
    leave_when_alone(0, lambda: False)


def left() -> float:
    """The seconds until the alarm, or 0 when none is set."""
    return signal.getitimer(signal.ITIMER_REAL)[0]


def test_after_too_long_without_a_key_nobody_is_here(patience):
    with guarded():
        patience(3600)
        with pytest.raises(LeftAlone), waiting():
            signal.pause()
        assert is_alone()
        assert must_leave()
    assert left() == 0


def test_every_key_begins_the_time_anew_and_a_question_does_not(patience):
    with guarded():
        patience(3590)
        with waiting():
            assert 0 < left() <= 10
            key_pressed()
            assert left() > 10
        patience(3590)
        with waiting():
            assert 0 < left() <= 10
    assert not is_alone()


def test_a_key_that_comes_with_the_alarm_counts(patience):
    with guarded():
        patience(3600)
        signal.raise_signal(signal.SIGALRM)
        key_pressed()
        with waiting():
            pass
    assert not is_alone()


def test_a_closed_window_counts_for_more_than_an_alarm(patience):
    def hear_both():
        patience(3600)
        with waiting(), not_waiting():
            signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGALRM)

    with guarded(), pytest.raises(ToldToLeave):
        hear_both()


def test_without_a_journal_there_is_no_alarm():
    with guarded(), waiting():
        assert left() == 0


def test_a_look_before_it_is_time_only_sets_the_next_one(patience):
    with guarded(), waiting():
        signal.raise_signal(signal.SIGALRM)
        assert 0 < left() <= 30
    assert not is_alone()


def test_once_the_journal_is_closed_nobody_is_hurried(patience):
    patience(4000)
    leave_when_alone(3600, lambda: False)
    with guarded(), waiting():
        assert left() == 0
        signal.raise_signal(signal.SIGALRM)
    assert not is_alone()


def test_no_alarm_is_set_where_nobody_would_hear_it_and_after_keeping_there_is_one_again(patience):
    with guarded():
        with waiting():
            with not_waiting():
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.raise_signal(signal.SIGALRM)
                assert left() == 0
            assert 0 < left() <= 30
        signal.raise_signal(signal.SIGALRM)
        assert left() == 0
