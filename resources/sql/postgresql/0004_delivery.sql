-- What is known of a mail of ours at each recipient. Without a row: no news. An empty norm: a report that named nobody.
CREATE TABLE delivery (
    message_id bigint NOT NULL REFERENCES message (id),
    norm text NOT NULL,
    address text NOT NULL,
    state text NOT NULL,
    status text NOT NULL,
    words text NOT NULL,
    at bigint NOT NULL,
    report_id bigint REFERENCES message (id),
    PRIMARY KEY (message_id, norm)
);

INSERT INTO delivery (message_id, norm, address, state, status, words, at)
    SELECT id, '', '', delivery, '', delivery_detail, arrived_at FROM message WHERE delivery <> '';

-- After a partial acceptance: the recipients that a mail is still to be sent to.
ALTER TABLE outbox ADD COLUMN pending text NOT NULL DEFAULT '[]';
