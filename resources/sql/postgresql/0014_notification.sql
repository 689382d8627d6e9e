-- What a mail of the outbox is in the notification process: 'primary', 'followup', or nothing of it. Whoever may write
-- into the outbox may say so: rights on a table are rights on the columns that it gets later. How units are notified is
-- a row of "setting", which administrators alone write.
ALTER TABLE outbox ADD COLUMN notification text NOT NULL DEFAULT '';
