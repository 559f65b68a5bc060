"""A computer with little memory: told before anything is derived, or when the system says no."""

import os

import pytest

from reflect_cli.errors import ReflectError, UsageProblem, VaultDamaged
from reflect_cli.vault import kdf
from reflect_cli.vault.slots import locked, signed, with_slot
from reflect_cli.vault.status import HeaderState
from reflect_cli.vault.unlocking import read_headers, unlock, write_headers
from reflect_cli.vault.vault import open_vault, status
from vault.sample import passphrase, python

MIB = 1024 * 1024


@pytest.fixture
def memory(monkeypatch):
    """A function that lets the system say how much memory this computer has."""

    def told(mib):
        answers = {"SC_PHYS_PAGES": mib * MIB // 4096, "SC_PAGE_SIZE": 4096}
        monkeypatch.setattr(os, "sysconf", answers.__getitem__)

    return told


def test_a_key_may_need_half_of_the_memory_and_no_more(memory):
    memory(128)
    assert (64 * 1024, 3, 1) == (
        (made := kdf.new_kdf(kdf.LIGHT)).memory_kib, made.passes, made.lanes
    )  # fmt: skip
    assert made.salt != kdf.new_kdf(kdf.LIGHT).salt

    memory(127)
    with pytest.raises(UsageProblem, match="light key needs 64 MiB") as told:
        kdf.new_kdf(kdf.LIGHT)
    assert "Choose a lighter key." == told.value.hint


def test_a_journal_from_a_larger_computer_is_whole_and_cannot_be_opened_here(folder, memory, roots):
    opened = unlock(read_headers(folder), roots)
    costly = kdf.Kdf(1024 * 1024, 3, 1, bytes(16))
    header = with_slot(opened.header, locked(opened.header, costly, bytes(32), opened.master))
    write_headers(folder, signed(header, opened.master))
    memory(1024)

    with pytest.raises(ReflectError, match="needs 1024 MiB of memory") as told:
        open_vault(folder, passphrase())
    assert not isinstance(told.value, VaultDamaged)
    assert "another computer" in told.value.hint
    found = status(folder)
    assert (HeaderState.WHOLE, None, None) == (found.header, found.version, found.key_memory_mib)
    memory(4096)
    assert 1024 == status(folder).key_memory_mib


def test_the_costs_that_any_reflect_writes_are_taken_and_one_more_is_not(memory):
    memory(16 * 1024)
    most, work = 4 * 1024 * 1024, 16 * 1024 * 1024
    for cost in ((65536, 1), (65536, 16), (most, work // most)):
        kdf.refuse_cost(kdf.Kdf(*cost, 1, bytes(16)))
    for memory_kib, passes, lanes in (
        (65535, 1, 1), (65536, 0, 1), (65536, 17, 1), (65536, 1, 2), (65536, 1, 0),
        (most + 1, 1, 1), (most, work // most + 1, 1),
    ):  # fmt: skip
        with pytest.raises(VaultDamaged, match="never writes"):
            kdf.refuse_cost(kdf.Kdf(memory_kib, passes, lanes, bytes(16)))


def test_memory_that_the_system_does_not_give_is_told():
    """There is enough in the computer, but not for this process."""
    code = """
        import resource
        from pathlib import Path
        from nacl import bindings, exceptions
        from reflect_cli.errors import ReflectError
        from reflect_cli.vault import kdf
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + (100 << 20)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        try:
            kdf.stretch(bytearray(b"words"), kdf.new_kdf(kdf.STANDARD))
        except ReflectError as problem:
            print(type(problem).__name__, problem.message)
        print(len(kdf.stretch(bytearray(b"words"), kdf.new_kdf(kdf.LIGHT))))
    """
    said = (
        "ReflectError Opening this journal needs 256 MiB of memory, "
        "and this computer cannot spare it.\n32\n"
    )
    assert (said, "") == python(code).communicate()
