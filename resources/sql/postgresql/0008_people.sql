-- Addresses by their beginning, and of each the newest mails, from the index alone. By bytes: what begins alike does
-- not stand together in the order of a language.
DROP INDEX message_address_norm;
CREATE INDEX message_address_person ON message_address (norm COLLATE "C", message_id);
