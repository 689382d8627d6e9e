-- What is evidence nobody deletes, not even an administrator: mail, what was made of it, and what it belongs to. Business
-- units and mailboxes are archived or taken out of the list. A signature belongs to the account that wrote it first, since
-- the names of people are only what their programs say.
ALTER TABLE setting ADD COLUMN written_by text NOT NULL DEFAULT '';

CREATE FUNCTION note_setting_writer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.written_by := current_user;
    ELSIF OLD.written_by <> '' THEN
        NEW.written_by := OLD.written_by;
    ELSE -- from before there was such a note
        NEW.written_by := current_user;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER setting_writer BEFORE INSERT OR UPDATE ON setting FOR EACH ROW EXECUTE FUNCTION note_setting_writer();

ALTER FUNCTION grant_liaison_roles() RENAME TO grant_liaison_roles_before_0016;

CREATE FUNCTION grant_liaison_roles() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    who text;
BEGIN
    PERFORM grant_liaison_roles_before_0016();
    FOREACH who IN ARRAY ARRAY['liaison_analyst', 'liaison_feed'] LOOP
        CONTINUE WHEN NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = who);
        EXECUTE format('DROP POLICY IF EXISTS %I ON setting', who || '_signs');
        EXECUTE format('CREATE POLICY %I ON setting TO %I '
                       'USING (name LIKE ''signature.person/%%'' AND written_by IN (current_user, '''')) '
                       'WITH CHECK (name LIKE ''signature.person/%%'' AND written_by = current_user)',
                       who || '_signs', who);
    END LOOP;
    IF EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'liaison_feed') THEN
        -- That a secret is new, or somebody has signed in: the time tells the feeds, and nothing else changes.
        GRANT UPDATE (updated_at) ON mailbox TO liaison_feed;
        -- "Hold all sending", as START and STOP.
        DROP POLICY IF EXISTS liaison_feed_holds ON setting;
        CREATE POLICY liaison_feed_holds ON setting TO liaison_feed
            USING (name = 'sending.hold') WITH CHECK (name = 'sending.hold');
    END IF;
    IF EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'liaison_administrator') THEN
        REVOKE DELETE ON incident, incident_alias, raw, raw_chunk, message, message_address, message_ref, message_text,
            message_copy, part, thread, own_message_id, outbox, outbox_markdown, delivery, business_unit, mailbox
            FROM liaison_administrator;
    END IF;
END
$$;

SELECT grant_liaison_roles();
