"""What opens the journal, changed by a script: new words, a kit on paper, and the kit tried."""

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from commands.conftest import PASSPHRASE
from commands.doors import inside, shell
from reflect_cli.errors import WrongPassphrase
from reflect_cli.vault.kdf import LIGHT
from reflect_cli.vault.recovery import Kit, kit_from, new_kit
from reflect_cli.vault.unlocking import read_headers
from reflect_cli.vault.vault import open_to_change, open_vault
from vault.sample import entry

NEW = "eleven quiet boats"


def words(text):
    return bytearray(text.encode())


def opens(folder, secret):
    try:
        open_vault(folder, secret).close()
    except WrongPassphrase:
        return False
    return True


@pytest.fixture
def kit(folder):
    """A kit of the journal, as it is typed."""
    made = new_kit()
    with open_to_change(folder, words(PASSPHRASE)) as vault:
        vault.keys.set_kit(made)
    return made.written()


def prints_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_script_changes_the_passphrase_with_two_lines_of_one_descriptor(folder):
    done = shell(
        "vault passphrase --passphrase-fd 0 --new-passphrase-fd 0",
        given=f"{PASSPHRASE}\n{NEW}\n".encode(),
    )

    assert 0 == done.code
    assert (
        "The passphrase is changed. The one before no longer opens this journal.\n"
        "Copies of the folder made before this still open with the old one, "
        "and backups with their own.\n"
        "If somebody else may know the old one: reflect vault rotate\n"
    ) == done.out
    assert "Making the key. This takes about a second.\n" == done.err
    assert (False, True) == (opens(folder, words(PASSPHRASE)), opens(folder, words(NEW)))


def test_the_passphrase_command_is_asked_for_the_old_one_only(journal):
    refused = shell("vault passphrase", REFLECT_PASSCOMMAND=f"echo {PASSPHRASE}")
    done = shell("vault passphrase --new-passphrase-fd 0", given=f"{NEW}\n".encode())

    assert (2, 0) == (refused.code, done.code)
    assert "for the new passphrase.\n  Give it with --new-passphrase-fd N.\n" in refused.err
    assert opens(journal, words(NEW))


@pytest.mark.parametrize(
    ("line", "given", "code", "told"),
    [
        ("--new-passphrase-fd 0 --passphrase-fd 0", b"wrong\nnew\n", 12, "does not open this"),
        ("--new-passphrase-fd 0", b"\n", 2, "The passphrase given is empty."),
        ("--new-passphrase-fd 0", b"\xff\n", 2, "not text (UTF-8)"),
        ("--new-passphrase-fd 9", b"", 2, "File descriptor 9 cannot be read."),
        ("--memory 65", b"", 2, "--memory is not one of the costs there are."),
        ("--memory ''", b"", 2, "--memory is not one of the costs there are."),
        ("--recovery --passphrase-fd 0", b"ABC\n", 12, "35 letters and digits. These are 3."),
    ],
)
def test_what_cannot_be_changes_nothing(journal, line, given, code, told):
    before = prints_of(journal)
    done = shell(f"vault passphrase {line}", given=given)

    assert (code, "") == (done.code, done.out)
    assert told in done.err
    assert before == prints_of(journal)


def test_the_same_passphrase_again_does_not_say_that_the_old_one_stopped(folder):
    done = shell(
        "vault passphrase --passphrase-fd 0 --new-passphrase-fd 0",
        given=f"{PASSPHRASE}\n{PASSPHRASE}\n".encode(),
    )

    assert (
        0,
        "That is the passphrase it had. It stays; what each guess at it costs was set anew.\n",
    ) == (
        done.code,
        done.out,
    )
    assert opens(folder, words(PASSPHRASE))


def test_the_cost_of_a_guess_is_chosen_anew(folder):
    """The test's own choice is 64; 256 is asked for on the line."""
    done = shell(
        "vault passphrase --memory 256 --passphrase-fd 0 --new-passphrase-fd 0",
        given=f"{PASSPHRASE}\n{PASSPHRASE}\n".encode(),
    )

    assert 0 == done.code
    assert 256 == json.loads(inside("vault status --json").out)["key_memory_mib"]
    assert read_headers(folder).main == read_headers(folder).copy


def test_the_kit_sets_a_new_passphrase_and_stays(folder, kit):
    done = shell(
        "vault passphrase --recovery --passphrase-fd 0 --new-passphrase-fd 0",
        given=f"{kit.lower().replace('-', ' ')}\n{NEW}\n".encode(),
        REFLECT_PASSCOMMAND="false",
    )

    assert 0 == done.code, done.err
    assert "The recovery kit still opens it too.\n" in done.out
    assert opens(folder, words(NEW))
    assert opens(folder, kit_from(kit))
    assert not opens(folder, words(PASSPHRASE))


def test_a_wrong_passphrase_names_the_kit_where_there_is_one(folder):
    plain = shell("journal list --passphrase-fd 0", given=b"wrong\n")
    with open_to_change(folder, words(PASSPHRASE)) as vault:
        vault.keys.set_kit(new_kit())
    named = shell("journal list --passphrase-fd 0", given=b"wrong\n")

    assert (12, 12) == (plain.code, named.code)
    assert "--recovery" not in plain.err
    assert "a new passphrase can be set: reflect vault passphrase --recovery" in named.err


def test_a_rehearsal_says_how_many_entries_opened_and_changes_nothing(folder, kit):
    told = []
    for number in range(3):
        if number:
            with open_vault(folder, kit_from(kit)) as vault:
                vault.entries.add(entry(number))
        before = prints_of(folder)
        done = shell("vault recovery --rehearse --passphrase-fd 0", given=kit.encode())
        assert (0, "", before) == (done.code, done.err, prints_of(folder))
        told.append(done.out.partition("journal. ")[2])

    assert [
        "There are no entries in it yet. Nothing was changed.\n",
        "Its one entry could be read. Nothing was changed.\n",
        "All 2 entries could be read. Nothing was changed.\n",
    ] == told


