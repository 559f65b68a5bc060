"""What we sign, minisign verifies, and the other way round: Debian's minisign and py-minisign."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import minisign
import pytest

from reflect_cli.signing.keys import NotASignature, SigningKey, public_key
from reflect_cli.signing.seal import (
    Said,
    minisig,
    opened,
    said_in,
    signable,
    signed,
    with_signature,
)

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "facilitators.md"
TEXT = "reflect-set: 1\nid: tests.one-evening\ntitle: What about #MeToo? Größe, 漢字\n".encode()

without_minisign = pytest.mark.skipif(
    shutil.which("minisign") is None, reason="minisign is not installed; it is a Debian package"
)


@pytest.fixture(scope="module")
def key() -> SigningKey:
    return SigningKey(bytes(range(32)))


def sealed_by(key: SigningKey) -> bytes:
    return signed(TEXT, Said("tests.one-evening", "1.0.0", "2026-11-24", key.public), key)


def split(whole: bytes) -> tuple[bytes, str]:
    """The text above the five lines, and the last four of them without their hashes."""
    lines = whole.decode().splitlines(keepends=True)
    signature = "".join(line.removeprefix("# ") for line in lines[-4:])
    return "".join(lines[:-5]).encode(), signature


def run(*arguments: object, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["minisign", *map(str, arguments)], input=given, capture_output=True, text=True, check=False
    )


@without_minisign
def test_what_we_sign_the_stock_program_verifies(key, tmp_path):
    text, signature = split(sealed_by(key))
    (tmp_path / "set").write_bytes(text)
    (tmp_path / "set.minisig").write_text(signature)

    done = run("-V", "-m", tmp_path / "set", "-P", key.public.line)

    assert 0 == done.returncode, done.stderr
    assert done.stdout.startswith("Signature and comment signature verified\n")
    assert "reflect-set tests.one-evening 1.0.0 2026-11-24 key RW" in done.stdout


@without_minisign
def test_the_lines_of_the_guide_take_it_apart_for_the_stock_program(key, tmp_path):
    """As they stand in docs/facilitators.md, typed into a plain shell."""
    told = GUIDE.read_text(encoding="utf-8").partition("### With minisign")[2]
    lines = [line.strip() for line in told.split("\n") if line.startswith("    ")][:3]
    theirs = lines[-1].split()[-1]
    (tmp_path / "evening.reflect.yaml").write_bytes(sealed_by(key))

    done = subprocess.run(
        ["sh", "-e", "-c", "\n".join(lines).replace(theirs, key.public.line)],
        cwd=tmp_path, env={**os.environ, "POSIXLY_CORRECT": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (3, 0) == (len(lines), done.returncode), done.stderr
    assert done.stdout.startswith("Signature and comment signature verified\n")
    assert TEXT == (tmp_path / "text").read_bytes()


@without_minisign
def test_the_stock_program_refuses_what_we_signed_once_a_byte_is_changed(key, tmp_path):
    text, signature = split(sealed_by(key))
    (tmp_path / "set").write_bytes(text.replace(b"about", b"About"))
    (tmp_path / "set.minisig").write_text(signature)

    assert 1 == run("-V", "-m", tmp_path / "set", "-P", key.public.line).returncode


@pytest.fixture(scope="module")
def by_stock(tmp_path_factory) -> tuple[str, str]:
    """A public key of the stock program, and the signature file it made with the comment we ask for."""
    folder: Path = tmp_path_factory.mktemp("minisign")
    made = run("-G", "-W", "-p", folder / "key.pub", "-s", folder / "key.sec")
    assert 0 == made.returncode, made.stderr
    public = (folder / "key.pub").read_text().splitlines()[1]
    (folder / "set").write_bytes(TEXT)
    comment = f"reflect-set tests.one-evening 1.0.0 2026-11-24 key {public}"
    done = run("-S", "-m", folder / "set", "-s", folder / "key.sec", "-t", comment)
    assert 0 == done.returncode, done.stderr
    return public, (folder / "set.minisig").read_text()


@without_minisign
def test_what_the_stock_program_signs_we_verify(by_stock):
    public, signature = by_stock

    found = opened(with_signature(TEXT, minisig(signature)))

    assert (TEXT, public) == (found.text, found.said and found.said.key.line)


@without_minisign
def test_its_own_lines_put_below_by_hand_are_read_too(by_stock):
    """With its own untrusted comment, as `sed 's/^/# /' FILE.minisig >> FILE` gives."""
    public, signature = by_stock
    marker = sealed_by(SigningKey(bytes(32))).decode().splitlines()[-5]
    below = "".join(f"# {line}\n" for line in signature.splitlines())

    found = opened(TEXT + f"{marker}\n{below}".encode())

    assert found.said
    assert public == found.said.key.line


def test_what_we_sign_py_minisign_verifies(key):
    text, signature = split(sealed_by(key))
    theirs = minisign.PublicKey.from_base64(key.public.line)

    theirs.verify(text, minisign.Signature.from_bytes(signature.encode()))
    with pytest.raises(minisign.VerifyError):
        theirs.verify(text + b" ", minisign.Signature.from_bytes(signature.encode()))


def test_what_py_minisign_signs_we_verify():
    pair = minisign.KeyPair.generate()
    public = pair.public_key.to_base64().decode()
    comment = f"reflect-set tests.one-evening 1.0.0 2026-11-24 key {public}"
    made = pair.secret_key.sign(TEXT, prehash=True, trusted_comment=comment)

    found = opened(with_signature(TEXT, minisig(bytes(made).decode())))

    assert found.said
    assert said_in(comment) == found.said
    with pytest.raises(NotASignature):
        found.said.key.requires(minisig(bytes(made).decode()), TEXT + b" ")


def test_the_older_kind_of_signature_is_not_taken():
    """Over the text itself, not over its hash."""
    pair = minisign.KeyPair.generate()
    made = pair.secret_key.sign(TEXT, prehash=False, trusted_comment="any")

    with pytest.raises(NotASignature):
        minisig(bytes(made).decode())


def test_a_public_key_is_the_second_line_of_a_pub_file(key):
    theirs = minisign.PublicKey.from_base64(key.public.line)

    assert key.public == public_key(theirs.to_base64().decode())


def test_what_is_signed_has_one_kind_of_line_end_and_no_signature_of_before(key):
    mailed = b"\xef\xbb\xbf" + sealed_by(key).replace(b"\n", b"\r\n") + b"\r\n"

    assert TEXT == signable(mailed) == signable(TEXT + b"\n\n") == signable(TEXT.rstrip())
