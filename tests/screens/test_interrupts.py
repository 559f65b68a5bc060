"""When a signal is heard: while we wait for the person, and not while something is being kept."""

import signal

import pytest

from reflect_cli.screens.interrupts import ToldToLeave, guarded, not_waiting, waiting


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
