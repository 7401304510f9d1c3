-- What another model would have decided, for comparison: no part of the run, and so no projection of the log.
CREATE TABLE shadow_decisions (
  run_id TEXT NOT NULL REFERENCES runs (id),
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  model TEXT,
  proposed TEXT,
  failure TEXT,
  spent TEXT,
  PRIMARY KEY (run_id, number)
) STRICT, WITHOUT ROWID;

-- What a question took of a model.
ALTER TABLE decisions ADD COLUMN tokens TEXT;
