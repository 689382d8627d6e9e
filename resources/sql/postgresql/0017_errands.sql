-- What is asked of the one process that has a mailbox's secrets: a person's sign-in, a connection test. `asked`,
-- `progress` and `answer` are JSON and never hold a secret. Until `wait_until`, by this database's clock, somebody waits
-- for it to be taken, and then for whoever took it to put that off; after that it is not carried out any more.
CREATE TABLE errand (
    id text PRIMARY KEY,
    mailbox_id bigint NOT NULL REFERENCES mailbox (id),
    kind text NOT NULL,
    holder text NOT NULL,
    host text NOT NULL,
    pid bigint NOT NULL,
    asked text NOT NULL,
    person text NOT NULL,
    os_account text NOT NULL,
    asked_from text NOT NULL,
    asked_at bigint NOT NULL,
    wait_until bigint NOT NULL,
    cancelled bigint NOT NULL DEFAULT 0,
    taken_at bigint NOT NULL DEFAULT 0,
    progress text NOT NULL DEFAULT '',
    answer text NOT NULL DEFAULT ''
);

-- The process that last read a mailbox, or tried to first: where its secrets are while nobody holds it.
CREATE TABLE feed_place (
    mailbox_id bigint PRIMARY KEY REFERENCES mailbox (id),
    holder text NOT NULL,
    host text NOT NULL,
    pid bigint NOT NULL
);

-- Administrators ask; the feed's process takes and answers, and changes nothing of what was asked.
ALTER FUNCTION grant_liaison_roles() RENAME TO grant_liaison_roles_before_0017;

-- Nobody else reads it: whoever sees the code of a sign-in could enter it, and sign the mailbox in with another account.
CREATE FUNCTION grant_liaison_roles() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    who text;
BEGIN
    PERFORM grant_liaison_roles_before_0017();
    FOREACH who IN ARRAY ARRAY['liaison_viewer', 'liaison_analyst'] LOOP
        CONTINUE WHEN NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = who);
        EXECUTE format('REVOKE SELECT ON errand FROM %I', who);
    END LOOP;
    IF EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'liaison_feed') THEN
        GRANT UPDATE (wait_until, taken_at, progress, answer) ON errand TO liaison_feed;
        GRANT INSERT, UPDATE ON feed_place TO liaison_feed;
    END IF;
END
$$;

SELECT grant_liaison_roles();
