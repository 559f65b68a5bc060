"""A signal, or a disk that is pulled, in the middle of keeping: all of it or none, and it goes on."""

import os
from contextlib import contextmanager
from pathlib import Path

import apsw
import pytest

from reflect_cli.errors import CannotWrite, ReflectError, VaultDamaged
from reflect_cli.vault.vault import open_vault
from vault.sample import bytes_of, draft, entry, passphrase, python

STATEMENTS = ("BEGIN", "UPDATE meta", "INSERT INTO draft", "COMMIT")


@contextmanager
def interrupted_at(vault, beginning):
    """Ctrl-C is heard just as the statement that begins so is to run."""

    def look(_cursor, statement, _values):
        if statement.lstrip().startswith(beginning):
            raise KeyboardInterrupt
        return True

    connection = vault.database._connection
    connection.exec_trace = look
    try:
        yield
    finally:
        connection.exec_trace = None


@pytest.mark.parametrize("statement", STATEMENTS)
def test_an_interrupted_save_leaves_nothing_open_and_the_next_is_durable(folder, statement):
    with open_vault(folder, passphrase()) as vault:
        with pytest.raises(KeyboardInterrupt), interrupted_at(vault, statement):
            vault.drafts.keep(draft("d1", "interrupted"))
        assert not vault.database._connection.in_transaction
        assert draft() == vault.drafts.latest()

        vault.drafts.keep(draft("d1", "the next"))
        killed = bytes_of(folder)
    for name, content in killed.items():
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o600)

    with open_vault(folder, passphrase()) as vault:
        assert "the next" == vault.drafts.latest().state


@pytest.mark.parametrize("statement", ["INSERT INTO plan", "DELETE FROM draft", "COMMIT"])
def test_an_interrupted_finishing_keeps_the_draft_and_no_half_entry(vault, statement):
    def finish(number):
        with vault.transaction():
            vault.entries.add(entry(number))
            vault.drafts.drop("d1")
            vault.database.run("INSERT INTO setting VALUES ('a', 'b') ON CONFLICT DO NOTHING")

    with pytest.raises(KeyboardInterrupt), interrupted_at(vault, statement.replace("plan", "set")):
        finish(500)

    assert 41 == vault.entries.count()
    assert draft() == vault.drafts.latest()
    finish(501)
    assert 42 == vault.entries.count()
    assert vault.drafts.latest() is None


def test_a_signal_during_a_change_is_heard_when_it_is_over(folder):
    code = """
        import os, signal, sys
        from pathlib import Path
        from vault.sample import passphrase
        from reflect_cli.vault.vault import open_vault
        with open_vault(Path(sys.argv[1]), passphrase()) as vault:
            try:
                with vault.transaction():
                    os.kill(os.getpid(), signal.SIGINT)
                    vault.settings.set("during", "kept")
            except KeyboardInterrupt:
                print("heard", vault.settings.get("during"))
    """
    assert ("heard kept\n", "") == python(code, folder).communicate()


def test_no_storm_of_signals_leaves_a_save_half_done(folder):
    """Every acknowledged save is on disk, whenever Ctrl-C comes."""
    code = """
        import os, signal, sys, time
        from pathlib import Path
        from vault.sample import draft, passphrase
        from reflect_cli.vault.vault import open_vault
        armed = False
        def heard(_number, _frame):
            global armed
            if armed:
                armed = False
                raise KeyboardInterrupt
        signal.signal(signal.SIGINT, heard)
        tried = kept = interrupted = 0
        with open_vault(Path(sys.argv[1]), passphrase()) as vault:
            vault.drafts.keep(draft("d1", "0"))
            if not (storm := os.fork()):
                for _ in range(300):
                    time.sleep(0.003)
                    os.kill(os.getppid(), signal.SIGINT)
                os._exit(0)
            while os.waitpid(storm, os.WNOHANG) == (0, 0):
                assert not vault.database._connection.in_transaction
                assert kept <= int(vault.drafts.latest().state) <= tried
                try:
                    armed = True
                    tried += 1
                    vault.drafts.keep(draft("d1", str(tried)))
                    kept = tried
                except KeyboardInterrupt:
                    interrupted += 1
                armed = False
            last = vault.drafts.latest().state
        print(interrupted > 20, last)
    """
    said, errors = python(code, folder).communicate()

    assert "" == errors
    assert said.startswith("True ")
    with open_vault(folder, passphrase()) as vault:
        assert said.split()[1] == vault.drafts.latest().state


@contextmanager
def pulled(folder):
    """The disk is gone under the open files: whatever is asked of them fails."""
    named = {str(folder / name) for name in ("journal.db", "journal.db-wal")}
    open_ones = [
        int(one.name) for one in Path("/proc/self/fd").iterdir() if _leads_to(one) in named
    ]
    assert open_ones
    kept = {number: os.dup(number) for number in open_ones}
    nothing, refusing = os.pipe()
    try:
        for number in open_ones:
            os.dup2(refusing, number)
        yield
    finally:
        for number, copy in kept.items():
            os.dup2(copy, number)
            os.close(copy)
        os.close(nothing)
        os.close(refusing)


def _leads_to(link):
    try:
        return str(link.readlink())
    except OSError:
        return ""


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
def test_a_pulled_stick_is_a_failed_save_and_no_damage(folder):
    with open_vault(folder, passphrase()) as vault:
        vault.drafts.keep(draft("d1", "before"))
        with pulled(folder):
            with pytest.raises(CannotWrite):
                vault.drafts.keep(draft("d1", "x" * 60_000))
            with pytest.raises(CannotWrite), vault.transaction():
                vault.entries.add(entry(500))
            with pytest.raises(VaultDamaged):
                vault.entries.get(entry(20).id)

        vault.drafts.keep(draft("d1", "after"))
    with open_vault(folder, passphrase()) as vault:
        assert "after" == vault.drafts.latest().state


def test_what_the_database_says_otherwise_is_one_of_our_errors(vault):
    with pytest.raises(ReflectError, match="SQLError"):
        vault.database.rows("SELECT nothing FROM nowhere")
    with pytest.raises(ReflectError, match="SQLError"), vault.transaction():
        vault.database.run("INSERT INTO nowhere VALUES (1)")


def test_a_rule_of_a_table_can_still_be_told_by_the_one_who_runs_the_statement(vault):
    with vault.transaction(), pytest.raises(apsw.ConstraintError):
        vault.database.run("INSERT INTO setting (name, value) VALUES ('country', NULL)")


def test_half_characters_and_boundless_numbers_are_asked_about_without_a_fall(vault):
    assert [(1,)] == vault.database.rows("SELECT 1 WHERE ?1 > 0 AND ?2 <> ''", (10**30, "\udcff"))
    assert 41 == len(vault.entries.recent(10**30))


def test_the_lock_never_gets_the_number_of_a_standard_stream(folder):
    code = """
        import os, sys
        from pathlib import Path
        from reflect_cli.vault.lock import take, take_for_reading
        said = os.dup(1)
        for number in (0, 1, 2):
            os.close(number)
        folder = Path(sys.argv[1])
        with take(folder) as lock:
            os.write(said, f"{lock._descriptor > 2} ".encode())
        with take_for_reading(folder) as lock:
            os.write(said, f"{lock._descriptor > 2}".encode())
    """
    assert "True True" == python(code, folder).communicate()[0]
