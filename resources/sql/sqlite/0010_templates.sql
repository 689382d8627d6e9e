-- Mails written in advance, each in one or more languages.
CREATE TABLE mail_template (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_norm TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    default_language TEXT NOT NULL,
    archived INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE mail_template_text (
    id INTEGER PRIMARY KEY,
    template_id INTEGER NOT NULL REFERENCES mail_template(id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (template_id, language)
) STRICT;

-- The language that mail to a business unit is written in; none: a template's default.
CREATE TABLE unit_language (
    business_unit_id INTEGER PRIMARY KEY REFERENCES business_unit(id) ON DELETE CASCADE,
    language TEXT NOT NULL
) STRICT;

-- What a mail of the outbox was written as, so that taking it back gives the same words again.
CREATE TABLE outbox_markdown (
    outbox_id INTEGER PRIMARY KEY REFERENCES outbox(id) ON DELETE CASCADE,
    words TEXT NOT NULL
) STRICT;
