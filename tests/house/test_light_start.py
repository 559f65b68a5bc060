"""What runs without a passphrase starts without the weight of what needs one.

Looked at by loaded modules, never by the clock.
"""

from __future__ import annotations

import json

import pytest

from house.tree import python

HEAVY = ("questionary", "prompt_toolkit", "rich", "pydantic", "apsw", "nacl", "argon2", "pyrage")

#: Runs one command in its own process and tells on stderr what it loaded.
RUNNER = """
import json, sys
from reflect_cli.commands.app import main
sys.argv = ["reflect", *sys.argv[1:]]
try:
    main()
except SystemExit as ended:
    code = ended.code or 0
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "command", ["--help", "--version", "start --help", "journal --help", "sets list", "support"]
)
def test_a_command_that_opens_no_journal_loads_nothing_heavy(command):
    code, loaded = _loaded_by(command)

    assert 0 == code
    assert [] == [name for name in loaded if name.partition(".")[0] in HEAVY]


def test_help_reads_no_prompt_set_and_loads_nothing_it_does_not_need():
    _, loaded = _loaded_by("--help")

    assert not {"yaml", "random", "tempfile", "sqlite3"} & set(loaded)
    assert "reflect_cli.promptsets.reading" not in loaded


def _loaded_by(command: str) -> tuple[int, list[str]]:
    done = python("-c", RUNNER, *command.split())
    code, loaded = json.loads(done.stderr.splitlines()[-1])
    return code, loaded
