-- The hash chain over the log (ADR 0009): sha256 of the hash before it and of the entry, in hex. A log that is older
-- than this migration gets its chain at the first start after it.
ALTER TABLE events ADD COLUMN hash TEXT;

-- Only of an entry that a compaction shortened: the sha256 of the body it had, which is what its hash stands on, and
-- which compaction it was.
ALTER TABLE events ADD COLUMN body_hash TEXT;
ALTER TABLE events ADD COLUMN compaction INTEGER;

-- Which entry is the newest, said apart from the log, in the same transaction: without it a log that lost its end
-- would look whole. Not a projection.
CREATE TABLE audit_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  -- The hash of the newest row of compactions.
  compaction_hash TEXT NOT NULL
) STRICT;
INSERT INTO audit_head
  SELECT 1, 0, printf('%064d', 0), printf('%064d', 0) WHERE NOT EXISTS (SELECT 1 FROM events);

-- What was dropped from finished runs, one row for each run, chained like the log. Not a projection.
CREATE TABLE compactions (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  events INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  digest TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX compactions_by_run ON compactions (run_id);
