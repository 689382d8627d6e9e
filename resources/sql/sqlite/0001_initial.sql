-- Times are milliseconds UTC, booleans 0 or 1, lists JSON texts, UUIDs texts without braces.

PRAGMA application_id = 0x4c49414e;

CREATE TABLE migration (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- The gapless sequence of what changed; every window and command follows it.
CREATE TABLE change (
    seq INTEGER PRIMARY KEY,
    aggregate TEXT NOT NULL,
    aggregate_id INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    person TEXT NOT NULL,
    os_account TEXT NOT NULL,
    host TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    detail TEXT NOT NULL,
    prev_hash BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TABLE business_unit (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    title_norm TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    archived INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- kind: recipient, address, domain
CREATE TABLE bu_address (
    id INTEGER PRIMARY KEY,
    business_unit_id INTEGER NOT NULL REFERENCES business_unit (id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    norm TEXT NOT NULL,
    UNIQUE (business_unit_id, kind, norm)
) STRICT;
CREATE INDEX bu_address_norm ON bu_address (norm, kind);

CREATE TABLE incident_counter (
    year INTEGER PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

CREATE TABLE incident (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    incident_key TEXT NOT NULL UNIQUE,
    token TEXT NOT NULL,
    title TEXT NOT NULL,
    search_norm TEXT NOT NULL,
    type TEXT NOT NULL,
    severity TEXT NOT NULL,
    status TEXT NOT NULL,
    owner TEXT NOT NULL,
    restricted INTEGER NOT NULL DEFAULT 0,
    merged_into INTEGER REFERENCES incident (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_page ON incident (created_at, id);
CREATE INDEX incident_status ON incident (status, created_at, id);

-- Which tags lead to an incident: its own, and those of incidents that were merged into it.
CREATE TABLE incident_alias (
    incident_key TEXT NOT NULL,
    token TEXT NOT NULL,
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    PRIMARY KEY (incident_key, token)
) STRICT;
CREATE INDEX incident_alias_incident ON incident_alias (incident_id);

CREATE TABLE incident_bu (
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    business_unit_id INTEGER NOT NULL REFERENCES business_unit (id),
    PRIMARY KEY (incident_id, business_unit_id)
) STRICT;
CREATE INDEX incident_bu_unit ON incident_bu (business_unit_id);

CREATE TABLE mailbox (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    address_norm TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    feed_wanted INTEGER NOT NULL,
    inbound TEXT NOT NULL,
    outbound TEXT NOT NULL,
    fetch_since INTEGER NOT NULL,
    poll_seconds INTEGER NOT NULL,
    verbose_log INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE folder (
    id INTEGER PRIMARY KEY,
    mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
    remote_id TEXT NOT NULL,
    path TEXT NOT NULL,
    delimiter TEXT NOT NULL,
    role TEXT NOT NULL,
    selectable INTEGER NOT NULL,
    total INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    selected INTEGER NOT NULL,
    vanished INTEGER NOT NULL DEFAULT 0,
    sync_cursor BLOB NOT NULL,
    last_sync_at INTEGER NOT NULL DEFAULT 0,
    UNIQUE (mailbox_id, remote_id)
) STRICT;

CREATE TABLE lease (
    mailbox_id INTEGER PRIMARY KEY REFERENCES mailbox (id),
    holder TEXT NOT NULL,
    host TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

-- A mail's bytes as received: one zstd stream cut into chunks.
CREATE TABLE raw (
    id INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    chunks INTEGER NOT NULL
) STRICT;

CREATE TABLE raw_chunk (
    raw_id INTEGER NOT NULL REFERENCES raw (id),
    n INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (raw_id, n)
) STRICT;

CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    content_hash BLOB NOT NULL UNIQUE,
    raw_id INTEGER NOT NULL REFERENCES raw (id),
    message_id_header TEXT NOT NULL,
    duplicate_id INTEGER NOT NULL DEFAULT 0,
    direction TEXT NOT NULL,
    triage TEXT NOT NULL,
    linked INTEGER NOT NULL DEFAULT 0, -- whether link has a row for it: the list of unmatched mail asks no join
    subject TEXT NOT NULL,
    from_name TEXT NOT NULL,
    from_address TEXT NOT NULL,
    arrived_at INTEGER NOT NULL,
    header_date INTEGER NOT NULL,
    snippet TEXT NOT NULL,
    kind TEXT NOT NULL,
    machine INTEGER NOT NULL,
    health TEXT NOT NULL,
    health_note TEXT NOT NULL,
    protection TEXT NOT NULL,
    has_html INTEGER NOT NULL,
    dmarc_failed INTEGER NOT NULL,
    attachments INTEGER NOT NULL,
    size INTEGER NOT NULL,
    thread_index TEXT NOT NULL,
    facts TEXT NOT NULL,
    delivery TEXT NOT NULL DEFAULT '',
    delivery_detail TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX message_header ON message (message_id_header);
CREATE INDEX message_thread_index ON message (thread_index) WHERE thread_index <> '';
CREATE INDEX message_triage ON message (linked, triage, direction, machine, arrived_at, id);
CREATE INDEX message_page ON message (arrived_at, id);

-- field: from, sender, reply-to, to, cc, bcc
CREATE TABLE message_address (
    message_id INTEGER NOT NULL REFERENCES message (id),
    field TEXT NOT NULL,
    ord INTEGER NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    norm TEXT NOT NULL,
    PRIMARY KEY (message_id, field, ord)
) STRICT;
CREATE INDEX message_address_norm ON message_address (norm);

-- Message-IDs that a mail names in In-Reply-To, References or a delivery report.
CREATE TABLE message_ref (
    message_id INTEGER NOT NULL REFERENCES message (id),
    ref TEXT NOT NULL,
    PRIMARY KEY (message_id, ref)
) STRICT;
CREATE INDEX message_ref_ref ON message_ref (ref);

CREATE TABLE message_text (
    message_id INTEGER PRIMARY KEY REFERENCES message (id),
    subject TEXT NOT NULL,
    people TEXT NOT NULL,
    body TEXT NOT NULL,
    attachments TEXT NOT NULL
) STRICT;

-- Holds the segmented words only; the text is in message_text.
CREATE VIRTUAL TABLE message_fts USING fts5 (
    subject, people, body, attachments,
    content = '', tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
);

-- Where a mail lies on servers. A void copy (UIDVALIDITY changed) has no remote_id and stays as evidence.
CREATE TABLE message_copy (
    id INTEGER PRIMARY KEY,
    message_id INTEGER NOT NULL REFERENCES message (id),
    folder_id INTEGER REFERENCES folder (id),
    remote_id TEXT,
    raw_id INTEGER NOT NULL REFERENCES raw (id),
    seen INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    internal_date INTEGER NOT NULL,
    vanished_at INTEGER
) STRICT;
CREATE UNIQUE INDEX message_copy_remote ON message_copy (folder_id, remote_id) WHERE remote_id IS NOT NULL;
CREATE INDEX message_copy_message ON message_copy (message_id);

CREATE TABLE part (
    id INTEGER PRIMARY KEY,
    message_id INTEGER NOT NULL REFERENCES message (id),
    ord INTEGER NOT NULL,
    path TEXT NOT NULL,
    content_type TEXT NOT NULL,
    sniffed_type TEXT NOT NULL,
    file_name TEXT NOT NULL,
    declared_name TEXT NOT NULL,
    content_id TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    is_attachment INTEGER NOT NULL,
    UNIQUE (message_id, ord)
) STRICT;

CREATE TABLE thread (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    business_unit_id INTEGER REFERENCES business_unit (id),
    title TEXT NOT NULL,
    waiting TEXT NOT NULL,
    assigned_to TEXT NOT NULL,
    merged_into INTEGER REFERENCES thread (id),
    created_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT;
CREATE INDEX thread_page ON thread (incident_id, last_at, id);

-- Why and where a mail is; one row a mail.
CREATE TABLE link (
    message_id INTEGER PRIMARY KEY REFERENCES message (id),
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    thread_id INTEGER NOT NULL REFERENCES thread (id),
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    distance INTEGER NOT NULL,
    by_person INTEGER NOT NULL,
    outsider INTEGER NOT NULL,
    conflicting TEXT NOT NULL
) STRICT;
CREATE INDEX link_incident ON link (incident_id);
CREATE INDEX link_thread ON link (thread_id);

-- Message-IDs that we made.
CREATE TABLE own_message_id (
    message_id_header TEXT PRIMARY KEY,
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    thread_id INTEGER NOT NULL REFERENCES thread (id)
) STRICT;
CREATE INDEX own_message_id_thread ON own_message_id (thread_id);

-- A row: this person read it.
CREATE TABLE read_state (
    message_id INTEGER NOT NULL REFERENCES message (id),
    person TEXT NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (message_id, person)
) STRICT;

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
    incident_id INTEGER REFERENCES incident (id),
    thread_id INTEGER REFERENCES thread (id),
    message_id INTEGER NOT NULL UNIQUE REFERENCES message (id),
    answers INTEGER REFERENCES message (id),
    is_forward INTEGER NOT NULL,
    message_id_header TEXT NOT NULL UNIQUE,
    subject TEXT NOT NULL,
    sender TEXT NOT NULL,
    recipients TEXT NOT NULL,
    refused TEXT NOT NULL,
    state TEXT NOT NULL,
    sent_copy TEXT NOT NULL,
    queued_at INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    last_error TEXT NOT NULL,
    server_words TEXT NOT NULL,
    person TEXT NOT NULL,
    lease_epoch INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outbox_due ON outbox (mailbox_id, state, not_before);
CREATE INDEX outbox_incident ON outbox (incident_id);
CREATE INDEX outbox_state ON outbox (state);

-- Flags that must reach the server. Bound to the copy, so that they outlive a change of UIDVALIDITY.
CREATE TABLE remote_op (
    id INTEGER PRIMARY KEY,
    copy_id INTEGER NOT NULL REFERENCES message_copy (id),
    flag TEXT NOT NULL,
    wanted INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_error TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX remote_op_copy ON remote_op (copy_id);
CREATE INDEX remote_op_state ON remote_op (state, id);

CREATE TABLE draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    incident_id INTEGER REFERENCES incident (id),
    thread_id INTEGER REFERENCES thread (id),
    person TEXT NOT NULL,
    content BLOB NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_person ON draft (person, updated_at);
CREATE INDEX draft_thread ON draft (thread_id);
