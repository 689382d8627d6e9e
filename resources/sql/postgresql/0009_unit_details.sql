-- Whom to call when a unit's answer is overdue, and when it is; 0: as the process says. A deputy is a bu_address of that kind.
ALTER TABLE business_unit ADD COLUMN escalation_phone text NOT NULL DEFAULT '';
ALTER TABLE business_unit ADD COLUMN answer_minutes bigint NOT NULL DEFAULT 0;
-- What happened to one thing, newest first.
CREATE INDEX audit_object ON audit (object, id);
