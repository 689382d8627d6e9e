-- Mail that the rules linked to an incident that was closed: its owner is to look at it.
ALTER TABLE link ADD COLUMN after_closing bigint NOT NULL DEFAULT 0;
