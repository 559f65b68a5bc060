"""`author key` and `author sign`: a key that only a passphrase opens, and lines that prove a set."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from commands.handed import NAME, descriptor, file_of, run, text
from reflect_cli.library.sets import path_of
from reflect_cli.library.spoken import copy_words, key_words
from reflect_cli.paths import author_folder
from reflect_cli.signing.keys import public_key
from reflect_cli.signing.seal import MARKER, opened
from reflect_cli.vault import author_key

WORDS = "nine grey herons\n"


def key(*more: str, words: str = WORDS):
    return run("author", "key", *more, "--key-passphrase-fd", descriptor(words))


def sign(file, *more: object, words: str = WORDS):
    return run("author", "sign", file, *more, "--key-passphrase-fd", descriptor(words))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A key folder made once by the command; a test gets a copy."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("made")
        patch.setenv("REFLECT_HOME", str(home))
        patch.setenv("REFLECT_KEY_MEMORY", "64")
        return author_folder(), key()


@pytest.fixture
def author(made, home):
    author_folder().parent.mkdir(mode=0o700)
    shutil.copytree(made[0], author_folder())
    return author_folder()


def test_a_key_is_made_and_shown_as_six_words_and_a_line(made, author):
    done = made[1]
    kept = author_key.kept(author)
    again = run("author", "key")

    assert 0 == done.code
    assert "Print the six key words" in done.err
    for said in (done.out, again.out):
        assert f"Key words   {key_words(kept.public)}\nKey line    {kept.public.line}\n" in said
    assert "" == again.err


def test_a_set_is_signed_and_says_its_words(author, tmp_path):
    file = file_of(tmp_path, text())
    file.chmod(0o640)
    done = sign(file)
    found = opened(file.read_bytes())

    assert 0 == done.code, done.err
    assert text().encode() == found.text
    assert author_key.kept(author).public == found.said.key
    assert (
        "Signed: One evening, looked at again 1.0.0\n"
        f"Key words   {key_words(found.said.key)}\n"
        f"Copy words  {copy_words(found.whole)}\n"
    ) == done.out
    assert 0o640 == file.stat().st_mode & 0o777
    assert [NAME] == [one.name for one in tmp_path.iterdir() if one.name != "home"]


@pytest.mark.parametrize("change", [("", ""), ("title: ", "title: Not ")])
def test_a_set_with_an_id_of_ours_is_refused_alike_wherever_it_is_met(author, tmp_path, change):
    """An exact copy of a shipped set, and one that was changed; told before anybody could get it."""
    whole = path_of("short").read_text(encoding="utf-8").replace(*change, 1)
    file = file_of(tmp_path, whole)
    signed = sign(file)
    checked = run("author", "check", file)

    assert (20, whole) == (signed.code, file.read_text(encoding="utf-8"))
    assert 20 == checked.code
    for said in (signed.err, checked.out):
        assert "Ids that begin with “reflect.” are kept for Reflect's own sets." in said
    assert 0 == run("author", "check", path_of("short")).code
    assert 0 == run("author", "diff", file, path_of("short")).code


def test_a_set_that_was_changed_after_signing_is_worked_on_and_signed_again(author, tmp_path):
    """As the guide says: change it, look at it, raise the version, sign."""
    file, old = file_of(tmp_path, text()), file_of(tmp_path, text(), "old.reflect.yaml")
    sign(file)
    file.write_bytes(file.read_bytes().replace(b"How calm are you", b"How calm now"))
    checked = run("author", "check", file)
    looked_at = [run("author", *words) for words in (["paths", file], ["diff", old, file])]
    bumped = run("author", "bump", file, "--since", old)
    signed = sign(file)

    assert "warning[W430]" in checked.out
    assert [0, 0, 0, 0] == [one.code for one in (checked, *looked_at, bumped)]
    for one in looked_at:
        assert f"{NAME}: its signature holds no longer." in one.err
    assert f"{NAME}: 1.0.0 is now 1.0.1." in bumped.out
    assert "is taken off" in bumped.err
    assert (0, "1.0.1") == (signed.code, opened(file.read_bytes()).said.version)


def test_a_whole_signature_is_not_undone_by_the_way(author, tmp_path):
    file, old = file_of(tmp_path, text()), file_of(tmp_path, text("0.9.0"), "old.reflect.yaml")
    file.write_text(text("0.9.0", "How calm are you", "How calm now"))
    sign(file)
    before = file.read_bytes()
    done = run("author", "bump", file, "--since", old)

    assert (15, before) == (done.code, file.read_bytes())
    assert "sign FILE --prepare` takes it off" in done.err
    assert 0 == run("author", "sign", file, "--prepare").code
    assert 0 == run("author", "bump", file, "--since", old).code


def test_formatting_takes_off_a_signature_only_when_it_holds_no_longer(author, tmp_path):
    file = file_of(tmp_path, text())
    sign(file)
    whole = file.read_bytes()
    kept = run("author", "fmt", file)
    after = file.read_bytes()
    file.write_bytes(whole.replace(b"id: tests", b"id: other"))
    done = run("author", "fmt", file)

    assert (15, whole) == (kept.code, after)
    assert 0 == done.code, done.err
    assert MARKER.encode() not in file.read_bytes()
    assert "is taken off" in done.err


def test_signing_again_after_a_change_replaces_the_signature(author, tmp_path):
    file = file_of(tmp_path, text())
    sign(file)
    file.write_bytes(file.read_bytes().replace(b"How calm are you", b"How calm now"))
    assert 20 == run("sets", "show", file).code
    done = sign(file)

    assert 0 == done.code, done.err
    assert 1 == file.read_bytes().count(MARKER.encode())
    assert b"How calm now" in opened(file.read_bytes()).text


def test_a_link_to_a_set_stays_a_link(author, tmp_path):
    file = file_of(tmp_path, text())
    (tmp_path / "link.reflect.yaml").symlink_to(NAME)
    sign(tmp_path / "link.reflect.yaml")

    assert (tmp_path / "link.reflect.yaml").is_symlink()
    assert opened(file.read_bytes()).said


@pytest.mark.parametrize(
    ("content", "code"), [("reflect-set: 1\n", 20), (b"\xff\xfe\x00", 20), (b"", 20)]
)
def test_a_set_with_errors_is_not_signed(author, tmp_path, content, code):
    file = file_of(tmp_path, content)
    before = file.read_bytes()

    assert code == sign(file).code
    assert before == file.read_bytes()


def test_a_wrong_passphrase_signs_nothing(author, tmp_path):
    file = file_of(tmp_path, text())

    assert 12 == sign(file, words="nine grey heron\n").code
    assert text().encode() == file.read_bytes()


def test_without_a_key_signing_says_how_to_make_one(tmp_path):
    done = sign(file_of(tmp_path, text()))

    assert 21 == done.code
    assert "`reflect author key` makes one." in done.err
    assert 21 == run("author", "key", "--new").code


def test_an_empty_passphrase_makes_no_key(tmp_path):
    done = key(words="\n")

    assert 2 == done.code
    assert not author_key.exists(author_folder())


def test_a_file_that_is_not_there_or_cannot_be_written_is_told(author, tmp_path):
    assert 20 == sign(tmp_path / "no.reflect.yaml").code


def test_a_new_key_follows_the_one_before_in_what_it_signs(author, tmp_path):
    before = author_key.kept(author).public
    done = key("--new", words=f"{WORDS}other words\n")
    file = file_of(tmp_path, text())
    sign(file, words="other words\n")

    assert 0 == done.code, done.err
    assert "It follows an earlier key" in done.out
    assert before == opened(file.read_bytes()).said.before


@pytest.mark.skipif(
    shutil.which("minisign") is None, reason="minisign is not installed; it is a Debian package"
)
def test_a_key_kept_in_minisign_signs_too(tmp_path):
    """The way the command tells: --prepare, minisign with the comment it names, --from."""

    def stock(*arguments: object) -> None:
        subprocess.run(["minisign", *map(str, arguments)], check=True, capture_output=True)

    file = file_of(tmp_path, text().replace("\n", "\r\n"))
    told = run("author", "sign", file, "--prepare").out
    comment = told.partition("-t '")[2].partition("'")[0]
    stock("-G", "-W", "-p", tmp_path / "key.pub", "-s", tmp_path / "key.sec")
    public = (tmp_path / "key.pub").read_text().splitlines()[1]
    own = comment.replace("PUBLIC", public)
    stock("-S", "-m", file, "-s", tmp_path / "key.sec", "-t", own)
    done = run("author", "sign", file, "--from", f"{file}.minisig")

    assert 0 == done.code, done.err
    assert public_key(public) == opened(file.read_bytes()).said.key


@pytest.mark.parametrize(
    "content", [b"", b"untrusted comment: x\nA\ntrusted comment: y\nB\n", b"\xff"]
)
def test_a_file_that_is_no_such_signature_is_refused_with_the_way(tmp_path, content):
    file = file_of(tmp_path, text())
    done = run("author", "sign", file, "--from", file_of(tmp_path, content, "x.minisig"))

    assert 20 == done.code
    assert "minisign -Sm FILE -t 'reflect-set tests.one-evening 1.0.0 20" in done.err


def test_a_handout_of_a_signed_set_says_the_words_of_its_key_and_its_copy(author, tmp_path):
    file = file_of(tmp_path, text())
    assert 0 == sign(file).code
    printed = run("author", "print", file, "--markdown", "-o", "-").out

    assert key_words(author_key.kept(author).public) in printed
    assert copy_words(file.read_bytes()) in printed
