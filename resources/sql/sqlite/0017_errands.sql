-- What is asked of the one process that has a mailbox's secrets: a person's sign-in, a connection test. `asked`,
-- `progress` and `answer` are JSON and never hold a secret. Until `wait_until`, by this database's clock, somebody waits
-- for it to be taken, and then for whoever took it to put that off; after that it is not carried out any more.
CREATE TABLE errand (
    id TEXT PRIMARY KEY,
    mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
    kind TEXT NOT NULL,
    holder TEXT NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    asked TEXT NOT NULL,
    person TEXT NOT NULL,
    os_account TEXT NOT NULL,
    asked_from TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    wait_until INTEGER NOT NULL,
    cancelled INTEGER NOT NULL DEFAULT 0,
    taken_at INTEGER NOT NULL DEFAULT 0,
    progress TEXT NOT NULL DEFAULT '',
    answer TEXT NOT NULL DEFAULT ''
) STRICT;

-- The process that last read a mailbox, or tried to first: where its secrets are while nobody holds it.
CREATE TABLE feed_place (
    mailbox_id INTEGER PRIMARY KEY REFERENCES mailbox (id),
    holder TEXT NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL
) STRICT;
