-- In which parts of the log a run has events, 256 to a part: an index over every event would cost each one a page.
CREATE TABLE event_blocks (
  run_id TEXT NOT NULL,
  block INTEGER NOT NULL,
  PRIMARY KEY (run_id, block)
) STRICT, WITHOUT ROWID;
INSERT INTO event_blocks SELECT DISTINCT run_id, seq / 256 FROM events WHERE run_id IS NOT NULL;
