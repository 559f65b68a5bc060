"""Reads a vault without any of Reflect's own code: python read_vault.py FOLDER.

Written from format-vault.md; needs Python 3.11 or later and the package `cryptography`, 44 or later.
It reads versions 1, 2 and 3 of the journal file, checks all that can be checked, and writes nothing.
--json prints every version of every entry (the one that stands last), plans, drafts and settings.
"""

import argparse
import contextlib
import fcntl
import getpass
import hashlib
import hmac
import json
import signal
import sqlite3
import struct
import sys
import unicodedata
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

PAGE, IV, TAG = 4096, 4016, 4032  # bytes in a page; where in it the IV and the HMAC begin
NEWER = "a newer Reflect wrote this journal; nothing was touched"
WRONG = "the passphrase does not open this journal"


def require(held, what):
    if not held:
        sys.exit(f"Not read: {what}.")


def child(key, purpose, salt=b""):
    return hashlib.blake2b(key=key, person=purpose, salt=salt, digest_size=32).digest()


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def unlocked(raw, passphrase):
    """The header in *raw*, and the master key in it."""
    header = json.loads(raw.decode("ascii"))
    require(header["format"] == "reflect-vault", "this is not the header of a vault")
    require(header["min_reader"] <= 1, NEWER)
    require(len(raw) <= 16384 and canonical(header) + b"\n" == raw, "the header is damaged")
    costs = [slot["kdf"] for slot in header["slots"] if slot["kdf"]]
    bounded = all(2**16 <= c["m"] <= 2**22 and 1 <= c["t"] <= 16 and c["p"] == 1 for c in costs)
    require(bounded and sum(c["m"] * c["t"] for c in costs) <= 2**24, "a cost is out of bounds")
    words = unicodedata.normalize("NFC", passphrase).encode()
    for slot in header["slots"]:
        if slot["kind"] != "passphrase":
            continue
        cost, salt, nonce = slot["kdf"], bytes.fromhex(slot["salt"]), bytes.fromhex(slot["nonce"])
        more = {"iterations": cost["t"], "lanes": cost["p"], "memory_cost": cost["m"]}
        root = Argon2id(salt=bytes.fromhex(cost["salt"]), length=32, **more).derive(words)
        if hmac.compare_digest(child(root, b"jv1.check", salt).hex(), slot["check"]):
            bound = [header[n] for n in ("format", "version", "min_reader", "vault", "cipher")]
            also = canonical([*bound, slot["kind"], cost, slot["salt"]])
            cipher = ChaCha20Poly1305(hchacha20(child(root, b"jv1.wrap", salt), nonce[:16]))
            master = cipher.decrypt(bytes(4) + nonce[16:], bytes.fromhex(slot["ct"]), also)
            unsigned = canonical(header | {"mac": ""}) + b"\n"
            code = hmac.digest(child(master, b"jv1.header"), unsigned, "sha256")
            require(hmac.compare_digest(code.hex(), header["mac"]), "the header was altered")
            return header, master
    return sys.exit(f"Not read: {WRONG}.")


def unlocked_by_either(raw, copy, passphrase):
    """The same from header.json, or from its copy where header.json is gone or damaged, or no newer."""
    try:
        return unlocked(raw, passphrase)
    except (SystemExit, ValueError, KeyError, TypeError, RecursionError, InvalidTag) as problem:
        decided = NEWER in str(problem)
        if WRONG in str(problem):
            decided = True
            with contextlib.suppress(ValueError, KeyError, TypeError, RecursionError):
                decided = json.loads(raw)["gen"] > json.loads(copy)["gen"]
        if decided or copy in {b"", raw}:
            raise
    return unlocked(copy, passphrase)


def hchacha20(key, nonce):
    """The key that XChaCha20 makes of *key* and the first 16 bytes of its nonce."""
    state = list(struct.unpack("<16I", b"expand 32-byte k" + key + nonce))

    def quarter(a, b, c, d):
        for one, two, three, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            state[one] = (state[one] + state[two]) & 0xFFFFFFFF
            mixed = state[three] ^ state[one]
            state[three] = (mixed << turn | mixed >> (32 - turn)) & 0xFFFFFFFF

    for n in range(80):  # ten times four columns, then four diagonals
        turn = n // 4 % 2
        quarter(n % 4, *((n + row * turn) % 4 + row * 4 for row in (1, 2, 3)))
    return struct.pack("<8I", *state[:4], *state[12:])


