"""A reader written from docs/format-vault.md alone, with none of our code, gets everything."""

import hashlib
import hmac
import json
from pathlib import Path

import apsw
import pytest
from nacl import bindings

from reflect_cli.journal.record import entry_to_json
from reflect_cli.vault.bodies import entry_body
from reflect_cli.vault.chain import NOTHING_YET, RecordKind, Said
from reflect_cli.vault.vault import open_vault
from vault.sample import PASSPHRASE, entry, many_kinds
from vectors import fixtures


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
    asked = "SELECT body FROM record WHERE id = (SELECT record FROM entry WHERE id = ?)"
    body = journal.execute(asked, (many_kinds().id,)).get
    assert entry_to_json(many_kinds()) == json.loads(body)
    journal.close()


def test_each_record_is_signed_as_the_page_says(folder):
    """Its digest and its code, byte by byte, from the first record of the computer to the last."""
    master = master_key(json.loads((folder / "header.json").read_bytes()), PASSPHRASE)
    salt = (folder / "journal.db").read_bytes()[:16]
    raw = child(master, b"jv1.db", salt).hex() + salt.hex()
    settings = ["cipher = 'sqlcipher'", "legacy = 4", f"key = 'raw:{raw}'"]
    journal = opened(folder / "journal.db", settings)
    key, before, number = child(master, b"jv1.chain"), bytes(32), 0

    for row in journal.execute(
        "SELECT id, about, device, seq, parents, at, kind, body, digest, prev, mac FROM record"
        " ORDER BY device, seq"
    ):
        *told, body, digest, prev, mac = row
        parts = [str(field).encode() for field in told] + [digest, prev]
        framed = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
        assert digest == hmac.digest(key, b"body" + body.encode(), "sha256")
        assert mac == hmac.digest(key, b"record" + framed, "sha256")
        assert (prev, told[3]) == (before, number + 1)
        before, number = mac, number + 1
    assert 43 == number
    journal.close()


def test_the_anchor_is_signed_as_the_page_says(folder, home):
    with open_vault(folder, bytearray(PASSPHRASE)) as vault:
        device, head = vault.records.device, vault.records.head(vault.records.devices()[0])
    header = json.loads((folder / "header.json").read_bytes())
    master = master_key(header, PASSPHRASE)
    state = home / "reflect" / "state"
    stored = json.loads((state / f"{header['vault']}.anchor").read_bytes())

    assert f"{device}\n" == (state / "device.id").read_text()
    assert [[head.seq, head.mac.hex()]] == list(stored["heads"].values())
    code = hmac.digest(child(master, b"jv1.anchor"), spaceless(stored["heads"]), "sha256")
    assert code.hex() == stored["mac"]


def test_the_independent_reader_finds_all_that_a_new_vault_holds(folder):
    """With an entry that was removed, and one that two computers changed."""
    fixtures.reader()
    with open_vault(folder, bytearray(PASSPHRASE)) as vault:
        vault.entries.remove(entry(1).id)
        vault.entries.revise(entry(2, "Here."), "2026-11-25T08:00:00+01:00")
        changed_elsewhere(vault, entry(2, "There."), "2026-11-25T07:00:00+01:00")
        assert [(2,)] == vault.database.rows("SELECT max(versions) FROM entry")
        theirs = fixtures.by_the_reader_as(folder, PASSPHRASE)
        expected = fixtures.content_of(vault)

    titles = [each[-1]["items"][0]["value"] for each in theirs["entries"]]
    assert 40 == len(titles)
    assert "Here." == titles[0]
    assert ["There.", "Here."] == [one["items"][0]["value"] for one in theirs["entries"][0][1:]]
    assert expected == theirs


def changed_elsewhere(vault, changed, at):
    """What merging another computer's copy does: its record follows the first version too."""
    first = vault.records.of(changed.id)[0]
    words = entry_body(changed)
    said = Said("0" * 36, changed.id, (first.said.id,), at, RecordKind.ENTRY, words)
    record = vault.chain.signed(said, "e" * 32, NOTHING_YET)
    with vault.transaction():
        vault.records.take_in(record, "")
        vault.entries._current.bring_up(changed.id)


def test_the_second_engine_finds_a_new_file_whole(folder):
    engine = pytest.importorskip("sqlcipher3", reason="needs sqlcipher3, the second engine")
    master = master_key(json.loads((folder / "header.json").read_bytes()), PASSPHRASE)
    salt = (folder / "journal.db").read_bytes()[:16]
    journal = engine.connect(str(folder / "journal.db"))
    journal.execute(f"PRAGMA key = \"x'{child(master, b'jv1.db', salt).hex()}{salt.hex()}'\"")

    assert [] == journal.execute("PRAGMA cipher_integrity_check").fetchall()
    assert [(41,)] == journal.execute("SELECT count(*) FROM entry").fetchall()
    found = "SELECT count(*) FROM entry_search WHERE entry_search MATCH 'filler'"
    assert [(40,)] == journal.execute(found).fetchall()
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
    "name",
    [
        *("meta", "setting", "draft", "record", "entry", "plan", "plan_step"),
        *("worked", "memory", "asked", "answered"),
    ],
)
def test_the_page_names_every_column(vault, name):
    page = (Path(__file__).parents[2] / "docs" / "format-vault.md").read_text()
    table = page.partition("| table | columns |")[2].partition("\n\n")[0]
    (line,) = [line for line in table.splitlines() if line.startswith(f"| `{name}` |")]
    columns = [
        row[0] for row in vault.database.rows(f"SELECT name FROM pragma_table_info('{name}')")
    ]

    assert [column for column in columns if f"`{column}`" not in line] == []
