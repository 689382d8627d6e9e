-- A mailbox that was removed: its mail stays as evidence, its address may be connected again.
ALTER TABLE mailbox ADD COLUMN removed_at bigint NOT NULL DEFAULT 0;

-- Who holds a mailbox, for the one who finds it held.
ALTER TABLE lease ADD COLUMN pid bigint NOT NULL DEFAULT 0;
ALTER TABLE lease ADD COLUMN taken_at bigint NOT NULL DEFAULT 0;

-- What the process that holds a mailbox last said of its feed; true as long as the lease is that process's.
CREATE TABLE feed_state (
    mailbox_id bigint PRIMARY KEY REFERENCES mailbox (id),
    state text NOT NULL,
    error text NOT NULL,
    error_words text NOT NULL,
    last_success_at bigint NOT NULL,
    next_try_at bigint NOT NULL,
    host text NOT NULL,
    pid bigint NOT NULL,
    updated_at bigint NOT NULL
);
