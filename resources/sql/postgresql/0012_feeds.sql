-- The last password that a server refused: nobody tries again until the mailbox is saved anew (settings_at: its time of
-- change then).
CREATE TABLE feed_refusal (
    mailbox_id bigint PRIMARY KEY REFERENCES mailbox (id),
    settings_at bigint NOT NULL,
    at bigint NOT NULL,
    error_log text NOT NULL,
    server_words text NOT NULL,
    host text NOT NULL,
    pid bigint NOT NULL
);

-- What somebody asks of whoever holds a mailbox, and who took it; a later one takes the place of an earlier one.
CREATE TABLE feed_request (
    mailbox_id bigint NOT NULL REFERENCES mailbox (id),
    kind text NOT NULL,
    person text NOT NULL,
    asked_from text NOT NULL,
    asked_at bigint NOT NULL,
    taken_at bigint NOT NULL DEFAULT 0,
    host text NOT NULL DEFAULT '',
    pid bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (mailbox_id, kind)
);
