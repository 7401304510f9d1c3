-- The engine, whole: clocks, gates with votes, money, learned competence.

-- The events of a run lie between its first and its last one. An index over them would cost every event a page.
ALTER TABLE runs ADD COLUMN created_seq INTEGER NOT NULL DEFAULT 0;
UPDATE runs SET created_seq = coalesce((SELECT min(seq) FROM events WHERE events.run_id = runs.id), 0);
DROP INDEX events_by_run;
ALTER TABLE runs ADD COLUMN review_limit INTEGER;
ALTER TABLE runs ADD COLUMN time_zone TEXT;
-- What changes with every task is kept with the tasks; a run's own row has it once the run is over.
UPDATE runs SET counts = '{}' WHERE ended_at IS NULL;
ALTER TABLE runs ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;

-- It follows from the statuses.
ALTER TABLE tasks DROP COLUMN unmet;
ALTER TABLE tasks ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
UPDATE tasks SET created_at = (SELECT created_at FROM runs WHERE runs.id = tasks.run_id);
ALTER TABLE tasks ADD COLUMN ready_at INTEGER;
UPDATE tasks SET ready_at = (
  SELECT max(at) FROM events
  WHERE type = 'task.ready' AND events.run_id = tasks.run_id AND events.task_key = tasks.key
);
ALTER TABLE tasks ADD COLUMN not_before INTEGER;
ALTER TABLE tasks ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN recoveries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN gates INTEGER NOT NULL DEFAULT 0;
UPDATE tasks SET gates = (
  SELECT count(*) FROM approvals WHERE approvals.run_id = tasks.run_id AND approvals.task_key = tasks.key
);
ALTER TABLE tasks ADD COLUMN result TEXT;
-- The event that holds its newest scorecard.
ALTER TABLE tasks ADD COLUMN assigned_seq INTEGER;
UPDATE tasks SET assigned_seq = (
  SELECT max(seq) FROM assignments WHERE assignments.run_id = tasks.run_id AND assignments.task_key = tasks.key
);
DROP TABLE assignments;

-- The attempt in flight is part of its task's row, as far as the row does not say it already; the table keeps those that
-- ended.
ALTER TABLE tasks ADD COLUMN live TEXT;
UPDATE tasks SET live = '{}' WHERE EXISTS (
  SELECT 1 FROM attempts WHERE attempts.run_id = tasks.run_id AND attempts.task_key = tasks.key AND attempts.status = 'running'
);
DELETE FROM attempts WHERE status = 'running';
ALTER TABLE attempts ADD COLUMN reserved TEXT;
ALTER TABLE attempts ADD COLUMN spent TEXT;

CREATE TABLE gates (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (id),
  task_key TEXT NOT NULL,
  posted_at INTEGER NOT NULL,
  answered_at INTEGER,
  approval TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO gates SELECT id, run_id, task_key, posted_at, answered_at, json_object(
  'id', id, 'kind', kind, 'runId', run_id, 'taskKey', task_key, 'question', question, 'description', '',
  'subject', NULL, 'allows', json(CASE kind WHEN 'task_gate' THEN '["approve","reject"]'
    ELSE '["happened","run_again","fail"]' END),
  'form', json('[]'), 'quorum', 1, 'votes', json('[]'), 'assignee', NULL, 'hash', '', 'postedAt', posted_at,
  'expiresAt', NULL, 'escalateTo', NULL, 'remindEveryMs', NULL, 'remindAt', NULL, 'answer', answer, 'note', note,
  'response', NULL, 'answeredBy', NULL, 'answeredAt', answered_at,
  'closed', CASE WHEN answered_at IS NOT NULL AND answer IS NULL THEN 'withdrawn' END) FROM approvals;
DROP TABLE approvals;
ALTER TABLE gates RENAME TO approvals;
CREATE INDEX approvals_open ON approvals (posted_at) WHERE answered_at IS NULL;
CREATE INDEX approvals_by_task ON approvals (run_id, task_key);

CREATE TABLE accounts (
  key TEXT PRIMARY KEY,
  cap_minor INTEGER,
  currency TEXT NOT NULL,
  reserved_minor INTEGER NOT NULL,
  settled_minor INTEGER NOT NULL,
  is_closed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE transactions (
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs (id),
  task_key TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  project_id TEXT,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  PRIMARY KEY (seq, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX transactions_by_run ON transactions (run_id, seq);
CREATE INDEX transactions_by_project ON transactions (project_id, seq) WHERE project_id IS NOT NULL;

-- What an agent has shown at a skill: outcomes, decayed to the instant `at`.
CREATE TABLE competences (
  agent_id TEXT NOT NULL,
  skill TEXT NOT NULL,
  successes REAL NOT NULL,
  failures REAL NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (agent_id, skill)
) STRICT, WITHOUT ROWID;

CREATE TABLE skill_aliases (
  alias TEXT PRIMARY KEY,
  skill TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE memory_entries ADD COLUMN task_key TEXT;
ALTER TABLE memory_entries ADD COLUMN event_seq INTEGER;
UPDATE memory_entries SET event_seq = (
  SELECT seq FROM events WHERE type = 'memory.remembered' AND body ->> '$.memoryId' = memory_entries.id
);

-- What of a task changes is written often, and by itself: rows of it are small, and many share a page.
CREATE TABLE task_definitions (
  run_id TEXT NOT NULL REFERENCES runs (id),
  position INTEGER NOT NULL,
  definition TEXT NOT NULL,
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO task_definitions SELECT run_id, position, definition FROM tasks;
ALTER TABLE tasks DROP COLUMN definition;
