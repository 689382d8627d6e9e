-- A mailbox that was removed: its mail stays as evidence, its address may be connected again.
ALTER TABLE mailbox ADD COLUMN removed_at INTEGER NOT NULL DEFAULT 0;

-- Who holds a mailbox, for the one who finds it held.
ALTER TABLE lease ADD COLUMN pid INTEGER NOT NULL DEFAULT 0;
ALTER TABLE lease ADD COLUMN taken_at INTEGER NOT NULL DEFAULT 0;

-- What the process that holds a mailbox last said of its feed; true as long as the lease is that process's.
CREATE TABLE feed_state (
    mailbox_id INTEGER PRIMARY KEY REFERENCES mailbox (id),
    state TEXT NOT NULL,
    error TEXT NOT NULL,
    error_words TEXT NOT NULL,
    last_success_at INTEGER NOT NULL,
    next_try_at INTEGER NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
