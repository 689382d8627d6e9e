-- Mails that connection tests sent to their own mailbox: what comes back under such a Message-ID is nobody's to look at.
CREATE TABLE test_mail (
    message_id_header text PRIMARY KEY,
    address text NOT NULL,
    made_at bigint NOT NULL
);
