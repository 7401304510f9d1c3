-- Every credential that the server accepts, as a hash. No projection: the log holds nothing that opens anything.
CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  -- SHA-256 of the token; of the cookie in a browser session.
  hash BLOB NOT NULL UNIQUE,
  -- Browser sessions: SHA-256 of the key in the storage of the origin, and the port of that origin.
  key_hash BLOB,
  port INTEGER,
  -- Task tokens.
  attempt_id TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  used_at INTEGER
) STRICT;
CREATE INDEX tokens_by_attempt ON tokens (attempt_id) WHERE attempt_id IS NOT NULL;
CREATE INDEX tokens_by_expiry ON tokens (expires_at) WHERE expires_at IS NOT NULL;
