-- Outcome of a run that has ended, its gaps, and the parts of the request that no task covers.
ALTER TABLE runs ADD COLUMN outcome TEXT;
ALTER TABLE runs ADD COLUMN gaps TEXT NOT NULL DEFAULT '[]';
ALTER TABLE runs ADD COLUMN gap_count INTEGER;
ALTER TABLE runs ADD COLUMN left_out TEXT NOT NULL DEFAULT '[]';

-- Gaps of runs that ended before were not looked for.
UPDATE runs SET outcome = CASE status
  WHEN 'done' THEN 'succeeded'
  WHEN 'cancelled' THEN 'cancelled'
  WHEN 'failed' THEN CASE
    WHEN coalesce(counts ->> '$.failed', 0) = coalesce(group_counts ->> '$.failed', 0)
      AND EXISTS (SELECT 1 FROM tasks WHERE tasks.run_id = runs.id AND tasks.reason ->> '$.code' = 'rejected')
    THEN 'rejected' ELSE 'failed' END
  END;
