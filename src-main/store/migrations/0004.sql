-- Webhooks out. Settings and an outbox, not projections of the log: a replay leaves them alone, and what is here of the
-- log is only `seq`, from which the message is made when it is sent.
CREATE TABLE webhooks (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  events TEXT NOT NULL,
  description TEXT NOT NULL,
  secret TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT,
  created_at INTEGER NOT NULL,
  failing_since INTEGER,
  -- Every event up to here has its delivery, or needs none.
  read_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE webhook_deliveries (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  seq INTEGER,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  tries INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  due_at INTEGER,
  tried_at INTEGER,
  took_ms INTEGER,
  error TEXT,
  answer TEXT
) STRICT;
CREATE UNIQUE INDEX webhook_deliveries_by_event ON webhook_deliveries (webhook_id, seq) WHERE seq IS NOT NULL;
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id, number);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_deliveries_ended ON webhook_deliveries (created_at) WHERE due_at IS NULL;
