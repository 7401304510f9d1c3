-- Decisions of all runs in order of time. What a person thinks of them, and what was answered when they were asked
-- again, changes nothing: like a shadow's answers it is no projection of the log (ADR 0030).
CREATE INDEX decisions_by_time ON decisions (at, run_id, number);
CREATE TABLE decision_marks (
  run_id TEXT NOT NULL REFERENCES runs (id),
  number INTEGER NOT NULL,
  mark TEXT NOT NULL,
  note TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (run_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE repeated_decisions (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (id),
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  model TEXT,
  proposed TEXT,
  failure TEXT,
  spent TEXT
) STRICT;
CREATE INDEX repeated_decisions_by_decision ON repeated_decisions (run_id, number);
