"""The name of a computer: made once, kept outside the journal, and made anew when it will not do."""

import re

import pytest

from reflect_cli.vault.device import FILE, device_name, new_device_name


def test_a_computer_keeps_its_name(tmp_path):
    state = tmp_path / "a" / "state"
    name = device_name(state)

    assert re.fullmatch("[0-9a-f]{32}", name)
    assert name == device_name(state)
    assert 0o600 == (state / FILE).stat().st_mode & 0o777
    assert name != new_device_name(state) == device_name(state)


@pytest.mark.parametrize("kept", [b"", b"laptop\n", b"0" * 31, b"0" * 33, b"\xff" * 32, b"G" * 32])
def test_what_is_no_name_is_replaced_by_one(tmp_path, kept):
    (tmp_path / FILE).write_bytes(kept)
    name = device_name(tmp_path)

    assert re.fullmatch("[0-9a-f]{32}", name)
    assert name == device_name(tmp_path)


def test_where_nothing_can_be_kept_a_name_lasts_as_long_as_the_process(tmp_path):
    (tmp_path / "state").touch()

    assert device_name(tmp_path / "state") != device_name(tmp_path / "state")
