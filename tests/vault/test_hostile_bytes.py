"""Any bytes at all, as a key file or as a backup: an error of ours, or what they truly are."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reflect_cli.errors import BackupDamaged, VaultDamaged, VaultTooNew, WrongPassphrase
from reflect_cli.vault import age, lines
from reflect_cli.vault.archive import pack, unpack
from reflect_cli.vault.backup import archive_of, read
from reflect_cli.vault.header import decode, encode
from reflect_cli.vault.slots import unlocked
from vault.kept import backup

FEW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=70),
    st.binary(max_size=64).map(bytes.hex),
)
anything = st.recursive(
    leaves,
    lambda more: (
        st.lists(more, max_size=4) | st.dictionaries(st.text(max_size=8), more, max_size=4)
    ),
    max_leaves=8,
)
MEMBERS = unpack(archive_of(backup()))


@pytest.fixture(scope="session")
def raw(made):
    return (made / "header.json").read_bytes()


def put(value, road, new):
    """*value* with *new* at the place that *road*, any numbers, leads to."""
    if not road or not isinstance(value, dict | list) or not value:
        return new
    names = sorted(value) if isinstance(value, dict) else range(len(value))
    name = names[road[0] % len(names)]
    copy = value.copy()
    copy[name] = put(value[name], road[1:], new)
    return copy


@FEW
@given(road=st.lists(st.integers(0, 9), max_size=5), new=anything)
def test_any_value_anywhere_in_a_key_file_is_refused_or_is_what_it_was(raw, road, new):
    altered = json.dumps(put(json.loads(raw), road, new), sort_keys=True, separators=(",", ":"))
    content = altered.encode() + b"\n"
    try:
        header = decode(content)
    except (VaultDamaged, VaultTooNew):
        return
    assert content == encode(header)
    if content != raw:
        with pytest.raises((VaultDamaged, WrongPassphrase)):
            unlocked(header, lambda _: bytes(32))


@FEW
@given(content=st.binary(max_size=300))
def test_any_bytes_at_all_are_no_key_file_no_backup_and_no_archive(content):
    for open_it, refused in (
        (decode, VaultDamaged),
        (age.work_of, BackupDamaged),
        (read, BackupDamaged),
    ):
        with pytest.raises(refused):
            open_it(content)


@FEW
@given(name=st.sampled_from(sorted(MEMBERS)), at=st.integers(0, 10_000), new=st.binary(max_size=40))
def test_a_backup_whose_files_were_altered_is_refused_or_holds_the_same(name, at, new):
    content = MEMBERS[name]
    at %= len(content) + 1
    altered = content[:at] + new + content[at + len(new) :]
    if altered == content:
        return
    with suppress(BackupDamaged, VaultTooNew):
        found = read(pack({**MEMBERS, name: altered}))
        assert "manifest.json" == name  # when it was made, by what and from which vault
        assert read(pack(MEMBERS)).contents == found.contents


@FEW
@given(road=st.lists(st.integers(0, 9), max_size=4), new=anything)
def test_any_value_anywhere_in_a_line_of_a_backup_is_refused_or_read_as_it_stands(road, new):
    """By its writer, who can make the hashes fit; the reader of lines has nothing else to go by."""
    first, *_ = MEMBERS["entries.jsonl"].splitlines()
    altered = json.dumps(put(json.loads(first), road, new), separators=(",", ":")).encode()
    with suppress(ValueError, TypeError, VaultTooNew):
        (one,) = lines.revisions_in(altered + b"\n")
        assert altered + b"\n" == lines.of_revisions((one,))
