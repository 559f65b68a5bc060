"""What `reflect doctor` says: only what was looked at, and never that all is well."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from commands.doors import inside, shell
from reflect_cli.commands import findings
from reflect_cli.commands.findings import Weight
from reflect_cli.paths import vault_folder
from reflect_cli.screens.surroundings import Surroundings, surroundings
from reflect_cli.vault.disks import Layer, Swap, layer_of_device, layer_under, swaps, worst_of
from reflect_cli.vault.mounts import Mount
from reflect_cli.vault.private_process import Openness

NAMES = [
    "Folder", "Folders above it", "Drive", "Disk encryption", "Copies elsewhere", "Swap", "Crashes",
    "Memory", "New files", "Account", "Terminal", "Screen and keys", "Clock", "Engine",
]  # fmt: skip
OPEN, SHUT = Openness(0o022, -1, is_readable=True), Openness(0o077, 0, is_readable=False)


def found_in(done):
    return {each["name"]: each for each in json.loads(done.out)["findings"]}


def test_it_tells_what_it_looked_at_found_and_what_that_means_and_opens_nothing(journal, home):
    """The command that would give the passphrase leaves a trace; there is none."""
    asked = {"REFLECT_PASSCOMMAND": f"touch {home}/asked"}
    before = sorted(home.rglob("*"))
    words, told = shell("doctor", **asked), shell("doctor --json", **asked)

    assert (0, 0, "", "") == (words.code, told.code, words.err, told.err)
    assert NAMES == list(found_in(told))
    assert all(value for each in found_in(told).values() for value in each.values())
    for each in found_in(told).values():
        part = f"{each['name']}: {each['weight']}\n  Looked at: {each['looked_at']}\n  Found: "
        assert part in words.out
    assert before == sorted(home.rglob("*"))


def test_it_never_says_that_a_place_is_safe(journal):
    said = inside("doctor").out.replace(str(vault_folder()), "").lower()

    assert not re.search(r"\b(safe|secure|protected|private|fine|good)\b", said)
    assert "it does not say that nobody else can read what you write" in said


def test_it_works_where_no_journal_is_and_makes_none(home):
    done = inside("doctor --json")

    assert 0 == done.code
    assert "There is no journal yet" in found_in(done)["Folder"]["found"]
    assert [] == list(home.iterdir())


def test_a_folder_that_reflect_refuses_is_the_only_other_exit_code(journal):
    journal.chmod(0o755)
    done = inside("doctor --json")

    assert 16 == done.code
    assert NAMES == list(found_in(done))
    assert ("refused", f"Close it to them: chmod 700 {journal}") == (
        found_in(done)["Folder"]["weight"],
        found_in(done)["Folder"]["means"],
    )
    assert "chmod 700" in done.err


def test_a_disk_that_takes_nothing_is_no_unsafe_folder(home):
    """Folders that cannot be made are told; the exit code stays 0."""
    (home / "file").write_text("")
    assert 16 == shell("doctor", REFLECT_HOME=str(home / "file")).code
    if os.geteuid() == 0:
        assert 0 == shell("doctor", REFLECT_HOME="/proc/reflect").code


def test_what_it_says_of_this_process_is_what_the_system_says(journal):
    done = inside("doctor --json").out
    told = {each["name"]: each for each in json.loads(done)["findings"]}

    assert "Closed to other programs" in told["Memory"]["found"]
    with_mask = subprocess.run(
        ["sh", "-c", f"umask 027; ulimit -c 0; exec {sys.executable} -m reflect_cli doctor --json"],
        capture_output=True,
        text=True,
        check=True,
    )
    told = {each["name"]: each for each in json.loads(with_mask.stdout)["findings"]}
    assert ("027.", "look at this") == (told["New files"]["found"], told["New files"]["weight"])
    assert "does not allow" in told["Crashes"]["found"]


@pytest.mark.skipif(shutil.which("script") is None, reason="script is not installed")
def test_a_program_that_records_the_terminal_is_named(journal, tmp_path):
    line = f"{sys.executable} -m reflect_cli doctor --json"
    subprocess.run(
        ["script", "-q", "-c", f"{line} > {tmp_path}/told", "/dev/null"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    told = {each["name"]: each for each in json.loads((tmp_path / "told").read_text())["findings"]}

    assert ("look at this", True) == (
        told["Terminal"]["weight"],
        "It runs under: script." in told["Terminal"]["found"],
    )


@pytest.fixture
def system(tmp_path):
    """A /sys and a /proc of our own: LVM on dm-crypt, a plain disk, a mixed array, zram."""
    blocks = tmp_path / "sys" / "class" / "block"
    for name, uuid, below in (
        ("dm-0", "CRYPT-LUKS2-00-home", ["sda2"]),
        ("dm-1", "LVM-00", ["dm-0"]),
        ("dm-2", "LVM-01", ["sda3"]),
        ("md0", "", ["dm-0", "sda3"]),
        ("md1", "", ["dm-0", "gone"]),
        ("sda3", "", []),
        ("loop0", "", []),
        ("zram0", "", []),
        ("zram1", "", []),
    ):
        for part in below:
            (blocks / name / "slaves" / part).mkdir(parents=True)
        (blocks / name / "dm").mkdir(parents=True)
        (blocks / name / "dm" / "uuid").write_text(f"{uuid}\n")
    (blocks / "zram0" / "backing_dev").write_text("none\n")
    (blocks / "zram1" / "backing_dev").write_text("/dev/sda3\n")
    (tmp_path / "proc").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("source", "layer"),
    [
        ("/dev/dm-0", Layer.ENCRYPTED),
        ("/dev/dm-1", Layer.ENCRYPTED),
        ("/dev/dm-2", Layer.NOT_SEEN),
        ("/dev/sda3", Layer.NOT_SEEN),
        ("/dev/md0", Layer.NOT_SEEN),
        ("/dev/md1", Layer.UNKNOWN),
        ("/dev/loop0", Layer.UNKNOWN),
        ("/dev/root", Layer.UNKNOWN),
        ("overlay", Layer.UNKNOWN),
    ],
)
def test_a_disk_is_called_encrypted_only_when_everything_under_it_is(system, source, layer):
    assert layer is layer_of_device(source, system)
    assert layer is layer_under(Mount("/", "ext4", source), system)


def test_file_systems_that_say_enough_themselves_are_believed(system):
    kinds = ("tmpfs", "fuse.gocryptfs", "ecryptfs", "zfs")
    layers = [layer_under(Mount("/", kind, "x"), system) for kind in kinds]

    assert [Layer.MEMORY, Layer.ENCRYPTED, Layer.ENCRYPTED, Layer.UNKNOWN] == layers
    assert Layer.UNKNOWN is layer_under(None, system)


def test_every_place_for_swapping_is_looked_at_and_the_worst_counts(system):
    head = "Filename\tType\tSize\tUsed\tPriority\n"
    rows = {
        "/dev/zram0": ("partition", Layer.MEMORY),
        "/dev/dm-1": ("partition", Layer.ENCRYPTED),
        "/dev/zram1": ("partition", Layer.NOT_SEEN),
        "/dev/gone": ("partition", Layer.UNKNOWN),
        "/proc/swap\\040file": ("file", Layer.UNKNOWN),
    }
    written = head + "".join(f"{name} {kind} 1 0 -2\n" for name, (kind, _) in rows.items())
    (system / "proc" / "swaps").write_text(written)
    found = swaps(system)

    assert [layer for _, layer in rows.values()] == [swap.layer for swap in found]
    assert "/proc/swap file" == found[-1].name
    assert Layer.NOT_SEEN is worst_of(found)
    assert Layer.UNKNOWN is worst_of((found[0], found[1], found[3]))
    assert Layer.ENCRYPTED is worst_of(found[:2])
    (system / "proc" / "swaps").write_text(head)
    assert Layer.NONE is worst_of(swaps(system))
    (system / "proc" / "swaps").unlink()
    assert swaps(system) is None


@pytest.mark.parametrize(
    ("layer", "weight"),
    [
        (Layer.NOT_SEEN, Weight.LOOK),
        (Layer.UNKNOWN, Weight.UNKNOWN),
        (Layer.ENCRYPTED, Weight.SEEN),
        (Layer.MEMORY, Weight.SEEN),
    ],
)
def test_swap_that_may_reach_the_disk_in_the_clear_is_to_be_looked_at(layer, weight):
    told = findings.on_swap((Swap("/dev/x", layer),))

    assert (weight, True) == (told.weight, "/dev/x" in told.found)
    assert Weight.SEEN is findings.on_swap(()).weight
    assert Weight.UNKNOWN is findings.on_swap(None).weight


def test_each_kind_of_drive_has_its_own_words():
    kinds = (None, Mount("/", "nfs", "a:/b"), Mount("/", "9p", "x"), Mount("/", "ext4", "/dev/x"))
    told = [findings.on_drive(mount) for mount in kinds]

    assert [Weight.UNKNOWN, Weight.REFUSED, Weight.LOOK, Weight.SEEN] == [t.weight for t in told]
    assert 4 == len({each.means for each in told})


def test_a_memory_disk_and_a_copied_folder_are_to_be_looked_at(tmp_path):
    (tmp_path / ".stfolder").mkdir()

    assert Weight.LOOK is findings.on_disk(Mount("/", "tmpfs", "tmpfs")).weight
    assert Weight.LOOK is findings.on_copies(tmp_path / "vault").weight


def test_a_process_that_could_not_close_itself_says_so():
    closed, left = findings.on_crashes(OPEN, SHUT), findings.on_crashes(OPEN, OPEN)
    unknown = Openness(0o022, 0, is_readable=None)

    assert (Weight.SEEN, Weight.LOOK) == (closed.weight, left.weight)
    assert closed.found.startswith("This shell allows")
    assert Weight.LOOK is findings.on_memory(OPEN).weight
    assert Weight.UNKNOWN is findings.on_memory(unknown).weight
    assert Weight.SEEN is findings.on_new_files(SHUT).weight


def test_what_stands_between_him_and_reflect_is_said_as_far_as_it_shows(tmp_path):
    for number, name, parent in ((9, "bash", 8), (8, "a (b) c", 7), (7, "asciinema", 1)):
        (tmp_path / "proc" / str(number)).mkdir(parents=True)
        (tmp_path / "proc" / str(number) / "stat").write_text(f"{number} ({name}) S {parent} 0")
    environ = {"TERM": "xterm", "TERM_PROGRAM": "kitty", "TMUX": "x", "SSH_TTY": "/dev/pts/1"}
    seen = surroundings(environ, tmp_path, 9)

    assert Surroundings("xterm", "kitty", True, "tmux", ("asciinema",)) == seen
    told = findings.on_terminal(seen)
    assert "xterm in kitty. It runs under: asciinema. Inside tmux. Reached over SSH." == told.found
    assert Weight.LOOK is told.weight
    nothing = findings.on_terminal(surroundings({}, tmp_path, 99))
    assert (Weight.UNKNOWN, "No terminal named.") == (nothing.weight, nothing.found)


def test_a_clock_behind_the_journal_or_before_reflect_is_told(journal):
    last = max(path.stat().st_mtime for path in journal.iterdir())

    assert Weight.SEEN is findings.on_clock(journal, last).weight
    assert Weight.LOOK is findings.on_clock(journal, last - 3 * 86400).weight
    assert Weight.LOOK is findings.on_clock(journal.parent / "none", 0.0).weight


def test_an_engine_that_cannot_encrypt_is_told(monkeypatch):
    import apsw

    assert Weight.SEEN is findings.on_engine().weight
    monkeypatch.delattr(apsw, "mc_version")
    assert "cannot encrypt" in findings.on_engine().found


def test_folders_above_that_others_can_rename_are_named(tmp_path):
    tmp_path.chmod(0o770)

    told = findings.on_folders_above(tmp_path / "vault")
    assert (Weight.LOOK, True) == (told.weight, str(tmp_path) in told.found)
