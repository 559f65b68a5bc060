"""What a process says of its own openness, before it is closed to others and after."""

import sys

import pytest

from vault.sample import python

CODE = """
    import os, resource
    from reflect_cli.vault.private_process import keep_private, openness
    os.umask(0o022)
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    before = openness()
    print(before.umask, before.largest_core == hard, before.is_readable)
    print(oct(os.umask(0o022)))
    keep_private()
    after = openness()
    print(oct(after.umask), after.largest_core, after.is_readable)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_a_process_tells_how_open_it_is_and_changes_nothing_by_telling():
    assert ("18 True True\n0o22\n0o77 0 False\n", "") == python(CODE).communicate()
