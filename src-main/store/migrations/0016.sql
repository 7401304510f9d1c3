-- Drafts are listed with their project. The document stands last: what is listed is then read without going through it.
CREATE TABLE listed_drafts (
  id TEXT PRIMARY KEY,
  plan_id TEXT,
  title TEXT NOT NULL,
  project_id TEXT,
  task_count INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO listed_drafts
SELECT id, plan_id, title, document ->> '$.projectId', task_count, revision, created_at, updated_at, document FROM drafts;
DROP TABLE drafts;
ALTER TABLE listed_drafts RENAME TO drafts;
