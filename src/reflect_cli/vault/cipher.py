"""A connection to an encrypted database file, refused unless it really is encrypted.

Every line of `keyed` answers a way in which the engine would quietly write plain text: a module
of the same name without encryption, a key of another length, a misspelt setting, another cipher.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw

from reflect_cli.errors import ReflectError
from reflect_cli.vault.keys import KEY_BYTES, SALT_BYTES, database_key, overwrite

if TYPE_CHECKING:
    from pathlib import Path

_WRITING = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI | apsw.SQLITE_OPEN_NOFOLLOW
_READING = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI | apsw.SQLITE_OPEN_NOFOLLOW
_BUSY_MILLISECONDS = 5000

#: Set after the key, in this order. Exclusive locking keeps the WAL index in memory: no -shm file.
_SETTINGS = (
    ("locking_mode", "exclusive"),
    ("temp_store", "memory"),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("mmap_size", 0),
    ("secure_delete", 1),
    ("foreign_keys", 1),
    ("recursive_triggers", 1),
    ("synchronous", "full"),
    ("fullfsync", 1),
    ("checkpoint_fullfsync", 1),
)


def require_encryption() -> None:
    """Raise unless the database engine is the one that encrypts."""
    if not hasattr(apsw, "mc_version"):
        raise ReflectError(
            "The installed database engine cannot encrypt, so nothing was opened or written.",
            hint="Uninstall apsw, then install apsw-sqlite3mc again.",
        )


def keyed(path: Path, master: bytearray, salt: bytes, *, alone: bool = False) -> apsw.Connection:
    """A connection to the file at *path*, which begins with *salt*, ready for reading.

    With *alone* it is read-only, looks at that one file as if nothing lay beside it, and makes
    no file. The key is not proved right until something has been read; until `trust`, closing
    the connection folds no -wal into the file.
    """
    require_encryption()
    place = path.as_uri()  # the one spelling that carries any name a folder can have
    connection = (
        apsw.Connection(f"{place}?immutable=1", flags=_READING)
        if alone
        else apsw.Connection(place, flags=_WRITING)
    )
    try:
        connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        key = database_key(master, salt)
        try:
            _set_key(connection, key, salt)
        finally:
            overwrite(key)
        _settle(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def trust(connection: apsw.Connection) -> None:
    """From now on closing *connection* tidies up: its file and -wal are proved to be ours."""
    connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0)


def _set_key(connection: apsw.Connection, key: bytes, salt: bytes) -> None:
    assert len(key) == KEY_BYTES  # any other length would be stretched as if it were words
    assert len(salt) == SALT_BYTES
    if connection.pragma("cipher", "sqlcipher") != "sqlcipher":
        raise _not_encrypting()
    if str(connection.pragma("legacy", 4)) != "4":
        raise _not_encrypting()
    spelt = key.hex()
    statement = f"PRAGMA key = 'raw:{spelt}{salt.hex()}'"
    try:
        answer = connection.execute(statement, can_cache=False).get
    finally:
        overwrite(spelt)
        overwrite(statement)
    if answer != "ok":
        raise _not_encrypting()


def _settle(connection: apsw.Connection) -> None:
    connection.set_busy_timeout(_BUSY_MILLISECONDS)
    connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
    for name, value in _SETTINGS:
        connection.pragma(name, value)


def _not_encrypting() -> ReflectError:
    return ReflectError(
        "The database engine did not switch encryption on, so nothing was opened or written.",
        hint="Reinstall apsw-sqlite3mc.",
    )
