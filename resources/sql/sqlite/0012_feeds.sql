-- The last password that a server refused: nobody tries again until the mailbox is saved anew (settings_at: its time of
-- change then).
CREATE TABLE feed_refusal (
    mailbox_id INTEGER PRIMARY KEY REFERENCES mailbox (id),
    settings_at INTEGER NOT NULL,
    at INTEGER NOT NULL,
    error_log TEXT NOT NULL,
    server_words TEXT NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL
) STRICT;

-- What somebody asks of whoever holds a mailbox, and who took it; a later one takes the place of an earlier one.
CREATE TABLE feed_request (
    mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
    kind TEXT NOT NULL,
    person TEXT NOT NULL,
    asked_from TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    taken_at INTEGER NOT NULL DEFAULT 0,
    host TEXT NOT NULL DEFAULT '',
    pid INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (mailbox_id, kind)
) STRICT;
