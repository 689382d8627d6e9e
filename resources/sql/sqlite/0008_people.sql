-- Addresses by their beginning, and of each the newest mails, from the index alone.
DROP INDEX message_address_norm;
CREATE INDEX message_address_person ON message_address (norm, message_id);
