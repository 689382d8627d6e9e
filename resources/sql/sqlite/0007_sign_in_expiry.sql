-- Until when a sign-in by OAUTH2.0 is good: the access token in hand, and an application's certificate; 0 is not known.
ALTER TABLE feed_state ADD COLUMN token_expires_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed_state ADD COLUMN certificate_expires_at INTEGER NOT NULL DEFAULT 0;