def test_a_rehearsal_tells_a_slip_from_the_kit_of_another_journal(folder, kit):
    slip = ("A" if kit[0] != "A" else "B") + kit[1:]
    other = new_kit().written()
    done = [
        shell("vault recovery --rehearse --passphrase-fd 0", given=typed.encode())
        for typed in (slip, other)
    ]

    assert [12, 12] == [one.code for one in done]
    assert "A letter is not as it stands on the paper" in done[0].err
    assert "This is a whole recovery kit, but not this journal's." in done[1].err


def test_a_rehearsal_tells_of_an_entry_that_cannot_be_read(folder, kit):
    with open_vault(folder, words(PASSPHRASE)) as vault, vault.transaction():
        vault.database.run(
            "INSERT INTO entry (n, id, backwards, kind, set_id, title, began, finished, record) "
            "VALUES (1, 'a', 'a', 'free', '', 'T', '2026', '2026', 'r')"
        )
    done = shell("vault recovery --rehearse --passphrase-fd 0", given=kit.encode())

    assert 13 == done.code
    assert "The journal file is damaged." in done.err


def test_a_journal_that_was_not_closed_is_not_put_in_order_by_a_rehearsal(folder, kit):
    (folder / "journal.db-wal").write_bytes(b"not empty")
    (folder / "journal.db-wal").chmod(0o600)
    before = prints_of(folder)
    done = shell("vault recovery --rehearse --passphrase-fd 0", given=kit.encode())

    assert 15 == done.code
    assert "Open it once with `reflect journal list`." in done.err
    assert before == prints_of(folder)


def test_a_kit_on_paper_is_his_alone_and_opens_the_journal(journal, home):
    paper = home / "kit.txt"
    done = inside(f"vault recovery --print {paper}")
    page = paper.read_text()

    assert 0 == done.code, done.err
    assert 0o600 == paper.stat().st_mode & 0o777
    assert "This is the key itself." in page
    assert max(map(len, page.splitlines())) <= 78
    assert len(page.splitlines()) < 60
    assert f"{paper} is the key itself. When it is on paper, remove the file." in done.out
    on_paper = " ".join(re.findall(r"^    ((?:[0-9A-Z]{5}-?)+)$", page, re.MULTILINE))
    assert opens(journal, kit_from(on_paper))
    assert on_paper.split()[0] not in done.out + done.err


@pytest.mark.parametrize("where", ["there", "link", "inside", "nowhere/kit"])
def test_paper_that_is_there_or_in_a_wrong_place_is_refused_before_anything(journal, home, where):
    (home / "there").write_text("his own")
    (home / "link").symlink_to(home / "gone")
    paper = journal / "kit" if where == "inside" else home / where
    before = prints_of(journal)
    done = inside(f"vault recovery --print {paper}")

    assert (2, "") == (done.code, done.out)
    assert before == prints_of(journal)
    assert "his own" == (home / "there").read_text()
    assert not (home / "gone").exists()


def test_a_kit_that_could_not_be_set_leaves_no_paper(journal, home):
    paper = home / "kit.txt"
    journal.chmod(0o500)
    done = shell(f"vault recovery --print {paper}", REFLECT_PASSCOMMAND="echo wrong")

    assert done.code in (12, 15)  # 12 for root, whom no permissions bind
    assert not paper.exists()


def test_a_kit_needs_a_person_or_paper_and_a_rehearsal_makes_none(journal):
    nobody = inside("vault recovery")
    both = inside("vault recovery --rehearse --print x")

    assert (2, 2) == (nobody.code, both.code)
    assert "--print FILE writes it to a new file instead." in nobody.err


def test_status_says_whether_there_is_a_kit_and_when_the_keys_were_written(folder):
    without = json.loads(inside("vault status --json").out)
    with open_to_change(folder, words(PASSPHRASE)) as vault:
        vault.keys.set_kit(Kit(bytearray(20)))
    os.utime(folder / "header.json", (0, 86400 * 365))
    there = json.loads(inside("vault status --json").out)
    said = shell("vault status", TZ="UTC").out

    assert (False, True) == (without["recovery_kit"], there["recovery_kit"])
    assert there["key_file_written"].startswith("1971-01-01")
    assert "Recovery kit   there is one\nKeys written   1971-01-01T00:00:00+00:00\n" in said
    for name in ("header.json", "header.copy"):
        (folder / name).write_bytes(b"")
    assert "Recovery kit   unknown\nKeys written   unknown\n" in inside("vault status").out


KILLS = 2


def test_the_command_killed_at_any_moment_leaves_the_old_or_the_new_passphrase(folder):
    """The moments are spread over the last half of its life, where the writing is."""
    mine, other = PASSPHRASE, NEW
    line = ("vault", "passphrase", "--passphrase-fd", "0", "--new-passphrase-fd", "0")
    began = time.monotonic()
    assert 0 == shell(" ".join(line), given=f"{mine}\n{other}\n".encode()).code
    took, mine, other = time.monotonic() - began, other, mine
    for kill in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-m", "reflect_cli", *line],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        process.stdin.write(f"{mine}\n{other}\n".encode())
        process.stdin.close()
        time.sleep(took * (0.5 + kill / KILLS / 2))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if not opens(folder, words(mine)):
            assert opens(folder, words(other))
            mine, other = other, mine

    assert (
        LIGHT.memory_kib // 1024 == json.loads(inside("vault status --json").out)["key_memory_mib"]
    )
