"""A reader written from docs/format-vault.md alone, with none of our code, gets everything."""

import hashlib
import hmac
import json
from pathlib import Path

import apsw
import pytest
from nacl import bindings

from reflect_cli.journal.record import entry_to_json
from vault.sample import PASSPHRASE, many_kinds


def child(key, person, salt=b""):
    return hashlib.blake2b(key=key, person=person, salt=salt, digest_size=32).digest()


def spaceless(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def master_key(header, passphrase):
    (slot,) = header["slots"]
    cost, salt = slot["kdf"], bytes.fromhex(slot["salt"])
    root = bindings.crypto_pwhash_alg(
        32,
        passphrase,
        bytes.fromhex(cost["salt"]),
        cost["t"],
        cost["m"] * 1024,
        bindings.crypto_pwhash_ALG_ARGON2ID13,
    )
    assert slot["check"] == child(root, b"jv1.check", salt).hex()
    bound = [header[name] for name in ("format", "version", "min_reader", "vault", "cipher")]
    return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
        bytes.fromhex(slot["ct"]),
        spaceless([*bound, slot["kind"], cost, slot["salt"]]),
        bytes.fromhex(slot["nonce"]),
        child(root, b"jv1.wrap", salt),
    )


def opened(path, pragmas):
    connection = apsw.Connection(str(path))
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def test_a_stranger_can_read_a_vault_from_the_page_that_describes_it(folder):
    raw = (folder / "header.json").read_bytes()
    header = json.loads(raw)
    master = master_key(header, PASSPHRASE)
    unsigned = spaceless(header | {"mac": ""}) + b"\n"
    salt = (folder / "journal.db").read_bytes()[:16]
    key = child(master, b"jv1.db", salt).hex() + salt.hex()
    settings = ["cipher = 'sqlcipher'", "legacy = 4", f"key = 'raw:{key}'"]
    journal = opened(folder / "journal.db", settings)

    assert raw == spaceless(header) + b"\n" == (folder / "header.copy").read_bytes()
    mac = hmac.digest(child(master, b"jv1.header"), unsigned, "sha256")
    assert header["mac"] == mac.hex()
    assert header["vault"] == journal.execute("SELECT value FROM meta WHERE name = 'vault'").get
    asked = "SELECT body FROM revision JOIN entry ON entry.n = revision.entry WHERE id = ?"
    body = journal.execute(asked, (many_kinds().id,)).get
    assert entry_to_json(many_kinds()) == json.loads(body)
    journal.close()


def test_each_page_is_authenticated_as_the_page_says(folder):
    """The HMAC of every page, computed with the standard library only."""
    content = (folder / "journal.db").read_bytes()
    salt = content[:16]
    master = master_key(json.loads((folder / "header.json").read_bytes()), PASSPHRASE)
    flipped = bytes(byte ^ 0x3A for byte in salt)
    key = hashlib.pbkdf2_hmac("sha512", child(master, b"jv1.db", salt), flipped, 2, 32)

    for number in range(1, len(content) // 4096 + 1):
        page = content[(number - 1) * 4096 : number * 4096]
        covered = page[16 if number == 1 else 0 : 4096 - 64]
        tag = hmac.digest(key, covered + number.to_bytes(4, "little"), "sha512")
        assert tag == page[-64:]


@pytest.mark.parametrize(
    "name", ["meta", "setting", "draft", "entry", "revision", "plan", "plan_step"]
)
def test_the_page_names_every_column(vault, name):
    page = (Path(__file__).parents[2] / "docs" / "format-vault.md").read_text()
    table = page[page.index("| table | columns |") :]
    (line,) = [line for line in table.splitlines() if line.startswith(f"| `{name}` |")]
    columns = [
        row[0] for row in vault.database.rows(f"SELECT name FROM pragma_table_info('{name}')")
    ]

    assert [column for column in columns if f"`{column}`" not in line] == []
