-- Permissions of their own: to see configurations, to notify, to give roles.

-- Rights on all columns of a table but some. Columns that come later are in no such right until grant_liaison_roles() is
-- called again: the migration that adds them does that.
CREATE FUNCTION grant_liaison_columns(action text, what text, withheld text[], who text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    given text;
BEGIN
    SELECT string_agg(quote_ident(a.attname::text), ', ' ORDER BY a.attnum) INTO given FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = what::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attname::text <> ALL (withheld);
    EXECUTE format('REVOKE %s ON %I FROM %I', action, what, who);
    EXECUTE format('GRANT %s (%s) ON %I TO %I', action, given, what, who);
END
$$;

ALTER FUNCTION grant_liaison_roles() RENAME TO grant_liaison_roles_before_0018;

CREATE FUNCTION grant_liaison_roles() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    who text;
BEGIN
    PERFORM grant_liaison_roles_before_0018();
    IF EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'liaison_viewer') THEN
        -- How mailboxes are reached and signed in to, and what was changed from what to what.
        PERFORM grant_liaison_columns('SELECT', 'mailbox', ARRAY['inbound', 'outbound'], 'liaison_viewer');
        PERFORM grant_liaison_columns('SELECT', 'audit', ARRAY['detail'], 'liaison_viewer');
    END IF;
    IF EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'liaison_feed') THEN
        -- It delivers what people notify with, and begins no notification itself.
        PERFORM grant_liaison_columns('INSERT', 'outbox', ARRAY['notification'], 'liaison_feed');
        PERFORM grant_liaison_columns('UPDATE', 'outbox', ARRAY['notification'], 'liaison_feed');
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'liaison_administrator') THEN
        RETURN;
    END IF;
    -- Administrators give and take the other roles. Their own is given by whoever has it WITH ADMIN OPTION, or by the
    -- server's administrator: a role cannot have that of itself.
    FOREACH who IN ARRAY ARRAY['liaison_viewer', 'liaison_analyst', 'liaison_feed'] LOOP
        CONTINUE WHEN NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = who);
        CONTINUE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_auth_members m
                              JOIN pg_catalog.pg_roles r ON r.oid = m.roleid
                              JOIN pg_catalog.pg_roles a ON a.oid = m.member
                              WHERE r.rolname = who AND a.rolname = 'liaison_administrator' AND m.admin_option);
        BEGIN
            EXECUTE format('GRANT %I TO liaison_administrator WITH ADMIN OPTION', who);
        EXCEPTION
            WHEN insufficient_privilege OR unique_violation THEN NULL; -- the server's administrator does; docs/teams.md
        END;
    END LOOP;
END
$$;

-- Whether somebody has a role by its name alone, not through another role.
CREATE FUNCTION has_liaison_role(account text, wanted text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_auth_members m
                   JOIN pg_catalog.pg_roles r ON r.oid = m.roleid
                   JOIN pg_catalog.pg_roles a ON a.oid = m.member
                   WHERE r.rolname::text = wanted AND a.rolname::text = account)
$$;

-- Gives a role, or takes it, with the rights of whoever calls it: the server refuses what they may not do.
CREATE FUNCTION set_liaison_role(account text, wanted text, given bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    ours constant text[] := ARRAY['liaison_viewer', 'liaison_analyst', 'liaison_feed', 'liaison_administrator'];
BEGIN
    IF wanted <> ALL (ours) OR account = ANY (ours) THEN
        RAISE EXCEPTION 'this is for accounts, and for the roles of Liaison' USING ERRCODE = '22023';
    END IF;
    -- A name that is too long would be cut to somebody else's.
    IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname::text = account) THEN
        RAISE EXCEPTION 'there is no account "%"', account USING ERRCODE = '42704';
    END IF;
    IF given <> 0 AND has_liaison_role(account, wanted) THEN
        RAISE EXCEPTION '"%" has the role already', account USING ERRCODE = '42710';
    ELSIF given = 0 AND NOT has_liaison_role(account, wanted) THEN
        RAISE EXCEPTION '"%" has not got the role', account USING ERRCODE = '42704';
    END IF;
    IF given <> 0 THEN
        EXECUTE format('GRANT %I TO %I', wanted, account);
    ELSE
        EXECUTE format('REVOKE %I FROM %I', wanted, account);
    END IF;
    -- From version 16 on a grant is taken by whoever made it alone; for others REVOKE only warns.
    IF has_liaison_role(account, wanted) <> (given <> 0) THEN
        RAISE EXCEPTION 'somebody else gave "%" the role', account USING ERRCODE = '42501';
    END IF;
END
$$;

SELECT grant_liaison_roles();
