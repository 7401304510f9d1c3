-- What a run is for, when a decider says what comes next; null: its plan says it.
ALTER TABLE runs ADD COLUMN goal TEXT;

-- The decision ledger: a projection of the log.
CREATE TABLE decisions (
  run_id TEXT NOT NULL REFERENCES runs (id),
  number INTEGER NOT NULL,
  after TEXT NOT NULL,
  at INTEGER NOT NULL,
  decider TEXT NOT NULL,
  model TEXT,
  prompt TEXT NOT NULL,
  raw TEXT NOT NULL,
  proposed TEXT,
  findings TEXT NOT NULL,
  decision TEXT NOT NULL,
  created_task TEXT,
  spent TEXT,
  PRIMARY KEY (run_id, number)
) STRICT, WITHOUT ROWID;
