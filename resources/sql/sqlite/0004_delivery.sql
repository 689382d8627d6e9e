-- What is known of a mail of ours at each recipient. Without a row: no news. An empty norm: a report that named nobody.
CREATE TABLE delivery (
    message_id INTEGER NOT NULL REFERENCES message (id),
    norm TEXT NOT NULL,
    address TEXT NOT NULL,
    state TEXT NOT NULL,
    status TEXT NOT NULL,
    words TEXT NOT NULL,
    at INTEGER NOT NULL,
    report_id INTEGER REFERENCES message (id),
    PRIMARY KEY (message_id, norm)
) STRICT;

INSERT INTO delivery (message_id, norm, address, state, status, words, at)
    SELECT id, '', '', delivery, '', delivery_detail, arrived_at FROM message WHERE delivery <> '';

-- After a partial acceptance: the recipients that a mail is still to be sent to.
ALTER TABLE outbox ADD COLUMN pending TEXT NOT NULL DEFAULT '[]';
