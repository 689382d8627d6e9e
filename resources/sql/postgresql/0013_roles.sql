-- What each role of a team may do; docs/teams.md tells people of it. Everybody reads everything, and what is named
-- nowhere here only an administrator writes: a new table is closed until it is opened.
ALTER TABLE bu_address ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody_reads ON bu_address FOR SELECT USING (true);
ALTER TABLE setting ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody_reads ON setting FOR SELECT USING (true);

CREATE FUNCTION grant_liaison_roles() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    place constant text := quote_ident(current_schema());
    who text;
    what text;
BEGIN
    FOREACH who IN ARRAY ARRAY['liaison_viewer', 'liaison_analyst', 'liaison_feed', 'liaison_administrator'] LOOP
        CONTINUE WHEN NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = who);
        EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %s FROM %I', place, who);
        EXECUTE format('GRANT USAGE ON SCHEMA %s TO %I', place, who);
        EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %s TO %I', place, who);
        IF who = 'liaison_administrator' THEN
            EXECUTE format('GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %s TO %I', place, who);
            EXECUTE format('REVOKE UPDATE, DELETE ON audit, migration FROM %I', who);
            EXECUTE format('REVOKE INSERT ON migration FROM %I', who);
            FOREACH what IN ARRAY ARRAY['bu_address', 'setting'] LOOP
                EXECUTE format('DROP POLICY IF EXISTS administrators_write ON %I', what);
                EXECUTE format('CREATE POLICY administrators_write ON %I TO %I USING (true) WITH CHECK (true)', what, who);
            END LOOP;
            CONTINUE;
        END IF;
        -- What somebody has read, and that somebody opened or printed it.
        EXECUTE format('GRANT INSERT ON audit, change TO %I', who);
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON read_state TO %I', who);
        CONTINUE WHEN who = 'liaison_viewer';
        FOREACH what IN ARRAY ARRAY['incident', 'incident_counter', 'incident_alias', 'incident_bu', 'raw', 'raw_chunk',
                                    'message', 'message_address', 'message_ref', 'message_text', 'message_copy', 'part',
                                    'thread', 'link', 'own_message_id', 'outbox', 'outbox_markdown', 'delivery',
                                    'remote_op', 'draft', 'feed_request'] LOOP
            EXECUTE format('GRANT INSERT, UPDATE ON %I TO %I', what, who);
        END LOOP;
        -- What is taken back; nothing that came or left is ever deleted.
        EXECUTE format('GRANT DELETE ON incident_bu, link, remote_op, draft TO %I', who);
        -- "Accept and remember": whose address it is. Whom mail goes to, an administrator says.
        EXECUTE format('GRANT INSERT ON bu_address TO %I', who);
        EXECUTE format('GRANT UPDATE (updated_at) ON business_unit TO %I', who);
        EXECUTE format('DROP POLICY IF EXISTS %I ON bu_address', who || '_remembers');
        EXECUTE format('CREATE POLICY %I ON bu_address FOR INSERT TO %I WITH CHECK (kind = ''address'')',
                       who || '_remembers', who);
        -- A signature of one's own.
        EXECUTE format('GRANT INSERT, UPDATE ON setting TO %I', who);
        EXECUTE format('DROP POLICY IF EXISTS %I ON setting', who || '_signs');
        EXECUTE format('CREATE POLICY %I ON setting TO %I USING (name LIKE ''signature.person/%%'')', who || '_signs', who);
        CONTINUE WHEN who = 'liaison_analyst';
        -- The process that holds the mailboxes.
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON folder, lease, feed_state, feed_refusal, feed_request, '
                       'test_mail, meta TO %I', who);
        EXECUTE format('GRANT UPDATE (feed_wanted) ON mailbox TO %I', who);
    END LOOP;
END
$$;

-- Roles are of the whole server, not of this database. Whoever may make them makes them here; else the server's
-- administrator does, and calls the function after that.
DO $$
DECLARE
    who text;
BEGIN
    IF (SELECT rolsuper OR rolcreaterole FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN
        FOREACH who IN ARRAY ARRAY['liaison_viewer', 'liaison_analyst', 'liaison_feed', 'liaison_administrator'] LOOP
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', who);
            EXCEPTION
                WHEN duplicate_object OR unique_violation THEN NULL; -- another database of the server has them
            END;
        END LOOP;
    END IF;
END
$$;

SELECT grant_liaison_roles();
