-- Published plans are numbered versions of a line; what is published already is the first of a line of its own. The
-- document stands last: SQLite then reads what is listed without going through it.
CREATE TABLE plan_versions (
  id TEXT PRIMARY KEY,
  line TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT,
  note TEXT,
  published_by TEXT,
  key TEXT NOT NULL,
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  project_id TEXT,
  task_count INTEGER NOT NULL,
  runnable INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  removed_at INTEGER,
  warnings TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO plan_versions
SELECT id, id, 1, NULL, NULL, NULL, key, title, source, document ->> '$.projectId', task_count, runnable, created_at,
  removed_at, warnings, document
FROM plans;

DROP TABLE plans;
ALTER TABLE plan_versions RENAME TO plans;
CREATE UNIQUE INDEX plans_by_line ON plans (line, version);

-- Which published plan a run was started from.
ALTER TABLE runs ADD COLUMN plan_id TEXT;
CREATE INDEX runs_by_plan ON runs (plan_id, created_at);

-- Working copies of plans, which are saved while a person edits them. No projection: a replay leaves them alone.
CREATE TABLE drafts (
  id TEXT PRIMARY KEY,
  plan_id TEXT,
  title TEXT NOT NULL,
  task_count INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT, WITHOUT ROWID;
