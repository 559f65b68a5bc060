"""Where memory may be written to: a file for swapping is as open as the disk it lies on."""

import pytest

from reflect_cli.vault import mounts
from reflect_cli.vault.disks import Layer, Swap, swaps

HEAD = "Filename Type Size Used Priority\n"
MOUNTS = "36 25 0:1 / {0} rw - {1} {2} rw\n"


@pytest.fixture
def system(tmp_path, monkeypatch):
    """A system whose /proc can be written, with one disk in memory and one of a device."""
    (tmp_path / "proc").mkdir()
    (tmp_path / "mounts").write_text(
        MOUNTS.format("/", "ext4", "/dev/vda") + MOUNTS.format("/quick", "tmpfs", "none")
    )
    monkeypatch.setattr(mounts, "TABLE", tmp_path / "mounts")
    (tmp_path / "sys" / "class" / "block" / "vda").mkdir(parents=True)
    return tmp_path


def test_a_file_for_swapping_is_where_its_disk_is_and_a_name_keeps_its_blanks(system):
    lines = "/quick/a\\040swap file 1024 0 -2\n/swap file 1024 0 -3\n/dev/vda partition 1 0 -4\n"
    (system / "proc" / "swaps").write_text(f"{HEAD}{lines}cut\n")

    assert (
        Swap("/quick/a swap", Layer.MEMORY),
        Swap("/swap", Layer.NOT_SEEN),
        Swap("/dev/vda", Layer.NOT_SEEN),
    ) == swaps(system)
