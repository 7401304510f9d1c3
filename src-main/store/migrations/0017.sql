-- What attempts were sent, by its hash: the text itself is kept as files of results are (ADR 0033).
CREATE TABLE attempt_inputs (
  run_id TEXT NOT NULL REFERENCES runs (id),
  task_key TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY (run_id, task_key, attempt, seq)
) STRICT, WITHOUT ROWID;
