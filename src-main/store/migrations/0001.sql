-- The log. Everything below it is a projection of it (E8).
CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  run_id TEXT,
  task_key TEXT,
  command_id TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_run ON events (run_id, seq) WHERE run_id IS NOT NULL;

-- First answers of commands that may be repeated by their sender. Not a projection.
CREATE TABLE receipts (
  command_id TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE agents (
  id TEXT PRIMARY KEY,
  agent TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE plans (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL,
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  task_count INTEGER NOT NULL,
  runnable INTEGER NOT NULL,
  document TEXT NOT NULL,
  warnings TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  plan_key TEXT NOT NULL,
  title TEXT NOT NULL,
  project_id TEXT,
  project_folder TEXT,
  parallel_limit INTEGER NOT NULL,
  crew TEXT,
  status TEXT NOT NULL,
  counts TEXT NOT NULL,
  task_count INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  changed_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX runs_by_status ON runs (status);
CREATE INDEX runs_by_creation ON runs (created_at);

CREATE TABLE tasks (
  run_id TEXT NOT NULL REFERENCES runs (id),
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  definition TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT,
  unmet INTEGER NOT NULL,
  agent_id TEXT,
  attempts INTEGER NOT NULL,
  progress REAL,
  approval_id TEXT,
  started_at INTEGER,
  ended_at INTEGER,
  changed_seq INTEGER NOT NULL,
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX tasks_by_key ON tasks (run_id, key);

CREATE TABLE attempts (
  run_id TEXT NOT NULL REFERENCES runs (id),
  task_key TEXT NOT NULL,
  number INTEGER NOT NULL,
  agent_id TEXT NOT NULL,
  status TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  result TEXT,
  failure TEXT,
  PRIMARY KEY (run_id, task_key, number)
) STRICT, WITHOUT ROWID;

-- Why this agent: one row for each time a task was matched, the newest counts.
CREATE TABLE assignments (
  run_id TEXT NOT NULL REFERENCES runs (id),
  task_key TEXT NOT NULL,
  seq INTEGER NOT NULL,
  agent_id TEXT,
  scorecard TEXT NOT NULL,
  PRIMARY KEY (run_id, task_key, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE approvals (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs (id),
  task_key TEXT NOT NULL,
  question TEXT NOT NULL,
  posted_at INTEGER NOT NULL,
  answer TEXT,
  note TEXT,
  answered_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX approvals_open ON approvals (posted_at) WHERE answered_at IS NULL;

CREATE TABLE log_lines (
  run_id TEXT NOT NULL REFERENCES runs (id),
  seq INTEGER NOT NULL,
  line INTEGER NOT NULL,
  at INTEGER NOT NULL,
  task_key TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  level TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (run_id, seq, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE memory_entries (
  id TEXT PRIMARY KEY,
  agent_id TEXT NOT NULL,
  type TEXT NOT NULL,
  content TEXT NOT NULL,
  tags TEXT NOT NULL,
  project_id TEXT,
  status TEXT NOT NULL,
  task_type TEXT NOT NULL,
  task_id TEXT NOT NULL,
  run_id TEXT,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX memory_by_creation ON memory_entries (created_at);
CREATE INDEX memory_by_run ON memory_entries (run_id) WHERE run_id IS NOT NULL;

-- An index derived from memory_entries, not a table of its own.
CREATE VIRTUAL TABLE memory_index USING fts5 (id UNINDEXED, text, tokenize = 'unicode61');
