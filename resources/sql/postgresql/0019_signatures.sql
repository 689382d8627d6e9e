-- A person's signature is the account's that they sign in to the database with, since the names of people are only what
-- their programs say: it stands below "signature.own/<account>/<name>", and that account alone writes it, beside
-- administrators. By the person's name alone whoever came first could write it for somebody else. What was written by an
-- account that was noted goes along; what was written before accounts were noted stays where it is, and is nobody's.
UPDATE setting SET name = 'signature.own/' || quote_ident(written_by) || '/' || substr(name, length('signature.person/') + 1)
WHERE left(name, length('signature.person/')) = 'signature.person/' AND written_by <> '';

ALTER FUNCTION grant_liaison_roles() RENAME TO grant_liaison_roles_before_0019;

CREATE FUNCTION grant_liaison_roles() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    who text;
    -- Quoted, no account's name begins another's.
    own constant text := '''signature.own/'' || quote_ident(current_user::text) || ''/''';
BEGIN
    PERFORM grant_liaison_roles_before_0019();
    FOREACH who IN ARRAY ARRAY['liaison_analyst', 'liaison_feed'] LOOP
        CONTINUE WHEN NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = who);
        EXECUTE format('DROP POLICY IF EXISTS %I ON setting', who || '_signs');
        EXECUTE format('CREATE POLICY %I ON setting TO %I USING (left(name, length(%s)) = %s)',
                       who || '_signs', who, own, own);
    END LOOP;
END
$$;

SELECT grant_liaison_roles();
