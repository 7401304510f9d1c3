-- What a person said of a project: a name, a folder, that it is over. A project without a row is an id on runs and plans.
CREATE TABLE projects (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  folder TEXT,
  archived_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX runs_by_project ON runs (project_id, created_at, status) WHERE project_id IS NOT NULL;

-- The history of the inbox, newest first.
CREATE INDEX approvals_answered ON approvals (answered_at, id) WHERE answered_at IS NOT NULL;

-- How many of a run's tasks of each status are groups, which nobody works on.
ALTER TABLE runs ADD COLUMN group_counts TEXT NOT NULL DEFAULT '{}';
UPDATE runs SET group_counts = (
  SELECT json_object(
    'blocked', count(*) FILTER (WHERE status = 'blocked'),
    'todo', count(*) FILTER (WHERE status = 'todo'),
    'awaiting_approval', count(*) FILTER (WHERE status = 'awaiting_approval'),
    'in_progress', count(*) FILTER (WHERE status = 'in_progress'),
    'awaiting_input', count(*) FILTER (WHERE status = 'awaiting_input'),
    'done', count(*) FILTER (WHERE status = 'done'),
    'failed', count(*) FILTER (WHERE status = 'failed'),
    'skipped', count(*) FILTER (WHERE status = 'skipped'),
    'cancelled', count(*) FILTER (WHERE status = 'cancelled'))
  FROM tasks JOIN task_definitions AS defined ON defined.run_id = tasks.run_id AND defined.position = tasks.position
  WHERE tasks.run_id = runs.id AND definition ->> '$.kind' = 'group')
WHERE ended_at IS NOT NULL;
