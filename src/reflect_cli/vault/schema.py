"""The tables of each version of the journal file. A released version never changes.

`entry` is what lists need; the words themselves are in `revision`, which is only ever added to.
`entry_search` holds no text: to take an entry out of it, the same words are handed in again, and
`secure-delete` then removes them from the file (a contentless_delete index would keep them).
`backwards` is the id reversed, so that the end of an id can be looked up like a beginning.
"""

from __future__ import annotations

VERSION_1 = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    kept INTEGER NOT NULL UNIQUE,
    began TEXT NOT NULL,
    updated TEXT NOT NULL,
    set_id TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;

CREATE TABLE entry (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    backwards TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    set_id TEXT NOT NULL,
    title TEXT NOT NULL,
    began TEXT NOT NULL,
    finished TEXT NOT NULL
) STRICT;

CREATE TABLE revision (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    entry INTEGER NOT NULL REFERENCES entry (n) ON DELETE CASCADE,
    at TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX revision_of_entry ON revision (entry, n);

CREATE TRIGGER revision_never_changes BEFORE UPDATE ON revision
BEGIN SELECT RAISE (ABORT, 'a revision never changes'); END;

CREATE TRIGGER revision_goes_with_its_entry BEFORE DELETE ON revision
WHEN EXISTS (SELECT 1 FROM entry WHERE n = old.entry)
BEGIN SELECT RAISE (ABORT, 'a revision goes only with its entry'); END;

CREATE TABLE plan (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    backwards TEXT NOT NULL UNIQUE,
    entry TEXT NOT NULL,
    prompt TEXT NOT NULL,
    made TEXT NOT NULL,
    cue TEXT NOT NULL,
    act TEXT NOT NULL,
    "when" TEXT NOT NULL,
    who TEXT NOT NULL,
    due TEXT NOT NULL,
    state TEXT NOT NULL
) STRICT;
CREATE INDEX plan_by_state ON plan (state, n);

CREATE TABLE plan_step (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    plan INTEGER NOT NULL REFERENCES plan (n) ON DELETE CASCADE,
    at TEXT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX step_of_plan ON plan_step (plan, n);

CREATE VIRTUAL TABLE entry_search USING fts5 (
    words, content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO entry_search (entry_search, rank) VALUES ('secure-delete', 1);
"""

#: What was worked on, so that the path can be shown without reading every entry.
VERSION_2 = """
CREATE TABLE worked (
    entry INTEGER NOT NULL REFERENCES entry (n) ON DELETE CASCADE,
    call TEXT NOT NULL,
    planned INTEGER NOT NULL,
    PRIMARY KEY (call, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX worked_in_entry ON worked (entry);

CREATE TABLE memory (
    entry INTEGER PRIMARY KEY REFERENCES entry (n) ON DELETE CASCADE,
    letter TEXT NOT NULL,
    shown TEXT NOT NULL,
    pronoun TEXT NOT NULL,
    marked INTEGER NOT NULL,
    planned INTEGER NOT NULL
) STRICT;
CREATE INDEX memory_by_letter ON memory (letter, planned);
CREATE INDEX memory_marked ON memory (marked) WHERE marked = 1;
CREATE INDEX entry_by_set ON entry (set_id, finished);
"""

#: Records in chained feeds; what stands now is computed from them. `asked` and `answered` hold
#: which question was answered when, so that looking back reads only the answers it shows; a question
#: nobody's answer is left to goes. `plan.next` is the day a plan comes up, as it stands now.
VERSION_3 = """
CREATE TABLE record (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    about TEXT NOT NULL,
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    parents TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT,
    digest BLOB NOT NULL,
    prev BLOB NOT NULL,
    mac BLOB NOT NULL,
    UNIQUE (device, seq)
) STRICT;
CREATE INDEX record_about ON record (about, n);

CREATE TRIGGER record_never_changes BEFORE UPDATE ON record
WHEN new.body IS NOT NULL OR (new.n, new.id, new.about, new.device, new.seq, new.parents, new.at,
    new.kind, new.digest, new.prev, new.mac) IS NOT (old.n, old.id, old.about, old.device, old.seq,
    old.parents, old.at, old.kind, old.digest, old.prev, old.mac)
BEGIN SELECT RAISE (ABORT, 'a record never changes'); END;

CREATE TRIGGER record_never_goes BEFORE DELETE ON record
BEGIN SELECT RAISE (ABORT, 'a record never goes'); END;

CREATE TABLE mark (
    about TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (about, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX mark_by_name ON mark (name, value);

ALTER TABLE entry ADD COLUMN record TEXT NOT NULL DEFAULT '';
ALTER TABLE entry ADD COLUMN versions INTEGER NOT NULL DEFAULT 1;
ALTER TABLE entry ADD COLUMN binned TEXT NOT NULL DEFAULT '';
ALTER TABLE entry ADD COLUMN opens TEXT NOT NULL DEFAULT '';
DROP INDEX entry_by_set;
CREATE INDEX entry_by_set ON entry (set_id, binned, finished);
CREATE INDEX entry_ahead ON entry (opens) WHERE opens > '';
CREATE INDEX entry_by_bin ON entry (binned);
CREATE INDEX entry_by_began ON entry (began);
CREATE INDEX entry_by_kind ON entry (kind);

CREATE TABLE tagged (
    tag TEXT NOT NULL,
    entry INTEGER NOT NULL REFERENCES entry (n) ON DELETE CASCADE,
    PRIMARY KEY (tag, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX tagged_entry ON tagged (entry);

ALTER TABLE plan ADD COLUMN next TEXT NOT NULL DEFAULT '';
UPDATE plan SET next = due;
CREATE INDEX plan_by_next ON plan (state, next, n);

CREATE TABLE asked (
    n INTEGER PRIMARY KEY,
    question TEXT NOT NULL,
    words TEXT NOT NULL,
    kind TEXT NOT NULL,
    times INTEGER NOT NULL DEFAULT 0,
    UNIQUE (question, words, kind)
) STRICT;

CREATE TABLE answered (
    asked INTEGER NOT NULL REFERENCES asked (n),
    at TEXT NOT NULL,
    entry INTEGER NOT NULL REFERENCES entry (n) ON DELETE CASCADE,
    number INTEGER,
    PRIMARY KEY (asked, at, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX answered_in_entry ON answered (entry);

CREATE TRIGGER one_answer_more AFTER INSERT ON answered
BEGIN UPDATE asked SET times = times + 1 WHERE n = new.asked; END;

CREATE TRIGGER one_answer_less AFTER DELETE ON answered
BEGIN
    UPDATE asked SET times = times - 1 WHERE n = old.asked;
    DELETE FROM asked WHERE n = old.asked AND times = 0;
END;
"""

#: Run once the words of VERSION_1's revisions stand in records.
VERSION_3_LEAVES = """
DROP TRIGGER revision_never_changes;
DROP TRIGGER revision_goes_with_its_entry;
DROP TABLE revision;
"""

#: Sets he installed, with the key trusted for each, and the keys he trusts no more.
INSTALLED_SETS = """
CREATE TABLE installed (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    set_id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    since TEXT NOT NULL,
    key TEXT NOT NULL,
    words TEXT NOT NULL,
    trailer TEXT NOT NULL
) STRICT;

CREATE TABLE distrusted (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    words TEXT NOT NULL UNIQUE,
    since TEXT NOT NULL
) STRICT;
"""