def committed(wal):
    """The pages that whole transactions in *wal* wrote, and how many pages the file then has."""

    def checksum(content, one=0, two=0):
        words = struct.unpack(f"{order}{len(content) // 4}I", content[: len(content) // 4 * 4])
        for first, second in zip(words[::2], words[1::2], strict=False):
            one = (one + first + two) & 0xFFFFFFFF
            two = (two + second + one) & 0xFFFFFFFF
        return one, two

    pages, waiting, size = {}, {}, 0
    order = ">" if len(wal) > 3 and wal[3] & 1 else "<"
    sums = checksum(wal[:24])
    if len(wal) < 32 or sums != struct.unpack(">2I", wal[24:32]):
        return pages, size
    for place in range(32, len(wal) - PAGE - 23, PAGE + 24):
        head, page = wal[place : place + 24], wal[place + 24 : place + 24 + PAGE]
        sums = checksum(page, *checksum(head[:8], *sums))
        if head[8:16] != wal[16:24] or sums != struct.unpack(">2I", head[16:]):
            break  # what follows was never committed, or is from before
        number, after = struct.unpack(">2I", head[:8])
        waiting[number] = page
        if after:
            pages, waiting, size = pages | waiting, {}, after
    return pages, size


def database(stored, added, size, master, stack):
    """The journal as a database in memory, each page proved; and what its table `meta` says."""
    salt, plain = stored[:16], bytearray()
    key = child(master, b"jv1.db", salt)
    mac_key = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)
    for number in range(1, (size or len(stored) // PAGE) + 1):
        page = added.get(number) or stored[(number - 1) * PAGE : number * PAGE]
        begin = 16 if number == 1 else 0
        tag = hmac.digest(mac_key, page[begin:TAG] + struct.pack("<I", number), "sha512")
        require(hmac.compare_digest(tag, page[TAG:]), f"page {number} is damaged or missing")
        decryptor = Cipher(algorithms.AES(key), modes.CBC(page[IV:TAG])).decryptor()
        plain += b"SQLite format 3\0" if begin else b""
        plain += decryptor.update(page[begin:IV]) + decryptor.finalize() + bytes(PAGE - IV)
    plain[18:20] = b"\x01\x01"  # as a file that needs no -wal
    connection = stack.enter_context(contextlib.closing(sqlite3.connect(":memory:")))
    connection.deserialize(bytes(plain))
    connection.row_factory = sqlite3.Row
    require(1 <= connection.execute("PRAGMA user_version").fetchone()[0] <= 3, NEWER)
    return connection, dict(map(tuple, connection.execute("SELECT name, value FROM meta")))


def opens(stored, master, stack):
    try:
        database(stored, {}, 0, master, stack)
    except SystemExit:
        return False
    return True


def records_in(connection, key):
    """Every record, each proved, and proved to follow the one before it of its device."""
    heads, rows = {}, connection.execute("SELECT * FROM record ORDER BY n").fetchall()
    for row in sorted(rows, key=lambda row: (row["device"], row["seq"])):
        seq, before = heads.get(row["device"], (0, bytes(32)))
        require((row["seq"], row["prev"]) == (seq + 1, before), "a record is missing")
        names = ("id", "about", "device", "seq", "parents", "at", "kind")
        parts = [str(row[name]).encode() for name in names] + [row["digest"], row["prev"]]
        framed = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
        code = hmac.digest(key, b"record" + framed, "sha256")
        require(hmac.compare_digest(code, row["mac"]), "a record was altered")
        digest = hmac.digest(key, b"body" + (row["body"] or "").encode(), "sha256")
        require(row["body"] is None or digest == row["digest"], "a record's words were altered")
        heads[row["device"]] = row["seq"], row["mac"]
    return rows


def from_records(rows):
    entries, plans, groups = [], [], {row["about"]: [] for row in rows}
    followed = {parent for row in rows for parent in row["parents"].split()}
    for row in rows:
        groups[row["about"]] += [row] if row["body"] is not None else []
    for about, said in groups.items():
        versions = [row for row in said if row["kind"] == "entry"]
        if live := [row for row in versions if row["id"] not in followed]:
            stands = max(live, key=lambda row: (row["at"], row["id"]))
            versions.sort(key=lambda row: row is stands)  # the others stay in order
            entries.append([json.loads(row["body"]) for row in versions])
        told = in_order(row for row in said if row["kind"] == "step")
        steps = [json.loads(row["body"]) | {"at": row["at"]} for row in told]
        made = [json.loads(row["body"]) for row in said if row["kind"] == "plan"]
        plans += [plan_of(plan | {"id": about}, steps) for plan in made]
    return entries, plans


def in_order(rows):
    """Each after all that it follows; those that do not follow each other by time, then by id."""
    done, left = [], sorted(rows, key=lambda row: (row["at"], row["id"]))
    while left:
        ids = {row["id"] for row in left}
        done += [next(row for row in left if ids.isdisjoint(row["parents"].split()))]
        left.remove(done[-1])
    return done


def from_tables(connection):  # of versions 1 and 2
    entries = {}
    for row in connection.execute("SELECT entry, body FROM revision ORDER BY entry, n"):
        entries.setdefault(row["entry"], []).append(json.loads(row["body"]))
    asked = "SELECT * FROM plan_step WHERE plan = ? ORDER BY n"
    made = connection.execute("SELECT * FROM plan ORDER BY n").fetchall()
    plans = [plan_of(plan, connection.execute(asked, (plan["n"],))) for plan in made]
    return list(entries.values()), plans


def plan_of(plan, steps):
    names = ("id", "entry", "prompt", "made", "cue", "act", "when", "who", "due")
    history = [{name: step[name] for name in ("at", "state", "note")} for step in steps]
    stands = {"state": history[-1]["state"] if history else "open", "history": history}
    return {name: plan[name] for name in names} | stands


def shown(entry):
    lines = [f"{entry['title']}\n{entry['finished']}   {entry['id']}"]
    for item in entry["items"]:
        labels, value = dict(item["options"]), item["value"]
        if isinstance(value, dict):
            value = [f"{name}: {words}" for name, words in value["plan"].items() if words]
        chosen = value if isinstance(value, list) else ["(skipped)" if value is None else value]
        lines += ["\n".join([item["question"], *(labels.get(c, str(c)) for c in chosen)])]
    text = "\n\n".join([*lines, "-" * 60])
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def read(folder, passphrase):
    """Everything in the vault at *folder*."""
    names = ("header.json", "header.copy", "journal.db", "journal.db-wal")
    paths = [folder / name for name in names]
    raw, copy, stored, wal = (path.read_bytes() if path.exists() else b"" for path in paths)
    header, master = unlocked_by_either(raw, copy, passphrase)
    with contextlib.ExitStack() as stack:
        fresh = folder / "new-key" / "journal.db"
        new = fresh.read_bytes() if fresh.exists() else b""
        if new and not opens(stored, master, stack) and opens(new, master, stack):
            stored, wal = new, b""  # a new key, its file not moved to its place yet
        alone, (db, meta) = 0, database(stored, *committed(wal), master, stack)
        require(meta["vault"] == header["vault"], "header and journal are of two vaults")
        with contextlib.suppress(SystemExit):  # beside a -wal the file alone may be half-written
            alone = database(stored, {}, 0, master, stack)[1]["head"] if wal else 0
        require(alone <= meta["head"], "the -wal is from an earlier day; move it away")
        if has_records := db.execute("PRAGMA user_version").fetchone()[0] >= 3:
            entries, plans = from_records(records_in(db, child(master, b"jv1.chain")))
        else:
            entries, plans = from_tables(db)
        asked = "SELECT id, began, updated, set_id, title, state, source FROM draft ORDER BY kept"
        drafts = list(map(dict, db.execute(asked)))
        asked = "SELECT about, name, value FROM mark ORDER BY about, name"
        marks = list(map(dict, db.execute(asked))) if has_records else []
        settings = dict(map(tuple, db.execute("SELECT name, value FROM setting")))
    found = {"entries": entries, "plans": plans, "drafts": drafts}
    return found | {"settings": settings, "marks": marks}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="print all of it, as JSON")
    parser.add_argument("--passphrase-fd", type=int, metavar="N", dest="fd")
    given = parser.parse_args()
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # whoever reads may have seen enough
    try:
        if (lock := given.folder / "lock").exists():
            held = lock.open("rb")  # until this ends, so that nothing is written meanwhile
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
        line = getpass.getpass("Passphrase: ") if given.fd is None else open(given.fd).readline()
        content = read(given.folder, line.rstrip("\r\n"))
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
        InvalidTag,
        sqlite3.Error,
    ) as problem:
        sys.exit(f"Not read: damaged, missing, or open in Reflect ({problem!r}).")
    words = "\n".join(shown(versions[-1]) for versions in content["entries"])
    print(json.dumps(content, indent=1) if given.json else words)


if __name__ == "__main__":
    main()
