-- What a mail of the outbox is in the notification process: 'primary', 'followup', or nothing of it.
ALTER TABLE outbox ADD COLUMN notification TEXT NOT NULL DEFAULT '';
