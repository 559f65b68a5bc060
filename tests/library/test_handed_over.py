"""A set as it is handed over: one file of a bounded size, whatever it came in; odd archives are refused."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from reflect_cli.errors import PromptSetMalformed, PromptSetMissing
from reflect_cli.library.handed_over import HandedOver, handed_over

if TYPE_CHECKING:
    from pathlib import Path

NAME = "evening.reflect.yaml"
SET = b"reflect-set: 1\nid: tests.evening\n"


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", way) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return made.getvalue()


def entry(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


def given(tmp_path: Path, data: bytes, name: str = "set.zip") -> HandedOver:
    file = tmp_path / name
    file.write_bytes(data)
    return handed_over(str(file))


def refused(tmp_path: Path, data: bytes) -> str:
    with pytest.raises(PromptSetMalformed) as problem:
        given(tmp_path, data)
    assert {"home", "set.zip"} == {path.name for path in tmp_path.iterdir()}  # nothing was unpacked
    return problem.value.message


def test_a_file_is_read_as_it_is(tmp_path):
    assert HandedOver(SET, NAME) == given(tmp_path, SET, NAME)


def test_a_link_he_names_himself_is_followed(tmp_path):
    (tmp_path / NAME).write_bytes(SET)
    (tmp_path / "link").symlink_to(NAME)

    assert SET == handed_over(str(tmp_path / "link")).data


def test_the_one_set_in_a_folder_is_taken(tmp_path):
    (tmp_path / NAME).write_bytes(SET)
    (tmp_path / "readme.txt").write_text("x")

    assert HandedOver(SET, NAME) == handed_over(str(tmp_path))


def test_a_folder_with_none_or_several_says_so(tmp_path):
    with pytest.raises(PromptSetMissing, match="no set"):
        handed_over(str(tmp_path))
    (tmp_path / NAME).write_bytes(SET)
    (tmp_path / f"a-{NAME}").write_bytes(SET)
    with pytest.raises(PromptSetMissing, match="There are 2 sets") as problem:
        handed_over(str(tmp_path))

    assert f"“a-{NAME}”, “{NAME}”" in problem.value.hint


@pytest.mark.parametrize("how", ["symlink", "fifo", "folder"])
def test_in_a_folder_only_a_file_of_its_own_is_read(tmp_path, how):
    """A link in an unpacked archive could lead to any file of his; a pipe would never end."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "his").write_text("secret")
    match how:
        case "symlink":
            (folder / NAME).symlink_to(tmp_path / "his")
        case "fifo":
            os.mkfifo(folder / NAME)
        case _:
            (folder / NAME).mkdir()

    with pytest.raises(PromptSetMissing) as problem:
        handed_over(str(folder))
    assert "secret" not in problem.value.message


@pytest.mark.parametrize(
    "name", ["not-there", "a\0b", "~nobody-here/x", "x" * 5000, "", "/dev/zero"]
)
def test_a_name_that_leads_to_no_file_is_told(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PromptSetMissing):
        handed_over(name)


def test_a_web_address_is_not_fetched(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PromptSetMissing) as problem:
        handed_over("https://harbour.example/evening.reflect.yaml")

    assert "fetches nothing from the web" in problem.value.hint


@pytest.mark.parametrize("way", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_one_set_in_a_zip_is_read(tmp_path, way):
    data = packed(
        ("evening/", b""), (f"evening/{NAME}", SET), ("evening/read me.txt", b"x"), way=way
    )

    assert HandedOver(SET, NAME) == given(tmp_path, data)


def test_a_zip_from_a_mac_holds_one_set_whatever_lies_beside_it(tmp_path):
    data = packed((NAME, SET), ("__MACOSX/", b""), (f"__MACOSX/._{NAME}", b"\0\5\x16\7"))

    assert HandedOver(SET, NAME) == given(tmp_path, data)


@pytest.mark.parametrize(
    "name",
    [
        "../../.bashrc.reflect.yaml", "/etc/evening.reflect.yaml", "a/../../b.reflect.yaml",
        "C:\\b.reflect.yaml", "a\\..\\b.reflect.yaml", "./b.reflect.yaml", "a//b.reflect.yaml",
        "a\x1b]52;c;aGk=\x07.reflect.yaml", "a\u202elmay.reflect.yaml", "a|b.reflect.yaml",
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    assert "leads elsewhere" in refused(tmp_path, packed((name, SET)))
    assert "leads elsewhere" in refused(
        tmp_path, packed((NAME, SET), (name.replace("yaml", "x"), b""))
    )


def test_a_name_with_a_nul_is_refused(tmp_path):
    data = packed((f"aXb{NAME}", SET)).replace(b"aXb", b"a\0b")

    assert "leads elsewhere" in refused(tmp_path, data)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_a_device_is_refused(tmp_path, kind):
    assert "holds a link" in refused(tmp_path, packed((entry(NAME, kind | 0o777), b"/etc/passwd")))
    assert "holds a link" in refused(tmp_path, packed((NAME, SET), (entry("x", kind), b"")))


def test_a_bomb_is_refused_without_being_unpacked(tmp_path):
    bomb = packed((NAME, b"# " + b"x" * (64 << 20)))
    assert len(bomb) < 1 << 17

    assert "more than" in refused(tmp_path, bomb)


def test_a_size_that_is_not_so_is_refused(tmp_path):
    data = bytearray(packed((NAME, SET * 9)))
    central = data.index(b"PK\x01\x02")
    struct.pack_into("<L", data, central + 24, 3)

    refused(tmp_path, bytes(data))


def test_too_many_files_are_refused(tmp_path):
    data = packed((NAME, SET), *((f"{number}.txt", b"") for number in range(40)))

    assert "more than 40 files" in refused(tmp_path, data)


def test_an_archive_larger_than_any_set_is_refused(tmp_path):
    data = packed((NAME, SET), ("x.bin", os.urandom(1 << 20)))

    assert "larger than 1 MiB" in refused(tmp_path, data)


@pytest.mark.parametrize("names", [(NAME, NAME.upper()), (NAME, NAME)])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(tmp_path, names):
    assert "two files of one name" in refused(tmp_path, packed(*((name, SET) for name in names)))


@pytest.mark.parametrize("names", [(), ("a.txt",), (f"a-{NAME}", f"b-{NAME}")])
def test_none_or_several_sets_are_refused(tmp_path, names):
    if names:
        assert "set files, not one" in refused(tmp_path, packed(*((name, SET) for name in names)))


def test_an_encrypted_archive_is_refused(tmp_path):
    data = bytearray(packed((NAME, SET)))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1

    assert "is encrypted" in refused(tmp_path, bytes(data))


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_another_way_of_packing_is_refused(tmp_path, way):
    assert "not read here" in refused(tmp_path, packed((NAME, SET), way=way))


def test_an_archive_in_an_archive_stays_closed(tmp_path):
    assert "no set files" in refused(tmp_path, packed(("inner.zip", packed((NAME, SET)))))


def test_a_damaged_archive_is_refused(tmp_path):
    whole = packed((NAME, SET * 40), way=zipfile.ZIP_STORED)
    for end in (4, 30, len(whole) // 2, len(whole) - 1):
        refused(tmp_path, whole[:end])
    refused(tmp_path, whole.replace(SET * 40, SET * 39 + SET[::-1]))
